"""What a record carries: which measures can be told from it, and which cannot and why."""

from dataclasses import dataclass
from datetime import UTC, datetime

import ibis

from throughline.insight.measures.kinds import ENDED, MADE, STARTED, is_ask, is_to, is_work


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
    promises: int
    names: int
    ours: bool
    """Whether journeys in it start and end by events of their own, so that one may still be open."""
    starts_of_work: int
    units: int
    services: int


def carried_by(record: ibis.Table) -> Carried:
    """Look once at the record."""
    work = is_work(record)
    glance = record.aggregate(
        events=record.count(),
        first=record.at.min(),
        last=record.at.max(),
        persons=(work & record.person.notnull()).sum(),
        functions=(work & record.function.notnull()).sum(),
        to=is_to(record).sum(),
        to_with_person=(is_to(record) & work & record.person.notnull()).sum(),
        asks=is_ask(record).sum(),
        promises=(record.kind == MADE).sum(),
        names=(work & record.name.notnull()).sum(),
        ours=record.kind.isin([STARTED, ENDED]).sum(),
        starts_of_work=(record.lifecycle == "start").sum(),
        units=record.unit.count(),
        services=record.service.count(),
    )
    row = glance.to_pyarrow().to_pylist()[0]
    counts = {name: int(row[name] or 0) for name in row if name not in {"first", "last", "ours"}}
    return Carried(first=_aware(row["first"]), last=_aware(row["last"]), ours=bool(row["ours"]), **counts)


def _aware(at: datetime | None) -> datetime | None:
    """Engines that keep plain UTC times hand them out without a zone."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
