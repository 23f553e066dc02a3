"""The order of a log's rows: what runs backwards, what happens at the same time, what stands there twice."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.intake.doubts import spelled_out
from throughline.intake.mapping import Duplicates
from throughline.intake.part import Part
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Ask
from throughline.intake.sql import quoted

GIANT_SHARE, GIANT_ROWS = 0.2, 1_000
"""A journey with more than this share of all events and more than so many of them is hardly one."""

BY_NUMBER = "the order of their numbers (seq)"


@dataclass(frozen=True)
class Order:
    """What was found about the order of rows; `places` is the view of all of them."""

    journeys: int
    events: int
    backwards: int
    ties: int
    longest: tuple[str, int]
    one_by_one: bool
    """Whether each journey stands together, in the order of time: events of one moment are neighbours."""
    alike: int
    """How many journeys have an id that the eye takes for another's."""


def leave_out_duplicates(parts: Sequence[Part]) -> list[Problem]:
    """Leave out rows that are the same in every column of the source, where the mapping says so."""
    if parts[0].source.mapping.duplicates is not Duplicates.LEAVE_OUT:
        return []
    left_out = 0
    for part in parts:
        same = (
            f"SELECT min(rowid) FROM {part.source.typed} WHERE {part.usable} "
            'GROUP BY journey, "at", whole_row'
        )
        ((count,),) = part.source.ask(
            f"DELETE FROM {part.source.typed} WHERE {part.usable} AND rowid NOT IN ({same})"
        )
        left_out += int(str(count))
    return (
        [
            Problem(
                what="rows are the same as an earlier one in every column and are left out, as you said",
                one="row is the same as an earlier one in every column and is left out, as you said",
                count=left_out,
                effect=Effect.LEFT_OUT,
            )
        ]
        if left_out
        else []
    )


def order_of(parts: Sequence[Part]) -> Order:
    """Look at the order of all rows: quickly where journeys stand together or all is sorted by time."""
    ask = parts[0].source.ask
    ask(f"CREATE OR REPLACE TEMP VIEW places AS {_places(parts)}")
    unlike_ids = f"count(DISTINCT hash({spelled_out('journey')}))"
    ((events, journeys, longest, most, unlike),) = ask(
        f"SELECT sum(n), count(*), max_by(journey, n), max(n), {unlike_ids} "
        "FROM (SELECT journey, count(*) AS n FROM places GROUP BY journey)"
    )
    ((begun, back, tied, unsorted),) = ask(
        "SELECT count(*) FILTER (journey IS DISTINCT FROM before), "
        'count(*) FILTER (journey = before AND "at" < earlier), '
        'count(*) FILTER (journey = before AND "at" = earlier), count(*) FILTER ("at" < earlier) FROM '
        '(SELECT journey, "at", lag(journey) OVER () AS before, lag("at") OVER () AS earlier FROM places)'
    )
    together = begun == journeys
    backwards = int(str(back)) if together else _backwards(ask) if unsorted else 0
    one_by_one = together and not backwards
    return Order(
        journeys=int(str(journeys)),
        events=int(str(events)),
        backwards=backwards,
        ties=int(str(tied)) if one_by_one else ties_in(ask, "places"),
        longest=(str(longest), int(str(most))),
        one_by_one=one_by_one,
        alike=int(str(journeys)) - int(str(unlike)),
    )


def _places(parts: Sequence[Part]) -> str:
    return " UNION ALL ".join(
        f'SELECT journey, "at", rowid + {part.first} AS place FROM {part.source.typed} WHERE {part.usable}'
        for part in parts
    )


def _backwards(ask: Ask) -> int:
    ((count,),) = ask(
        'SELECT count(*) FILTER ("at" < earlier) FROM (SELECT "at", lag("at") OVER '
        "(PARTITION BY journey ORDER BY place) AS earlier FROM places)"
    )
    return int(str(count))


def ties_in(ask: Ask, rows: str) -> int:
    """How many events of some rows have the time of an earlier one of their journey."""
    ((count,),) = ask(
        f'SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM {rows} GROUP BY journey, "at" HAVING n > 1)'
    )
    return int(str(count or 0))


def said_of_ties(ties: int, column: str, order: str = "the order of the file") -> Iterator[Problem]:
    """Nobody knows what was first of what happened at one time; only in which order it was written down."""
    if ties:
        yield Problem(
            what=f"events have the same time as the event before them; they keep {order}",
            one=f"event has the same time as the event before it; they keep {order}",
            count=ties,
            where=f"column {column}",
        )


def said_of_order(parts: Sequence[Part], order: Order) -> Iterator[Problem]:
    """What one should know of the order before one believes the figures. Nothing is left out for it."""
    column = parts[0].source.taken["at"].source
    numbered = any("given_seq" in part.columns for part in parts)
    yield from said_of_ties(order.ties, column, *([BY_NUMBER] if numbered else []))
    if order.ties:
        yield from _alike(parts, order)
    if order.backwards:
        yield Problem(
            what="events stand after a later event of their journey; we put them in the order of time",
            one="event stands after a later event of its journey; we put it in the order of time",
            count=order.backwards,
            where=f"column {column}",
        )
    name, events = order.longest
    if events > GIANT_ROWS and events > GIANT_SHARE * order.events and order.journeys > 1:
        yield Problem(
            what=f"events belong to one journey, {name!r}: look if it is one, or a word for "
            "'we do not know which'",
            count=events,
            where=f"column {parts[0].source.taken['journey'].source}",
        )


def _alike(parts: Sequence[Part], order: Order) -> Iterator[Problem]:
    """Rows that say the same as another of the same moment, in everything that we read."""
    count = 0
    for part in parts:
        columns = ", ".join(
            quoted(str(name))
            for (name, *_) in part.source.ask(f"DESCRIBE {part.source.typed}")
            if name != "at_text"
        )
        usable = f"{part.source.typed} WHERE {part.usable}"
        tied = f'SELECT journey, "at" FROM {usable} GROUP BY journey, "at" HAVING count(*) > 1'
        rows = f'{part.source.typed} SEMI JOIN ({tied}) USING (journey, "at")'
        if order.one_by_one:  # then it is enough to look at the rows before and after
            near = 'lag("at") OVER () AS "our earlier", lead("at") OVER () AS "our later"'
            rows = f'(SELECT *, {near} FROM {usable}) WHERE "at" IN ("our earlier", "our later")'
        ((more,),) = part.source.ask(
            f"SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM {rows} GROUP BY {columns} HAVING n > 1)"
        )
        count += int(str(more or 0))
    if count:
        yield Problem(
            what="rows say the same as an earlier row in every column we read; we kept them",
            one="row says the same as an earlier row in every column we read; we kept it",
            count=count,
        )
