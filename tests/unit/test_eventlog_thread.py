"""The thread: what is drawn follows from the values, and the words tell the same."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from throughline.eventlog.thread import (
    Ahead,
    Encounter,
    Mark,
    Meeting,
    Promised,
    Thread,
    Turn,
    Whose,
    Work,
    with_loops,
)
from throughline.eventlog.thread_ink import in_lines
from throughline.eventlog.thread_scale import levels, spread
from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def on(day: int) -> datetime:
    return MONDAY + timedelta(days=day)


def amaras_thread() -> Thread:
    return Thread(
        start=on(0),
        until=on(20),
        open=True,
        encounters=(
            Encounter(at=on(0), label="I applied <quickly>", kind=Meeting.FROM),
            Encounter(at=on(1), label="We have your application", who="Ben"),
            Encounter(at=on(14), label="Please send the plan", mark=Mark.BROKEN),
        ),
        work=with_loops(
            [
                Work(end=on(2), label="check", who="Chidi", function="Plan review"),
                Work(start=on(3), end=on(5), label="check", who="Femi", function="Inspection"),
            ]
        ),
        turns=(
            Turn(start=on(0), end=on(14), whose=Whose.US),
            Turn(start=on(14), end=on(20), whose=Whose.YOU),
        ),
        promises=(Promised(due=on(25), label="Licence decision"),),
        ahead=(Ahead(label="Inspection", whose=Whose.SOMEONE),),
    )


@pytest.mark.parametrize("draw", [wide, tall])
def test_the_drawing_is_well_formed_and_needs_nothing_from_outside(draw) -> None:
    drawn = draw(amaras_thread())

    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own text
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"].startswith("The journey as a line through time: 20 days")
    assert "style=" not in drawn
    assert "href" not in drawn
    assert " id=" not in drawn
    assert "I applied &lt;quickly&gt;" in drawn


def test_silence_is_time_between_words_from_us_and_not_from_the_person() -> None:
    thread = amaras_thread()

    gaps = [round(gap.days) for gap in thread.silences]

    # 14 - 1 and 20 - 14; the first day is too short, and the person's own word does not break silence
    assert gaps == [13, 6]


def test_where_nobody_recorded_what_the_person_met_there_is_no_silence_but_a_hatched_band() -> None:
    thread = Thread(start=on(0), until=on(30), encounters=None, work=amaras_thread().work)

    assert thread.silences == ()
    assert "This log does not say what the person met" in wide(thread)
    assert in_words(thread)[0] == "This log does not say what the person met."


def test_work_that_comes_back_is_marked_as_again() -> None:
    assert [work.again for work in amaras_thread().work] == [False, True]


def test_the_words_tell_every_encounter_work_silence_and_promise_in_the_order_of_time() -> None:
    told = in_words(amaras_thread())

    assert told == (
        "Monday 2 March 2026: started",
        "Monday 2 March 2026: You: I applied <quickly>",
        "Tuesday 3 March 2026: We have your application (Ben)",
        "From Tuesday 3 March 2026 to Monday 16 March 2026: 13 days without a word",
        "Wednesday 4 March 2026: check (Plan review, Chidi)",
        "Saturday 7 March 2026: check (again) (Inspection, Femi)",
        "Monday 16 March 2026: Please send the plan, promise broken",
        "From Monday 16 March 2026 to Sunday 22 March 2026: 6 days without a word",
        "Licence decision: promised by Friday 27 March 2026",
        "Next: Inspection (with someone else)",
    )


def test_a_label_stands_higher_than_every_label_that_begins_under_it() -> None:
    assert levels([(0, 100), (50, 100), (300, 40)], most=3) == [1, 0, 0]


def test_a_label_without_room_is_left_out_rather_than_written_over_another() -> None:
    assert levels([(0, 100), (10, 100), (20, 100)], most=2) == [None, 1, 0]


def test_labels_that_would_touch_are_pushed_apart_and_keep_their_order() -> None:
    assert spread([0, 5, 100], gap=40) == [0, 40, 100]


def test_a_journey_of_one_moment_can_be_drawn() -> None:
    moment = Thread(start=on(0), until=on(0))

    assert "<svg" in wide(moment)
    assert "<svg" in tall(moment)


def test_a_long_label_is_broken_between_words_into_two_lines() -> None:
    assert in_lines("I tell you who runs it", 236, 14, 2) == ["I tell you who runs it"]
    assert in_lines("This licence is the right one for you", 236, 14, 2) == [
        "This licence is the right one",
        "for you",
    ]


def test_a_word_too_long_for_a_line_is_broken_and_shortened_only_at_the_end() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"

    assert in_lines(word, 236, 14, 2) == ["Donaudampfschifffahrtsgesellsc-", "haftskapitän"]
    assert in_lines(word, 130, 14, 2)[-1].endswith("…")
    assert in_lines("supervision", 65, 11, 2) == ["supervis-", "ion"]


def test_names_in_the_lanes_and_beside_the_line_are_shown_whole() -> None:
    office, work = "Permits and supervision", "perspective on the draft decision on the permit received"
    thread = Thread(
        start=on(0),
        until=on(20),
        encounters=None,
        work=(
            Work(end=on(1), label=work, function=office),
            Work(end=on(6), label="decide", function="Council"),
            Work(end=on(20), label="archive", function="Council"),
        ),
    )

    for draw in (wide, tall):
        svg = draw(thread)

        texts = [node for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]  # noqa: S314
        said = [node.text or "" for node in texts]
        whole = " ".join(said).replace("- ", "")
        assert office in whole
        assert work in whole
    assert "…" not in wide(thread) + tall(thread)


def test_a_name_that_is_shortened_is_whole_on_hover() -> None:
    office = "Arbeitsunfähigkeitsbescheinigungsstelle"
    thread = Thread(start=on(0), until=on(9), work=(Work(end=on(1), label="check", function=office),))

    for draw in (wide, tall):
        assert f"…<title>{office}</title>" in draw(thread)


def test_labels_that_turn_back_at_the_edge_do_not_lie_on_others() -> None:
    """Two at the right edge whose texts reach back over a third: each on a level of its own."""
    assert levels([(800, 100), (900, -150), (950, -150)], most=4) == [None, 0, 1]
    assert levels([(680, 40), (900, -150), (950, -150)], most=4) == [0, 0, 1]


def test_the_departments_of_a_long_journey_are_worked_out_once_and_not_for_each_piece_of_work() -> None:
    class Counted(Thread):
        looks = 0

        @property
        def in_order(self) -> tuple[Work, ...]:
            Counted.looks += 1
            return self.work

    pieces = tuple(Work(end=on(0), label="check", function="Plan review") for _ in range(200))

    assert "Plan review" in wide(Counted(start=on(0), until=on(1), work=pieces))
    assert Counted.looks < 10
