"""A conversation from its first signal to what was learned, and everything that is refused on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from throughline.ids import ServiceId, StaffId
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series, Window
from throughline.insight.signals import Signal
from throughline.insight.verification import Hypothesis, TooEarlyToTell
from throughline.insight.verification_judging import Result
from throughline.refused import Refused
from throughline.strategy import changing
from throughline.strategy.codec import read_conversation, write_conversation
from throughline.strategy.conversation import Conversation, ConversationId, Decision, Phase, Topic
from throughline.strategy.deciding import (
    ChangeUnderWay,
    DueInThePast,
    NoReason,
    NothingConcluded,
    can_decide,
    conclude,
    decide,
)
from throughline.strategy.listening import (
    AlreadyTalking,
    ConversationClosed,
    Ear,
    NoQuestion,
    Opening,
    add_note,
    listen,
    open_by_hand,
)

ESI, BEN = StaffId("esi"), StaffId("ben")
SERVICE = ServiceId("food-business-licence")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OPENING = Opening(id=ConversationId("c1"), owner=ESI, due=date(2026, 3, 30))
SECOND = replace(OPENING, id=ConversationId("c2"))

CLEAR = Rung(
    measure="clear",
    question="Was it clear what would happen next?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
    family="clarity",
)
EXPECTED = replace(CLEAR, measure="knew_what_to_expect")
CONTINUITY = replace(CLEAR, measure="coc", family="continuity")
HOPE = Hypothesis(rung=CLEAR, smallest_effect=0.3)


def signal(
    rung: Rung = CLEAR,
    *,
    unit: str | None = "harbour",
    first: date = date(2026, 1, 5),
    adverse: bool = True,
    service: str = SERVICE,
) -> Signal:
    return Signal(
        rung=rung,
        service=service,
        unit=unit,
        window=Window(first=first, last=first + timedelta(weeks=7), periods=8),
        baseline_window=Window(
            first=first - timedelta(weeks=24), last=first - timedelta(weeks=1), periods=24
        ),
        baseline_mean=4.2,
        recent_mean=3.4,
        difference=-0.8,
        p=0.0004,
        q=0.02,
        phi=0.1,
        false_alarms_expected=0.1,
        adverse=adverse,
        competing_explanations=("It may be the season.",),
    )


def opened() -> Conversation:
    conversation = listen(signal(), [], OPENING, at=NOW).conversation
    assert conversation
    return conversation


def changing_design() -> Conversation:
    return decide(opened(), Decision.CHANGE, "People do not know what the plan review needs.", by=ESI, at=NOW)


def planned() -> Conversation:
    return changing.plan(
        changing_design(), version="2", element="plan-review", hypothesis=HOPE, unit="harbour", by=BEN, at=NOW
    )


def live() -> Conversation:
    return changing.go_live(planned(), at=NOW)


def history(after: float, weeks_after: int = 8, unit: str | None = "harbour") -> Series:
    """Calm weeks at 4.2, eight bad ones at 3.4, then `after` from go-live on Monday 2 March."""
    first = date(2025, 7, 21)
    levels = np.r_[np.full(24, 4.2), np.full(8, 3.4), np.full(weeks_after, after)]
    values = levels + 0.2 * np.random.default_rng(6).standard_normal(len(levels))
    return Series(
        rung=CLEAR,
        service=SERVICE,
        unit=unit,
        starts=tuple(first + timedelta(weeks=i) for i in range(len(values))),
        values=tuple(float(v) for v in values),
        counts=(30,) * len(values),
    )


def checked(after: float = 4.9) -> Conversation:
    return changing.record_check(live(), history(after), by=BEN, at=NOW + timedelta(weeks=9), phi=0.1)


def test_a_signal_opens_a_conversation_with_question_owner_and_due_date() -> None:
    found = listen(signal(), [], OPENING, at=NOW)

    assert found.ear is Ear.OPENED
    assert found.conversation is not None
    assert found.conversation.question == (
        "Why has “clear” at harbour got worse since Monday 5 January, and what do we do about it?"
    )
    assert (found.conversation.owner, found.conversation.due) == (ESI, date(2026, 3, 30))
    assert found.conversation.phase is Phase.TALKING


@pytest.mark.parametrize(
    "sister", [signal(EXPECTED), signal(unit="westgate"), signal(EXPECTED, adverse=False)]
)
def test_a_sister_measure_or_another_office_joins_instead_of_opening_a_second(sister: Signal) -> None:
    found = listen(sister, [opened()], SECOND, at=NOW)

    assert found.ear is Ear.JOINED
    assert found.conversation is not None
    assert found.conversation.id == OPENING.id
    assert len(found.conversation.signals) == 2


@pytest.mark.parametrize("other", [signal(CONTINUITY), signal(service="bar-licence")])
def test_another_question_or_another_service_opens_its_own(other: Signal) -> None:
    assert listen(other, [opened()], SECOND, at=NOW).ear is Ear.OPENED


def test_the_same_pattern_seen_a_week_later_is_known() -> None:
    found = listen(signal(first=date(2026, 1, 12)), [opened()], SECOND, at=NOW + timedelta(weeks=1))

    assert found.ear is Ear.KNOWN
    assert found.conversation == opened()


def test_what_was_accepted_last_week_is_not_opened_again() -> None:
    accepted = decide(opened(), Decision.ACCEPT, "We moved office; it will settle.", by=ESI, at=NOW)

    found = listen(signal(first=date(2026, 1, 12)), [accepted], SECOND, at=NOW + timedelta(weeks=1))

    assert found.ear is Ear.KNOWN


def test_a_pattern_that_is_still_there_when_its_window_has_passed_is_a_new_question() -> None:
    accepted = decide(opened(), Decision.ACCEPT, "We moved office; it will settle.", by=ESI, at=NOW)

    found = listen(signal(first=date(2026, 4, 6)), [accepted], SECOND, at=NOW + timedelta(weeks=12))

    assert found.ear is Ear.OPENED


def test_good_news_opens_nothing() -> None:
    found = listen(signal(adverse=False), [], OPENING, at=NOW)

    assert found.ear is Ear.GOOD_NEWS
    assert found.conversation is None


def test_a_second_conversation_about_the_same_question_is_refused_with_the_first_one_named() -> None:
    topic = Topic(service=SERVICE, family="clarity")

    with pytest.raises(AlreadyTalking, match="Why has “clear” at harbour"):
        open_by_hand(topic, "Is our letter clear?", [opened()], SECOND, at=NOW)


def test_somebody_may_open_a_conversation_that_no_signal_asked_for() -> None:
    topic = Topic(service=SERVICE, family="clarity")

    conversation = open_by_hand(topic, " Is our letter clear? ", [], OPENING, at=NOW)

    assert conversation.question == "Is our letter clear?"
    assert conversation.trigger_from == NOW.date()


def test_notes_from_the_front_line_stand_among_the_signals_in_order_of_time() -> None:
    conversation = add_note(opened(), "People ring twice.", by=BEN, at=NOW - timedelta(hours=1))

    assert [type(one).__name__ for one in conversation.evidence] == ["Note", "Heard"]


@pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.MEASUREMENT_FAULT])
def test_accepting_or_a_measurement_fault_closes_with_the_reason_as_what_was_learned(
    decision: Decision,
) -> None:
    closed = decide(opened(), decision, "The survey moved to another page.", by=ESI, at=NOW)

    assert closed.phase is Phase.CLOSED
    assert closed.conclusion is not None
    assert closed.conclusion.learned == "The survey moved to another page."


def test_investigating_keeps_it_open_until_a_new_day() -> None:
    conversation = decide(
        opened(), Decision.INVESTIGATE, "Ask ten people.", by=ESI, at=NOW, due=date(2026, 4, 20)
    )

    assert conversation.phase is Phase.TALKING
    assert conversation.due == date(2026, 4, 20)


def test_deciding_to_change_waits_for_a_plan() -> None:
    assert changing_design().phase is Phase.PLANNING
    assert not can_decide(changing_design())


def test_nothing_goes_live_without_what_it_should_do() -> None:
    assert not changing.can_go_live(changing_design())
    with pytest.raises(changing.NotPlanned, match="smallest effect worth having"):
        changing.go_live(changing_design(), at=NOW)


def test_a_plan_may_be_revised_until_it_is_live_and_not_after() -> None:
    larger = Hypothesis(rung=CLEAR, smallest_effect=0.5)
    revised = changing.plan(
        planned(), version="2.1", element="plan-review", hypothesis=larger, by=BEN, at=NOW
    )

    assert revised.change is not None
    assert revised.change.plan is not None
    assert revised.change.plan.hypothesis == larger
    with pytest.raises(changing.AlreadyLive, match="stays as it is"):
        changing.plan(live(), version="3", element="plan-review", hypothesis=larger, by=BEN, at=NOW)


def test_a_change_that_helped_is_checked_against_the_time_before_the_signal() -> None:
    conversation = checked(after=4.9)

    assert conversation.phase is Phase.CHECKED
    assert conversation.change is not None
    assert conversation.change.check is not None
    verdict = conversation.change.check.verdict
    assert verdict.result is Result.WORKED
    assert verdict.baseline.last < signal().window.first


def test_coming_back_to_where_it_was_is_no_success() -> None:
    conversation = checked(after=4.2)

    assert conversation.change is not None
    assert conversation.change.check is not None
    assert conversation.change.check.verdict.result is Result.INCONCLUSIVE


def test_the_earliest_signal_marks_where_the_baseline_must_end() -> None:
    conversation = listen(signal(EXPECTED, first=date(2025, 12, 1)), [opened()], SECOND, at=NOW).conversation

    assert conversation is not None
    assert conversation.trigger_from == date(2025, 12, 1)


def test_a_checked_conversation_can_end_or_go_on() -> None:
    ended = conclude(checked(), "Saying what the plan needs makes it clear.", by=ESI, at=NOW)
    again = decide(checked(), Decision.CHANGE, "Now the letter.", by=ESI, at=NOW)

    assert ended.phase is Phase.CLOSED
    assert again.phase is Phase.PLANNING
    assert len(again.changes) == 2


def test_a_change_that_never_went_live_can_be_withdrawn() -> None:
    conversation = changing.withdraw(planned())

    assert conversation.phase is Phase.TALKING
    assert len(conversation.decisions) == 1


def test_a_conversation_is_the_same_after_it_was_written_down_and_read() -> None:
    conversation = add_note(checked(), "It is quieter at the counter.", by=BEN, at=NOW)

    assert read_conversation(write_conversation(conversation)) == conversation


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda: decide(opened(), Decision.ACCEPT, "  ", by=ESI, at=NOW), NoReason),
        (
            lambda: decide(opened(), Decision.INVESTIGATE, "Ask.", by=ESI, at=NOW, due=NOW.date()),
            DueInThePast,
        ),
        (lambda: decide(planned(), Decision.ACCEPT, "Never mind.", by=ESI, at=NOW), ChangeUnderWay),
        (lambda: decide(live(), Decision.ACCEPT, "Never mind.", by=ESI, at=NOW), ChangeUnderWay),
        (lambda: conclude(opened(), "Nothing.", by=ESI, at=NOW), NothingConcluded),
        (lambda: conclude(checked(), " ", by=ESI, at=NOW), NoReason),
        (lambda: add_note(opened(), " ", by=BEN, at=NOW), NoQuestion),
        (lambda: open_by_hand(Topic(service=SERVICE, family="x"), " ", [], OPENING, at=NOW), NoQuestion),
        (lambda: changing.go_live(opened(), at=NOW), changing.NoChangeDecided),
        (lambda: changing.go_live(live(), at=NOW), changing.AlreadyLive),
        (lambda: changing.withdraw(live()), changing.AlreadyLive),
        (lambda: changing.go_live(checked(), at=NOW), changing.NoChangeDecided),
        (
            lambda: changing.plan(
                changing_design(), version=" ", element="x", hypothesis=HOPE, by=BEN, at=NOW
            ),
            changing.NotPlanned,
        ),
        (lambda: changing.record_check(planned(), history(4.9), by=BEN, at=NOW), changing.NotLiveYet),
        (lambda: changing.record_check(live(), history(4.9, 3), by=BEN, at=NOW), TooEarlyToTell),
        (
            lambda: changing.record_check(live(), history(4.9, unit="westgate"), by=BEN, at=NOW),
            changing.WrongMeasure,
        ),
    ],
)
def test_what_is_out_of_turn_is_refused_with_a_sentence(attempt: object, refusal: type[Refused]) -> None:
    with pytest.raises(refusal, match=r"\w+.*\.$"):
        attempt()  # type: ignore[operator]


@pytest.mark.parametrize(
    "act",
    [
        lambda c: add_note(c, "More.", by=BEN, at=NOW),
        lambda c: decide(c, Decision.CHANGE, "Again.", by=ESI, at=NOW),
        lambda c: conclude(c, "Again.", by=ESI, at=NOW),
        lambda c: changing.go_live(c, at=NOW),
    ],
)
def test_nothing_is_added_to_a_closed_conversation(act: object) -> None:
    closed = decide(opened(), Decision.ACCEPT, "It will settle.", by=ESI, at=NOW)

    with pytest.raises(ConversationClosed, match="Open a new one"):
        act(closed)  # type: ignore[operator]


def test_buttons_ask_the_same_questions_as_acts() -> None:
    assert can_decide(opened())
    assert changing.can_go_live(planned())
    assert not changing.can_go_live(live())
