"""Threads to look at: journeys from the record as values that can be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
import pyarrow as pa

from throughline.eventlog.thread import Encounter, Mark, Meeting, Promised, Thread, Work, with_loops
from throughline.insight.measures.kinds import BROKEN, ENDED, KEPT, MADE, STARTED
from throughline.insight.ride import Ride

Row = Mapping[str, object]

DONE = (None, "complete")
"""Rows that are a step of their own; the others say when work on one began or stopped."""


@dataclass(frozen=True)
class Typical:
    """A journey that stands for others: the share of journeys that took no longer than this one."""

    share: float
    journey: str
    thread: Thread


def typical_threads(
    record: ibis.Table, ride: Ride, shares: Sequence[float] = (0.5, 0.9)
) -> tuple[Typical, ...]:
    """The journey in the middle by length, and one that only a tenth of journeys exceed."""
    chosen = [(share, _at_share(ride.journeys, share)) for share in shares]
    rows = rows_of(record, [journey for _, journey in chosen])
    meets = bool(ride.carried.to)
    return tuple(Typical(share, journey, thread_of(rows[journey], meets=meets)) for share, journey in chosen)


def ended(journeys: pa.Table) -> pa.Table:
    """The journeys that have ended; all of them where nobody knows endings, or none has ended yet."""
    over = (
        journeys.filter(journeys["closed"].fill_null(False))
        if "closed" in journeys.column_names
        else journeys
    )
    return over if over.num_rows else journeys


def rows_of(record: ibis.Table, journeys: Sequence[str]) -> dict[str, list[Row]]:
    """All rows of some journeys, each in its order."""
    found = (
        record.filter(record.journey.isin(list(journeys)))
        .order_by("journey", "at", "seq")
        .to_pyarrow()
        .to_pylist()
    )
    return {journey: [row for row in found if row["journey"] == journey] for journey in journeys}


def thread_of(rows: Sequence[Row], *, meets: bool, now: datetime | None = None) -> Thread:
    """A thread from the rows of one journey. `meets`: whether the log says at all what the person met."""
    ended = [_at(row) for row in rows if row["kind"] == ENDED]
    is_open = not ended and now is not None and any(row["kind"] == STARTED for row in rows)
    until = now if is_open and now else max(ended or [_at(rows[-1])])
    return Thread(
        start=_at(rows[0]),
        until=until,
        open=is_open,
        encounters=tuple(_encounters(rows)) if meets else None,
        work=with_loops(_work(rows)),
        promises=tuple(_promises(rows)),
    )


def _at_share(journeys: pa.Table, share: float) -> str:
    """Of the journeys that are over, the nearest below the share by length; of equals, the shortest told."""
    journeys = ended(journeys)
    order = [("elapsed", "ascending"), ("events", "ascending"), ("journey", "ascending")]
    ranked = journeys.select(["journey", "elapsed", "events"]).sort_by(order)
    return str(ranked["journey"][round(share * (ranked.num_rows - 1))].as_py())


def _encounters(rows: Sequence[Row]) -> list[Encounter]:
    kinds = {"to": Meeting.TO, "from": Meeting.FROM}
    return [
        Encounter(at=_at(row), label=_label(row), kind=kinds[str(row["direction"])], who=_text(row, "person"))
        for row in rows
        if row["direction"] in kinds and row["lifecycle"] in DONE
    ]


def _work(rows: Sequence[Row]) -> list[Work]:
    begun: dict[object, datetime] = {}
    done = []
    for row in rows:
        if row["lifecycle"] == "start":
            begun[row["name"]] = _at(row)  # the last start before the completion: what waits is no work
        elif row["lifecycle"] not in DONE:
            continue
        elif row["name"] and (row["by"] == "staff" or (row["by"] is None and row["direction"] != "from")):
            done.append(
                Work(
                    end=_at(row),
                    start=begun.pop(row["name"], None),
                    label=_label(row),
                    who=_text(row, "person"),
                    function=_text(row, "function"),
                )
            )
    return done


def _promises(rows: Sequence[Row]) -> list[Promised]:
    marks = {
        row["key"]: Mark.BROKEN if row["kind"] == BROKEN else Mark.KEPT
        for row in rows
        if row["kind"] in {KEPT, BROKEN}
    }
    dues: dict[object, tuple[datetime, str]] = {}
    for row in rows:
        due = row["due"]
        if isinstance(due, datetime) and (row["kind"] == MADE or row["key"] in dues):
            dues[row["key"]] = (_aware(due), _label(row))
    return [
        Promised(due=due, label=label, mark=marks.get(key, Mark.OPEN)) for key, (due, label) in dues.items()
    ]


def _label(row: Row) -> str:
    """The name, or what kind of thing it was in plain words: `message.sent/1` is "message sent"."""
    return str(row["name"] or str(row["kind"]).partition("/")[0].replace(".", " "))


def _text(row: Row, column: str) -> str | None:
    value = row[column]
    return None if value is None else str(value)


def _at(row: Row) -> datetime:
    return _aware(row["at"])


def _aware(at: object) -> datetime:
    """Engines that keep plain UTC times hand them out without a zone."""
    if not isinstance(at, datetime):
        raise TypeError("The record's times are times.")  # holds by the shape
    return at if at.tzinfo else at.replace(tzinfo=UTC)
