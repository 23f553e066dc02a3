"""Which rows of the record count as what. Every measure asks here, so that all mean the same by "staff"."""

import ibis
from ibis.expr.types import BooleanValue, StringValue

from throughline.eventlog.shape import ACTIVITY

STARTED = "journey.started/1"
ENDED = "journey.ended/1"
REOPENED = "journey.reopened/1"
ASKED = "fact.asked/1"
CORRECTED = "fact.corrected/1"
REUSED = "fact.reused/1"
GIVEN = ("fact.given/1", CORRECTED, REUSED)
RECEIVED = "message.received/1"
FAILING = ("chase", "complaint", "correction")
"""What a message from the person is about when something did not work."""
SURVEYED = ("question.answered/1", "check-in.answered/1")
OBSERVED = "outcome.observed/1"
MADE = "promise.made/1"
KEPT = "promise.kept/1"
BROKEN = "promise.broken/1"
RENEGOTIATED = "promise.renegotiated/1"
PAUSED = "promise.paused/1"
RESUMED = "promise.resumed/1"
RELEASED = "promise.released/1"
ELSEWHERE = "elsewhere"
"""The stage of work that somebody else does: not we, and not the person."""


def counts_once(record: ibis.Table) -> BooleanValue:
    """A work item counts at its completion; the row that starts it counts only for time."""
    return record.lifecycle.isnull() | (record.lifecycle == "complete")


def is_elsewhere(record: ibis.Table) -> BooleanValue:
    """Work that somebody else does."""
    return (record.stage == ELSEWHERE).fill_null(False)


def is_ours(record: ibis.Table) -> BooleanValue:
    """Of the staff. Where a log does not say who acted, what neither the person nor others did is ours."""
    unsaid = record.by.isnull() & (record.direction.isnull() | (record.direction != "from"))
    return ((record.by == "staff") | unsaid).fill_null(False) & ~is_elsewhere(record)


def is_work(record: ibis.Table) -> BooleanValue:
    """A staff event: a piece of work that is done, once."""
    return counts_once(record) & is_ours(record)


def is_to(record: ibis.Table) -> BooleanValue:
    """Something that went to the person."""
    return counts_once(record) & (record.direction == "to").fill_null(False)


def is_contact(record: ibis.Table) -> BooleanValue:
    """Something between the person and us that names its channel."""
    met = record.direction.isin(["to", "from"]).fill_null(False)
    return counts_once(record) & met & record.channel.notnull()


def is_inbound(record: ibis.Table) -> BooleanValue:
    """A contact from the person. To answer our survey, or to let us use a fact again, is none."""
    came = (record.direction == "from").fill_null(False)
    return counts_once(record) & came & ~record.kind.isin([*SURVEYED, REUSED])


def is_failing(record: ibis.Table) -> BooleanValue:
    """A contact that exists only because something did not work; being asked again is told apart."""
    about = (record.kind == RECEIVED) & record.key.isin(FAILING).fill_null(False)
    return is_inbound(record) & (about | (record.kind == CORRECTED))


def is_ask(record: ibis.Table) -> BooleanValue:
    """A question for a fact. In an import: something to the person about a fact."""
    imported = (record.kind == ACTIVITY) & (record.direction == "to") & record.due.isnull()
    return counts_once(record) & record.key.notnull() & ((record.kind == ASKED) | imported.fill_null(False))


def is_answer(record: ibis.Table) -> BooleanValue:
    """A fact given by the person."""
    imported = (record.kind == ACTIVITY) & (record.direction == "from")
    return counts_once(record) & record.key.notnull() & (record.kind.isin(GIVEN) | imported.fill_null(False))


def sort_of_work(record: ibis.Table) -> StringValue:
    """Work of one name is the same work; only our own steps are begun, done, returned and skipped by it.

    In an import the last of some activity may have become the ending, and is the same work all the same.
    """
    return ibis.ifelse(record.kind.startswith("step."), record.kind, ACTIVITY)
