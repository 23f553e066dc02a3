"""Which rows of the record count as what. Every measure asks here, so that all mean the same by "staff"."""

import ibis
from ibis.expr.types import BooleanValue

from throughline.eventlog.shape import ACTIVITY

STARTED = "journey.started/1"
ENDED = "journey.ended/1"
REOPENED = "journey.reopened/1"
ASKED = "fact.asked/1"
GIVEN = ("fact.given/1", "fact.corrected/1", "fact.reused/1")
MADE = "promise.made/1"
KEPT = "promise.kept/1"
BROKEN = "promise.broken/1"
RENEGOTIATED = "promise.renegotiated/1"
PAUSED = "promise.paused/1"
RESUMED = "promise.resumed/1"
RELEASED = "promise.released/1"


def counts_once(record: ibis.Table) -> BooleanValue:
    """A work item counts at its completion; the row that starts it counts only for time."""
    return record.lifecycle.isnull() | (record.lifecycle == "complete")


def is_work(record: ibis.Table) -> BooleanValue:
    """A staff event. Where a log does not say who acted, what did not come from the person is ours."""
    unsaid = record.by.isnull() & (record.direction.isnull() | (record.direction != "from"))
    return counts_once(record) & ((record.by == "staff") | unsaid).fill_null(False)


def is_to(record: ibis.Table) -> BooleanValue:
    """Something that went to the person."""
    return counts_once(record) & (record.direction == "to").fill_null(False)


def is_ask(record: ibis.Table) -> BooleanValue:
    """A question for a fact. In an import: something to the person about a fact."""
    imported = (record.kind == ACTIVITY) & (record.direction == "to") & record.due.isnull()
    return counts_once(record) & record.key.notnull() & ((record.kind == ASKED) | imported.fill_null(False))


def is_answer(record: ibis.Table) -> BooleanValue:
    """A fact given by the person."""
    imported = (record.kind == ACTIVITY) & (record.direction == "from")
    return counts_once(record) & record.key.notnull() & (record.kind.isin(GIVEN) | imported.fill_null(False))
