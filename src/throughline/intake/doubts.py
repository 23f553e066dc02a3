"""What can be read and may still not be what somebody meant: times alike, years far away."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from throughline.intake.columns import Taken
from throughline.intake.problems import Problem
from throughline.intake.sql import text


class Asked(Protocol):
    """A source that can be asked about its record."""

    @property
    def taken(self) -> dict[str, Taken]: ...
    @property
    def at(self) -> datetime | None: ...
    def ask(self, sql: str) -> list[tuple[object, ...]]: ...


def doubts(source: Asked) -> Iterator[Problem]:
    """What one should look at before one believes the figures. Nothing is left out for it."""
    yield from _far_away(source)


def _far_away(source: Asked) -> Iterator[Problem]:
    """Years that a slip of the hand or a filled-in 9999 makes: they stretch a journey over lifetimes."""
    far = "\"at\" < TIMESTAMP '1900-01-01'"
    if source.at:
        year_ahead = f"({text(source.at.isoformat())}::TIMESTAMPTZ AT TIME ZONE 'UTC') + INTERVAL 1 YEAR"
        far += f' OR "at" > {year_ahead}'
    count, days = source.ask(
        "SELECT count(*), list_sort(list_distinct(min(strftime(\"at\", '%Y-%m-%d'), 3))) "  # noqa: S608 - ours
        f"FROM record WHERE {far}"
    )[0]
    if count:
        yield Problem(
            what="events are before 1900 or more than a year ahead; we kept them, look if they are right",
            one="event is before 1900 or more than a year ahead; we kept it, look if it is right",
            count=int(str(count)),
            where=_column(source),
            examples=tuple(map(str, days)) if isinstance(days, list) else (),
        )


def _column(source: Asked) -> str:
    return f"column {source.taken['at'].source}"
