"""What a record carries: which measures can be told from it, and which cannot and why."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any  # what an engine hands out has many types

import ibis
import pyarrow as pa

from throughline.insight.fetching import fetched
from throughline.insight.measures.kinds import (
    ENDED,
    MADE,
    OBSERVED,
    PAUSED,
    STARTED,
    is_answer,
    is_ask,
    is_contact,
    is_elsewhere,
    is_failing,
    is_inbound,
    is_to,
    is_work,
)

THE_LOG, OUR_RECORD = "the log", "our record"
CARRIED = "carried_"
"""Before the names of columns that say what one journey carries."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The one glance at a record before measuring it."""

    events: int
    first: datetime | None
    last: datetime | None
    persons: int
    """Staff events that name a person; likewise for the others."""
    functions: int
    to: int
    to_with_person: int
    asks: int
    answers: int
    inbound: int
    failing: int
    channels: int
    dated: int
    """Things that went to the person with a due date."""
    promises: int
    paused: int
    elsewhere: int
    endings: int
    goals: int
    """Endings that say whether they reach the goal."""
    outcomes: int
    names: int
    ours: bool
    """Whether journeys in it start and end by events of their own, so that one may still be open."""
    starts_of_work: int
    completions: int
    units: int
    services: int
    source: str = THE_LOG
    """What sentences call it: `OUR_RECORD` where it is the service's own, which nobody brought as a file."""

    @property
    def subject(self) -> str:
        """The same, where a sentence begins with it."""
        return self.source.capitalize()


SEEN = tuple(one.name for one in fields(Carried) if one.name != "source")
"""What one look at a record tells."""


def carried_by(record: ibis.Table) -> Carried:
    """Look once at the record."""
    return _read(fetched(record.aggregate(**_glance(record))).to_pylist()[0])


def carried_by_each(record: ibis.Table) -> ibis.Table:
    """The same look, journey by journey: `carried_together` makes one of many."""
    glance = {CARRIED + name: seen for name, seen in _glance(record).items()}
    return record.group_by("journey").aggregate(**glance)


def carried_together(journeys: pa.Table) -> Carried:
    """What journeys of our own record carry together, from the columns of `carried_by_each`."""
    import pyarrow.compute as pc  # noqa: PLC0415 - files need none of it, and it slows every start

    joined = {"first": pc.min, "last": pc.max}
    row = {name: joined.get(name, pc.sum)(journeys[CARRIED + name]).as_py() for name in SEEN}
    return _read(row, OUR_RECORD)


def _glance(record: ibis.Table) -> dict[str, ibis.Value]:
    work = is_work(record)
    return {
        "events": record.count(),
        "first": record.at.min(),
        "last": record.at.max(),
        "persons": (work & record.person.notnull()).sum(),
        "functions": (work & record.function.notnull()).sum(),
        "to": is_to(record).sum(),
        "to_with_person": (is_to(record) & work & record.person.notnull()).sum(),
        "asks": is_ask(record).sum(),
        "answers": is_answer(record).sum(),
        "inbound": is_inbound(record).sum(),
        "failing": is_failing(record).sum(),
        "channels": is_contact(record).sum(),
        "dated": (is_to(record) & record.due.notnull()).sum(),
        "promises": (record.kind == MADE).sum(),
        "paused": (record.kind == PAUSED).sum(),
        "elsewhere": is_elsewhere(record).sum(),
        "endings": (record.kind == ENDED).sum(),
        "goals": ((record.kind == ENDED) & record.value.notnull()).sum(),
        "outcomes": ((record.kind == OBSERVED) & record.value.notnull()).sum(),
        "names": (work & record.name.notnull()).sum(),
        "ours": record.kind.isin([STARTED, ENDED]).sum(),
        "starts_of_work": (record.lifecycle == "start").sum(),
        "completions": (record.lifecycle == "complete").sum(),
        "units": record.unit.count(),
        "services": record.service.count(),
    }


def _read(row: Mapping[str, Any], source: str = THE_LOG) -> Carried:
    counts = {name: int(row[name] or 0) for name in row if name not in {"first", "last", "ours"}}
    first, last = _aware(row["first"]), _aware(row["last"])
    return Carried(first=first, last=last, ours=bool(row["ours"]), source=source, **counts)


def _aware(at: datetime | None) -> datetime | None:
    """Engines that keep plain UTC times hand them out without a zone."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
