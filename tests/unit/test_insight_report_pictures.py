"""The report's charts: valid for the library that draws them, labelled where one looks, lean enough."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from markupsafe import Markup

from throughline.insight.flows import Flows, Places, Wait
from throughline.insight.intervals import Interval
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.over_time import Course, OverTime, Point
from throughline.insight.periods import Period
from throughline.insight.report import courses_drawn, hundred_days, waits_drawn
from throughline.insight.report.drawn import NARROW, SMALL, WIDE, both
from throughline.insight.report.hundred_days import Bar, Piece
from throughline.insight.run_rules import runs_of
from throughline.insight.signals import review

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Determine whether anything at all is missing from the application that was handed in"


def flows() -> Flows:
    names = ["desk", LONG, "the person", *"abcdefgh"]
    waits = tuple(
        Wait(before=before, after=after, times=3, journeys=2, median_days=1, days=float(40 - 4 * i))
        for i, (before, after) in enumerate(pairwise(names))
    )
    return Flows(places=Places.FUNCTIONS, waits=waits, rest_days=5, open_days=300)


def course() -> Course:
    values = [4.0, 5, 4, 6, 5, 4, 5, 9, 9, 8, 9, 9, 8, 9, 9, 9]
    points = tuple(
        Point(
            start=date(2026, 1, 5) + timedelta(weeks=i),
            n=9,
            value=value,
            interval=Interval(value - 2, value + 40),
            settled=i < 14,
        )
        for i, value in enumerate(values)
    )
    return Course(
        measure=BY_NAME["elapsed_days"],
        figure="median",
        points=points,
        runs=runs_of(np.array(values[:14])),
    )


BARS = [Bar(title="Whose turn", pieces=(Piece(name="us", share=0.8, colour="#0F766E"),
                                        Piece(name="you", share=0.2, colour="#B45309")))]  # fmt: skip


@pytest.mark.parametrize("width", [NARROW, SMALL, WIDE])
def test_every_chart_is_valid_for_the_library_that_draws_it(width: int) -> None:
    """The report leaves this check out, because it takes longer than drawing."""
    lines = [waits_drawn._line(wait, flows()) for wait in flows().waits]

    for chart in (
        waits_drawn._chart(lines, width),
        courses_drawn._chart(course(), width),
        hundred_days._chart(BARS, width),
    ):
        assert chart.to_dict(validate=True)["$schema"]


def words(svg: Markup) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_waits_are_named_above_their_bars_and_the_rest_is_one_bar() -> None:
    drawn = waits_drawn.waits_drawn(flows())

    assert drawn is not None
    said = words(drawn.picture)
    assert "13 of 100 days" in said  # 40 of 300
    assert any(part.startswith("From desk to") for part in said)
    assert len(drawn.lines) == waits_drawn.SHOWN + 2  # everywhere else, and what is still open
    assert drawn.lines[0].of_hundred == "13"
    assert drawn.rows[0][1:] == ("13", "3", "2", "24 hours", "40 days")


def test_waiting_for_the_person_has_the_persons_colour_and_says_so() -> None:
    drawn = waits_drawn.waits_drawn(flows())

    assert drawn is not None
    with_you = [line.title for line in drawn.lines if line.colour == "#B45309"]
    assert with_you == [f"From {LONG} to the person"]


def test_the_table_beside_a_course_gives_the_interval_under_its_value() -> None:
    row = courses_drawn._row(course().points[0], course())

    assert row == ("5 Jan 2026", ("4 days", "2 to 44 days"), "9", "yes")


def test_what_hardly_varies_is_not_said_to_have_too_few_periods() -> None:
    weekly = OverTime(period=Period.WEEK, courses=(), settled_until=date(2026, 4, 6), review=review([]))

    def said(points: int) -> str:
        flat = replace(course(), points=course().points[:points], runs=None)
        return courses_drawn._says(flat, weekly)

    assert said(14) == "Nearly always the same week by week."
    assert said(9) == courses_drawn.TOO_FEW


def test_a_course_draws_every_period_and_greys_the_unsettled() -> None:
    svg = courses_drawn.small(lambda width: courses_drawn._chart(course(), width), "said")

    assert svg.count("#E9EDF2") == 1
    assert {"Jan 2026", "Apr 2026"} <= set(words(svg))


def test_a_course_draws_no_line_over_periods_without_a_value() -> None:
    whole = course()
    gone = [
        replace(point, value=None, interval=None) if i in (3, 4) else point
        for i, point in enumerate(whole.points)
    ]

    def lines(shown: Course) -> int:
        return courses_drawn.small(lambda width: courses_drawn._chart(shown, width), "said").count(
            'stroke-width="1.5"'
        )

    assert lines(replace(whole, points=tuple(gone))) == lines(whole) + 1


@pytest.mark.parametrize("chart", [lambda width: hundred_days._chart(BARS, width)])
def test_a_drawing_has_no_ids_styles_or_size_of_its_own_and_says_what_it_shows(chart: Callable) -> None:
    drawn = both(chart, 'Whose turn: us 80, "you" 20')

    for svg in (drawn.wide, drawn.narrow):
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own
        assert (root.get("role"), root.get("width")) == ("img", "100%")
        assert root.get("aria-label") == 'Whose turn: us 80, "you" 20'
        assert not {"id", "style", "class", "clip-path"} & {
            name for part in root.iter() for name in part.attrib
        }
    assert words(drawn.wide) == ["Whose turn", "us 80", "you 20"]
