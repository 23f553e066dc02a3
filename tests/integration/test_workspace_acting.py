"""Acting on a step, handing over, and the words, promises and plan of a journey: what staff do by page."""

from datetime import datetime

import pytest
from django.urls import reverse
from tests.integration.workspace_story import signed_in, take, up_to_the_plans

from throughline.actions.messages import receive_message
from throughline.actions.promises import watch_promises
from throughline.ids import JourneyId
from throughline.store.models import Event, Journey, Outbox, Staff, Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


def address(name: str, *parts: str) -> str:
    return reverse(f"workspace:{name}", args=parts)


def last(journey: JourneyId, kind: str) -> Event | None:
    return Event.objects.filter(journey=journey, kind=kind).order_by("-seq").first()


# Steps ---------------------------------------------------------------------------------------------


def test_taking_a_step_puts_ones_name_beside_it(plans: JourneyId, cast) -> None:
    chidi = signed_in(cast.chidi)

    page = chidi.post(address("take_step", plans, "plan-review"), follow=True)

    assert "You have it now" in page.content.decode()
    assert Work.objects.get(journey=plans, item="plan-review").holder == "staff-chidi"


def test_a_step_that_a_colleague_has_is_taken_over_by_name_only(plans: JourneyId, cast) -> None:
    colleague = Staff.objects.create(
        id="staff-kim",
        name="Kim",
        email="kim@throughline.example",
        roles=["specialist"],
        units=["harbour"],
        functions=["plan-review"],
    )
    chidi = signed_in(cast.chidi)
    chidi.post(address("take_step", plans, "plan-review"))
    from throughline.store.models import Account

    account = Account.objects.create_user(colleague.email, staff=colleague)
    chidi.force_login(account)

    refused = chidi.post(address("take_step", plans, "plan-review"), follow=True).content.decode()
    offered = chidi.get(address("step", plans, "plan-review")).content.decode()
    chidi.post(address("take_step", plans, "plan-review"), {"instead_of": "staff-chidi"})

    assert "A colleague has taken this up" in refused
    assert "Take it over from Chidi" in offered
    assert Work.objects.get(journey=plans, item="plan-review").holder == "staff-kim"


def test_deciding_first_shows_what_the_person_will_read_and_changes_nothing(plans: JourneyId, cast) -> None:
    before = Event.objects.count()

    page = signed_in(cast.chidi).post(address("step", plans, "plan-review"), {"decision": "works"})

    assert "What Amara will read" in page.content.decode()
    assert "Your kitchen works as drawn" in page.content.decode()
    assert Event.objects.count() == before


def test_deciding_for_sure_does_it(plans: JourneyId, cast) -> None:
    page = signed_in(cast.chidi).post(
        address("step", plans, "plan-review"), {"decision": "works", "sure": "yes"}, follow=True
    )

    done = last(plans, "step.done/1")
    assert done is not None
    assert (done.name, done.key) == ("plan-review", "works")
    assert "Amara is told" in page.content.decode()


def test_a_decision_that_was_not_made_is_asked_for_again(plans: JourneyId, cast) -> None:
    page = signed_in(cast.chidi).post(address("step", plans, "plan-review"), {"sure": "yes"})

    assert page.status_code == 422
    assert "Choose one of" in page.content.decode()
    assert "There is a problem" in page.content.decode()


def test_whoever_decides_second_is_told_that_somebody_was_first(plans: JourneyId, cast) -> None:
    """Both have the page open; the second one's choice changes nothing."""
    chidi = signed_in(cast.chidi)
    chidi.post(address("step", plans, "plan-review"), {"decision": "works", "sure": "yes"})
    before = Event.objects.count()

    again = chidi.post(address("step", plans, "plan-review"), {"decision": "works", "sure": "yes"})

    assert again.status_code == 422
    assert "is not open now" in again.content.decode()
    assert Event.objects.count() == before


def test_an_outcome_that_sends_it_back_leads_to_the_things_to_put_right(plans: JourneyId, cast) -> None:
    answer = signed_in(cast.chidi).post(address("step", plans, "plan-review"), {"decision": "change"})

    assert answer.status_code == 302
    assert answer.url == address("return_step", plans, "plan-review") + "?decision=change"


RETURN = {
    "decision": "change",
    "wrong-kitchen_drawing": "needs change",
    "said-kitchen_drawing": "Move the hand basin beside the door.",
    "wrong-cooks_with": "fine",
    "said-cooks_with": "",
}


def test_sending_back_can_be_read_first_as_the_person_will(plans: JourneyId, cast) -> None:
    before = Event.objects.count()

    page = (
        signed_in(cast.chidi)
        .post(address("return_step", plans, "plan-review"), {**RETURN, "look": "yes"})
        .content.decode()
    )

    assert "What Amara will read" in page
    assert "Something to put right" in page
    assert page.count("Move the hand basin beside the door.") == 2  # in the letter, and still in the form
    assert Event.objects.count() == before


def test_sending_back_names_the_fact_and_keeps_the_words_apart(plans: JourneyId, cast) -> None:
    signed_in(cast.chidi).post(address("return_step", plans, "plan-review"), RETURN)

    returned = last(plans, "step.returned/1")
    assert returned is not None
    assert [item["fact"] for item in _payload(returned)["items"]] == ["kitchen_drawing"]
    assert "basin" not in str(returned.payload)
    assert Journey.objects.get(id=plans).turn == "with you"


def _payload(event: Event) -> dict:
    import json

    return event.payload if isinstance(event.payload, dict) else json.loads(event.payload)


def test_whoever_looks_again_sees_what_was_asked_for(plans: JourneyId, cast) -> None:
    chidi = signed_in(cast.chidi)
    chidi.post(address("return_step", plans, "plan-review"), RETURN)

    seen = chidi.get(address("step", plans, "plan-review")).content.decode()
    seen_by_guide = signed_in(cast.ben).get(address("step", plans, "draw-kitchen")).content.decode()

    for page in (seen, seen_by_guide):
        assert "Sent back on" in page
        assert "Move the hand basin beside the door." in page


def test_sending_back_nothing_is_refused_and_keeps_what_was_typed(plans: JourneyId, cast) -> None:
    nothing = {**RETURN, "wrong-kitchen_drawing": "fine"}

    page = signed_in(cast.chidi).post(address("return_step", plans, "plan-review"), nothing)

    assert page.status_code == 422
    assert "Name at least one thing to put right" in page.content.decode()
    assert "Move the hand basin beside the door." in page.content.decode()


def test_a_step_without_a_way_back_has_no_page_for_it(plans: JourneyId, cast) -> None:
    assert signed_in(cast.ben).get(address("return_step", plans, "first-talk")).status_code == 404


def test_a_step_that_the_design_does_not_have_is_not_found(plans: JourneyId, cast) -> None:
    assert signed_in(cast.ben).get(address("step", plans, "no-such-step")).status_code == 404


def test_the_guide_leaves_out_a_talk_with_a_reason(plans: JourneyId, cast) -> None:
    signed_in(cast.ben).post(address("skip_step", plans, "first-talk"), {"reason": "the person asked"})

    assert last(plans, "step.skipped/1") is not None


def test_a_step_is_not_left_out_without_a_reason(plans: JourneyId, cast) -> None:
    page = signed_in(cast.ben).post(address("skip_step", plans, "first-talk"), {})

    assert page.status_code == 422
    assert "Choose why." in page.content.decode()


def test_the_guide_sees_a_step_of_another_function_and_cannot_decide_it(plans: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    page = ben.get(address("step", plans, "plan-review")).content.decode()
    answer = ben.post(address("step", plans, "plan-review"), {"decision": "works", "sure": "yes"})

    assert "This step is with Kitchen plans team" in page
    assert answer.status_code == 422


# Handoffs ------------------------------------------------------------------------------------------


def offered(plans: JourneyId, cast, how: str = "ask for input") -> str:
    signed_in(cast.chidi).post(
        address("hand_over", plans, "plan-review"),
        {"how": how, "to": "inspection", "context": "Is the basin near enough to the door?"},
    )
    return str(Work.objects.get(journey=plans, kind="offer").handoff)


def test_an_offer_reaches_the_other_function_with_its_context(plans: JourneyId, cast) -> None:
    offered(plans, cast)

    page = signed_in(cast.femi).get(address("queue")).content.decode()

    assert "Offered to you" in page
    assert "Is the basin near enough to the door?" in page


def test_an_offer_without_context_is_refused(plans: JourneyId, cast) -> None:
    page = signed_in(cast.chidi).post(
        address("hand_over", plans, "plan-review"), {"how": "ask for input", "to": "inspection"}
    )

    assert page.status_code == 422
    assert "Say what they need to know" in page.content.decode()


def test_the_person_is_told_of_a_transfer_only_once_it_is_accepted(
    plans: JourneyId, cast, time_machine_at
) -> None:
    Outbox.objects.all().delete()

    handoff = offered(plans, cast, how="transfer")
    told_when_offered = Outbox.objects.count()
    signed_in(cast.femi).post(address("handoff", plans, handoff), {"what": "accept"})

    assert told_when_offered == 0
    assert Outbox.objects.count() == 1
    assert Work.objects.get(journey=plans, item="plan-review").function == "inspection"


def test_declining_says_why_and_leaves_the_work_where_it_was(plans: JourneyId, cast) -> None:
    handoff = offered(plans, cast, how="transfer")
    femi = signed_in(cast.femi)

    without_reason = femi.post(address("handoff", plans, handoff), {"what": "decline"})
    femi.post(address("handoff", plans, handoff), {"what": "decline", "reason": "We only visit."})

    assert without_reason.status_code == 422
    assert last(plans, "handoff.declined/1") is not None
    assert Work.objects.get(journey=plans, item="plan-review").function == "plan-review"
    seen = signed_in(cast.chidi).get(address("step", plans, "plan-review")).content.decode()
    assert "We only visit." in seen


def test_input_is_given_after_accepting_and_stands_with_the_step(plans: JourneyId, cast) -> None:
    handoff = offered(plans, cast)
    femi = signed_in(cast.femi)

    form = femi.post(address("handoff", plans, handoff), {"what": "accept"}, follow=True).content.decode()
    femi.post(address("handoff", plans, handoff), {"answer": "Near enough."})

    assert "Your answer" in form
    assert "Near enough." in signed_in(cast.chidi).get(address("step", plans, "plan-review")).content.decode()


def test_only_the_asked_function_answers(plans: JourneyId, cast) -> None:
    handoff = offered(plans, cast)

    page = signed_in(cast.chidi).post(address("handoff", plans, handoff), {"what": "accept"})

    assert page.status_code == 422
    assert last(plans, "handoff.accepted/1") is None


# What is said first


def test_a_message_that_waits_for_an_answer_is_said_first(plans: JourneyId, cast, at: datetime) -> None:
    receive_message(journey=plans, by=cast.amara, at=at.replace(hour=23), text="Is anybody there?")

    assert (
        "Amara wrote and waits for an answer."
        in signed_in(cast.ben).get(address("journey", plans)).content.decode()
    )


def test_a_broken_promise_that_is_still_open_is_said_first(plans: JourneyId, cast, at: datetime) -> None:
    watch_promises(journey=plans, at=at.replace(day=20))

    assert (
        "We broke a promise that is still open"
        in signed_in(cast.ben).get(address("journey", plans)).content.decode()
    )


def test_a_guide_who_is_away_without_stand_in_is_said_first(plans: JourneyId, cast, at: datetime) -> None:
    Staff.objects.filter(id="staff-ben").update(absent_from=at.date())

    assert (
        "Ben is away and nobody stands in."
        in signed_in(cast.chidi).get(address("journey", plans)).content.decode()
    )


# Words, promises, the plan -------------------------------------------------------------------------


def test_a_message_can_be_read_first_and_then_is_sent(plans: JourneyId, cast) -> None:
    ben, words = signed_in(cast.ben), "Hello Amara, all is well."

    looked = ben.post(address("message", plans), {"text": words, "look": "yes"}).content.decode()
    before = last(plans, "message.sent/1")
    ben.post(address("message", plans), {"text": words})

    assert looked.count(words) == 2
    sent = last(plans, "message.sent/1")
    assert sent is not None
    assert before is None or sent.seq > before.seq
    assert words in ben.get(address("journey", plans)).content.decode()


def test_an_empty_message_is_not_sent(plans: JourneyId, cast) -> None:
    page = signed_in(cast.ben).post(address("message", plans), {"text": "  "})

    assert page.status_code == 422
    assert "Write a few words first" in page.content.decode()


def test_a_note_stays_between_colleagues(plans: JourneyId, cast) -> None:
    signed_in(cast.chidi).post(address("note", plans), {"text": "Rings best after four."})

    assert "Rings best after four." in signed_in(cast.ben).get(address("journey", plans)).content.decode()


def test_a_call_is_written_down_with_both_sides(plans: JourneyId, cast) -> None:
    signed_in(cast.ben).post(
        address("call", plans),
        {"channel": "phone", "about": "chase", "theirs": "Where is it?", "ours": "By Friday."},
    )

    heard, said = last(plans, "message.received/1"), last(plans, "message.sent/1")
    assert heard is not None
    assert said is not None
    assert (heard.key, heard.channel, said.channel) == ("chase", "phone", "phone")


def test_a_promise_is_made_for_a_working_day(plans: JourneyId, cast, time_machine_at) -> None:
    ben = signed_in(cast.ben)
    sunday = {"about": "call-back", "due-day": "15", "due-month": "3", "due-year": "2026"}

    refused = ben.post(address("make_promise", plans), sunday)
    ben.post(address("make_promise", plans), {**sunday, "due-day": "16"})

    assert refused.status_code == 422
    assert "We are closed on that day" in refused.content.decode()
    made = last(plans, "promise.made/1")
    assert made is not None
    assert made.due is not None
    assert made.due.date().isoformat() == "2026-03-16"


def test_a_new_date_is_told_before_the_old_one_with_the_reason(
    plans: JourneyId, cast, time_machine_at
) -> None:
    day = {"due-day": "20", "due-month": "3", "due-year": "2026"}
    chidi = signed_in(cast.chidi)

    without = chidi.post(address("new_date", plans, "plan-review.1"), day)
    chidi.post(address("new_date", plans, "plan-review.1"), {**day, "reason": "I am ill until Thursday."})

    assert without.status_code == 422
    assert last(plans, "promise.renegotiated/1") is not None


def test_after_the_date_there_is_no_new_date(plans: JourneyId, cast) -> None:
    """Told on the wall clock, long after March 2026."""
    page = signed_in(cast.chidi).post(
        address("new_date", plans, "plan-review.1"),
        {"due-day": "17", "due-month": "3", "due-year": "2031", "reason": "Too much to do."},
    )

    assert page.status_code == 422
    assert "The date has passed" in page.content.decode()


def test_goal_and_action_stand_in_the_plan(plans: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    ben.post(address("goal", plans), {"text": "To open on the first of June."})
    ben.post(address("action", plans), {"side": "ours", "text": "We book the visit."})

    page = ben.get(address("journey", plans)).content.decode()
    assert "To open on the first of June." in page
    assert "Amara has not agreed yet" in page


def test_engagement_is_changed_with_the_person(plans: JourneyId, cast) -> None:
    signed_in(cast.ben).post(address("engagement", plans), {"how": "guided"})

    assert Journey.objects.get(id=plans).engagement == "guided"


# Who stays -----------------------------------------------------------------------------------------


def test_a_colleague_takes_over_as_stand_in_with_a_briefing(plans: JourneyId, cast) -> None:
    from throughline.store.models import Account

    gus = Staff.objects.create(
        id="staff-gus", name="Gus", email="gus@throughline.example", roles=["guide"], units=["harbour"]
    )
    browser = signed_in(cast.ben)
    browser.force_login(Account.objects.create_user(gus.email, staff=gus))

    browser.post(address("stand_in", plans), {"who": "staff-gus", "briefing": "She worries about the basin."})

    page = browser.get(address("journey", plans)).content.decode()
    assert "Stand-in: Gus" in page
    assert "She worries about the basin." in page
    assert "Amara" in browser.get(address("caseload")).content.decode()


def test_a_specialist_cannot_be_named_as_the_one_who_stays(plans: JourneyId, cast) -> None:
    page = signed_in(cast.ben).post(address("guide", plans), {"who": "staff-chidi"})

    assert page.status_code == 422
    assert "works here as a guide" in page.content.decode()


# The end -------------------------------------------------------------------------------------------


def test_ending_needs_a_reason_and_tells_it(plans: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    without = ben.post(address("end", plans), {"ending": "not-eligible"})
    ben.post(address("end", plans), {"ending": "not-eligible", "reason": "You need a stall licence."})

    assert without.status_code == 422
    assert Journey.objects.get(id=plans).ending == "not-eligible"


def test_a_journey_that_ended_is_opened_again_by_its_guide(plans: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)
    ben.post(address("end", plans), {"ending": "not-eligible", "reason": "You need a stall licence."})

    ben.post(address("reopen", plans), {"reason": "She found a shop."})

    assert Journey.objects.get(id=plans).ended_at is None


def test_a_document_is_saved_and_never_run(plans: JourneyId, cast) -> None:
    from throughline.store.models import Document

    file = Document.objects.filter(journey=plans).first()
    assert file is not None

    answer = signed_in(cast.chidi).get(address("document", plans, file.id))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_document_of_another_journey_is_not_found(plans: JourneyId, cast) -> None:
    assert signed_in(cast.chidi).get(address("document", plans, "somebody-elses")).status_code == 404


def test_taking_a_step_is_seen_by_colleagues(plans: JourneyId, cast, at: datetime) -> None:
    take(plans, cast.chidi, "plan-review", at.replace(hour=20))

    assert "Chidi" in signed_in(cast.ben).get(address("journey", plans)).content.decode()


@pytest.fixture
def time_machine_at(at: datetime):
    """The doors' clock, two days into the story."""
    import time_machine

    with time_machine.travel(at.replace(day=4), tick=False):
        yield
