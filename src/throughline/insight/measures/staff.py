"""Who worked: people, departments, handoffs, rework and continuity over the staff events of each journey."""

import ibis
from ibis import _

from throughline.insight.measures.kinds import is_to, is_work

ORDER = ["at", "seq"]


def by_person(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a person: handoffs, and work that was done again."""
    work = record.filter(is_work(record), record.person.notnull())
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    same_work = ibis.window(group_by=["journey", "kind", "name"], order_by=ORDER)
    before = work.select(
        "journey",
        "person",
        person_before=work.person.lag().over(in_order),
        directly=_directly(work, in_order),
        last_by=ibis.ifelse(work.name.notnull(), work.person.lag().over(same_work), None),
    )
    return before.group_by("journey").aggregate(
        handoffs_person=_count(_.person != _.person_before),
        self_loops=_count(_.directly),
        rework_repeat=_count((_.last_by == _.person) & ~_.directly),
        rework_redo=_count(_.last_by != _.person),
    )


def by_nobody(record: ibis.Table) -> ibis.Table:
    """Per journey in a log that names no people: only what is done twice in a row can be told."""
    work = record.filter(is_work(record))
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    before = work.select("journey", directly=_directly(work, in_order))
    return before.group_by("journey").aggregate(self_loops=_count(_.directly))


def _directly(work: ibis.Table, in_order: ibis.expr.builders.WindowBuilder) -> ibis.expr.types.BooleanValue:
    same_name = work.name == work.name.lag().over(in_order)
    same_kind = work.kind == work.kind.lag().over(in_order)
    return (same_name & same_kind).fill_null(False)


def by_function(record: ibis.Table) -> ibis.Table:
    """Per journey over the staff events that name a department."""
    named = record.filter(is_work(record), record.function.notnull())
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    return (
        named.select("journey", "function", before=named.function.lag().over(in_order))
        .group_by("journey")
        .aggregate(functions=_.function.nunique(), handoffs_function=_count(_.function != _.before))
    )


def contacts_with_staff(record: ibis.Table) -> ibis.Table:
    """Per journey: how many staff events name a person, how many people, and how concentrated."""
    return _concentration(record.filter(is_work(record), record.person.notnull()))


def contacts_met(record: ibis.Table) -> ibis.Table:
    """The same over what the person met, with the steps that stay with the same person."""
    met = record.filter(is_to(record), is_work(record), record.person.notnull())
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    steps = (
        met.select("journey", "person", before=met.person.lag().over(in_order))
        .group_by("journey")
        .aggregate(met_same=_count(_.person == _.before))
    )
    sums = _concentration(met).rename(
        met_contacts="contacts", met_squares="squares", met_most="most", met_people="people"
    )
    return sums.inner_join(steps, "journey")


def _concentration(contacts: ibis.Table) -> ibis.Table:
    each = contacts.group_by(["journey", "person"]).aggregate(n=contacts.count())
    return each.group_by("journey").aggregate(
        contacts=each.n.sum(), squares=(each.n * each.n).sum(), most=each.n.max(), people=each.count()
    )


def _count(condition: ibis.Deferred) -> ibis.Deferred:
    return condition.cast("int32").sum().fill_null(0)
