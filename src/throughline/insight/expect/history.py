"""The record as arrays: every event with its journey, step and time, journeys in the order they began."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.expect.turns import own_clock, unanswered
from throughline.insight.fetching import fetched
from throughline.insight.measures.kinds import ELSEWHERE, ENDED, is_answer, is_ask
from throughline.refused import Refused

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY_US = 86_400_000_000


class NothingToExpect(Refused):
    """There is no history to learn from."""


@dataclass(frozen=True, kw_only=True)
class History:
    """Times are days since 1970 in UTC. `clock` runs like `at`, but stands still while we wait for the
    person.
    """

    journeys: tuple[str, ...]
    steps: tuple[str, ...]
    of: Codes
    step: Codes
    at: Floats
    clock: Floats
    person: Codes
    function: Codes
    stage: Codes
    first: Codes
    """The place of each journey's first event."""
    ended: Flags
    """Every one of them where the log does not tell endings: then the last event is taken for the end."""
    waits: Flags
    """Whether we wait for the person's answer after each event."""
    endings_told: bool
    turns_told: bool
    numbers: Mapping[str, Floats]
    """What is known of a journey as a number, and below as a category (-1 where it is not said)."""
    categories: Mapping[str, Codes]

    @property
    def lengths(self) -> Codes:
        return np.diff(np.append(self.first, len(self.at)))

    @property
    def last(self) -> Codes:
        """The place of each journey's last event."""
        return self.first + self.lengths - 1

    @property
    def starts(self) -> Floats:
        return self.at[self.first]

    @property
    def ends(self) -> Floats:
        """When each journey was last heard of; its end, if it has ended."""
        return self.at[self.last]

    @property
    def seen_to(self) -> float:
        return float(self.at.max())


def history_of(record: ibis.Table, journeys: ibis.Table | None = None) -> History:
    """Fetch what is needed of a record, once, and of the journeys' attributes where there are any.

    Raises:
        NothingToExpect: the record holds no events.
    """
    rows = fetched(_wanted(record))
    if not rows.num_rows:
        raise NothingToExpect("There is nothing to learn from: the log holds no events.")
    return history_from(rows, fetched(journeys) if journeys is not None else None)


def _wanted(record: ibis.Table) -> ibis.Table:
    """Without promises: they are words about the work, in pairs with rows that are read already.

    Work by somebody else is no stage of the journey, though it is noted where a stage would be.
    """
    label = record.name.fill_null(record.kind)
    return record.filter(~record.kind.startswith("promise.")).select(
        "journey",
        "seq",
        "at",
        "person",
        "function",
        stage=ibis.ifelse((record.stage == ELSEWHERE).fill_null(False), ibis.null("string"), record.stage),
        step=ibis.ifelse((record.lifecycle != "complete").fill_null(False), label + " (start)", label),
        ended=record.kind == ENDED,
        ask=is_ask(record),
        answer=is_answer(record),
    )


def history_from(rows: pa.Table, attributes: pa.Table | None = None) -> History:
    """The arrays out of rows with journey, seq, at, step, person, function, stage, ended, ask and answer."""
    at = microseconds(rows["at"])
    names, of = coded(rows["journey"])
    order, of, journeys = _by_start(names, of, at, ints(rows["seq"]))
    at = at[order]
    first = np.flatnonzero(np.diff(of, prepend=-1))
    ask, answer, ended = (flags(rows[name])[order] for name in ("ask", "answer", "ended"))
    steps, step = coded(rows["step"])
    days = at / DAY_US
    told = bool(ended.any())
    numbers, categories = described(attributes, journeys)
    return History(
        journeys=journeys,
        steps=steps,
        of=of,
        step=step[order],
        at=days,
        clock=own_clock(days, of, ask, answer),
        person=coded(rows["person"])[1][order],
        function=coded(rows["function"])[1][order],
        stage=coded(rows["stage"])[1][order],
        first=first,
        ended=np.logical_or.reduceat(ended, first) if told else np.ones(len(first), bool),
        waits=unanswered(of, ask, answer),
        endings_told=told,
        turns_told=bool(ask.any() and answer.any()),
        numbers=numbers,
        categories=categories,
    )


def _by_start(
    names: tuple[str, ...], of: Codes, at: Codes, seq: Codes
) -> tuple[Codes, Codes, tuple[str, ...]]:
    """The order of events (journeys by start, then name; events by time, then seq), and journeys
    renumbered.
    """
    starts = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(starts, of, at)
    place = np.lexsort((np.array(names, dtype=object).astype(str), starts))
    rank = np.empty_like(place)
    rank[place] = np.arange(len(place))
    order = np.lexsort((seq, at, rank[of]))
    return order, rank[of][order], tuple(names[one] for one in place)


def described(
    attributes: pa.Table | None, journeys: tuple[str, ...]
) -> tuple[dict[str, Floats], dict[str, Codes]]:
    """A journey's attributes, in the order of the journeys: numbers, and everything else as categories.

    Dates are left aside: one that lies after the start may only have become known with the end.
    """
    numbers: dict[str, Floats] = {}
    categories: dict[str, Codes] = {}
    if attributes is None:
        return numbers, categories
    row = {name: place for place, name in enumerate(attributes["journey"].to_pylist())}
    places = pa.array([row.get(name) for name in journeys], pa.int64())
    for name in attributes.column_names:
        kind = attributes.schema.field(name).type
        if name == "journey" or pa.types.is_temporal(kind):
            continue
        column = attributes[name].take(places)
        if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
            numbers[name] = np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
        else:
            categories[name] = coded(column.cast(pa.string()))[1]
    return numbers, categories


def coded(column: pa.ChunkedArray) -> tuple[tuple[str, ...], Codes]:
    """Words as numbers, the most frequent first and equals by name; -1 where nothing is said."""
    whole = column.combine_chunks()
    encoded = (whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole).dictionary_encode()
    words = np.array(encoded.dictionary.to_pylist(), dtype=object).astype(str)
    found = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    counts = np.bincount(found[found >= 0], minlength=len(words))
    order = np.lexsort((words, -counts))
    rank = np.empty(len(words) + 1, np.int64)
    rank[order] = np.arange(len(words))
    rank[-1] = -1
    return tuple(map(str, words[order])), rank[found]


def microseconds(column: pa.ChunkedArray) -> Codes:
    zone = getattr(column.type, "tz", None)
    return ints(column.cast(pa.timestamp("us", zone)).cast(pa.int64()))


def ints(column: pa.ChunkedArray) -> Codes:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.cast(pa.int8()).fill_null(0).to_numpy(), dtype=np.int8).astype(bool)


def as_published(history: History) -> History:
    """As the published protocol sees a log: the last event of every journey is its end, and all time
    counts.
    """
    return replace(history, ended=np.ones(len(history.first), bool), clock=history.at, turns_told=False)
