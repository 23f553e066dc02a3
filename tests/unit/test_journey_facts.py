"""A fact is asked once, given once, corrected in the open, and taken over only with a yes given here."""

import math

import pytest
from tests.journeys import (
    AMARA,
    BEN,
    DANA,
    ESI,
    HELPER,
    OTHER_GUIDE,
    STRANGER,
    SYSTEM,
    Ride,
    sorted_out,
    staff,
    started,
)

from throughline.journey import events as e
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import withdraw
from throughline.journey.decisions.facts import (
    Answer,
    AskedAgain,
    NotAnAnswer,
    ask_facts,
    give_facts,
    reuse_fact,
    withdraw_fact,
)

WORDS = Answer(content="content-1")


def yes(code: bool = True) -> Answer:
    return Answer(content="content-1", code=code)


@pytest.mark.parametrize(
    ("by", "source"),
    [(AMARA, e.Source.PERSON), (HELPER, e.Source.DELEGATE), (BEN, e.Source.STAFF)],
)
def test_a_fact_is_given_with_its_source_and_no_longer_awaited(by: e.Actor, source: e.Source) -> None:
    ride = started()

    assert ride.give({"who": None}, by=by) == ["fact.given"]
    assert ride.state.facts["who"].source is source
    assert "who" not in ride.state.awaited


def test_an_answer_that_makes_another_one_necessary_asks_for_it_once() -> None:
    ride = started()

    assert ride.give({"wants_shed": True}) == ["fact.given", "fact.asked"]
    assert ride.give({"wants_shed": False}) == ["fact.corrected"]
    assert ride.give({"wants_shed": True}) == ["fact.corrected"], "the size was asked already"


def test_answers_given_together_are_seen_together() -> None:
    ride = started()
    ride.give({"wants_shed": False})

    assert ride.give({"wants_shed": True, "shed_size": 3})[:2] == ["fact.corrected", "fact.given"]


def test_what_the_answers_themselves_make_needless_is_refused() -> None:
    ride = started()
    ride.give({"wants_shed": False, "who": None})

    with pytest.raises(NotNow, match=r"How big is the shed.* is not needed here"):
        ride.give({"shed_size": 3})


def test_a_changed_answer_that_needs_another_one_after_its_step_is_done_asks_for_it() -> None:
    ride = sorted_out(wants_shed=False)

    happened = ride.give({"wants_shed": True}, by=BEN)

    asked = [event.fact for event in ride.events if isinstance(event, e.FactAsked)]
    assert happened.count("fact.asked") == 2
    assert asked[-2:] == ["drawing", "shed_size"]
    ride.give({"shed_size": 4})
    assert "shed_size" not in ride.state.awaited


@pytest.mark.parametrize("by", [STRANGER, DANA, OTHER_GUIDE, ESI, SYSTEM, staff("chidi", "soil")])
def test_only_the_person_and_the_guide_give_facts(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        started().give({"who": None}, by=by)


@pytest.mark.parametrize(
    ("key", "answer", "refusal", "words"),
    [
        ("no-such-fact", WORDS, NotInTheDesign, "not something this service asks"),
        ("wants_shed", WORDS, NotAnAnswer, "Answer yes or no"),
        ("wants_shed", Answer(content="c", code="yes"), NotAnAnswer, "Answer yes or no"),
        ("grows", Answer(content="c", code="cannabis"), NotAnAnswer, "Choose one of Fruit, Flowers"),
        ("shed_size", Answer(content="c", code=True), NotAnAnswer, "Give a number"),
        ("shed_size", Answer(content="c", code=math.nan), NotAnAnswer, "Give a number"),
        ("shed_size", Answer(content="c", code=math.inf), NotAnAnswer, "Give a number"),
        ("shed_size", Answer(content="c", code=0), NotAnAnswer, "Give 1 or more"),
        ("shed_size", Answer(content="c", code=41), NotAnAnswer, "Give 40 or less"),
        ("who", Answer(content="c", code="Amara"), NotAnAnswer, "the record holds no code"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(
    key: str, answer: Answer, refusal: type[Exception], words: str
) -> None:
    ride = started()
    ride.give({"wants_shed": True})

    with pytest.raises(refusal, match=words):
        ride.do(give_facts, by=AMARA, answers={key: answer})

    assert key == "wants_shed" or key not in ride.state.facts


def test_one_wrong_answer_keeps_all_of_them_back() -> None:
    ride = started()

    with pytest.raises(NotAnAnswer):
        ride.give({"who": None, "grows": "cannabis"})

    assert ride.state.facts == {}


def test_nothing_is_not_an_answer() -> None:
    with pytest.raises(NotAnAnswer, match="Fill in at least one"):
        started().do(give_facts, by=AMARA, answers={})


def test_what_is_with_us_is_changed_with_the_guide() -> None:
    ride = sorted_out()
    with pytest.raises(NotNow, match="Write to your guide"):
        ride.give({"grows": "fruit"})

    assert ride.give({"grows": "fruit"}, by=BEN)[0] == "fact.corrected"


def test_nothing_is_given_after_the_end() -> None:
    ride = started()
    ride.do(withdraw, by=AMARA)

    with pytest.raises(NotNow, match="can be opened again"):
        ride.give({"who": None})


# Asking ---------------------------------------------------------------------------------------------


def test_asking_again_needs_a_reason_and_is_counted() -> None:
    ride = sorted_out()

    with pytest.raises(AskedAgain, match=r"What is your name.* Say why"):
        ride.do(ask_facts, by=BEN, facts=["who"])
    ride.do(ask_facts, by=BEN, facts=["who"], reason="out of date")

    assert ride.state.asked["who"] == 2
    assert ride.give({"who": None}) == ["fact.corrected"], "what we asked for may be given"


def test_what_was_asked_and_is_still_to_be_answered_is_not_asked_again_without_a_reason() -> None:
    with pytest.raises(AskedAgain, match="asked this already"):
        started().do(ask_facts, by=BEN, facts=["who"])


def test_the_reason_is_a_code_and_never_what_somebody_wrote() -> None:
    with pytest.raises(AskedAgain, match="one of missing, unreadable"):
        sorted_out().do(ask_facts, by=BEN, facts=["who"], reason="Amara moved in with her sister")


@pytest.mark.parametrize("by", [BEN, staff("chidi", "soil")])
def test_whoever_works_on_the_journey_may_ask(by: e.Actor) -> None:
    assert sorted_out().do(ask_facts, by=by, facts=["signature"]) == ["fact.asked"]


@pytest.mark.parametrize("by", [AMARA, STRANGER, DANA, OTHER_GUIDE, SYSTEM, staff("femi", "office")])
def test_whoever_does_not_work_on_the_journey_may_not_ask(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        sorted_out().do(ask_facts, by=by, facts=["signature"])


@pytest.mark.parametrize(
    ("facts", "refusal", "words"),
    [
        ([], NotAnAnswer, "Nothing was asked"),
        (["no-such-fact"], NotInTheDesign, "not something this service asks"),
        (["shed_size"], NotNow, "not needed here"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    facts: list[str], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        sorted_out(wants_shed=False).do(ask_facts, by=BEN, facts=facts)


# Taking over ----------------------------------------------------------------------------------------


def test_what_was_given_by_mistake_is_taken_back_and_waited_for_again() -> None:
    ride = started()
    ride.give({"who": None})

    assert ride.do(withdraw_fact, by=AMARA, fact="who") == ["fact.withdrawn"]
    assert "who" not in ride.state.facts
    assert "who" in ride.state.awaited


def test_what_was_never_given_cannot_be_taken_back() -> None:
    with pytest.raises(NotNow, match="nothing to take back"):
        started().do(withdraw_fact, by=AMARA, fact="who")


def test_what_decides_the_way_is_changed_and_not_taken_back() -> None:
    ride = started()
    ride.give({"grows": "flowers"})

    with pytest.raises(NotNow, match="cannot be taken back here"):
        ride.do(withdraw_fact, by=AMARA, fact="grows")


def test_what_was_sent_is_not_taken_back() -> None:
    with pytest.raises(NotNow, match="cannot be taken back here"):
        sorted_out().do(withdraw_fact, by=AMARA, fact="who")


@pytest.mark.parametrize("by", [BEN, STRANGER, SYSTEM])
def test_nobody_takes_back_for_the_person(by: e.Actor) -> None:
    ride = started()
    ride.give({"who": None})

    with pytest.raises(NotYours):
        ride.do(withdraw_fact, by=by, fact="who")


def reuse(ride: Ride, fact: str, answer: Answer, by: e.Actor = AMARA) -> list[str]:
    return ride.do(reuse_fact, by=by, fact=fact, answer=answer, from_journey="journey-0")


def test_a_fact_from_an_earlier_journey_is_taken_over_with_a_yes_given_here() -> None:
    ride = started()

    assert reuse(ride, "who", WORDS) == ["fact.reused"]
    assert (ride.state.facts["who"].source, ride.state.facts["who"].from_journey) == (
        e.Source.EARLIER,
        "journey-0",
    )


def test_a_signature_is_never_taken_over() -> None:
    with pytest.raises(NotNow, match="asked afresh every time"):
        reuse(started(), "signature", yes())


def test_what_is_known_here_is_not_taken_over() -> None:
    with pytest.raises(NotNow, match="We already know this here"):
        reuse(sorted_out(), "who", WORDS)


@pytest.mark.parametrize("by", [BEN, STRANGER, SYSTEM])
def test_nobody_says_yes_for_the_person(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        reuse(started(), "who", WORDS, by=by)


def test_a_code_that_is_no_longer_one_of_the_choices_is_not_taken_over() -> None:
    with pytest.raises(NotAnAnswer, match="Choose one of"):
        reuse(started(), "grows", Answer(content="c", code="tobacco"))
