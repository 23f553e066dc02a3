"""Object-centric logs: somebody chooses whose passage is the journey; no event is lost without a word."""

# ruff: noqa: S608 - names from this file

import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping, ObjectUse
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

OBJECTS = {"A1": "Application", "A2": "Application", "Ben": "Officer", "Esi": "Officer", "D1": "Desk"}
EVENTS = (
    ("e1", "apply", "2026-03-01T09:00:00Z", ("A1",), {}),
    ("e2", "check", "2026-03-02T09:00:00Z", ("A1", "Ben", "D1"), {"result": "fine"}),
    ("e3", "apply", "2026-03-02T10:00:00Z", ("A2",), {}),
    ("e4", "decide", "2026-03-03T09:00:00Z", ("A1", "A2", "Esi"), {}),  # about two at once
    ("e5", "meet", "2026-03-04T09:00:00Z", ("Ben", "Esi"), {}),  # about none
    ("e6", "lose", "2026-03-05T09:00:00Z", ("A9",), {}),  # about one that is not there
)
AMOUNTS = {"A1": "100", "A2": "250"}
TOLD = Mapping(
    journey_type="Application", object_types={"Officer": ObjectUse.PERSON, "Desk": ObjectUse.FUNCTION}
)


def second_json(path: Path) -> None:
    objects = [{"id": id_, "type": kind, "attributes": _amounts(id_)} for id_, kind in OBJECTS.items()]
    events = [
        {
            "id": id_,
            "type": what,
            "time": at,
            "attributes": [{"name": name, "value": value} for name, value in values.items()],
            "relationships": [{"objectId": to, "qualifier": "about"} for to in about],
        }
        for id_, what, at, about, values in EVENTS
    ]
    log = {"objectTypes": [], "eventTypes": [], "objects": objects, "events": events}
    path.write_text(json.dumps(log))


def _amounts(id_: str) -> list[dict[str, str]]:
    if id_ not in AMOUNTS:
        return []
    times = (("1970-01-01T00:00:00Z", "1"), ("2026-03-01T00:00:00Z", AMOUNTS[id_]))
    return [{"name": "amount", "time": at, "value": value} for at, value in times]


def first_json(path: Path) -> None:
    objects = {
        id_: {"ocel:type": kind, "ocel:ovmap": {"amount": AMOUNTS[id_]} if id_ in AMOUNTS else {}}
        for id_, kind in OBJECTS.items()
    }
    events = {
        id_: {"ocel:activity": what, "ocel:timestamp": at, "ocel:omap": list(about), "ocel:vmap": values}
        for id_, what, at, about, values in EVENTS
    }
    path.write_text(json.dumps({"ocel:global-log": {}, "ocel:events": events, "ocel:objects": objects}))


def second_xml(path: Path) -> None:
    def attributes(pairs: list[tuple[str, str, str]]) -> str:
        each = "".join(f'<attribute name="{n}" time="{at}">{value}</attribute>' for n, at, value in pairs)
        return f"<attributes>{each}</attributes>"

    objects = "".join(
        f'<object id="{id_}" type="{kind}">'
        + attributes([(one["name"], one["time"], one["value"]) for one in _amounts(id_)])
        + '<objects><relationship object-id="Ben" qualifier="knows"/></objects></object>'
        for id_, kind in OBJECTS.items()
    )
    events = "".join(
        f'<event id="{id_}" type="{what}" time="{at}">'
        + attributes([(name, "", value) for name, value in values.items()])
        + "<objects>"
        + "".join(f'<relationship object-id="{to}" qualifier="about"/>' for to in about)
        + "</objects></event>"
        for id_, what, at, about, values in EVENTS
    )
    types = "<object-types/><event-types/>"
    path.write_text(
        f"<?xml version='1.0'?><log>{types}<objects>{objects}</objects><events>{events}</events></log>"
    )


def first_xml(path: Path) -> None:
    objects = "".join(
        f'<object><string key="id" value="{id_}"/><string key="type" value="{kind}"/><list key="ovmap">'
        + (f'<float key="amount" value="{AMOUNTS[id_]}"/>' if id_ in AMOUNTS else "")
        + "</list></object>"
        for id_, kind in OBJECTS.items()
    )
    events = "".join(
        f'<event><string key="id" value="{id_}"/><string key="activity" value="{what}"/>'
        f'<date key="timestamp" value="{at}"/><list key="omap">'
        + "".join(f'<string key="object-id" value="{to}"/>' for to in about)
        + '</list><list key="vmap">'
        + "".join(f'<string key="{name}" value="{value}"/>' for name, value in values.items())
        + "</list></event>"
        for id_, what, at, about, values in EVENTS
    )
    path.write_text(
        '<?xml version="1.0"?><log><global scope="object"/>'
        f"<events>{events}</events><objects>{objects}</objects></log>"
    )


def sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as log, log:
        log.execute("CREATE TABLE event (ocel_id TEXT, ocel_type TEXT)")
        log.execute("CREATE TABLE object (ocel_id TEXT, ocel_type TEXT)")
        log.execute(
            "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)"
        )
        log.executemany("INSERT INTO object VALUES (?, ?)", OBJECTS.items())
        for table, kinds in (("event", {what for _, what, *_ in EVENTS}), ("object", set(OBJECTS.values()))):
            log.execute(f"CREATE TABLE {table}_map_type (ocel_type TEXT, ocel_type_map TEXT)")
            more = "result TEXT" if table == "event" else "ocel_changed_field TEXT, amount TEXT"
            for kind in sorted(kinds):
                log.execute(f"INSERT INTO {table}_map_type VALUES (?, ?)", (kind, kind.title()))
                log.execute(f'CREATE TABLE "{table}_{kind.title()}" (ocel_id TEXT, ocel_time TEXT, {more})')
        for id_, what, at, about, values in EVENTS:
            log.execute("INSERT INTO event VALUES (?, ?)", (id_, what))
            log.execute(
                f'INSERT INTO "event_{what.title()}" VALUES (?, ?, ?)', (id_, at, values.get("result"))
            )
            log.executemany("INSERT INTO event_object VALUES (?, ?, 'about')", [(id_, to) for to in about])
        for id_ in AMOUNTS:
            for one in _amounts(id_):
                log.execute(
                    'INSERT INTO "object_Application" VALUES (?, ?, ?, ?)',
                    (id_, one["time"], None if one["value"] == "1" else "amount", one["value"]),
                )


FORMATS: dict[str, Callable[[Path], None]] = {
    "log.jsonocel": second_json,
    "log.json": first_json,
    "log.xmlocel": second_xml,
    "log.xml": first_xml,
    "log.sqlite": sqlite,
}


@pytest.fixture(params=FORMATS)
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    FORMATS[request.param](path)
    return path


def rows(log: Log, *columns: str) -> list[tuple[object, ...]]:
    found = log.record.order_by("journey", "at", "seq").to_pyarrow().to_pylist()
    return [tuple(row[column] for column in columns) for row in found]


def test_every_format_gives_the_same_rows(log: Path) -> None:
    found = read_log(log, TOLD)

    assert rows(found, "journey", "name", "person", "function") == [
        ("A1", "apply", None, None),
        ("A1", "check", "Ben", "D1"),
        ("A1", "decide", "Esi", None),
        ("A2", "apply", None, None),
        ("A2", "decide", "Esi", None),
    ]
    assert rows(found, "at")[0][0].isoformat()[:19] == "2026-03-01T09:00:00"


def test_events_of_no_journey_are_left_out_and_said(log: Path) -> None:
    found = read_log(log, TOLD)

    said = {problem.what: problem.count for problem in found.problems}
    assert said == {
        "events are about several objects of the type Application; each is a row of every one, "
        "2 rows together": 1,
        "events point to no object that the log knows and are left out": 1,
        "events are about no object of the type Application and are left out": 1,
    }
    assert (found.rows_read, found.rows_used) == (7, 5)


def test_attributes_of_the_object_are_told_of_the_case_with_their_last_value(log: Path) -> None:
    found = read_log(log, TOLD)

    assert found.journeys is not None
    assert found.journeys.order_by("journey").to_pyarrow().to_pylist() == [
        {"journey": "A1", "amount": "100"},
        {"journey": "A2", "amount": "250"},
    ]


def test_objects_of_other_types_are_counted_for_each_case_unless_told_otherwise(log: Path) -> None:
    found = read_log(log, Mapping(journey_type="Application"))

    assert found.journeys is not None
    counts = found.journeys.order_by("journey").to_pyarrow().to_pylist()
    assert [(one["number of Officer"], one["number of Desk"]) for one in counts] == [("2", "1"), ("1", "0")]


def test_whose_passage_it_is_has_to_be_told_where_several_make_sense(log: Path) -> None:
    with pytest.raises(Refused, match=r"Application \(2 objects in 4 events\).*--journey-type 'Application'"):
        read_log(log)


def test_a_type_that_is_not_there_is_refused_with_those_that_are(log: Path) -> None:
    with pytest.raises(Refused, match=r"no objects of the type 'Licence'.*Officer \(2 objects in 3 events\)"):
        read_log(log, Mapping(journey_type="Licence"))


def test_a_packed_log_is_read(log: Path) -> None:
    packed = log.with_name(log.name + ".gz")
    packed.write_bytes(gzip.compress(log.read_bytes()))

    assert rows(read_log(packed, TOLD), "name") == rows(read_log(log, TOLD), "name")


def test_a_log_that_was_cut_off_is_refused(log: Path) -> None:
    cut = log.with_name("cut" + log.suffix)
    cut.write_bytes(log.read_bytes()[: log.stat().st_size // 2])

    with pytest.raises(Refused):
        read_log(cut, TOLD)


def test_what_is_no_object_centric_log_is_refused(tmp_path: Path) -> None:
    for name, text in (("log.json", '{"a": 1}'), ("log.xml", "<html/>"), ("log.sqlite", "text, only, text")):
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(Refused):
            read_log(path, TOLD)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xmlocel"
    path.write_text('<!DOCTYPE log [<!ENTITY a "aaaa">]><log><object-types/><events/></log>')

    with pytest.raises(Refused, match="declares XML entities"):
        read_log(path, TOLD)


def test_one_type_that_makes_sense_is_taken_and_said(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonocel"
    events = [
        {"id": str(i), "type": f"step {i % 3}", "time": f"2026-03-0{i + 1}T00:00:00Z",
         "relationships": [{"objectId": "A1"}]} for i in range(6)
    ]  # fmt: skip
    log = {"objectTypes": [], "eventTypes": [], "objects": [{"id": "A1", "type": "Case"}], "events": events}
    path.write_text(json.dumps(log))

    assert read_log(path).columns["journey"] == "Case"
