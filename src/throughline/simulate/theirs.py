"""What the person does: starts, answers, puts right, wonders, writes, and sometimes stops."""

from datetime import datetime, timedelta

from throughline.blueprint.conditions import Code, holds
from throughline.blueprint.model import Engagement, FactType, Reuse
from throughline.eventlog.shape import Channel
from throughline.ids import ContentId, FactKey, StaffId, StepId
from throughline.journey.decisions.beginning import start_journey
from throughline.journey.decisions.ending import withdraw
from throughline.journey.decisions.facts import Answer, give_facts
from throughline.journey.decisions.steps import finish_step
from throughline.journey.decisions.words import receive_message
from throughline.journey.events import About, Actor, Turn
from throughline.journey.next import OpenStep, open_step, open_steps
from throughline.simulate import guiding
from throughline.simulate.answers import PICTURE, answer_to
from throughline.simulate.office import Office
from throughline.simulate.phrases import say
from throughline.simulate.ride import Ride
from throughline.simulate.simulated import SimulatedDocument

DOCUMENT_TAKES = 2.6
DATE_TAKES = 4.5
"""A step that asks for a date waits for builders: so many times the person's pace."""
CORRECTION_TAKES = 1.4
GIVES_UP = 0.035
LOSES_HEART = 0.05


def begin(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """Start with whoever is there; the person answers the first questions at once."""
    free = [one for one in office.guides if at.date() not in one.absent] or office.guides
    guide = StaffId(about[0]) if about else office.random.choice(free).id
    ride.first_guide = guide
    office.do(
        ride,
        at,
        start_journey,
        by=ride.actor,
        stakeholder=ride.person.id,
        unit=ride.unit,
        guide=guide,
        engagement=ride.character.engagement,
    )
    guiding.meet(office, ride, at)
    office.later(at + timedelta(days=ride.character.patience_days), wonder, ride)


def take_up(office: Office, ride: Ride, at: datetime, one: OpenStep) -> None:
    """Set a moment at which they get round to an open step of theirs."""
    if not one.step.after:
        office.later(at + timedelta(minutes=office.random.randrange(3, 15)), do_step, ride, one.step.id)
        return
    types = {office.design.blueprint.facts[key].type for key in one.step.needs}
    takes = 1.0
    if one.items:
        takes = CORRECTION_TAKES
    elif FactType.DOCUMENT in types and FactType.DATE in types:
        takes = DATE_TAKES
    elif FactType.DOCUMENT in types:
        takes = DOCUMENT_TAKES
    days = office.random.expovariate(1.0) * ride.character.pace_days * takes + 0.1
    office.later(awake(at + timedelta(days=days)), do_step, ride, one.step.id)


def awake(at: datetime) -> datetime:
    """People do this in the evening and at weekends, but seldom at night."""
    return at + timedelta(hours=9) if at.hour < 7 or at.hour >= 23 else at


def do_step(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    step = StepId(about[0])
    one = open_step(office.design.blueprint, ride.state, step)
    if one is None:
        return
    if office.chance(GIVES_UP * ride.lived.longest_silence_days / 14):
        stop(office, ride, at)
        return
    by = _who_does_it(office, ride, one)
    channel = Channel.WEB if by == ride.actor else Channel.PHONE
    answers = _answers(office, ride, one, at)
    if answers:
        office.do(ride, at, give_facts, by=by, answers=answers, channel=channel)
    done = at + timedelta(minutes=office.random.randrange(2, 25))
    office.later(done, finish, ride, step, by.person or "")


def finish(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    step = StepId(about[0])
    one = open_step(office.design.blueprint, ride.state, step)
    if one is None or one.missing or any(item.fact in ride.state.awaited for item in one.items):
        return
    by_guide = about[1] in {ride.state.guide, ride.state.stand_in}
    by = office.guide(ride) if by_guide else ride.actor
    office.do(ride, at, finish_step, by=by, step=step, channel=Channel.PHONE if by_guide else Channel.WEB)


def _who_does_it(office: Office, ride: Ride, one: OpenStep) -> Actor:
    """In guided work the guide often fills it in with them. What has to be signed, nobody signs for them."""
    facts = office.design.blueprint.facts
    own = any(facts[key].reuse is Reuse.NEVER for key in one.step.needs)
    if own or ride.state.engagement is Engagement.SELF_DIRECTED or office.chance(0.45):
        return ride.actor
    return office.guide(ride)


def _answers(office: Office, ride: Ride, one: OpenStep, at: datetime) -> dict[FactKey, Answer]:
    """Answers to what is missing, and new ones to what has to be put right."""
    wrong = {item.fact for item in one.items if item.fact in ride.state.awaited}
    facts = office.design.blueprint.facts
    known: dict[str, Code] = dict(ride.state.known)
    given: dict[FactKey, Answer] = {}
    for key in one.step.needs:
        fact = facts[key]
        if key in wrong:
            given[key] = answer(office, ride, key, at, again=ride.knows(key))
        elif ride.knows(key) or holds(fact.when, known) is not True or (fact.optional and office.chance(0.6)):
            continue
        else:
            given[key] = answer(office, ride, key, at)
        code = given[key].code
        if code is not None:
            known[key] = code
    return given


def answer(office: Office, ride: Ride, key: FactKey, at: datetime, *, again: bool = False) -> Answer:
    """One answer. Asked again, people say what they said, or send a better picture."""
    fact = office.design.blueprint.facts[key]
    held = ride.state.facts.get(key)
    if again and held is not None and fact.type is not FactType.DOCUMENT:
        said = next(one.body for one in ride.contents if one.id == held.content)
        return Answer(content=ride.keep(ContentId(office.id(at)), "fact", said, at), code=held.code)
    if fact.type is FactType.DOCUMENT:
        return Answer(
            content=ride.keep(ContentId(office.id(at)), "fact", _document(office, ride, key, at), at)
        )
    value, code = answer_to(key, fact, ride.person.name, at, office.random)
    return Answer(content=ride.keep(ContentId(office.id(at)), "fact", value, at), code=code)


def _document(office: Office, ride: Ride, key: FactKey, at: datetime) -> dict[str, object]:
    name = f"{key.replace('_', '-')}.png"
    one = SimulatedDocument(id=office.id(at), name=name, media_type="image/png", body=PICTURE, at=at)
    ride.documents.append(one)
    return {"document": one.id, "name": name, "media_type": one.media_type, "size": len(PICTURE)}


def answer_again(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """They tell us once more what they have told us, and the team goes on."""
    fact, step = FactKey(about[0]), StepId(about[1])
    if not ride.state.open:
        return
    if fact in ride.state.awaited:
        given = answer(office, ride, fact, at, again=True)
        office.do(ride, at, give_facts, by=ride.actor, answers={fact: given}, channel=Channel.EMAIL)
    one = open_step(office.design.blueprint, ride.state, step)
    if one is not None and one.turn is Turn.WITH_US:
        guiding.shelve(office, ride, at, step, one.function)


def wonder(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """After a while without a word people ask, then complain, and some stop."""
    state, patience = ride.state, ride.character.patience_days
    if not state.open or state.started_at is None:
        return
    silent_since = max(state.told_at or state.started_at, state.heard_at or state.started_at)
    if (at - silent_since).days < patience * 0.8 or not _waits_for_us(office, ride):
        office.later(awake(at + timedelta(days=patience * office.random.uniform(0.6, 1.2))), wonder, ride)
        return
    kind = About.COMPLAINT if ride.lived.broken and office.chance(0.35) else About.CHASE
    write(office, ride, at, kind)
    if office.chance(LOSES_HEART * (1 + ride.lived.unanswered)):
        office.later(at + timedelta(days=office.random.uniform(2, 9)), stop, ride)
    office.later(awake(at + timedelta(days=patience)), wonder, ride)


def _waits_for_us(office: Office, ride: Ride) -> bool:
    return any(one.turn is Turn.WITH_US for one in open_steps(office.design.blueprint, ride.state))


def write(office: Office, ride: Ride, at: datetime, about: About) -> None:
    content = ride.keep(ContentId(office.id(at)), "message", say(about.value, office.random), at)
    channel = office.random.choices((Channel.WEB, Channel.EMAIL, Channel.PHONE), (5, 3, 2))[0]
    office.do(ride, at, receive_message, by=ride.actor, content=content, about=about, channel=channel)
    guiding.hear(office, ride, at)


def ask_something(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.open:
        write(office, ride, at, About.QUESTION)


def stop(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.open and ride.state.granted_at is None:
        reason = office.words(ride, "reason", "withdrawn", at)
        office.do(ride, at, withdraw, by=ride.actor, reason=reason)
