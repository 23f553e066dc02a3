"""After the end: how it was, the first weeks, the looks back, and now and then a way back in."""

from datetime import datetime, timedelta

from throughline.blueprint.model import EndingKind, QuestionType
from throughline.ids import CheckInId, ContentId, DutyId, EndingId, QuestionId
from throughline.journey.decisions.aftercare import answer_check_in, send_due_check_ins
from throughline.journey.decisions.ending import (
    answer_experience,
    end_journey,
    experience_questions,
    understand_duty,
)
from throughline.simulate import feelings, guiding
from throughline.simulate.office import Office
from throughline.simulate.phrases import say
from throughline.simulate.ride import Ride
from throughline.simulate.theirs import awake


def ended(office: Office, ride: Ride, at: datetime) -> None:
    """Every ending is asked about. A grant is where the first weeks begin."""
    if feelings.answers_survey(ride, office.random):
        office.later(awake(at + timedelta(days=office.random.uniform(0.2, 9))), say_how_it_was, ride)
    if ride.state.ending_kind is not EndingKind.GRANTED or ride.ended_once:
        return
    ride.ended_once = True
    _first_weeks(office, ride, at)
    for check_in in office.design.blueprint.aftercare:
        due = at + timedelta(days=check_in.days, minutes=10)
        office.later(due, look_back, ride, check_in.id)


def say_how_it_was(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    asked = [
        one
        for one in experience_questions(office.design.blueprint, ride.state)
        if one not in ride.state.experience
    ]
    if ride.state.open or not asked:
        return
    some = asked if office.chance(0.85) else asked[: office.random.randrange(1, len(asked) + 1)]
    scores = {one: feelings.score(ride, one, office.random) for one in some}
    office.do(ride, at, answer_experience, by=ride.actor, scores=scores)


def _first_weeks(office: Office, ride: Ride, at: datetime) -> None:
    transition = office.design.blueprint.transition
    if transition is None:
        return
    manner = office.manner(at)
    for duty in transition.duties:
        if office.chance(0.15 + 0.75 * ride.lived.explained):
            office.later(
                awake(at + timedelta(days=office.random.uniform(0.1, 14))), understand, ride, duty.id
            )
    for introduction in transition.introductions:
        if office.chance(manner.introduces):
            when = office.time.after(at, office.random.uniform(0.5, 10))
            office.later(when, guiding.introduce, ride, introduction.id)


def understand(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    duty = DutyId(about[0])
    if duty not in ride.state.duties:
        office.do(ride, at, understand_duty, by=ride.actor, duty=duty)


def look_back(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    office.do(ride, at, send_due_check_ins)
    if about[0] in ride.state.check_ins_sent and feelings.answers_survey(ride, office.random):
        office.later(awake(at + timedelta(days=office.random.uniform(0.3, 8))), answer, ride, about[0])


def answer(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    check_in = office.design.blueprint.check_in_by_id[CheckInId(about[0])]
    if check_in.id in ride.state.check_ins_answered:
        return
    trades = feelings.still_trades(ride, check_in.days, office.random)
    scores = {one: _score(office, ride, one, trades) for one in check_in.asks}
    comment = None
    if office.chance(0.25):
        content = ContentId(office.id(at))
        comment = ride.keep(content, "comment", say("check-in comment", office.random), at)
    office.do(ride, at, answer_check_in, by=ride.actor, check_in=check_in.id, scores=scores, comment=comment)


def _score(office: Office, ride: Ride, question: QuestionId, trades: bool) -> int:
    match question:
        case "trading":
            return int(trades)
        case "understands_duties":
            return feelings.knows_duties(ride, office.random)
        case "better_off":
            return feelings.better_off(ride, trades, office.random)
    if office.design.blueprint.questions[question].type is QuestionType.YES_NO:
        return int(office.chance(0.5))
    return feelings.score(ride, question, office.random)


def reopened(office: Office, ride: Ride, at: datetime) -> None:
    """Somebody said that it does not go well: the guide gets in touch, and it ends a second time."""
    rings = office.random.expovariate(1.0) * office.manner(at).answer_days * 0.7 + 0.3
    office.later(office.time.after(at, rings), get_in_touch, ride)
    office.later(office.time.after(at, rings + office.random.uniform(3, 15)), end_again, ride)


def get_in_touch(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.open:
        guiding.tell(office, ride, at, office.guide(ride), "answer")


def end_again(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    if ride.state.open and ride.state.granted_at is not None:
        reason = office.words(ride, "reason", "after reopening", at)
        endings = office.design.blueprint.endings
        ending = EndingId(next(one.id for one in endings if one.kind is EndingKind.GRANTED))
        office.do(ride, at, end_journey, by=office.guide(ride), ending=ending, reason=reason)
