"""Who worked, event by event: the readings of the record that handing, continuity and rework share."""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue

from throughline.insight.measures.kinds import is_to, is_work, sort_of_work
from throughline.insight.measures.scene import count, in_order


def by_person(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a person: handoffs, returns, and work done again."""
    work = _named(record).filter(_.person.notnull())
    steps = work.select(
        "journey",
        "at",
        "seq",
        "person",
        before=work.person.lag().over(in_order()),
        directly=_directly(work),
        last_by=ibis.ifelse(
            work.name.notnull(), work.person.lag().over(in_order("sort", "name")), ibis.null("string")
        ),
    )
    return (
        _with_return(steps, "person")
        .group_by("journey")
        .aggregate(
            handoffs_person=count(_.moved),
            returns_person=count(_.back),
            self_loops=count(_.directly),
            rework_repeat=count((_.last_by == _.person) & ~_.directly),
            rework_redo=count(_.last_by != _.person),
        )
    )


def by_nobody(record: ibis.Table) -> ibis.Table:
    """Per journey in a log that names no people: only what is done twice in a row can be told."""
    work = _named(record)
    before = work.select("journey", directly=_directly(work))
    return before.group_by("journey").aggregate(self_loops=count(_.directly))


def by_function(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a department."""
    named = record.filter(is_work(record), record.function.notnull())
    steps = named.select("journey", "at", "seq", "function", before=named.function.lag().over(in_order()))
    return (
        _with_return(steps, "function")
        .group_by("journey")
        .aggregate(
            functions=_.function.nunique(), handoffs_function=count(_.moved), returns_function=count(_.back)
        )
    )


def contacts(record: ibis.Table) -> ibis.Table:
    """Per journey: how many staff events name a person, how many people, how concentrated; and those met."""
    work = record.filter(is_work(record), record.person.notnull())
    each = work.group_by(["journey", "person"]).aggregate(n=work.count(), met=is_to(work).sum())
    return each.group_by("journey").aggregate(
        people=each.count(),
        contacts=each.n.sum(),
        squares=(each.n * each.n).sum(),
        most=each.n.max(),
        met_contacts=each.met.sum(),
        met_squares=(each.met * each.met).sum(),
        met_most=each.met.max(),
    )


def met_in_a_row(record: ibis.Table) -> ibis.Table:
    """Per journey over what the person met: the steps that stay with the same person."""
    met = record.filter(is_to(record), is_work(record), record.person.notnull())
    steps = met.select("journey", "person", before=met.person.lag().over(in_order()))
    return steps.group_by("journey").aggregate(met_same=count(_.person == _.before))


def _named(record: ibis.Table) -> ibis.Table:
    """Staff events, with what makes two of one name the same work."""
    work = record.filter(is_work(record))
    return work.select("journey", "at", "seq", "person", "name", sort=sort_of_work(work))


def _with_return(steps: ibis.Table, who: str) -> ibis.Table:
    """Whether a step moved to somebody else, and whether it moved back to who had it before that."""
    moving = steps.mutate(moved=(steps[who] != steps.before).fill_null(False))
    earlier = moving.before.lag().over(in_order("moved"))
    return moving.mutate(back=(moving.moved & (moving[who] == earlier)).fill_null(False))


def _directly(work: ibis.Table) -> BooleanValue:
    same_name = work.name == work.name.lag().over(in_order())
    same_sort = work.sort == work.sort.lag().over(in_order())
    return (same_name & same_sort).fill_null(False)
