"""What the teams do: each working day they take up what lies before them, and decide it."""

from datetime import datetime, timedelta

from throughline.eventlog.shape import By
from throughline.ids import HandoffId, StaffId, StepId
from throughline.journey.decisions.facts import ask_facts
from throughline.journey.decisions.handoffs import accept_handoff, give_input, offer_handoff
from throughline.journey.decisions.steps import take_step
from throughline.journey.events import Actor, AskReason, HandoffKind, Turn
from throughline.journey.next import OpenStep, open_step
from throughline.simulate import guiding, outcomes, theirs
from throughline.simulate.office import Office, Team
from throughline.simulate.ride import Ride

AGAIN = (AskReason.MISSING, AskReason.DOES_NOT_MATCH, AskReason.OUT_OF_DATE)


def morning(office: Office, day: int) -> None:
    """Share out what lies before each team among those who are there, and cover for guides who are not."""
    _cover_guides(office, day)
    for team in office.teams.values():
        _share_out(office, team, day)


def _cover_guides(office: Office, day: int) -> None:
    """Somebody stands in from the first day of an absence until the guide is back."""
    today, before = office.time.days[day], office.time.days[max(day - 1, 0)]
    moment = office.time.moment(day, 0.05)
    for guide in office.guides:
        leaves = today in guide.absent and before not in guide.absent
        returns = before in guide.absent and today not in guide.absent
        if not returns and not (leaves and office.chance(office.manner(moment).covers)):
            continue
        for ride in office.rides:
            if ride.state.open and ride.state.guide == guide.id:
                office.later(moment, guiding.cover if leaves else guiding.back, ride, guide.id)


def _share_out(office: Office, team: Team, day: int) -> None:
    opens = office.time.opens[day]
    present = [one.id for one in team.staff if office.time.days[day] not in one.absent]
    ready = sorted((item for item in team.shelf if item[0] <= opens), key=lambda item: item[:2])
    left = {one: _capacity(office, team) for one in present}
    for item in ready:
        _, _, ride, step = item
        who = _who_takes(office, ride, step, opens, [one for one in present if left[one] > 0])
        if who is None:
            return
        left[who] -= 1
        team.shelf.remove(item)
        moment = office.time.moment(day, office.random.uniform(0.02, 0.7))
        office.later(moment, work, ride, step, who)


def _capacity(office: Office, team: Team) -> int:
    whole = int(team.a_day)
    return whole + office.chance(team.a_day - whole)


def _who_takes(
    office: Office, ride: Ride, step: StepId, at: datetime, present: list[StaffId]
) -> StaffId | None:
    if not present:
        return None
    recorded = ride.state.steps.get(step)
    holder = recorded.holder if recorded else None
    if holder in present and office.chance(office.manner(at).same_hands):
        return holder
    return office.random.choice(present)


def work(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """Take it up; then ask again, ask a colleague, or go on to decide it."""
    step, who = StepId(about[0]), StaffId(about[1])
    one = open_step(office.design.blueprint, ride.state, step)
    if one is None or one.turn is not Turn.WITH_US:
        return
    by = Actor(by=By.STAFF, person=who, function=one.function)
    if one.holder != who:
        office.do(ride, at, take_step, by=by, step=step, instead_of=one.holder)
    manner = office.manner(at)
    guiding.note(office, ride, at, by)
    if (
        step not in ride.asked_by
        and office.chance(manner.asks_again)
        and _ask_again(office, ride, at, one, by)
    ):
        return
    if step not in ride.asked_by and office.chance(manner.asks_colleagues):
        _ask_a_colleague(office, ride, at, one, by)
        return
    hours = office.random.lognormvariate(0.0, 0.5) * manner.touch_hours
    office.later(office.time.after(at, hours * 3600 / office.time.length), decide, ride, step, who)


def _ask_again(office: Office, ride: Ride, at: datetime, one: OpenStep, by: Actor) -> bool:
    """Ask for what is in the file. It is counted, and the person sends it once more."""
    facts = office.design.blueprint.facts
    known = sorted(
        key for key in ride.state.facts if key not in ride.state.awaited and facts[key].reuse != "never"
    )
    known = [key for key in known if facts[key].when is None]
    if not known:
        return False
    ride.asked_by.add(one.step.id)
    ride.lived.asked_again += 1
    fact = office.random.choice(known)
    office.do(ride, at, ask_facts, by=by, facts=[fact], reason=office.random.choice(AGAIN))
    days = office.random.expovariate(1.0) * ride.character.pace_days * 1.2 + 0.2
    office.later(theirs.awake(at + timedelta(days=days)), theirs.answer_again, ride, fact, one.step.id)
    return True


def _ask_a_colleague(office: Office, ride: Ride, at: datetime, one: OpenStep, by: Actor) -> None:
    others = [team for team in office.teams.values() if team.function != one.function]
    ride.asked_by.add(one.step.id)
    team = office.random.choice(others)
    handoff = HandoffId(office.id(at))
    context = office.words(ride, "context", "context", at)
    office.do(
        ride,
        at,
        offer_handoff,
        by=by,
        handoff=handoff,
        how=HandoffKind.ASK_FOR_INPUT,
        step=one.step.id,
        to=team.function,
        context=context,
    )
    days = 0.3 + office.random.expovariate(1.0) * office.manner(at).shelf_days
    who = office.random.choice(team.staff).id
    office.later(office.time.after(at, days), receive, ride, handoff, who, team.function)


def receive(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    handoff, who, function = about
    step = ride.state.handoffs[HandoffId(handoff)].step
    if open_step(office.design.blueprint, ride.state, step) is None:
        return
    team = next(team for team in office.teams.values() if team.function == function)
    by = Actor(by=By.STAFF, person=StaffId(who), function=team.function)
    office.do(ride, at, accept_handoff, by=by, handoff=HandoffId(handoff))
    done = office.time.after(at, office.random.uniform(0.1, 0.6))
    office.later(done, give, ride, handoff, who, function)


def give(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    handoff, who, _ = about
    held = ride.state.handoffs[HandoffId(handoff)]
    one = open_step(office.design.blueprint, ride.state, held.step)
    if one is None:
        return
    by = Actor(by=By.STAFF, person=StaffId(who), function=office.teams[held.to].function)
    content = office.words(ride, "input", "input", at)
    office.do(ride, at, give_input, by=by, handoff=HandoffId(handoff), content=content)
    if one.turn is Turn.WITH_US:
        guiding.shelve(office, ride, at, held.step, one.function)


def decide(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    step, who = StepId(about[0]), StaffId(about[1])
    one = open_step(office.design.blueprint, ride.state, step)
    if one is None or one.turn is not Turn.WITH_US or one.holder != who:
        return
    by = Actor(by=By.STAFF, person=who, function=one.function)
    outcomes.settle(office, ride, at, one, by)
    guiding.maybe_change_guide(office, ride, at)
