"""Kolada's measure of home care in Sweden: how many different people somebody meets in fourteen days."""

from collections.abc import Iterator

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, IntegerValue

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import is_to, is_work
from throughline.insight.measures.measure import Measure
from throughline.insight.measures.moments import since_monday
from throughline.insight.measures.needs import PEOPLE
from throughline.insight.measures.scene import DAY_US, Family, Scene, in_order, together
from throughline.insight.rung import Better, Tier

FORTNIGHT = 14 * DAY_US
TWICE_A_DAY = 28
"""Contacts in fourteen days that are two a day."""


def _over_contacts(carried: Carried) -> str:
    least = "in journeys with two contacts a day over some fourteen days"
    if carried.to_with_person:
        return f"over what the person met and who they met, {least}"
    return f"over staff events, because {carried.source} does not name whom the person met, {least}"


PEOPLE_IN_A_FORTNIGHT = Measure(
    name="people_14_days",
    title="Different people in fourteen days",
    question="How many different people come to somebody who meets us every day?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="count",
    definition="The largest number of different people met in any fourteen days that end with a contact, "
    "among those fourteen days that hold at least 28 contacts: two a day. Fourteen days are 336 hours; a "
    "contact exactly 336 hours earlier lies outside.",
    numerator="different people met in the fourteen days",
    population="all journeys; a value where contacts are two a day over some fourteen days",
    missing="A journey that never has two contacts a day over fourteen days has no value: the definition is "
    "about people who are visited daily.",
    source="MEASURES 3.2; Kolada, people met by those with home care at least twice a day",
    needs=(PEOPLE,),
    basis=_over_contacts,
    value=lambda journeys: journeys.in_a_fortnight,
    too_few="No journey has two contacts a day over fourteen days, as Kolada's definition asks.",
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if not scene.carried.persons:
        return
    record = scene.record
    staff = record.filter(is_work(record), record.person.notnull())
    met = staff.filter(is_to(staff)) if scene.carried.to_with_person else staff
    often = met.group_by("journey").aggregate(n=met.count()).filter(_.n >= TWICE_A_DAY)
    yield _most_at_once(met.semi_join(often, "journey"))


def _most_at_once(met: ibis.Table) -> ibis.Table:
    """A sweep over time: a person counts from a contact until fourteen days after, and so does a contact."""
    by_person = in_order("person")
    at = since_monday(met["at"])
    each = met.select("journey", at=at, before=at.lag().over(by_person), after=at.lead().over(by_person))
    comes = each.before.isnull() | (each["at"] - each.before >= FORTNIGHT)
    goes = each.after.isnull() | (each.after - each["at"] >= FORTNIGHT)
    one = ibis.literal(1, "int64")
    entering = each.select("journey", "at", people=_one_if(comes), contacts=one)
    leaving = each.select("journey", at=each["at"] + FORTNIGHT, people=-_one_if(goes), contacts=-one)
    moments = together(entering, leaving)
    so_far = ibis.window(group_by="journey", order_by=["at", "contacts"], preceding=None, following=0)
    here = moments.select(
        "journey", people=moments.people.sum().over(so_far), contacts=moments.contacts.sum().over(so_far)
    )
    return here.group_by("journey").aggregate(in_a_fortnight=_.people.max(where=_.contacts >= TWICE_A_DAY))


def _one_if(holds: BooleanValue) -> IntegerValue:
    return holds.cast("int32").cast("int64")  # PostgreSQL has no way from a boolean to a bigint


FAMILY = Family(measures=(PEOPLE_IN_A_FORTNIGHT,), counted=_counted)
