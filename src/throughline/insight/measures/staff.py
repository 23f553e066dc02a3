"""Who worked, event by event: the readings of the record that handing, continuity and rework share."""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue

from throughline.insight.measures.kinds import is_to, is_work, sort_of_work
from throughline.insight.measures.scene import count, in_order


def by_person(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a person: handoffs, returns, the same twice in a row."""
    work = _named(record).filter(_.person.notnull())
    before = work.person.lag().over(in_order())
    steps = work.select("journey", "at", "seq", "person", before=before, directly=_directly(work))
    counted = steps.group_by("journey").aggregate(
        handoffs_person=count(_.person != _.before),
        self_loops=count(_.directly),
        self_loops_person=count(_.directly & (_.person == _.before)),
    )
    return _with_returns(counted, steps, "person")


def done_again(record: ibis.Table) -> ibis.Table:
    """Per journey: work of the same name done again, by the same person or by somebody else.

    The same person's counts also what is done twice in a row.
    """
    work = _named(record).filter(_.person.notnull(), _.name.notnull())
    again = work.select("journey", "person", last_by=work.person.lag().over(in_order("sort", "name")))
    return again.group_by("journey").aggregate(
        again_by_same=count(_.last_by == _.person), rework_redo=count(_.last_by != _.person)
    )


def by_nobody(record: ibis.Table) -> ibis.Table:
    """Per journey in a log that names no people: only what is done twice in a row can be told."""
    work = _named(record)
    before = work.select("journey", directly=_directly(work))
    return before.group_by("journey").aggregate(self_loops=count(_.directly))


def by_function(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a department: how many, handoffs, and returns."""
    named = record.filter(is_work(record), record.function.notnull())
    before = named.function.lag().over(in_order())
    steps = named.select("journey", "at", "seq", "function", before=before)
    counted = steps.group_by("journey").aggregate(
        functions=_.function.nunique(), handoffs_function=count(_.function != _.before)
    )
    return _with_returns(counted, steps, "function")


def contacts(record: ibis.Table) -> ibis.Table:
    """Per journey: how many staff events name a person, how many people, and how concentrated."""
    work = record.filter(is_work(record), record.person.notnull())
    each = work.group_by(["journey", "person"]).aggregate(n=_.count())
    return each.group_by("journey").aggregate(
        people=_.count(), contacts=_.n.sum(), squares=(_.n * _.n).sum(), most=_.n.max()
    )


def met_contacts(record: ibis.Table) -> ibis.Table:
    """Per journey over what the person met: the same, and the steps that stay with the same person."""
    met = record.filter(is_to(record), is_work(record), record.person.notnull())
    steps = met.select("journey", "person", before=met.person.lag().over(in_order()))
    each = steps.group_by(["journey", "person"]).aggregate(n=_.count(), same=count(_.person == _.before))
    return each.group_by("journey").aggregate(
        met_contacts=_.n.sum(), met_squares=(_.n * _.n).sum(), met_most=_.n.max(), met_same=_.same.sum()
    )


def _named(record: ibis.Table) -> ibis.Table:
    """Staff events, with what makes two of one name the same work."""
    work = record.filter(is_work(record))
    return work.select("journey", "at", "seq", "person", "name", sort=sort_of_work(work))


def _with_returns(counted: ibis.Table, steps: ibis.Table, who: str) -> ibis.Table:
    """Beside what was counted: handoffs back to who had it before the one who hands it on.

    Only handoffs need to be put in order once more.
    """
    moves = steps.filter(steps[who] != steps.before)
    each = moves.select("journey", back=moves[who] == moves.before.lag().over(in_order()))
    returns = each.group_by("journey").aggregate(count(_.back).name(f"returns_{who}"))
    return counted.left_join(returns, "journey").drop("journey_right")


def _directly(work: ibis.Table) -> BooleanValue:
    same_name = work.name == work.name.lag().over(in_order())
    same_sort = work.sort == work.sort.lag().over(in_order())
    return (same_name & same_sort).fill_null(False)
