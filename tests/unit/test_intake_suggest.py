"""Suggestions: from names and places in journeys, with reason and count, and never more than that."""

from collections.abc import Mapping

import pytest

from throughline.intake.activity_facts import ActivityFacts
from throughline.intake.column_facts import ColumnFacts
from throughline.intake.suggest import suggest
from throughline.intake.suggest_columns import suggest_columns
from throughline.intake.suggestion import Suggestion
from throughline.intake.taken import Taken


def activity(name: str, events: int = 10, **more: int) -> ActivityFacts:
    return ActivityFacts(name=name, events=events, journeys=more.pop("journeys", events), **more)


def suggested(*activities: ActivityFacts, ends: Mapping[str, int] | None = None) -> list[Suggestion]:
    last = ends if ends is not None else {facts.name: facts.last for facts in activities if facts.last}
    return suggest(activities, lambda names: {name: last[name] for name in names if name in last})


def sides(*names: str) -> dict[str, str]:
    return {one.name: one.key for one in suggested(*map(activity, names))}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Print and send letter", "to"),
        ("O_SENT", "to"),
        ("Notify applicant", "to"),
        ("Phone call to customer", "to"),
        ("Beschikking verzonden", "to"),
        ("Brief versturen", "to"),
        ("Bescheid versandt", "to"),
        ("A_SUBMITTED", "from"),
        ("Application received", "from"),
        ("Permit SUBMITTED by EMPLOYEE", "from"),
        ("Payment", "from"),
        ("Aanvraag ontvangen", "from"),
        ("Antrag eingegangen", "from"),
        ("Ask for missing drawing", "asks"),
        ("request further information", "asks"),
        ("Aanvullende gegevens opvragen", "asks"),
        ("Fehlende Unterlagen anfordern", "asks"),
        ("Drawing received", "supplies"),
        ("enter receipt of additional data", "supplies"),
        ("O_SENT_BACK", "supplies"),
        ("Aanvullende gegevens ontvangen", "supplies"),
        ("Unterlagen nachgereicht", "supplies"),
        ("Applicant chases", "chases"),
        ("Sachstandsanfrage", "chases"),
        ("Complaint", "complaints"),
        ("Bezwaarschrift", "complaints"),
        ("Widerspruch", "complaints"),
        ("Insert Date Appeal to Prefecture", "complaints"),
        ("Send Appeal to Prefecture", "elsewhere"),
        ("Advice of the water board", "elsewhere"),
    ],
)
def test_a_name_hints_at_what_the_activity_is(name: str, key: str) -> None:
    assert sides(name) == {name: key}


@pytest.mark.parametrize(
    "name",
    [
        "Check drawing",
        "create letter requesting missing data",  # written, not sent
        "phase additional information received",  # a mark in a system
        "no permit needed or only notification needed",
        "submit decision",  # handed to a colleague
        "Request For Payment APPROVED by SUPERVISOR",
        "Payment Handled",
        "investigate BAG objects",
        "article 34 WABO applies",
        "T04 Determine confirmation of receipt",
    ],
)
def test_what_only_sounds_like_it_is_not_suggested(name: str) -> None:
    assert sides(name) == {}


def test_a_suggestion_says_why_how_sure_and_how_much() -> None:
    (one,) = suggested(activity("Print and send letter", 1204, journeys=1180))

    assert (one.why, str(one.confidence), one.count) == (
        "the name says 'send'", "likely", "1,204 times in 1,180 journeys",
    )  # fmt: skip


def test_a_name_that_says_two_things_is_only_a_guess() -> None:
    (one,) = suggested(activity("enter senddate retrieve missing data"))

    assert (one.key, str(one.confidence)) == ("asks", "a guess")
    assert "it also says 'senddate'" in one.why


def test_what_is_asked_and_what_is_given_are_named_alike_so_that_they_meet() -> None:
    pair = suggested(activity("Ask for additional data"), activity("Receipt of missing data"))

    assert {one.key: one.value for one in pair} == {"asks": "missing data", "supplies": "missing data"}


def test_endings_are_what_is_called_so_and_is_the_last_of_those() -> None:
    approved = activity("APPROVED", 90, near_end=90)  # always followed by the payment
    paid = activity("Payment handled", 80, last=78, near_end=80)
    refused = activity("Refused", 20, last=5, near_end=18)
    filed = activity(
        "Filed", 15, last=15, near_end=15
    )  # stands last, but endings that are called so are enough

    found = suggested(approved, paid, refused, filed, ends={"Payment handled": 80, "Refused": 20})

    endings = {one.name: (one.value, str(one.confidence)) for one in found if one.key == "endings"}
    assert endings == {"Payment handled": ("handled", "likely"), "Refused": ("refused", "a guess")}
    why = next(one.why for one in found if one.name == "Refused")
    assert why == "the name says 'refused' and it would end 20 journeys; nothing follows it in 5"


def test_where_nothing_is_called_an_ending_the_places_suggest_them() -> None:
    found = suggested(activity("Check", 100), activity("Filed", 90, last=88, near_end=90))

    assert [(one.key, one.name, str(one.confidence)) for one in found] == [("endings", "Filed", "a guess")]


def test_goals_are_endings_that_sound_as_if_somebody_got_what_they_came_for() -> None:
    endings = [
        activity("Permit granted", 60, last=60, near_end=60),
        activity("Permit refused", 30, last=30, near_end=30),
        activity("Closed", 10, last=10, near_end=10),
    ]

    assert [one.name for one in suggested(*endings) if one.key == "goals"] == ["granted"]


def test_an_ending_of_next_to_nobody_is_not_suggested() -> None:
    found = suggested(
        activity("Closed", 10_000, last=9_999, near_end=10_000), activity("Cancelled", 1, last=1, near_end=1)
    )

    assert [one.name for one in found if one.key == "endings"] == ["Closed"]


def column(name: str, different: int, *examples: str, **more: int) -> ColumnFacts:
    told = {"filled": 1000, "journeys": 100, **more}
    return ColumnFacts(name=name, different=different, examples=examples, **told)


CODES = column("concept:name", 40, "01_HOOFD_010", "08_AWB45_020_1", several=100)
TAKEN = {"name": Taken("name", "concept:name", "by its name")}


def columns(*facts: ColumnFacts) -> list[tuple[str, str, str | None]]:
    return [(one.key, one.name, one.value) for one in suggest_columns(facts, TAKEN, 100)]


def test_a_column_with_words_beside_codes_is_suggested_as_the_activity() -> None:
    words = column("activityNameEN", 38, "send letter", "check drawing", several=100)
    dutch = column("activityNameNL", 38, "brief versturen", "tekening toetsen", several=100)

    found = suggest_columns([CODES, dutch, words], TAKEN, 100)

    assert [one.value for one in found] == ["activityNameEN", "activityNameNL"]
    assert found[0].why == (
        "concept:name holds codes such as 01_HOOFD_010, 40 different; this one holds words, 38 different"
    )


def test_words_are_not_suggested_where_the_activity_has_words_already() -> None:
    readable = column("concept:name", 40, "Send letter", "Check drawing", several=100)

    assert columns(readable, column("note", 40, "all is well", "call back soon", several=100)) == []


def test_an_office_is_a_column_of_places_of_which_a_journey_has_one() -> None:
    ward = column("ward", 27, "12", "3")
    moving = column("branch", 4, "North", several=60)  # journeys move between them: no office of the case

    assert columns(ward, moving) == [("columns", "unit", "ward")]


def test_attributes_are_what_a_case_is_from_its_begin() -> None:
    facts = [
        column("amount", 80, "100.5", "20.1", numbers=1000),
        column("kind of request", 5, "roof", "tree"),
        column("case:last_phase", 9, "closed", "open"),  # known at the end only
        column("dossier nr", 100, "1", "2"),  # a number that counts cases
        column("permit register", 90, "1042", "1043", numbers=1000),  # numbered, not measured
        column("note", 100, "long text", "other text"),  # too many
        column("rare", 3, "a", "b", journeys=20),  # told for few
        column("step", 5, "a", "b", several=90),  # changes within a journey
    ]

    assert columns(*facts) == [
        ("attributes", "amount", "number"),
        ("attributes", "kind of request", "category"),
    ]


def test_a_column_of_deadlines_is_suggested_as_a_promise() -> None:
    deadline = column("case:deadline", 60, "2026-03-02", times=1000)

    assert columns(deadline) == [("promises", "case deadline", "case:deadline")]
