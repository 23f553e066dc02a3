"""From a mapping's lists to what one activity means, and back."""

from hypothesis import given
from hypothesis import strategies as st

from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import mapping_from
from throughline.intake.mapping_written import as_yaml
from throughline.intake.meanings import (
    NAMED,
    Meaning,
    Means,
    meaning_of,
    suggested_meanings,
    unclear_endings,
    with_meanings,
)

GARDEN = mapping_from(
    """
columns: {journey: Application no, name: Activity, at: Event time}
not_told: [unit]
zone: Europe/Amsterdam
to: [Letter sent]
from: [Application received, Withdrawn]
asks: {Ask for drawing: drawing}
supplies: {Drawing received: drawing}
chases: [Called]
endings: {Permit granted: granted, Permit refused: refused, Withdrawn: withdrawn}
goals: [granted]
elsewhere: [Advice on trees]
promises: {decision: {due: deadline, kept: Letter sent}}
attributes: {area: number}
"""
)


def test_each_activity_means_what_the_mapping_says() -> None:
    said = {name: meaning_of(GARDEN, name) for name in ("Letter sent", "Ask for drawing", "Drawing received")}

    assert said == {
        "Letter sent": Means(Meaning.HEARS),
        "Ask for drawing": Means(Meaning.ASKED, "drawing"),
        "Drawing received": Means(Meaning.GIVES, "drawing"),
    }
    assert meaning_of(GARDEN, "Permit granted") == Means(Meaning.ENDS_WELL, "granted")
    assert meaning_of(GARDEN, "Permit refused") == Means(Meaning.ENDS, "refused")
    assert meaning_of(GARDEN, "Advice on trees") == Means(Meaning.ELSEWHERE)
    assert meaning_of(GARDEN, "Fee booked") == Means(Meaning.UNKNOWN)


def test_what_is_said_of_one_activity_leaves_all_others_alone() -> None:
    changed = with_meanings(GARDEN, {"Called": Means(Meaning.COMPLAINS)})

    assert (changed.chases, changed.complaints) == (frozenset(), frozenset({"Called"}))
    assert with_meanings(changed, {"Called": Means(Meaning.CHASES)}) == GARDEN


def test_an_ending_that_stays_one_keeps_who_ends_it() -> None:
    changed = with_meanings(GARDEN, {"Withdrawn": Means(Meaning.ENDS_WELL, "given back")})

    assert changed.endings["Withdrawn"] == "given back"
    assert changed.goals == {"granted", "given back"}
    assert "Withdrawn" in changed.from_


def test_a_goal_goes_with_its_ending() -> None:
    changed = with_meanings(GARDEN, {"Permit granted": Means(Meaning.HEARS)})

    assert changed.goals == frozenset()
    assert "Permit granted" in changed.to


def test_what_is_asked_for_is_called_like_the_activity_until_somebody_says_more() -> None:
    changed = with_meanings(
        Mapping(), {"Ask": Means(Meaning.ASKED, " "), "Get": Means(Meaning.GIVES, "photo")}
    )

    assert (changed.asks, changed.supplies) == ({"Ask": "Ask"}, {"Get": "photo"})


ACTIVITIES = st.text(min_size=1, max_size=8).filter(lambda name: name.strip() == name and name.isprintable())
MEANS = st.sampled_from(Meaning).map(
    lambda meaning: Means(meaning, f"thing that {meaning}" if meaning in NAMED else "")
)


@given(st.dictionaries(ACTIVITIES, MEANS, max_size=8))
def test_whatever_is_said_can_be_written_down_and_read_again(said: dict[str, Means]) -> None:
    mapping = with_meanings(Mapping(), said)

    read = mapping_from(as_yaml(mapping))

    assert read == mapping
    assert {name: meaning_of(read, name) for name in said} == said


def test_a_whole_mapping_survives_being_written_down() -> None:
    assert mapping_from(as_yaml(GARDEN)) == GARDEN
    assert as_yaml(Mapping()) == ""


def test_one_ending_cannot_be_the_goal_and_not_be_it() -> None:
    said = {
        "Permit sent": Means(Meaning.ENDS_WELL, "over"),
        "File closed": Means(Meaning.ENDS, "over"),
        "Withdrawn": Means(Meaning.ENDS, "withdrawn"),
    }

    assert unclear_endings(said) == {"over"}


def suggestion(key: str, name: str, value: str = "") -> dict[str, str]:
    return {"key": key, "name": name, "value": value, "why": "", "sure": "likely", "count": ""}


def test_suggestions_for_a_mappings_keys_say_what_each_activity_may_mean() -> None:
    found = suggested_meanings(
        [
            suggestion("to", "Letter sent"),
            suggestion("to", "Permit granted"),
            suggestion("asks", "Ask for drawing", "drawing"),
            suggestion("endings", "Permit granted", "granted"),
            suggestion("endings", "Permit refused", "refused"),
            suggestion("goals", "granted"),
            suggestion("attributes", "Area", "category"),
        ]
    )

    assert found == {
        "Letter sent": Means(Meaning.HEARS),
        "Ask for drawing": Means(Meaning.ASKED, "drawing"),
        "Permit granted": Means(Meaning.ENDS_WELL, "granted"),  # an ending says more than that they hear it
        "Permit refused": Means(Meaning.ENDS, "refused"),
    }
