"""What the guide does, or should have done: meets, writes, answers, plans, goes through the first weeks."""

from datetime import datetime, timedelta

from throughline.eventlog.shape import By, Channel
from throughline.ids import ActionId, FunctionId, GoalId, StaffId, StepId
from throughline.journey.decisions.beginning import assign_guide, assign_stand_in, end_stand_in
from throughline.journey.decisions.deciding import GUIDE
from throughline.journey.decisions.ending import make_introduction
from throughline.journey.decisions.plan import agree_action, finish_action, propose_action, state_goal
from throughline.journey.decisions.steps import take_step
from throughline.journey.decisions.words import send_message, write_note
from throughline.journey.events import Actor, Side
from throughline.journey.next import open_step
from throughline.simulate import outcomes
from throughline.simulate.office import DAY, Office
from throughline.simulate.ride import Ride

WEEK = 5.0
SPOKEN = (Channel.EMAIL, Channel.PHONE, Channel.TEXT)


def shelve(office: Office, ride: Ride, at: datetime, step: StepId, function: FunctionId) -> None:
    """Put work before a team. It lies a while before anybody looks, longer in some offices than in others."""
    team = office.teams.get(function)
    if team is not None:
        waits = office.random.expovariate(1.0) * office.manner(at).shelf_days * _weight(office, step)
        team.shelf.append((office.time.after(at, waits), office.number(), ride, step))


def _weight(office: Office, step: StepId) -> float:
    """What was promised soon is looked at sooner."""
    promise = office.design.blueprint.steps[step].promise
    days = int(promise.within.split(" ", maxsplit=1)[0]) if promise else 5
    return min(days, 8) / 5


def meet(office: Office, ride: Ride, at: datetime) -> None:
    """A first word from the guide, if there is one, and a habit of writing."""
    manner = office.manner(at)
    if office.chance(manner.welcomes):
        when = office.time.after(at, office.random.expovariate(1.0) * manner.answer_days * 0.6 + 0.05)
        office.later(when, welcome, ride)
    office.later(office.time.after(at, WEEK), keep_in_touch, ride)


def welcome(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.open:
        tell(office, ride, at, office.guide(ride), "welcome")


def tell(office: Office, ride: Ride, at: datetime, by: Actor, phrase: str) -> None:
    content = office.words(ride, "message", phrase, at)
    channel = office.random.choices(SPOKEN, (6, 3, 1))[0]
    office.do(ride, at, send_message, by=by, content=content, channel=channel)


def keep_in_touch(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    state = ride.state
    if not state.open or state.started_at is None:
        return
    silent_days = (at - (state.told_at or state.started_at)).total_seconds() / DAY
    if silent_days > 4 and office.chance(office.manner(at).keeps_in_touch):
        tell(office, ride, at, office.guide(ride), "in touch")
    office.later(office.time.after(at, WEEK * office.random.uniform(0.7, 1.2)), keep_in_touch, ride)


def hear(office: Office, ride: Ride, at: datetime) -> None:
    """Somebody wrote. Who answers, and when, is the difference between two kinds of office."""
    manner = office.manner(at)
    if office.chance(manner.never_answers):
        ride.lived.unanswered += 1
        return
    days = office.random.expovariate(1.0) * manner.answer_days + 0.08
    office.later(office.time.after(at, days), reply, ride)


def reply(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if not ride.state.unanswered:
        return
    if office.chance(office.manner(at).answered_by_guide):
        tell(office, ride, at, office.guide(ride), "answer")
        return
    team = office.random.choice(list(office.teams.values()))
    somebody = Actor(by=By.STAFF, person=office.random.choice(team.staff).id, function=team.function)
    tell(office, ride, at, somebody, "answer from a desk")


def take_up(office: Office, ride: Ride, at: datetime, step: StepId) -> None:
    """A guide's own step: a talk that has to be found a time for."""
    days = office.random.expovariate(1.0) * office.manner(at).shelf_days * 0.7 + 0.3
    office.later(office.time.after(at, days), talk, ride, step)


def talk(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    step = StepId(about[0])
    if open_step(office.design.blueprint, ride.state, step) is None:
        return
    guide = office.guide(ride)
    if guide.person and office.away(StaffId(guide.person), at):
        office.later(office.time.after(at, 1.0), talk, ride, step)
        return
    office.do(ride, at, take_step, by=guide, step=step)
    office.later(at + timedelta(minutes=office.random.randrange(20, 55)), after_talk, ride, step)


def after_talk(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    step = StepId(about[0])
    one = open_step(office.design.blueprint, ride.state, step)
    if one is None:
        return
    manner = office.manner(at)
    if office.chance(manner.plans_together) and not ride.state.goals:
        _plan(office, ride, at)
    ride.lived.explained = max(ride.lived.explained, manner.explains * office.random.uniform(0.7, 1.1))
    channel = office.random.choice((Channel.PHONE, Channel.IN_PERSON))
    outcomes.settle(office, ride, at, one, office.guide(ride), channel)
    maybe_change_guide(office, ride, at)


def _plan(office: Office, ride: Ride, at: datetime) -> None:
    """A goal in their words, and one action of each side, agreed by both."""
    goal = office.words(ride, "goal", "goal", at)
    office.do(ride, at, state_goal, by=ride.actor, goal=GoalId(office.id(at)), content=goal)
    for side, phrase in ((Side.OURS, "our action"), (Side.THEIRS, "their action")):
        action = ActionId(office.id(at))
        content = office.words(ride, "action", phrase, at)
        office.do(ride, at, propose_action, by=office.guide(ride), action=action, side=side, content=content)
        office.do(ride, at, agree_action, by=ride.actor, action=action)
        done = at + timedelta(days=office.random.uniform(2, 15))
        office.later(done, finish_planned, ride, action)


def finish_planned(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    action = ActionId(about[0])
    if ride.state.open:
        ours = ride.state.actions[action].side is Side.OURS
        office.do(ride, at, finish_action, by=office.guide(ride) if ours else ride.actor, action=action)


def maybe_change_guide(office: Office, ride: Ride, at: datetime) -> None:
    """In some offices whoever is free is the guide."""
    if not ride.state.open or not office.chance(office.manner(at).guide_changes):
        return
    others = [one.id for one in office.guides if one.id not in {ride.state.guide, ride.state.stand_in}]
    office.do(ride, at, assign_guide, by=office.leader(), guide=office.random.choice(others))


def note(office: Office, ride: Ride, at: datetime, by: Actor) -> None:
    if office.chance(office.manner(at).writes_notes):
        office.do(ride, at, write_note, by=by, content=office.words(ride, "note", "note", at))


def introduce(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if about[0] not in ride.state.introductions:
        ride.lived.introduced += 1
        office.do(ride, at, make_introduction, by=office.guide(ride), introduction=about[0])


def cover(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """The guide is away for a while: a colleague stands in, with a briefing."""
    state = ride.state
    if not state.open or state.stand_in is not None or state.guide != about[0]:
        return
    free = [one.id for one in office.guides if one.id != state.guide and at.date() not in one.absent]
    if free:
        stand_in = office.random.choice(free)
        by = Actor(by=By.STAFF, person=stand_in, function=GUIDE)
        briefing = office.words(ride, "briefing", "briefing", at)
        office.do(ride, at, assign_stand_in, by=by, stand_in=stand_in, briefing=briefing)


def back(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.stand_in is not None and ride.state.guide == about[0]:
        office.do(ride, at, end_stand_in, by=office.guide(ride))
