"""A choice that means nothing for the files it was given for is refused or said, never passed over."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.test_intake_ocel import TOLD, second_json
from typer.testing import CliRunner

from throughline.cli.app import application
from throughline.cli.ride_on import NotOnSpark, log_on
from throughline.intake.draft import with_milestones
from throughline.intake.mapping import Mapping, MappingRefused, ObjectUse
from throughline.intake.problems import Effect
from throughline.intake.read import read_log
from throughline.refused import Refused

ROWS = """case_id,activity,timestamp
1,apply,2024-03-04 10:00:00
1,decide,2024-05-04 10:00:00
"""
XES = """<log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="1"/><event>
<string key="concept:name" value="apply"/><date key="time:timestamp" value="2024-03-04T10:00:00Z"/>
</event></trace></log>"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture
def xes(tmp_path: Path) -> Path:
    path = tmp_path / "log.xes"
    path.write_text(XES)
    return path


@pytest.fixture
def objects(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonocel"
    second_json(path)
    return path


@pytest.mark.parametrize("kind", ["table", "xes"])
def test_a_type_of_object_is_refused_where_there_are_no_objects(
    kind: str, request: pytest.FixtureRequest
) -> None:
    log = request.getfixturevalue(kind)

    with pytest.raises(MappingRefused, match=r"log\.(csv|xes) is a.*no objects of a type 'Order'.*--case"):
        read_log(log, Mapping(journey_type="Order", zone="UTC"))
    with pytest.raises(MappingRefused, match=r"no objects of a type 'Truck'.*Take `object_types:` out"):
        read_log(log, Mapping(object_types={"Truck": ObjectUse.UNIT}, zone="UTC"))


@pytest.mark.parametrize(
    ("log", "told", "other"),
    [
        ("table", Mapping(columns={"unit": "office"}), "office"),
        ("objects", replace(TOLD, object_types={"Desk": ObjectUse.UNIT}), "Desk"),
    ],
)
def test_the_office_is_not_taken_from_the_file_where_it_was_said_to_stand_in_it(
    log: str, told: Mapping, other: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(MappingRefused, match=rf"both the name of the file and '{other}'. Leave out --unit-f"):
        read_log(request.getfixturevalue(log), told, unit_from_file=True)


def test_a_log_that_tells_of_events_cannot_be_wide(xes: Path, objects: Path) -> None:
    with pytest.raises(MappingRefused, match=r"log.xes is an XES log, and only a table.*Leave out --wide"):
        read_log(xes, wide=True)
    with pytest.raises(MappingRefused, match=r"log\.jsonocel is an object-centric log, and only a table"):
        read_log(objects, Mapping(journey_type="Application", wide={"Created": "apply"}))
    with pytest.raises(MappingRefused, match="only a table"):
        with_milestones(xes, Mapping())


def test_a_choice_for_one_file_of_several_is_followed(tmp_path: Path, objects: Path) -> None:
    beside = tmp_path / "more.csv"
    beside.write_text(ROWS)

    log = read_log([objects, beside], Mapping(journey_type="Application", zone="UTC"))

    assert {"A1", "A2", "1"} == set(log.record.journey.to_pyarrow().to_pylist())


def test_a_type_that_no_object_has_is_noted_with_those_there_are(objects: Path) -> None:
    told = Mapping(journey_type="Application", object_types={"Oficer": ObjectUse.PERSON})

    (said,) = (one for one in read_log(objects, told).problems if "`object_types`" in one.what)
    assert (said.count, said.effect) == (1, Effect.NOTED)
    assert "changes nothing; the log has Application, Officer, Desk, for example 'Oficer'" in said.sentence
    assert not [one for one in read_log(objects, TOLD).problems if "`object_types`" in one.what]


def test_a_format_in_which_the_day_stands_before_the_month_wins_over_iso(table: Path) -> None:
    log = read_log(table, Mapping(time_format="%Y-%d-%m %H:%M:%S", zone="UTC"))

    assert [f"{at:%Y-%m-%d}" for at in log.record["at"].to_pyarrow().to_pylist()] == [
        "2024-04-03",
        "2024-04-05",
    ]


def test_a_format_in_which_no_time_is_written_is_said(table: Path) -> None:
    log = read_log(table, Mapping(time_format="%d.%m.%Y", zone="UTC"))

    (said,) = (one for one in log.problems if "%d.%m.%Y" in one.what)
    assert (said.count, said.effect) == (2, Effect.READ_OTHERWISE)
    assert "none is written as '%d.%m.%Y'" in said.sentence


def test_a_format_is_noted_where_times_are_no_text(xes: Path) -> None:
    log = read_log(xes, Mapping(time_format="%d.%m.%Y"))

    (said,) = (one for one in log.problems if "%d.%m.%Y" in one.what)
    assert (said.count, said.effect) == (1, Effect.NOTED)


def test_on_spark_rows_are_not_reshaped() -> None:
    with pytest.raises(NotOnSpark, match="Leave out --wide and --unit-from-file"):
        log_on("local[*]", [Path("log.parquet")], Mapping(), reshaped=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ride", "LOG", "--engine", "local[*]", "--wide"], "Leave out --wide"),
        (["ride", "LOG", "--engine", "local[*]", "--unit-from-file"], "--unit-from-file"),
        (["ride", "LOG", "--journey-type", "Order"], "Leave out --journey-type"),
        (["map", "LOG", "--journey-type", "Order", "--out", "-"], "Leave out --journey-type"),
        (["expect", "LOG", "--evaluate", "--journey", "1"], "--journey means nothing with --evaluate"),
        (["expect", "LOG", "--evaluate", "--as-of", "2024-03-01"], "--as-of means nothing with --evaluate"),
        (["expect", "LOG", "--table", "Sepsis"], "Add --evaluate, or leave it out"),
    ],
)
def test_options_that_would_change_nothing_are_refused(table: Path, arguments: list[str], said: str) -> None:
    command, *rest = (str(table) if one == "LOG" else one for one in arguments)

    done = CliRunner().invoke(application([command]), [command, *rest])

    assert isinstance(done.exception, Refused)
    assert said in str(done.exception)
