"""One turn of the circle: an office gets worse, people notice, talk, change the design, and learn from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from throughline.ids import ServiceId, StaffId
from throughline.insight.ladder_lies import Lie, findings
from throughline.insight.signals import Review, review
from throughline.insight.verification import Hypothesis, smallest_detectable
from throughline.insight.verification_judging import Result
from throughline.strategy import changing
from throughline.strategy.conversation import Conversation, ConversationId, Decision, Phase
from throughline.strategy.deciding import conclude, decide
from throughline.strategy.listening import Ear, Opening, add_note, listen
from throughline.strategy.observed import Observation, Observed, Seen, Span, ladder_of, series, watched_series
from throughline.strategy.reading import strategy_from

LICENCE = ServiceId("food-business-licence")
ESI, BEN, CHIDI = StaffId("esi"), StaffId("ben"), StaffId("chidi")
MONDAY = date(2025, 1, 6)
SUMMER, GO_LIVE = MONDAY + timedelta(weeks=48), MONDAY + timedelta(weeks=68)
OFFICES = ("harbour", "northfield", "old-town", "riverside", "westgate")

STRATEGY = strategy_from("""\
title: Food people can trust
commitments:
  - id: thriving-safe-food
    title: Safe food
    promise: Everybody who opens stays open.
    kept_when: [{service: food-business-licence, measure: trading, at_least: 0.75}]
services:
  food-business-licence:
    outcome:
      trading: {from: outcome/trading-at-90-days, question: "Are you open?"}
    experience:
      clear: {from: answer/clear, as: mean, question: "Did people understand?", family: certainty}
    process:
      in_time: {from: ride/elapsed_days, at_most: 84, question: "Did we decide in time?", target: 0.8}
""")


def clarity(office: str, fortnight: int, helped: bool) -> float:
    """How clear it is on average: at Harbour it falls in summer; a good change brings it back and more."""
    week = MONDAY + timedelta(weeks=2 * fortnight)
    if office != "harbour" or week < SUMMER:
        return 4.0
    return 4.4 if helped and week >= GO_LIVE else 3.2


def seen(until: date, *, helped: bool = True) -> Seen:
    """Eight answers a fortnight and office; every decision in time; nobody asked about trading."""
    rng = np.random.default_rng(5)
    answers, days = [], []
    for fortnight in range((until - MONDAY).days // 14):
        for office in OFFICES:
            day = MONDAY + timedelta(weeks=2 * fortnight, days=3)
            for _ in range(8):
                score = float(rng.normal(clarity(office, fortnight, helped), 0.6))
                answers.append(Observation(unit=office, day=day, raw=score))
                days.append(Observation(unit=office, day=day, raw=float(rng.uniform(30, 83))))
    eligible = {office: len(answers) // 5 + 40 for office in OFFICES}
    return Seen(
        strategy=STRATEGY,
        service=LICENCE,
        span=Span(since=MONDAY, until=until),
        observed={
            "clear": Observed(observations=tuple(answers), eligible=eligible),
            "in_time": Observed(observations=tuple(days), eligible=eligible),
        },
    )


AUTUMN = MONDAY + timedelta(weeks=64)
WINTER = GO_LIVE + timedelta(weeks=18)
NOW = datetime.combine(AUTUMN, datetime.min.time(), tzinfo=UTC)
OPENING = Opening(id=ConversationId("c1"), owner=ESI, due=AUTUMN + timedelta(weeks=4))


@pytest.fixture(scope="module")
def autumn_review() -> Review:
    return review(watched_series(seen(AUTUMN)))


@pytest.fixture(scope="module")
def talking(autumn_review: Review) -> Conversation:
    harbour = next(s for s in autumn_review.signals if s.unit == "harbour")
    conversation = listen(harbour, [], OPENING, at=NOW).conversation
    assert conversation
    return conversation


def changed(conversation: Conversation) -> Conversation:
    decided = decide(
        conversation, Decision.CHANGE, "The summer letter lists rules, not steps.", by=ESI, at=NOW
    )
    rung = conversation.signals[0].signal.rung
    hope = Hypothesis(rung=rung, smallest_effect=0.2, periods=8)
    ready = changing.plan(
        decided, version="2", element="letter after tell-us", hypothesis=hope, unit="harbour", by=BEN, at=NOW
    )
    return changing.go_live(ready, at=datetime.combine(GO_LIVE, datetime.min.time(), tzinfo=UTC))


def test_the_office_that_got_worse_is_raised_and_no_office_that_did_not(autumn_review: Review) -> None:
    assert {signal.unit for signal in autumn_review.signals} <= {"harbour", None}
    assert autumn_review.signals[0].adverse
    assert "at most one in 10" in autumn_review.false_alarm_rate


def test_the_green_process_is_said_to_hide_it(autumn_review: Review) -> None:
    found = findings(ladder_of(seen(AUTUMN), "harbour"), autumn_review.signals)

    assert {finding.lie for finding in found} == {Lie.GREEN_WHILE_FALLING, Lie.GREEN_WHILE_UNKNOWN}


def test_the_next_review_and_the_people_at_the_counter_join_the_same_conversation(
    talking: Conversation,
) -> None:
    later = review(watched_series(seen(AUTUMN + timedelta(weeks=2)))).signals
    noted = add_note(talking, "People ring to ask what the letter means.", by=CHIDI, at=NOW)

    ears = {
        listen(signal, [noted], replace(OPENING, id=ConversationId("c2")), at=NOW).ear for signal in later
    }

    assert ears <= {Ear.KNOWN, Ear.JOINED}


def test_the_smallest_effect_a_check_could_find_is_known_when_the_change_is_proposed(
    talking: Conversation,
) -> None:
    harbour = series(seen(AUTUMN), talking.signals[0].signal.rung, "harbour")

    smallest = smallest_detectable(harbour, trigger_from=talking.trigger_from, after=8)

    assert 0.1 < smallest < 0.6


def test_a_change_that_helped_is_found_to_have_worked_and_the_circle_closes(talking: Conversation) -> None:
    live = changed(talking)
    harbour = series(seen(WINTER), talking.signals[0].signal.rung, "harbour")

    checked = changing.record_check(live, harbour, by=BEN, at=NOW)
    closed = conclude(checked, "Steps, not rules, make a letter clear.", by=ESI, at=NOW)

    assert checked.change is not None
    assert checked.change.check is not None
    assert checked.change.check.verdict.result is Result.WORKED
    assert checked.change.check.verdict.baseline.last < SUMMER
    assert closed.phase is Phase.CLOSED


def test_a_change_that_did_nothing_is_not_found_to_have_worked(talking: Conversation) -> None:
    harbour = series(seen(WINTER, helped=False), talking.signals[0].signal.rung, "harbour")

    checked = changing.record_check(changed(talking), harbour, by=BEN, at=NOW)

    assert checked.change is not None
    assert checked.change.check is not None
    assert checked.change.check.verdict.result is Result.NO_EFFECT
