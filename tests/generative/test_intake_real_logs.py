"""Every real log that is there has the rows, cases, activities, people and departments of the table."""

import os
from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.problems import rows_left_out
from throughline.intake.read import read_log

REPOSITORY = Path(__file__).resolve().parents[2]
LOGS = Path(os.environ.get("THROUGHLINE_LOGS", REPOSITORY.parent / "shared" / "data"))
MAPPINGS = REPOSITORY / "examples" / "logs"
TABLE = {
    # file: (mapping, rows, cases, activities, people, departments, placeholder words that the table counts)
    "receipt.xes": (None, 8_577, 1_434, 27, 48, 10, 1),
    "receipt.csv": (None, 8_577, 1_434, 27, 48, 10, 1),
    "BPIC15_1.xes.gz": ({"name": "activityNameEN"}, 52_217, 1_199, 289, 23, 0, 0),
    "BPIC15_2.xes.gz": ({"name": "activityNameEN"}, 44_354, 832, 304, 11, 0, 0),
    "BPIC12.xes.gz": (None, 262_200, 13_087, 24, 68, 0, 0),
    "BPIC12_W_start_end.csv.gz": ("BPIC12_W_start_end.yaml", 59_302, 8_616, 6, 57, 0, 0),
    "BPIC20_DomesticDeclarations.xes.gz": (None, 55_628, 10_357, 14, 0, 7, 2),
    "BPIC20_PrepaidTravelCost.xes.gz": (None, 17_507, 2_007, 29, 0, 8, 2),
    "sepsis.csv": ({}, 15_214, 1_050, 16, 0, 26, 1),
    "helpdesk.xes.gz": (None, 21_348, 4_580, 14, 22, 4, 0),
    "traffic_fines_10k.csv.gz": ({}, 34_724, 10_000, 11, 15, 0, 0),
    "chicago311_events.csv": (None, 276, 50, 6, 0, 9, 0),
}


def mapping(told: object) -> Mapping:
    if isinstance(told, str):
        return read_mapping(MAPPINGS / told)
    return Mapping(columns=dict(told) if isinstance(told, dict) else {}, zone="Europe/Rome")


@pytest.mark.parametrize("name", TABLE)
def test_a_real_log_has_what_others_counted(name: str) -> None:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    told, rows, cases, activities, people, departments, placeholders = TABLE[name]

    log = read_log(LOGS / name, mapping(told))

    record = log.record
    counted = record.aggregate(
        cases=record.journey.nunique(),
        activities=record.name.nunique(),
        people=record.person.nunique(),
        departments=record.function.nunique() + placeholders,
    )
    assert log.rows_read == rows
    assert log.rows_read == log.rows_used + rows_left_out(log.problems)
    assert counted.to_pyarrow().to_pylist() == [
        {"cases": cases, "activities": activities, "people": people, "departments": departments}
    ]


def test_two_municipalities_are_two_offices_and_no_case_is_lost() -> None:
    paths = [LOGS / "BPIC15_1.xes.gz", LOGS / "BPIC15_2.xes.gz"]
    if not all(path.exists() for path in paths):
        pytest.skip(f"{paths[0]} is not there; set THROUGHLINE_LOGS to a folder with real logs")

    log = read_log(paths, unit_from_file=True)

    units = log.record.group_by("unit").aggregate(cases=log.record.journey.nunique(), rows=log.record.count())
    assert sorted(tuple(row.values()) for row in units.to_pyarrow().to_pylist()) == [
        ("BPIC15_1", 1_199, 52_217),
        ("BPIC15_2", 832, 44_354),
    ]


@pytest.mark.parametrize(
    "name", ["ocel20_example.sqlite", "ocel20_example.jsonocel", "ocel20_example.xmlocel"]
)
def test_one_object_centric_log_is_the_same_in_three_formats(name: str) -> None:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    told = read_mapping(MAPPINGS / "ocel20_example.yaml")

    log = read_log(LOGS / name, told)

    assert (log.rows_read, log.rows_used) == (13, 9)
    assert log.record.journey.nunique().execute() == 3
    assert f"{log.record.at.max().execute():%Y-%m-%d %H:%M}" == "2022-02-28 22:00"


def test_containers_lose_the_events_of_handling_units_that_are_not_there() -> None:
    path = LOGS / "ocel2_logistics.sqlite"
    if not path.exists():
        pytest.skip(f"{path} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    told = read_mapping(MAPPINGS / "ocel2_logistics.yaml")

    log = read_log(path, told)

    lost = {problem.count for problem in log.problems if "no object that the log knows" in problem.what}
    assert lost == {2_540}
    assert log.rows_read == 8_727
    assert log.rows_read == log.rows_used + rows_left_out(log.problems)


def test_the_wide_table_of_los_angeles_has_a_row_for_each_time() -> None:
    path = LOGS / "la311_2017_wide.csv.gz"
    if not path.exists():
        pytest.skip(f"{path} is not there; set THROUGHLINE_LOGS to a folder with real logs")

    log = read_log(path, read_mapping(MAPPINGS / "la311_2017_wide.yaml"))

    assert log.record.journey.nunique().execute() == 9_999
    assert log.record.name.nunique().execute() == 3
    assert log.record.function.nunique().execute() == 5
