"""Odd object-centric logs: formats that tell the same give the same, and nothing is passed over silently."""

# ruff: noqa: S608 - names from this file

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from throughline.intake.mapping import Mapping, ObjectUse
from throughline.intake.problems import rows_left_out
from throughline.intake.read import Log, read_log
from throughline.refused import Refused


@dataclass(frozen=True)
class Thing:
    id: str
    kind: str | None = "Order"
    amounts: Sequence[tuple[str | None, str]] = ()
    """From when on, and how much."""


@dataclass(frozen=True)
class Event:
    id: str
    kind: str
    at: str | None
    about: Sequence[str] = ()
    says: dict[str, str | bool] = field(default_factory=dict)


def json_log(path: Path, things: Sequence[Thing], events: Sequence[Event]) -> None:
    objects = [
        _without_none(
            id=one.id,
            type=one.kind,
            attributes=[_without_none(name="amount", time=at, value=value) for at, value in one.amounts],
        )
        for one in things
    ]
    told = [
        _without_none(
            id=one.id,
            type=one.kind,
            time=one.at,
            attributes=[{"name": name, "value": value} for name, value in one.says.items()],
            relationships=[{"objectId": to, "qualifier": "about"} for to in one.about],
        )
        for one in events
    ]
    path.write_text(json.dumps({"objectTypes": [], "eventTypes": [], "objects": objects, "events": told}))


def _without_none(**pairs: object) -> dict[str, object]:
    return {name: value for name, value in pairs.items() if value is not None}


def xml_log(path: Path, things: Sequence[Thing], events: Sequence[Event]) -> None:
    objects = "".join(
        f"<object{_pairs(id=one.id, type=one.kind)}><attributes>"
        + "".join(
            f"<attribute{_pairs(name='amount', time=at)}>{escape(value)}</attribute>"
            for at, value in one.amounts
        )
        + "</attributes></object>"
        for one in things
    )
    told = "".join(
        f"<event{_pairs(id=one.id, type=one.kind, time=one.at)}><attributes>"
        + "".join(
            f"<attribute{_pairs(name=name)}>{_written(value)}</attribute>" for name, value in one.says.items()
        )
        + "</attributes><objects>"
        + "".join(f"<relationship{_pairs(qualifier='about')} object-id={quoteattr(to)}/>" for to in one.about)
        + "</objects></event>"
        for one in events
    )
    path.write_text(
        "<?xml version='1.0'?><log><object-types/><event-types/>"
        f"<objects>{objects}</objects><events>{told}</events></log>"
    )


def _pairs(**pairs: str | None) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in pairs.items() if value is not None)


def _written(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def sqlite_log(path: Path, things: Sequence[Thing], events: Sequence[Event]) -> None:
    path.unlink(missing_ok=True)
    says = sorted({name for one in events for name in one.says})
    with closing(sqlite3.connect(path)) as log, log:
        for table, kinds in (
            ("event", {one.kind for one in events}),
            ("object", {one.kind for one in things}),
        ):
            log.execute(f"CREATE TABLE {table} (ocel_id TEXT, ocel_type TEXT)")
            log.execute(f"CREATE TABLE {table}_map_type (ocel_type TEXT, ocel_type_map TEXT)")
            more = says if table == "event" else ["ocel_changed_field", "amount"]
            for kind in sorted(filter(None, kinds)):
                log.execute(f"INSERT INTO {table}_map_type VALUES (?, ?)", (kind, kind))
                listed = "".join(f', "{name}" TEXT' for name in more)
                log.execute(f'CREATE TABLE "{table}_{kind}" (ocel_id TEXT, ocel_time TEXT{listed})')
        log.execute(
            "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)"
        )
        for thing in things:
            log.execute("INSERT INTO object VALUES (?, ?)", (thing.id, thing.kind))
            for at, value in thing.amounts:
                log.execute(
                    f'INSERT INTO "object_{thing.kind}" VALUES (?, ?, ?, ?)', (thing.id, at, "amount", value)
                )
        for one in events:
            log.execute("INSERT INTO event VALUES (?, ?)", (one.id, one.kind))
            values = [one.id, one.at, *(_written(one.says.get(name, "")) or None for name in says)]
            log.execute(f'INSERT INTO "event_{one.kind}" VALUES ({", ".join("?" for _ in values)})', values)
            log.executemany(
                "INSERT INTO event_object VALUES (?, ?, 'about')", [(one.id, to) for to in one.about]
            )


Writer = Callable[[Path, Sequence[Thing], Sequence[Event]], None]
FORMATS: dict[str, Writer] = {"log.jsonocel": json_log, "log.xmlocel": xml_log, "log.sqlite": sqlite_log}


@dataclass(frozen=True)
class Written:
    path: Path
    write: Writer

    def read(self, things: Sequence[Thing], events: Sequence[Event], **told: object) -> Log:
        self.write(self.path, things, events)
        log = read_log(self.path, Mapping(journey_type="Order", **told))  # type: ignore[arg-type]
        assert log.rows_read == log.rows_used + rows_left_out(log.problems)
        return log


@pytest.fixture(params=FORMATS)
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Written:
    return Written(tmp_path / request.param, FORMATS[request.param])


def rows(log: Log) -> list[tuple[object, ...]]:
    found = log.record.order_by("journey", "at", "seq").to_pyarrow().to_pylist()
    return [(row["journey"], row["name"], row["person"]) for row in found]


def said(log: Log, words: str) -> tuple[int, tuple[str, ...]]:
    (problem,) = (one for one in log.problems if words in one.what)
    return problem.count, problem.examples


APPLY = Event("e1", "apply", "2026-03-01T09:00:00Z", ("A",))
DECIDE = Event("e2", "decide", "2026-03-02T09:00:00Z", ("A",))
A = Thing("A")


def test_an_attribute_is_what_it_was_last_whatever_offset_its_times_are_written_with(
    written: Written,
) -> None:
    changes = (
        ("2026-03-01T01:00:00+02:00", "second"),  # 23:00 of the day before in UTC
        ("2026-02-28T23:30:00Z", "third"),
        ("1970-01-01T00:00:00Z", "first"),
    )

    log = written.read([Thing("A", amounts=changes), Thing("B", amounts=[(None, "only")])], [
        APPLY, Event("e2", "apply", "2026-03-02T09:00:00Z", ("B",))
    ])  # fmt: skip

    assert log.journeys is not None
    told = {row["journey"]: row["amount"] for row in log.journeys.to_pyarrow().to_pylist()}
    assert told == {"A": "third", "B": "only"}


def test_of_two_events_with_one_id_the_first_counts_and_the_other_is_left_out(written: Written) -> None:
    again = Event("e1", "withdraw", "2026-03-05T09:00:00Z", ("A",))

    log = written.read([A], [APPLY, again, DECIDE])

    assert rows(log) == [("A", "apply", None), ("A", "decide", None)]
    assert said(log, "events have the id of an earlier one and are left out") == (1, ("'e1'",))
    assert (log.rows_read, log.rows_used) == (3, 2)


def test_of_two_objects_with_one_id_the_type_of_the_first_counts(written: Written) -> None:
    log = written.read([A, Thing("A", "Zebra")], [APPLY, DECIDE])

    assert len(rows(log)) == 2
    assert said(log, "objects have the id of an earlier one") == (1, ("'A'",))


def test_objects_without_a_type_are_said_and_are_no_type_to_choose(written: Written) -> None:
    log = written.read([A, Thing("X", None)], [APPLY, Event("e2", "lose", "2026-03-02T09:00:00Z", ("X",))])

    assert said(log, "objects have no type") == (1, ("'X'",))
    assert said(log, "events are about no object of the type Order and are left out")[0] == 1
    with pytest.raises(Refused, match=r"no objects of the type 'None'\. It has: Order"):
        read_log(written.path, Mapping(journey_type="None"))


def test_pointers_to_what_is_not_listed_are_counted_once(written: Written) -> None:
    events = [
        Event("e1", "apply", "2026-03-01T09:00:00Z", ("A", "GONE", "LOST")),
        Event("e2", "lose", "2026-03-02T09:00:00Z", ("GONE",)),  # left out, and said so
        Event("e3", "lose", "2026-03-02T09:00:00Z"),  # points to nothing
    ]

    log = written.read([A], events)

    assert said(log, "times an event points to an object that the log does not list") == (
        2,
        ("'GONE'", "'LOST'"),
    )
    assert said(log, "events point to no object that the log knows and are left out")[0] == 2
    assert (log.rows_read, log.rows_used) == (3, 1)


def test_several_people_in_one_event_are_said(written: Written) -> None:
    people = [Thing("Esi", "Officer"), Thing("Ben", "Officer")]
    events = [
        APPLY,
        Event("e2", "decide", "2026-03-02T09:00:00Z", ("A", "Esi", "Ben")),
        Event("e3", "meet", "2026-03-03T09:00:00Z", ("Esi", "Ben")),  # no journey's event
    ]

    log = written.read([A, *people], events, object_types={"Officer": ObjectUse.PERSON})

    assert rows(log) == [("A", "apply", None), ("A", "decide", "Ben")]
    assert said(log, "events point to several objects of Officer; we took the first by name") == (
        1,
        ("'e2'",),
    )


def test_attributes_with_names_that_are_taken_are_said(written: Written) -> None:
    events = [
        Event(
            "e1", "apply", "2026-03-01T09:00:00Z", ("A",), {"time": "noon", "order": "B", "resource": "Ben"}
        ),
        DECIDE,
    ]

    log = written.read([A], events)

    assert rows(log) == [("A", "apply", "Ben"), ("A", "decide", None)]
    count, examples = said(log, "attributes whose names stand for something else")
    assert (count, sorted(examples)) == (2, ["'order'", "'time'"])


def test_one_attribute_with_such_a_name_is_said_as_one(written: Written) -> None:
    log = written.read([A], [replace(APPLY, says={"time": "noon"}), DECIDE])

    assert [problem.sentence for problem in log.problems] == [
        "1 attribute whose name stands for something else in the log, or again in other letters; we did not "
        "read it, for example 'time'"
    ]


def test_yes_and_no_are_the_same_words_in_every_format(written: Written) -> None:
    told = [Event("e1", "apply", "2026-03-01T09:00:00Z", ("A",), {"resource": True}), DECIDE]

    assert rows(written.read([A], told))[0] == ("A", "apply", "true")


def test_times_without_a_zone_are_refused_until_one_is_named(written: Written) -> None:
    local = [Event("e1", "apply", "2026-07-01T09:00:00", ("A",)), DECIDE]

    with pytest.raises(Refused, match=r"do not say in which zone.*--zone"):
        written.read([A], local)
    log = written.read([A], local, zone="Europe/Amsterdam")
    assert {f"{at:%H:%M}" for at in log.record["at"].to_pyarrow().to_pylist()} == {"07:00", "09:00"}


def test_events_without_a_time_are_left_out_and_said(written: Written) -> None:
    log = written.read(
        [A], [APPLY, Event("e2", "decide", None, ("A",)), Event("e3", "decide", "soon", ("A",))]
    )

    assert said(log, "rows have no time and are left out")[0] == 1
    assert said(log, "rows have a time that cannot be read and are left out")[0] == 1


@pytest.mark.parametrize("kind", ["decide", "unheard of", None])
def test_an_event_that_has_no_row_in_its_types_table_is_not_lost(tmp_path: Path, kind: str | None) -> None:
    path = tmp_path / "log.sqlite"
    sqlite_log(path, [A], [APPLY, DECIDE])
    with closing(sqlite3.connect(path)) as log, log:
        log.execute("INSERT INTO event VALUES ('e3', ?)", (kind,))
        log.execute("INSERT INTO event_object VALUES ('e3', 'A', 'about')")

    found = read_log(path, Mapping(journey_type="Order"))

    assert said(found, "rows have no time and are left out")[0] == 1
    assert (found.rows_read, found.rows_used) == (3, 2)
