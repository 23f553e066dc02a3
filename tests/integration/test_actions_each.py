"""Every action works for whom it is meant, and is refused to everybody else without leaving a trace."""

from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from throughline.actions import facts, guides, handoffs, messages, plan, promises, steps
from throughline.actions.act import Acted
from throughline.actions.documents import NotADocument, check_document
from throughline.actions.endings import reopen_journey, withdraw
from throughline.actions.facts import Given, give_facts
from throughline.actions.open_file import open_file
from throughline.actions.start_journey import start_journey
from throughline.actions.words import NothingSaid
from throughline.blueprint.model import Engagement
from throughline.ids import FactKey, FunctionId, JourneyId, PromiseId, StaffId, StepId
from throughline.journey.events import HandoffKind, Side
from throughline.journey.state import HandoffStatus, State
from throughline.people import ANONYMOUS, Viewer
from throughline.people.journeys import NotYours
from throughline.queries.attempts import TooOften, check_not_too_often
from throughline.refused import Refused
from throughline.store.models import Content, Event, Journey, Opening, Promise, Work
from throughline.store.writing import load_state

from .conftest import OFFICE, SERVICE, Cast

pytestmark = pytest.mark.django_db

IDEA = {
    FactKey("serves_food"): Given(value=True),
}


def answer_everything(journey: JourneyId, by: Viewer, step: str, at: datetime, design: object) -> Acted:
    """Give a believable answer to everything a step still needs, round after round, and finish it."""
    from throughline.blueprint import Design
    from throughline.journey.next import open_step

    assert isinstance(design, Design)
    while missing := _missing(open_step(design.blueprint, load_state(journey), StepId(step))):
        answers = {key: _believable(design, key, at) for key in missing}
        give_facts(journey=journey, by=by, at=at, answers=answers)
    return steps.finish_step(journey=journey, by=by, at=at, step=StepId(step))


def _missing(one: object) -> tuple[FactKey, ...]:
    return one.missing  # type: ignore[attr-defined, no-any-return]


def _believable(design: object, key: FactKey, at: datetime) -> Given:
    fact = design.blueprint.facts[key]  # type: ignore[attr-defined]
    match fact.type:
        case "yes/no":
            return Given(value=True)
        case "choice":
            return Given(value=next(iter(fact.options)))
        case "number":
            return Given(value=fact.at_least or 5)
        case "document":
            return Given(value={}, document=check_document(name="plan.pdf", body=b"%PDF-1.7 plan", at=at))
        case _:
            return Given(value="Kitchen Street 1")


@pytest.fixture
def with_intake(journey: JourneyId, cast: Cast, design: object, later: datetime) -> JourneyId:
    """Amara told her idea; the first contact team has it."""
    answer_everything(journey, cast.amara, "tell-idea", later, design)
    return journey


def test_what_a_person_gives_is_kept_apart_from_the_record(with_intake: JourneyId) -> None:
    given = Event.objects.filter(journey=with_intake, kind="fact.given/1").first()

    assert given is not None
    content = Content.objects.get(id=given.payload["content"])
    assert content.stakeholder == "amara"
    assert "body" not in given.payload


def test_finishing_a_step_hands_the_next_to_its_function_with_a_promise(with_intake: JourneyId) -> None:
    work = Work.objects.get(journey=with_intake, step="check-idea")

    assert work.function == "intake"
    assert work.unit == OFFICE
    assert work.due is not None
    assert Promise.objects.filter(journey=with_intake, step="check-idea", status="running").exists()


@pytest.fixture
def intake_worker(cast: Cast) -> Viewer:
    return cast.ben  # who also answers first contacts at this office


def test_a_step_is_taken_and_finished_in_the_function_it_needs(
    with_intake: JourneyId, intake_worker: Viewer, design: object, later: datetime
) -> None:
    steps.take_step(journey=with_intake, by=intake_worker, at=later, step=StepId("check-idea"))

    taken = Event.objects.filter(journey=with_intake, kind="step.started/1").get()
    assert (taken.person, taken.function) == ("staff-ben", "intake")
    assert Work.objects.get(journey=with_intake, step="check-idea").holder == "staff-ben"


def test_a_handoff_moves_nothing_before_it_is_accepted(
    with_intake: JourneyId, cast: Cast, later: datetime
) -> None:
    offered = handoffs.offer_handoff(
        journey=with_intake,
        by=cast.ben,
        at=later,
        how=HandoffKind.ASK_FOR_INPUT,
        step=StepId("check-idea"),
        to=FunctionId("plan-review"),
        context="Is a kitchen like this possible at all?",
    )
    (handoff,) = offered.state.handoffs
    assert Work.objects.get(journey=with_intake, handoff=handoff).kind == "offer"

    handoffs.accept_handoff(journey=with_intake, by=cast.chidi, at=later, handoff=handoff)
    answered = handoffs.give_input(
        journey=with_intake, by=cast.chidi, at=later, handoff=handoff, answer="Yes, with a hood."
    )

    assert answered.state.handoffs[handoff].status is HandoffStatus.ANSWERED
    assert not Work.objects.filter(journey=with_intake, handoff=handoff).exists()


def test_a_guide_of_the_same_office_may_stand_in(journey: JourneyId, cast: Cast, later: datetime) -> None:
    from throughline.people import Role
    from throughline.store.models import Staff

    Staff.objects.create(
        id="staff-cora", name="Cora", email="cora@throughline.example", roles=["guide"], units=[OFFICE]
    )
    cora = Viewer(
        staff=StaffId("staff-cora"), roles=frozenset({Role.GUIDE}), units=frozenset({OFFICE}), signed_in=True
    )

    guides.assign_stand_in(
        journey=journey, by=cora, at=later, stand_in=StaffId("staff-cora"), briefing="Ben is ill."
    )

    assert Journey.objects.get(id=journey).stand_in == "staff-cora"
    assert Journey.objects.get(id=journey).guide == "staff-ben"


def test_somebody_who_is_no_guide_is_never_named_as_one(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    with pytest.raises(Refused, match="works here as a guide"):
        guides.assign_guide(journey=journey, by=cast.ben, at=later, guide=StaffId("staff-chidi"))


def test_the_plan_counts_when_both_sides_agreed(journey: JourneyId, cast: Cast, later: datetime) -> None:
    plan.state_goal(journey=journey, by=cast.amara, at=later, text="Open before summer.")
    proposed = plan.propose_action(
        journey=journey, by=cast.ben, at=later, side=Side.OURS, text="I book the visit early."
    )
    (action,) = proposed.state.actions

    agreed = plan.agree_action(journey=journey, by=cast.amara, at=later, action=action)

    assert agreed.state.actions[action].agreed


def test_a_person_may_stop_and_come_back(journey: JourneyId, cast: Cast, later: datetime) -> None:
    ended = withdraw(journey=journey, by=cast.amara, at=later)
    assert Journey.objects.get(id=journey).ended_at == ended.state.ended_at

    reopen_journey(journey=journey, by=cast.amara, at=later + timedelta(days=9))

    assert Journey.objects.get(id=journey).ended_at is None
    assert Promise.objects.filter(journey=journey, promise__startswith="call-back", status="running").exists()


def acts(journey: JourneyId, by: Viewer, at: datetime) -> list[tuple[str, object]]:
    """Every act on a running journey, as anybody might try it."""
    step, chidi = StepId("tell-idea"), StaffId("staff-chidi")
    return [
        ("give facts", lambda: give_facts(journey=journey, by=by, at=at, answers=IDEA)),
        ("ask facts", lambda: facts.ask_facts(journey=journey, by=by, at=at, keys=[FactKey("serves_food")])),
        ("finish", lambda: steps.finish_step(journey=journey, by=by, at=at, step=step)),
        ("take", lambda: steps.take_step(journey=journey, by=by, at=at, step=step)),
        ("skip", lambda: steps.skip_step(journey=journey, by=by, at=at, step=step, reason="no need")),
        ("return", lambda: steps.return_step(journey=journey, by=by, at=at, step=step, items=[])),
        ("write", lambda: messages.send_message(journey=journey, by=by, at=at, text="Hello")),
        ("ask", lambda: messages.receive_message(journey=journey, by=by, at=at, text="Hello")),
        ("note", lambda: messages.write_note(journey=journey, by=by, at=at, text="Hello")),
        (
            "engage",
            lambda: guides.choose_engagement(journey=journey, by=by, at=at, engagement=Engagement.GUIDED),
        ),
        ("stand in", lambda: guides.assign_stand_in(journey=journey, by=by, at=at, stand_in=chidi)),
        ("goal", lambda: plan.state_goal(journey=journey, by=by, at=at, text="Open")),
        (
            "promise",
            lambda: promises.make_promise(
                journey=journey, by=by, at=at, about="call", due=at + timedelta(days=1)
            ),
        ),
        (
            "re-date",
            lambda: promises.renegotiate_promise(
                journey=journey,
                by=by,
                at=at,
                promise=PromiseId("check-idea.1"),
                due=at + timedelta(days=9),
                reason="Ill",
            ),
        ),
        ("withdraw", lambda: withdraw(journey=journey, by=by, at=at)),
        ("open", lambda: open_file(journey=journey, by=by, at=at)),
    ]


@pytest.mark.parametrize("who", ["dana", "esi", "femi"])
def test_a_stranger_may_do_nothing_and_leaves_nothing(
    journey: JourneyId, cast: Cast, later: datetime, who: str
) -> None:
    before = (Event.objects.count(), Content.objects.count(), Opening.objects.count())

    for _name, try_it in acts(journey, getattr(cast, who), later):
        with pytest.raises(Refused):
            try_it()  # type: ignore[operator]

    assert (Event.objects.count(), Content.objects.count(), Opening.objects.count()) == before


def test_nobody_in_particular_may_do_nothing(journey: JourneyId, later: datetime) -> None:
    before = Event.objects.count()

    for _name, try_it in acts(journey, ANONYMOUS, later):
        with pytest.raises(NotYours):
            try_it()  # type: ignore[operator]

    assert Event.objects.count() == before


def test_a_journey_that_is_not_there_is_not_found(cast: Cast, design: object, later: datetime) -> None:
    for _name, try_it in acts(JourneyId("nowhere"), cast.ben, later):
        with pytest.raises(Refused):
            try_it()  # type: ignore[operator]


def test_every_opening_by_staff_is_recorded_once_for_each_visit(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    open_file(journey=journey, by=cast.ben, at=later)
    open_file(journey=journey, by=cast.ben, at=later + timedelta(minutes=5))
    open_file(journey=journey, by=cast.ben, at=later + timedelta(hours=2), why="she rang")
    open_file(journey=journey, by=cast.amara, at=later)

    assert list(Opening.objects.order_by("at").values_list("staff", "why")) == [
        ("staff-ben", "as guide"),
        ("staff-ben", "she rang"),
    ]


def test_a_document_is_kept_with_its_bytes(journey: JourneyId, cast: Cast, later: datetime) -> None:
    document = check_document(name="C:\\plans\\kitchen.pdf", body=b"%PDF-1.7 kitchen", at=later)

    assert document.name == "kitchen.pdf"
    assert document.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 program", "PDF, PNG and JPEG"),
        (b"<html><script>", "PDF, PNG and JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "PDF, PNG and JPEG"),
        (b"%PDF-1.7" + b"x" * 2_000_000, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(
    settings: Settings, at: datetime, body: bytes, sentence: str
) -> None:
    settings.THROUGHLINE_UPLOAD_BYTES = 1024 * 1024

    with pytest.raises(NotADocument, match=sentence):
        check_document(name="plan.pdf", body=body, at=at)


def test_a_message_without_words_is_not_sent(journey: JourneyId, cast: Cast, later: datetime) -> None:
    with pytest.raises(NothingSaid):
        messages.send_message(journey=journey, by=cast.ben, at=later, text="  \n ")


def test_too_many_tries_are_refused_until_the_window_has_passed(db: None, at: datetime) -> None:
    minute = timedelta(minutes=1)
    for _ in range(3):
        check_not_too_often("start 10.0.0.1", limit=3, within=minute, at=at)

    with pytest.raises(TooOften):
        check_not_too_often("start 10.0.0.1", limit=3, within=minute, at=at)

    check_not_too_often("start 10.0.0.2", limit=3, within=minute, at=at)
    check_not_too_often("start 10.0.0.1", limit=3, within=minute, at=at + minute)


def test_the_freest_guide_who_is_here_is_named(cast: Cast, design: object, at: datetime) -> None:
    from throughline.store.models import Staff

    Staff.objects.create(id="staff-a", name="A", email="a@x.example", roles=["guide"], units=[OFFICE])
    Staff.objects.create(
        id="staff-0",
        name="0",
        email="0@x.example",
        roles=["guide"],
        units=[OFFICE],
        absent_from=at.date(),
        absent_until=at.date(),
    )

    named = [start_journey(by=ANONYMOUS, at=at, service=SERVICE, unit=OFFICE).state.guide for _ in range(2)]

    assert sorted(str(one) for one in named) == ["staff-a", "staff-ben"]


def test_the_snapshot_is_what_the_events_lead_to(with_intake: JourneyId) -> None:
    from throughline.journey.fold import replay
    from throughline.store.history import history_of

    assert load_state(with_intake) == replay(history_of(with_intake).events, State())
