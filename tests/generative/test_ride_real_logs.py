"""Two ways agree on real logs: expressions on an engine, and plain loops written from the definitions."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.generative import ride_oracle as oracle

from throughline.insight.ride import Measured, Ride, ride_of
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
EXAMPLES = Path(__file__).parents[2] / "examples" / "logs"
XES = {
    "at": "time:timestamp",
    "name": "concept:name",
    "person": "org:resource",
    "function": "org:group",
    "lifecycle": "lifecycle:transition",
}
ROLE = {"at": "time:timestamp", "name": "concept:name", "function": "org:role"}


def xes(name: str, keys: dict[str, str] = XES) -> Callable[[], list[dict]]:
    return lambda: oracle.xes_events(LOGS / name, keys)


def fines() -> list[dict]:
    keys = {
        "journey": "case_id",
        "name": "activity",
        "at": "timestamp",
        "person": "resource",
        "lifecycle": "lifecycle",
    }
    return oracle.csv_events(LOGS / "traffic_fines_10k.csv.gz", keys, zone="Europe/Rome")


def sepsis() -> list[dict]:
    keys = {"journey": "Case ID", "name": "Activity", "at": "Complete Timestamp", "function": "org:group"}
    return oracle.csv_events(
        LOGS / "sepsis.csv", keys, zone="Europe/Amsterdam", form="%Y/%m/%d %H:%M:%S.%f", delimiter=";"
    )


CASES = {
    "receipt.xes": (xes("receipt.xes"), None),
    "helpdesk.xes.gz": (xes("helpdesk.xes.gz", {**XES, "function": "workgroup"}), None),
    "BPIC12.xes.gz": (xes("BPIC12.xes.gz"), None),
    "BPIC15_1.xes.gz": (xes("BPIC15_1.xes.gz"), None),
    "BPIC20_PrepaidTravelCost.xes.gz": (xes("BPIC20_PrepaidTravelCost.xes.gz", ROLE), None),
    "sepsis.csv": (sepsis, "Europe/Amsterdam"),
    "traffic_fines_10k.csv.gz": (fines, "Europe/Rome"),
}


@pytest.mark.parametrize("name", CASES)
def test_two_ways_agree_on_a_real_log(name: str) -> None:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    events, zone = CASES[name]

    agree(ride_of(read_log(LOGS / name, Mapping(zone=zone)).record), events())


MAPPED = {
    "receipt.xes": (xes("receipt.xes"), "receipt"),
    "helpdesk.xes.gz": (xes("helpdesk.xes.gz", {**XES, "function": "workgroup"}), "helpdesk"),
    "BPIC12.xes.gz": (
        xes("BPIC12.xes.gz", {ours: key for ours, key in XES.items() if ours != "function"}),
        "BPIC12",
    ),
    "BPIC15_1.xes.gz": (
        xes("BPIC15_1.xes.gz", {**XES, "name": "activityNameEN", "function": "nothing of the kind"}),
        "BPIC15",
    ),
    "sepsis.csv": (sepsis, "sepsis"),
    "traffic_fines_10k.csv.gz": (fines, "traffic_fines_10k"),
}


@pytest.mark.parametrize("name", MAPPED)
def test_two_ways_agree_on_what_a_mapping_makes_measurable(name: str) -> None:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    events, mapping = MAPPED[name]
    file = EXAMPLES / f"{mapping}.yaml"

    ride = ride_of(read_log(LOGS / name, read_mapping(file)).record)

    agree(ride, oracle.mapped(events(), yaml.safe_load(file.read_text(encoding="utf-8"))))


def agree(ride: Ride, told: list[dict]) -> None:
    """Every measure by the second method."""
    by_hand, waits = oracle.measures(told)

    measured = {key: result for key, result in ride.measures.items() if isinstance(result, Measured)}
    assert measured.keys() == by_hand.keys()
    for key, result in measured.items():
        expected = oracle.summary(by_hand[key], waits.get(key))
        assert [result.mean, result.median, result.p90, result.n] == pytest.approx(
            expected, rel=1e-9, abs=1e-9
        ), key


def test_the_csv_and_the_xes_of_the_same_log_give_the_same_ride() -> None:
    if not (LOGS / "receipt.csv").exists():
        pytest.skip(f"{LOGS / 'receipt.csv'} is not there; set THROUGHLINE_LOGS to a folder with real logs")

    from_xes = ride_of(read_log(LOGS / "receipt.xes").record)
    from_csv = ride_of(read_log(LOGS / "receipt.csv").record)

    assert from_xes.measures == from_csv.measures


def test_a_case_called_na_is_a_case() -> None:
    if not (LOGS / "sepsis.csv").exists():
        pytest.skip(f"{LOGS / 'sepsis.csv'} is not there; set THROUGHLINE_LOGS to a folder with real logs")

    ride = ride_of(read_log(LOGS / "sepsis.csv", Mapping(zone="UTC")).record)

    assert ride.journeys.num_rows == 1050
