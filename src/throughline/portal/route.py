"""Which question comes next. It follows from what is known, so one can leave and come back anywhere."""

from django.urls import reverse

from throughline.blueprint.model import Step
from throughline.ids import FactKey
from throughline.journey.next import OpenStep, missing_facts, needed_facts, open_step
from throughline.people.journeys import NotYours
from throughline.queries.portal_journey import MyJourney


def my_open_step(mine: MyJourney, step: str) -> OpenStep | None:
    """The person's own step, if it is open now.

    Raises:
        NotYours: when the journey has no such step for the person to do.
    """
    designed = step_of(mine, step)
    return open_step(mine.blueprint, mine.state, designed.id)


def step_of(mine: MyJourney, step: str) -> Step:
    designed = next((one for one in mine.blueprint.steps.values() if one.id == step), None)
    if designed is None or not designed.is_theirs:
        raise NotYours("There is no such step for you to do.")
    return designed


def facts_of(mine: MyJourney, one: OpenStep) -> tuple[FactKey, ...]:
    """What the step asks here, in order; for one that came back, what has to be put right and what is new."""
    asked = tuple(needed_facts(mine.blueprint, mine.state, one.step))
    if not one.items:
        return asked
    back = {item.fact for item in one.items}
    return tuple(key for key in asked if key in back or key in one.missing)


def first_address(mine: MyJourney, one: OpenStep) -> str:
    """Where to go on: the first thing that is still to be answered, else the check."""
    return _first(mine, one.step, _still(mine, one))


def address_after(mine: MyJourney, one: OpenStep, fact: FactKey, *, changing: bool) -> str:
    """After one answer: the next that is open, optional ones too unless one only changes something."""
    if changing:
        return first_address(mine, one)
    order = facts_of(mine, one)
    later = order[order.index(fact) + 1 :] if fact in order else ()
    following = [key for key in later if key not in mine.state.facts or key in mine.state.awaited]
    return _first(mine, one.step, tuple(following) or _still(mine, one))


def _still(mine: MyJourney, one: OpenStep) -> tuple[FactKey, ...]:
    missing = set(missing_facts(mine.blueprint, mine.state, one.step))
    back = {item.fact for item in one.items if item.fact in mine.state.awaited}
    return tuple(key for key in facts_of(mine, one) if key in missing or key in back)


def _first(mine: MyJourney, step: Step, facts: tuple[FactKey, ...]) -> str:
    if facts:
        return reverse("portal:question", args=[mine.id, step.id, facts[0]])
    return reverse("portal:check", args=[mine.id, step.id])
