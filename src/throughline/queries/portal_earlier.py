"""What the same person told us in an earlier journey: offered, never filled in, and never a consent."""

from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint.model import FactType, Reuse
from throughline.ids import ContentId, FactKey, JourneyId
from throughline.journey.codec import read_state
from throughline.queries.portal_answers import shown
from throughline.queries.portal_contents import bodies_of
from throughline.queries.portal_journey import MyJourney
from throughline.store.models import Journey


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An answer that may be taken over, if the person says yes here and now."""

    journey: JourneyId
    content: ContentId
    shown: str
    at: datetime


def earlier_answer(mine: MyJourney, key: FactKey) -> Earlier | None:
    """The newest answer to the same question in another journey of theirs. Files stay where they are."""
    fact = mine.blueprint.facts[key]
    if key in mine.state.facts or fact.reuse is Reuse.NEVER or fact.type is FactType.DOCUMENT:
        return None
    others = Journey.objects.filter(stakeholder__in=mine.viewer.stakeholders, state__facts__has_key=key)
    found = others.exclude(id=mine.id).order_by("-started_at").first()
    if found is None:
        return None
    held = read_state(found.state).facts[key]
    body = bodies_of([held.content]).get(held.content)
    if body is None:
        return None
    return Earlier(journey=JourneyId(found.id), content=held.content, shown=shown(fact, body), at=held.at)
