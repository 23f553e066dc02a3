"""The circle's screens: what Esi sees, what Ben may add, and that nobody else gets in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.integration.circle_story import half_a_year_and_more
from tests.integration.conftest import SERVICE, Cast
from tests.integration.workspace_story import signed_in

from throughline.actions.circle_conversations import add_note, open_conversation
from throughline.actions.circle_signals import review_signals
from throughline.blueprint import Design
from throughline.store.conversations import conversations_about, load_conversation
from throughline.strategy.conversation import Conversation, Decision, Phase

pytestmark = pytest.mark.django_db
SCREENS = ("ladder", "hallway", "strategy", "signals", "conversation_open")
TASKS = ("conversation_note", "conversation_decide", "conversation_conclude", "change_plan")
BUTTONS = ("change_live", "change_check", "change_withdraw")


@pytest.fixture
def measured(design: Design, cast: Cast, at: datetime) -> Iterator[None]:
    """Rides of a year and a half, on a fixed day."""
    half_a_year_and_more(design, at)
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def talking(measured: None, at: datetime) -> Conversation:
    """The conversation that the review of this Monday opens about Old Town."""
    review_signals(service=SERVICE, at=at)
    return next(one for one in conversations_about(SERVICE) if one.topic.family == "continuity")


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


def text(client: Client, name: str, *address: str, **asked: str) -> str:
    answer = client.get(reverse(f"workspace:{name}", args=address), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, conversation: Conversation, **typed: str) -> int:
    return client.post(reverse(f"workspace:{name}", args=[conversation.id]), typed).status_code


def held(conversation: Conversation) -> Conversation:
    return load_conversation(conversation.id)[0]


def test_the_ladder_has_outcome_on_top_and_says_what_nobody_measured(measured: None, esi: Client) -> None:
    page = text(esi, "ladder")

    assert page.index("What became of people") < page.index("What people went through")
    assert page.index("What people went through") < page.index("How we worked")
    assert "tl-multiple--unmeasured" in page
    assert "19 times in 20" in page


def test_the_ladder_of_one_office_differs_from_that_of_all(measured: None, esi: Client) -> None:
    everywhere, riverside = text(esi, "ladder"), text(esi, "ladder", office="riverside")

    assert "Riverside district office" in riverside
    assert everywhere != riverside


def test_a_green_process_beside_a_falling_experience_is_said_on_the_ladder(
    talking: Conversation, esi: Client
) -> None:
    page = text(esi, "ladder")

    assert "keeps passing its target, while" in page
    assert "Old Town district office" in page


def test_the_hallway_compares_what_was_chosen_and_claims_no_cause(measured: None, esi: Client) -> None:
    page = text(esi, "hallway", outcome="trading-at-90-days", experience="one_person", process="rework_redo")

    assert "never shown to be caused" in page
    assert "Are people who got a licence open and trading" in page
    assert "How often did somebody else do the same work again?" in page


def test_the_hallway_names_nobody_where_luck_alone_could_make_the_difference(
    measured: None, esi: Client
) -> None:
    assert "We do not name a best unit" in text(esi, "hallway", process="rework_redo")


def test_the_strategy_stands_beside_its_numbers_and_its_services(measured: None, esi: Client) -> None:
    page = text(esi, "strategy")

    assert "Nobody is passed from desk to desk" in page
    assert "Served by: Open a food business" in page
    assert "tl-mark--unmeasured" in page  # nobody answered whether they know their duties


def test_a_signal_says_its_false_alarm_rate_and_leads_to_its_conversation(
    talking: Conversation, esi: Client
) -> None:
    page = text(esi, "signals")

    assert "at most one in 10 of the signals" in page
    assert reverse("workspace:conversation", args=[talking.id]) in page
    assert "at Old Town district office got worse" in page


def test_before_anything_is_measured_the_page_says_what_to_do(design: Design, esi: Client) -> None:
    assert "throughline migrate --blueprints" in text(esi, "ladder")


def test_a_decision_needs_a_reason_and_nothing_typed_is_lost(talking: Conversation, esi: Client) -> None:
    address = reverse("workspace:conversation_decide", args=[talking.id])

    answer = esi.post(address, {"decision": "accept", "reason": "", "due-day": "4"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the reason." in page
    assert 'value="accept" checked' in page
    assert held(talking).is_open


def test_looking_into_it_keeps_the_conversation_open_until_a_day_to_come(
    talking: Conversation, esi: Client, at: datetime
) -> None:
    due = at + timedelta(days=20)
    day = {"due-day": str(due.day), "due-month": str(due.month), "due-year": str(due.year)}

    assert (
        post(esi, "conversation_decide", talking, decision="investigate", reason="Ask the lead.", **day)
        == 302
    )

    assert held(talking).due == due.date()
    assert held(talking).phase is Phase.TALKING


def test_a_day_that_is_past_is_refused_on_the_same_page(talking: Conversation, esi: Client) -> None:
    day = {"due-day": "1", "due-month": "1", "due-year": "2020"}

    assert post(esi, "conversation_decide", talking, decision="investigate", reason="Later.", **day) == 422
    assert not held(talking).decisions


PLANNED = {
    "version": "1",
    "element": "The guide who begins stays.",
    "unit": "old-town",
    "measure": "one_person",
    "smallest": "10",
    "periods": "8",
    "left_out": "0",
}


def test_a_change_is_planned_in_points_and_goes_live_once(talking: Conversation, esi: Client) -> None:
    post(esi, "conversation_decide", talking, decision="change", reason="Guides must stay.")
    assert "four times in five" in text(esi, "change_plan", talking.id)

    assert post(esi, "change_plan", talking, **PLANNED) == 302
    assert post(esi, "change_live", talking) == 302

    change = held(talking).change
    assert change is not None
    assert change.plan is not None
    assert change.plan.hypothesis.smallest_effect == pytest.approx(0.10)
    assert held(talking).phase is Phase.LIVE
    assert post(esi, "change_plan", talking, **PLANNED) == 422


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("smallest", "much", "is not a number"),
        ("smallest", "0", "smallest effect worth having"),
        ("periods", "2", "at least 6 periods"),
        ("version", "9", "is not published"),
        ("measure", "smiles", "Choose the measure"),
        ("element", "", "Write what changes."),
    ],
)
def test_a_plan_that_cannot_be_checked_is_refused_with_what_to_do(
    talking: Conversation, esi: Client, name: str, typed: str, said: str
) -> None:
    post(esi, "conversation_decide", talking, decision="change", reason="Guides must stay.")
    address = reverse("workspace:change_plan", args=[talking.id])

    answer = esi.post(address, {**PLANNED, name: typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "old-town" in answer.content.decode()


def test_a_change_without_a_plan_does_not_go_live(talking: Conversation, esi: Client) -> None:
    post(esi, "conversation_decide", talking, decision="change", reason="Guides must stay.")

    answer = esi.post(reverse("workspace:change_live", args=[talking.id]), follow=True)

    assert "name the measure, the direction" in answer.content.decode()
    assert held(talking).phase is Phase.PLANNING


def test_a_change_that_is_live_since_today_is_too_young_to_check(talking: Conversation, esi: Client) -> None:
    post(esi, "conversation_decide", talking, decision="change", reason="Guides must stay.")
    post(esi, "change_plan", talking, **PLANNED)
    post(esi, "change_live", talking)

    answer = esi.post(reverse("workspace:change_check", args=[talking.id]), follow=True)

    assert "there are 0 so far" in answer.content.decode()


def test_ben_says_what_he_has_seen_and_it_is_evidence(talking: Conversation, cast: Cast, esi: Client) -> None:
    ben = signed_in(cast.ben)
    assert talking.question.split("”")[0] in text(ben, "what_i_saw").replace("&quot;", '"')

    answer = ben.post(reverse("workspace:what_i_saw"), {"about": talking.id, "words": "Two of us have left."})

    assert answer.status_code == 302
    assert held(talking).notes[0].words == "Two of us have left."
    assert "Two of us have left." in text(esi, "conversation", talking.id)


def test_a_question_can_be_asked_by_hand_but_not_twice(measured: None, esi: Client) -> None:
    asked = {"family": "duties", "question": "Do people know what they must do?"}

    assert esi.post(reverse("workspace:conversation_open"), asked).status_code == 302
    again = esi.post(reverse("workspace:conversation_open"), asked)

    assert again.status_code == 422
    assert "We are already talking about this" in again.content.decode()


def test_two_who_write_at_once_are_not_mixed_up(talking: Conversation, cast: Cast, at: datetime) -> None:
    from throughline.store.conversations import SomebodyDecidedFirst, keep_conversation

    mine, version = load_conversation(talking.id)
    add_note(conversation=talking.id, by=cast.ben, at=at, words="I was first.")

    with pytest.raises(SomebodyDecidedFirst):
        keep_conversation(mine, version=version)
    assert held(talking).notes[0].words == "I was first."


def test_the_database_itself_refuses_a_second_open_conversation_about_one_question(
    measured: None, cast: Cast, at: datetime
) -> None:
    from throughline.store.conversations import keep_new_conversation
    from throughline.strategy.conversation import ConversationId
    from throughline.strategy.listening import AlreadyTalking

    first = open_conversation(by=cast.esi, at=at, service=SERVICE, family="duties", question="Do they know?")
    twin = load_conversation(first)[0]
    object.__setattr__(twin, "id", ConversationId("another"))

    with pytest.raises(AlreadyTalking):
        keep_new_conversation(twin)


@pytest.mark.parametrize("who", ["ben", "chidi", "femi", "dana", "amara"])
def test_the_circle_is_not_there_for_those_who_do_not_lead(
    talking: Conversation, cast: Cast, who: str
) -> None:
    client = signed_in(getattr(cast, who))

    for name in SCREENS:
        assert client.get(reverse(f"workspace:{name}")).status_code == 404, name
    for name in ("conversation", "conversation_decide", "conversation_conclude", "change_plan"):
        assert client.get(reverse(f"workspace:{name}", args=[talking.id])).status_code == 404, name
    for name in BUTTONS:
        assert client.post(reverse(f"workspace:{name}", args=[talking.id])).status_code == 404, name
    assert held(talking) == talking


def test_who_has_not_signed_in_is_asked_to_first_and_amara_may_not_write_notes(
    talking: Conversation, cast: Cast
) -> None:
    assert Client().get(reverse("workspace:ladder")).status_code == 302
    assert Client().post(reverse("workspace:change_live", args=[talking.id])).status_code == 302
    assert signed_in(cast.amara).get(reverse("workspace:what_i_saw")).status_code == 404


def test_a_lead_sees_and_asks_but_does_not_decide(talking: Conversation, cast: Cast) -> None:
    from throughline.people import Role
    from throughline.store.models import Staff

    Staff.objects.filter(id="staff-chidi").update(roles=[Role.LEAD.value])
    lead = signed_in(cast.chidi)

    assert "Record a decision" not in text(lead, "conversation", talking.id)
    assert post(lead, "conversation_decide", talking, decision="accept", reason="So be it.") == 403
    assert held(talking).is_open


@pytest.mark.parametrize("name", ["ladder", "hallway", "strategy", "signals"])
def test_screens_are_only_looked_at(measured: None, esi: Client, name: str) -> None:
    assert esi.post(reverse(f"workspace:{name}")).status_code == 405


def test_buttons_are_only_pressed_and_only_from_our_own_pages(talking: Conversation, cast: Cast) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = signed_in(cast.esi).cookies

    for name in BUTTONS:
        assert careful.get(reverse(f"workspace:{name}", args=[talking.id])).status_code == 405, name
        assert careful.post(reverse(f"workspace:{name}", args=[talking.id])).status_code == 403, name
    for name in TASKS:
        assert careful.post(reverse(f"workspace:{name}", args=[talking.id])).status_code == 403, name


def test_a_conversation_that_does_not_exist_says_so(measured: None, esi: Client) -> None:
    answer = esi.get(reverse("workspace:conversation", args=["nowhere"]))

    assert answer.status_code == 404
    assert "We cannot find this page" in answer.content.decode()
    assert "Nothing was changed" not in answer.content.decode()


def test_every_decision_has_words() -> None:
    from throughline.workspace.circle_conversation import decision_word

    assert len({decision_word(one) for one in Decision}) == len(Decision)


def test_measures_keep_the_order_in_which_the_strategy_names_them(measured: None) -> None:
    from throughline.store.conversations import strategy_here

    strategy = strategy_here()
    assert strategy is not None
    assert list(strategy.services[SERVICE].process) == ["decided_in_time", "rework_redo"]
    assert next(iter(strategy.services[SERVICE].experience)) == "clear"
