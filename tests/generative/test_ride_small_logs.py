"""Two ways agree on any small log: through a file, its reader and an engine, and by plain loops."""

import csv
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generative import ride_oracle as oracle

from throughline.insight.ride import Measured, ride_of
from throughline.intake.mapping import Mapping
from throughline.intake.read import read_log

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
MAPPING = Mapping(asks={"ask": "form"}, supplies={"give": "form"}, to=frozenset({"letter"}))
TELLS = {
    "ask": {"direction": "to", "asks": "form"},
    "give": {"direction": "from", "gives": "form"},
    "letter": {"direction": "to"},
}

EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "journey": st.sampled_from(["NA", "1", "two"]),
            "name": st.sampled_from(["check", "ask", "give", "letter", "decide"]),
            "at": st.integers(0, 40).map(lambda half_days: BEGIN + timedelta(hours=12 * half_days)),
            "person": st.sampled_from(["Ben", "Chidi", "Femi", "", "unknown"]),
            "function": st.sampled_from(["Intake", "Licensing", "EMPTY", ""]),
            "lifecycle": st.sampled_from(
                ["SCHEDULE", "ASSIGN", "START", "SUSPEND", "RESUME", "WITHDRAW", "COMPLETE", "strange"]
            ),
        }
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS, st.booleans())
def test_two_ways_agree_on_any_small_log(events: list[dict], mapped: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        write(path, events)
        ride = ride_of(read_log(path, MAPPING if mapped else None).record)
    told = [event | TELLS.get(event["name"], {}) for event in events] if mapped else events

    by_hand, waits = oracle.measures(told)

    measured = {name: result for name, result in ride.measures.items() if isinstance(result, Measured)}
    assert measured.keys() == by_hand.keys()
    for name, result in measured.items():
        expected = oracle.summary(by_hand[name], waits.get(name))
        assert [result.mean, result.median, result.p90, result.n] == pytest.approx(
            expected, rel=1e-9, abs=1e-9
        ), name


def write(path: Path, events: Sequence[dict]) -> None:
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["case_id", "activity", "timestamp", "resource", "department", "lifecycle:transition"]
        )
        for e in events:
            writer.writerow(
                [e["journey"], e["name"], e["at"].isoformat(), e["person"], e["function"], e["lifecycle"]]
            )
