"""Touch time of the work items of a bank's loan applications, counted again in plain Python."""

import gzip
import os
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from throughline.insight.ride import Measured, ride_of
from throughline.intake.read import read_log

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
LOG = LOGS / "BPIC12.xes.gz"


def touched(trace: ElementTree.Element) -> float | None:
    """Hours between each start and the completion after it, of one item by one person; together once."""
    events = [{one.get("key"): one.get("value") for one in event} for event in trace.iter("event")]
    begun: dict[tuple[str, str | None], datetime | None] = defaultdict(lambda: None)
    pieces = []
    for event in sorted(events, key=lambda one: datetime.fromisoformat(one["time:timestamp"])):
        at, item = (
            datetime.fromisoformat(event["time:timestamp"]),
            (event["concept:name"], event.get("org:resource")),
        )
        if event["lifecycle:transition"] == "START":
            begun[item] = at
        elif event["lifecycle:transition"] == "COMPLETE":
            if begun[item]:
                pieces.append((begun[item], at))
            begun[item] = None
    reached, hours = None, 0.0
    for since, until in sorted(pieces):
        begin = max(since, reached) if reached else since
        hours += max(0.0, (until - begin).total_seconds() / 3600)
        reached = max(until, reached) if reached else until
    return hours if pieces else None


@pytest.mark.skipif(
    not LOG.exists(), reason="the log is not here: THROUGHLINE_LOGS names the folder of real logs"
)
def test_scheduling_of_work_items_is_no_work() -> None:
    counted = []
    with gzip.open(LOG) as file:
        for _, trace in ElementTree.iterparse(file):  # noqa: S314 - a log that we chose
            if trace.tag.rpartition("}")[2] == "trace":
                for element in trace.iter():
                    element.tag = element.tag.rpartition("}")[2]
                counted.append(touched(trace))
                trace.clear()
    known = [hours for hours in counted if hours is not None]

    log = read_log(LOG)
    told = ride_of(log.record).measures["touch_hours"]

    assert isinstance(told, Measured)
    assert told.n == len(known)
    assert told.mean == pytest.approx(sum(known) / len(known))
    assert log.rows_read == log.rows_used == 262_200
