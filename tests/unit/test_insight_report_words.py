"""What a leader reads on the page: figures as people say them, said once, and nothing that is not known."""

import re
from datetime import timedelta

import numpy as np
import pytest
from tests.unit.test_insight_report import BEGIN, DAY, Reader, page_of
from tests.unit.test_insight_splits import journey

from throughline.eventlog.shape import ACTIVITY, Direction, Row
from throughline.insight.hallway_question import question_of
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.cards import coded, figure
from throughline.insight.report.spread import spread


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.008, "1 minute"),
        (0.45, "27 minutes"),
        (1, "1 hour"),
        (2.08, "2.1 hours"),
        (41.6, "42 hours"),
        (0, "0 hours"),
    ],
)
def test_hours_of_work_are_said_as_people_say_them(hours: float, said: str) -> None:
    assert figure(BY_NAME["touch_hours"], hours) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.012, "+1.2 points"), (-0.012, "−1.2 points"), (-0.00001, "0 points"), (0.0, "0 points")],
)
def test_a_difference_that_is_nothing_has_no_sign(difference: float, said: str) -> None:
    assert question_of("goal_reached").signed(difference) == said


def test_what_one_types_is_marked_and_what_others_wrote_stays_text() -> None:
    assert coded("list them under `asks`, <b>`x`</b>") == (
        "list them under <code>asks</code>, &lt;b&gt;<code>x</code>&lt;/b&gt;"
    )


def test_where_nobody_knows_yet_how_long_nine_in_ten_take_no_mark_is_drawn() -> None:
    values = np.array([1.0, 2.0, 3.0, 40.0])

    assert spread(values, 2.0, 30.0, "").count("stroke-dasharray") == 1
    assert spread(values, 2.0, None, "").count("stroke-dasharray") == 0


def test_what_too_many_are_still_open_for_is_not_given_as_a_number() -> None:
    rows = [one for i in range(8) for one in journey(f"g{i}", 10 + i, "granted", "south", 1)]
    rows += [one for i in range(4) for one in journey(f"o{i}", 4, None, "south")]

    text = Reader(page_of(rows)).text

    assert "nine in ten: not known yet, too many are still open" in text
    assert "still open 4 33% 14% to 61% not known yet" in text
    assert "up to over" not in text


def test_at_a_glance_a_number_says_how_many_journeys_are_still_open() -> None:
    rows = [one for i in range(8) for one in journey(f"g{i}", 10 + i, "granted", "south", 1)]
    rows += [one for i in range(4) for one in journey(f"o{i}", 4, None, "south")]

    page = page_of(rows)

    glance = Reader(page[page.index('aria-label="At a glance"') :].partition("</ul>")[0]).text
    assert re.search("Reached what they came for .*?8 journeys; 4 still open", glance)
    assert re.search("Days from start to end .*?12 journeys, 4 of them still open", glance)


def test_a_spread_that_nine_in_ten_do_not_show_is_not_drawn() -> None:
    """One journey of twenty came back: a picture of it is one bar."""
    rows = [row(f"J{n}", seq, f"s{seq}") for n in range(20) for seq in (1, 2, 3)]
    rows.append(row("J0", 4, "s1"))

    page = page_of(rows)

    card = page[page.index("How often does the same person have to come back to it?") :]
    assert "5.0%" in card[:400]
    assert "<svg" not in card[: card.index("</li>")]


def row(name: str, seq: int, activity: str) -> Row:
    return Row(journey=name, seq=seq, at=BEGIN + seq * DAY, kind=ACTIVITY, name=activity, person="Ben")


def test_that_periods_are_too_few_is_said_once() -> None:
    rows = [
        Row(
            journey=f"J{week}-{n}", seq=seq, at=BEGIN + 7 * week * DAY + seq * (n % 3 + 1 + week % 4) * DAY,
            kind=ACTIVITY, name=f"s{seq}", person="AB"[(n + seq) % 2], direction=Direction.TO,
        )
        for week in range(10)
        for n in range(12)
        for seq in (1, 2, 3)
    ]  # fmt: skip

    page = page_of(rows)
    over_time = Reader(page).text.split("6. Over time")[-1]

    assert over_time.count("Too few settled periods to tell a change from chance.") == 1
    assert "the middle journey of each week." in over_time
    outer = re.findall(r'<text text-anchor="(\w+)"[^>]*>(?:Mar|Apr|May) 2026<', page)
    assert {*outer[::3]} == {"start"}  # names of months stay inside the picture
    assert {*outer[2::3]} == {"end"}


def test_waits_of_less_than_a_hundredth_are_told_together_and_the_person_is_named_as_acting() -> None:
    steps = [("apply", "intake", 0), ("check", "review", 50), ("call", "legal", 50.2), ("pay", "till", 90)]
    steps += [("stamp", "desk", 90.3), ("file", "attic", 90.5), ("end", "door", 100)]
    rows = [
        Row(journey="a", seq=seq, at=BEGIN + timedelta(days=day), kind=ACTIVITY, name=name, function=where)
        for seq, (name, where, day) in enumerate(steps, start=1)
    ]

    text = Reader(page_of(rows)).text

    assert "From intake to review" in text
    assert "From till to desk" not in text
    assert "Everywhere else" in text


def test_on_a_phone_each_cell_of_a_wide_table_names_itself() -> None:
    rows = [one for i in range(8) for one in journey(f"g{i}", 10 + i, "granted", "south", 1)]
    rows += [one for i in range(8) for one in journey(f"r{i}", 12 + i, "refused", "north", 0)]

    page = page_of(rows)

    table = page[page.index('aria-label="Endings"') :]
    table = table[: table.index("</table>")]
    assert 'class="ride-cards"' in table
    assert table.count('data-label="Days from start to end"') == 2


def test_what_hardly_ever_happens_gives_way_to_what_does_at_a_glance() -> None:
    """One department throughout, and two people who hand over: the latter is worth a look."""
    rows = [
        Row(
            journey=f"J{n}",
            seq=seq,
            at=BEGIN + seq * DAY,
            kind=ACTIVITY,
            name=f"s{seq}",
            person="AB"[seq % 2],
            function="desk",
        )
        for n in range(12)
        for seq in (1, 2, 3)
    ]

    page = page_of(rows)

    glance = page[page.index('aria-label="At a glance"') :]
    glance = glance[: glance.index("</ul>")]
    assert "Handoffs between people" in glance
    assert "Handoffs between departments" not in glance


def test_an_office_that_cuts_journeys_off_is_not_called_the_best_at_what_they_took() -> None:
    """The north sends everybody away at once: it takes least time, and that is no praise."""
    rows = [one for i in range(60) for one in journey(f"s{i}", 30 + i % 9, "granted", "south", 1)]
    rows += [one for i in range(60) for one in journey(f"e{i}", 50 + i % 9, "granted", "east", 1)]
    rows += [one for i in range(60) for one in journey(f"n{i}", 2 + i % 3, "withdrawn", "north", 0)]

    hallway = Reader(page_of(rows)).text.split("5. Walking the hallway")[-1]
    took = hallway[hallway.index("How long does it take?") :][:900]

    assert "At “north” 100% of journeys are still open or ended without the goal, against 33%" in hallway
    assert "north is most likely the best" not in hallway
    assert "north comes out first and is not called the best" in took
    assert "east is most likely the last" in took


def test_an_office_that_cuts_nothing_off_is_called_the_best() -> None:
    rows = [one for i in range(60) for one in journey(f"s{i}", 30 + i % 9, "granted", "south", 1)]
    rows += [one for i in range(60) for one in journey(f"e{i}", 50 + i % 9, "granted", "east", 1)]
    rows += [one for i in range(60) for one in journey(f"n{i}", 2 + i % 3, "granted", "north", 1)]

    assert "north is most likely the best" in Reader(page_of(rows)).text
