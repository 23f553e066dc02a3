"""What we know about the person, and who looked at it."""

from dataclasses import dataclass
from datetime import datetime

from throughline.ids import JourneyId
from throughline.journey.decisions.facts import facts_open_to_the_person
from throughline.queries.portal_answers import Answered, answers_of
from throughline.queries.portal_contents import staff_names
from throughline.queries.portal_journey import MyJourney
from throughline.store.models import Opening

NEWEST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownStep:
    """The facts that one step asked for."""

    step: str
    title: str
    facts: tuple[Answered, ...]
    open_to_change: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """One opening of the file."""

    who: str
    why: str
    at: datetime


def known_facts(mine: MyJourney) -> tuple[KnownStep, ...]:
    """Every known fact once, under the first step that asks for it."""
    answers = answers_of(mine, mine.state.facts)
    open_now = facts_open_to_the_person(mine.state, mine.blueprint)
    shown: set[str] = set()
    groups = []
    for step in mine.blueprint.steps.values():
        facts = tuple(answers[key] for key in step.needs if key in answers and key not in shown)
        shown.update(one.key for one in facts)
        if facts:
            changeable = frozenset(one.key for one in facts if one.key in open_now and step.is_theirs)
            groups.append(KnownStep(step=step.id, title=step.title, facts=facts, open_to_change=changeable))
    return tuple(groups)


def openings_of(journey: JourneyId) -> tuple[Looked, ...]:
    """Who opened the file, when and why, the newest first."""
    rows = list(Opening.objects.filter(journey=journey).order_by("-at")[:NEWEST])
    names = {str(key): name for key, name in staff_names(row.staff for row in rows).items()}
    return tuple(Looked(who=names.get(row.staff, ""), why=row.why, at=row.at) for row in rows)
