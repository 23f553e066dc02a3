"""What is odd in an object-centric log and loses no event: it is said, because others pass over it."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterator, Mapping, Sequence

from throughline.intake.mapping import ObjectUse
from throughline.intake.ocel_tables import Tables
from throughline.intake.problems import Effect, Problem
from throughline.intake.sql import listed, text


def oddities(tables: Tables, journey: str, filled: Mapping[ObjectUse, Sequence[str]]) -> Iterator[Problem]:
    """Objects without a type, pointers to nothing, several people in one event, attributes left unread."""
    found = [
        _found(
            tables,
            f"SELECT id FROM {tables.objects} WHERE kind IS NULL",
            ("objects have no type and", "object has no type and"),
            "can be nobody's journey, person or office",
        ),
        _found(
            tables,
            f"SELECT l.object AS id FROM {tables.links} l ANTI JOIN {tables.objects} o ON o.id = l.object "
            f"SEMI JOIN (SELECT event FROM {tables.links} JOIN {tables.objects} k ON k.id = object) known "
            "ON known.event = l.event",
            ("times an event points to an object", "time an event points to an object"),
            "that the log does not list, beside others; we passed over it",
        ),
        *(_several(tables, journey, ours, kinds) for ours, kinds in filled.items() if kinds),
    ]
    yield from (problem for problem in found if problem.count)
    if tables.unread:
        elsewhere = "for something else in the log, or again in other letters"
        yield Problem(
            what=f"attributes whose names stand {elsewhere}; we did not read them",
            one=f"attribute whose name stands {elsewhere}; we did not read it",
            count=len(tables.unread),
            examples=tuple(map(repr, tables.unread[:3])),
            effect=Effect.READ_OTHERWISE,
        )


def _several(tables: Tables, journey: str, ours: str, kinds: Sequence[str]) -> Problem:
    """Events of journeys in which one column of ours has several objects to be filled with."""
    return _found(
        tables,
        f"SELECT l.event AS id FROM {tables.links} l JOIN {tables.objects} o ON o.id = l.object "
        f"SEMI JOIN (SELECT event FROM {tables.links} JOIN {tables.objects} j ON j.id = object "
        f"WHERE j.kind = {text(journey)}) ours ON ours.event = l.event "
        f"WHERE o.kind IN ({listed(kinds)}) GROUP BY l.event HAVING count(*) > 1",
        ("events point", "event points"),
        f"to several objects of {' or '.join(kinds)}; we took the first by name as the {ours}",
    )


def _found(tables: Tables, rows: str, begin: tuple[str, str], end: str) -> Problem:
    """How many rows a query has, with a few of their ids."""
    ((count, ids),) = tables.ask(f"SELECT count(*), list_sort(list_distinct(list(id)))[:3] FROM ({rows})")
    many, one = begin
    return Problem(
        what=f"{many} {end}",
        one=f"{one} {end}",
        count=int(str(count)),
        examples=tuple(map(repr, ids)) if isinstance(ids, list) else (),
        effect=Effect.READ_OTHERWISE,
    )
