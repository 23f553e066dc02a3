"""The mapping files that we ship fit the real logs they are for: every name is met, and endings end."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from tests.generative import ride_oracle as oracle

from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import Log, read_log

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "logs"

JOURNEYS = {
    # log: its mapping, its journeys, and how many of them end each way, counted over its events by hand
    "receipt.xes": ("receipt", 1434, None),
    "receipt.csv": ("receipt", 1434, None),
    "helpdesk.xes.gz": ("helpdesk", 4580, None),
    "BPIC20_PrepaidTravelCost.xes.gz": ("BPIC20_PrepaidTravelCost", 2007, None),
    "sepsis.csv": ("sepsis", 1050, None),
    "traffic_fines_10k.csv.gz": ("traffic_fines_10k", 10000, None),
    "chicago311_events.csv": ("chicago311_events", 50, None),
    # each of these activities occurs at most once in a journey, and no journey has two of them
    "BPIC12.xes.gz": ("BPIC12", 13087, {"loan given": 2246, "declined": 7635, "cancelled": 2807}),
    # 9,994 of the requests have a date in ClosedDate
    "la311_2017_wide.csv.gz": ("la311_2017_wide", 9999, {"closed": 9994}),
    # three invoices, each with its "Insert Payment"; 510 containers, 445 of them with "Load to Vehicle"
    "ocel20_example.sqlite": ("ocel20_example", 3, {"paid": 3}),
    "ocel20_example.xmlocel": ("ocel20_example", 3, {"paid": 3}),
    "ocel20_example.jsonocel": ("ocel20_example", 3, {"paid": 3}),
    "ocel2_logistics.sqlite": ("ocel2_logistics", 510, {"on board": 445}),
    "BPIC12_W_start_end.csv.gz": ("BPIC12_W_start_end", 8616, {}),
    # 9,911 journeys end with "Payment Handled", 284 with the employee's no, 28 with MISSING's
    "BPIC20_DomesticDeclarations.xes.gz": (
        "BPIC20_DomesticDeclarations",
        10357,
        {"paid": 9911, "taken back": 284, "rejected": 28},
    ),
}
FORMS = {"sepsis.csv": {"form": "%Y/%m/%d %H:%M:%S.%f", "delimiter": ";"}}


def mapped(name: str) -> tuple[Log, dict, int, dict[str, int] | None]:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    mapping, journeys, endings = JOURNEYS[name]
    path = MAPPINGS / f"{mapping}.yaml"
    return read_log(LOGS / name, read_mapping(path)), yaml.safe_load(path.read_text()), journeys, endings


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_activity_of_a_mapping_is_met_and_every_journey_read(name: str) -> None:
    log, told, journeys, endings = mapped(name)

    assert not [problem.sentence for problem in log.problems if "of the mapping" in problem.what]
    assert log.record.journey.nunique().execute() == journeys
    assert ended(log) == (by_hand(name, told) if endings is None else endings)


def ended(log: Log) -> dict[str, int]:
    rows = log.record.filter(log.record.kind == "journey.ended/1").select("journey", "key").to_pyarrow()
    return tally((row["journey"], row["key"]) for row in rows.to_pylist())


def by_hand(name: str, told: dict) -> dict[str, int]:
    """The last ending of each journey, by a loop over the file that knows nothing of our reader."""
    columns = {ours: told["columns"][ours] for ours in ("journey", "name", "at")}
    if ".xes" in name:
        del columns["journey"]
        events = oracle.xes_events(LOGS / name, columns)
    else:
        events = oracle.csv_events(LOGS / name, columns, zone=told.get("zone", "UTC"), **FORMS.get(name, {}))
    in_order = sorted(events, key=lambda event: event["at"])  # keeps the order of the file in ties
    endings = told.get("endings", {})
    return tally(
        {event["journey"]: endings[event["name"]] for event in in_order if event["name"] in endings}.items()
    )


def tally(last: Iterable[tuple[str, str]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for _, ending in last:
        counted[ending] = counted.get(ending, 0) + 1
    return counted


TOWNS = ("BPIC15_1.xes.gz", "BPIC15_2.xes.gz")


def test_a_name_that_one_town_does_not_know_the_other_does() -> None:
    """One mapping serves both towns: every name in it is met in one of them."""
    if not all((LOGS / town).exists() for town in TOWNS):
        pytest.skip(f"{LOGS / TOWNS[0]} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    known = {
        event["name"].strip()
        for town in TOWNS
        for event in oracle.xes_events(LOGS / town, {"name": "activityNameEN", "at": "time:timestamp"})
    }

    assert read_mapping(MAPPINGS / "BPIC15.yaml").activities <= known
