"""Pictures of rungs, hallways and signals: well-formed, said in words, and honest about gaps."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import numpy as np

from throughline.insight import hallway_units
from throughline.insight.hallway import compare
from throughline.insight.hallway_picture import hallway_picture
from throughline.insight.ladder_picture import hatched_picture, rung_picture
from throughline.insight.ladder_reading import Known, Reading, read
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.signals_picture import Flag, Stretch, run_chart

MONDAY = date(2026, 1, 5)
CLEAR = Rung(
    measure="clear",
    question="Did people understand?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.SHARE,
    target=0.75,
    title="Clear <and> short",
)
VALUES: tuple[float | None, ...] = (0.5, 0.6, None, 0.7, 0.4, 0.5, 0.6, 0.5, 0.9, 0.8)


def series(rung: Rung = CLEAR) -> Series:
    starts = tuple(MONDAY + timedelta(weeks=i) for i in range(len(VALUES)))
    return Series(
        rung=rung, service="licence", unit="north", starts=starts, values=VALUES, counts=(5,) * len(VALUES)
    )


def reading(rung: Rung = CLEAR) -> Reading:
    known = read(Known(rung=rung, unit=None, values=np.array([1.0, 0, 1, 1]), eligible=8))
    assert isinstance(known, Reading)
    return known


def xml(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def parts(svg: str, tag: str) -> list[ElementTree.Element]:
    """Well-formed or it fails here; an SVG is our own text."""
    return list(xml(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def words(svg: str) -> list[str]:
    return [part.text or "" for part in parts(svg, "text")]


def test_a_rung_names_its_target_and_breaks_its_line_where_nobody_was_measured() -> None:
    svg = rung_picture(reading(), series(), "Clear: 75%, between 30% and 95%.")

    assert "target 75%" in words(svg)
    lines = [part.get("d", "") for part in parts(svg, "path") if part.get("stroke-width") == "1.8"]
    assert len(lines) == 2  # before and after the gap


def test_a_rung_without_target_has_no_mark_for_one() -> None:
    svg = rung_picture(reading(replace(CLEAR, target=None)), series(), "Clear.")

    assert not any("target" in said for said in words(svg))


def test_too_few_periods_are_said_and_not_drawn() -> None:
    assert "too few periods for a line" in words(rung_picture(reading(), None, "Clear."))


def test_what_nobody_measured_is_hatched_and_says_so() -> None:
    svg = hatched_picture("Unmeasured: nobody was asked.")

    assert parts(svg, "path")
    assert xml(svg).get("aria-label") == "Unmeasured: nobody was asked."


def test_a_hallway_has_a_ring_and_a_dot_for_every_unit_in_the_order_of_names() -> None:
    hallway = compare(CLEAR, hallway_units.shares([("west", 30, 60), ("east", 50, 60), ("north", 40, 60)]))

    svg = hallway_picture(hallway, {"east": "East <office>"}, "Clear, office by office.")

    assert len(parts(svg, "circle")) == 6
    assert words(svg)[:3] == ["East <office>", "north", "west"]


def test_a_run_chart_draws_known_periods_only_and_marks_both_stretches_and_the_day() -> None:
    before = Stretch(first=MONDAY, last=MONDAY + timedelta(weeks=5), mean=0.54, name="before: 54%")
    since = Stretch(
        first=MONDAY + timedelta(weeks=8),
        last=MONDAY + timedelta(weeks=9),
        mean=0.85,
        name="since",
        is_now=True,
    )
    live = Flag(day=MONDAY + timedelta(weeks=7), name="change went live")

    svg = run_chart(series(), (before, since), "Clear, week by week.", (live,))

    assert len(parts(svg, "circle")) == 9  # ten periods, one of them unknown
    assert {"before: 54%", "since", "change went live"} <= set(words(svg))
