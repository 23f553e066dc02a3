"""How a journey ended, and what is asked and offered then."""

from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint.model import Duty, Ending, Introduction, Question, Transition
from throughline.ids import ContentId, QuestionId
from throughline.journey.decisions.ending import experience_questions
from throughline.journey.events import JourneyEnded
from throughline.queries.portal_contents import bodies_of, words_in
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_page import LookBack, look_backs
from throughline.store.models import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class EndingPage:
    """What it means, why, and what one can do."""

    ending: Ending
    at: datetime
    reason: str
    to_ask: int
    look_backs: tuple[LookBack, ...]
    outcomes: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyLine:
    duty: Duty
    clear_since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class IntroductionLine:
    introduction: Introduction
    made_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransitionPage:
    """The first weeks, the duties, and who comes next."""

    transition: Transition
    duties: tuple[DutyLine, ...]
    introductions: tuple[IntroductionLine, ...]

    @property
    def all_clear(self) -> bool:
        return all(line.clear_since for line in self.duties)


def ending_page(mine: MyJourney) -> EndingPage | None:
    """`None` while the journey is open."""
    if mine.ending is None or mine.state.ended_at is None:
        return None
    return EndingPage(
        ending=mine.ending,
        at=mine.state.ended_at,
        reason=_reason(mine),
        to_ask=len(questions_at_the_end(mine)),
        look_backs=look_backs(mine),
        outcomes=tuple(
            (one.question, mine.state.outcomes[one.id])
            for one in mine.blueprint.outcomes
            if one.id in mine.state.outcomes
        ),
    )


def _reason(mine: MyJourney) -> str:
    """In the words of whoever ended it, if they wrote any."""
    ended = Event.objects.filter(journey=mine.id, kind=JourneyEnded.kind).order_by("-seq").first()
    pointer = ended.payload.get("reason") if ended else None
    return words_in(bodies_of([ContentId(pointer)]).get(ContentId(pointer))) if pointer else ""


def questions_at_the_end(mine: MyJourney) -> dict[QuestionId, Question]:
    """What is still to be asked about the ride, in the order of the design."""
    asked = experience_questions(mine.blueprint, mine.state)
    return {key: mine.blueprint.questions[key] for key in asked if key not in mine.state.experience}


def transition_page(mine: MyJourney) -> TransitionPage | None:
    """`None` where this journey has no transition."""
    transition = mine.blueprint.transition
    if transition is None or mine.state.transition_at is None:
        return None
    return TransitionPage(
        transition=transition,
        duties=tuple(
            DutyLine(duty=one, clear_since=mine.state.duties.get(one.id)) for one in transition.duties
        ),
        introductions=tuple(
            IntroductionLine(introduction=one, made_at=mine.state.introductions.get(one.id))
            for one in transition.introductions
        ),
    )
