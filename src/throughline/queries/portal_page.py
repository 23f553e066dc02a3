"""The person's journey page: the thread, whose turn it is, what we promised, who stays, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from throughline.eventlog.thread import Thread
from throughline.ids import CheckInId, StaffId
from throughline.journey.decisions.aftercare import check_in_due_at
from throughline.journey.events import GuideAssigned, JourneyEvent, StandInAssigned, Turn
from throughline.journey.next import whose_turn
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_messages import Written, written
from throughline.queries.portal_people import Staying, people_by_id
from throughline.queries.portal_promises import OurWord, our_words
from throughline.queries.portal_tasks import Standing, TaskLine, task_stages
from throughline.queries.thread import events_of, thread_of


@dataclass(frozen=True, kw_only=True, slots=True)
class LookBack:
    """One check-in, to come or done."""

    id: CheckInId
    title: str
    due: datetime | None
    sent: bool
    answered: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyPage:
    """Everything on it."""

    thread: Thread
    turn: Turn | None
    promises: tuple[OurWord, ...]
    staying: Staying
    yours: tuple[TaskLine, ...]
    ours: tuple[TaskLine, ...]
    later: tuple[TaskLine, ...]
    last_messages: tuple[Written, ...]
    look_backs: tuple[LookBack, ...]


def journey_page(mine: MyJourney, *, at: datetime) -> JourneyPage:
    """A handful of questions to the database, however long the journey is."""
    events = events_of(mine.id)
    people = people_by_id(_staff_in(events, mine))
    names = {key: one.name for key, one in people.items()}
    lines = tuple(line for stage in task_stages(mine) for line in stage.lines)
    with_us = {Standing.WITH_US, Standing.WITH_SOMEONE_ELSE}
    return JourneyPage(
        thread=thread_of(events, mine.design, names, at=at),
        turn=whose_turn(mine.blueprint, mine.state),
        promises=our_words(mine),
        staying=Staying(
            guide=people.get(mine.state.guide) if mine.state.guide else None,
            stand_in=people.get(mine.state.stand_in) if mine.state.stand_in else None,
        ),
        yours=tuple(line for line in lines if line.theirs),
        ours=tuple(line for line in lines if line.standing in with_us),
        later=tuple(line for line in lines if line.standing in {Standing.LATER, Standing.PERHAPS}),
        last_messages=written(mine.id, most=2),
        look_backs=look_backs(mine),
    )


def look_backs(mine: MyJourney) -> tuple[LookBack, ...]:
    """The check-ins of a granted ending, with the day each is sent."""
    return tuple(
        LookBack(
            id=one.id,
            title=one.title,
            due=check_in_due_at(mine.state, one),
            sent=one.id in mine.state.check_ins_sent,
            answered=one.id in mine.state.check_ins_answered,
        )
        for one in mine.blueprint.aftercare
        if check_in_due_at(mine.state, one) is not None or one.id in mine.state.check_ins_sent
    )


def _staff_in(events: tuple[JourneyEvent, ...], mine: MyJourney) -> set[StaffId]:
    acted = {
        StaffId(event.actor.person) for event in events if event.actor.by == "staff" and event.actor.person
    }
    named = {person for event in events if (person := _named_in(event))}
    return acted | named | {one for one in (mine.state.guide, mine.state.stand_in) if one}


def _named_in(event: JourneyEvent) -> StaffId | None:
    match event:
        case GuideAssigned(guide=person) | StandInAssigned(stand_in=person):
            return person
        case _:
            return None
