"""Pictures of the hallway: readable on a phone, nothing over anything, and said in words."""

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pyarrow as pa
import pytest

from throughline.insight import funnel_scales, hallway_caterpillar_picture, hallway_funnel_picture
from throughline.insight.funnel import Funnel, funnel_of
from throughline.insight.hallway_adjusting import NOT_ADJUSTED
from throughline.insight.hallway_caterpillar_picture import caterpillar_picture
from throughline.insight.hallway_distance_picture import distance_picture, steps_of
from throughline.insight.hallway_funnel_picture import frame_of, funnel_picture, in_the_middle, labels
from throughline.insight.hallway_question import question_of
from throughline.insight.hallway_telling import told_of
from throughline.insight.hallway_walk import NotWalked, Walk, hallway_of
from throughline.insight.report.drawn import Drawn
from throughline.insight.report.halls import halls
from throughline.insight.report.material import each_once

LONG = "Environmental Licensing Authority of the Eastern Provinces, second district"
SVG = "{http://www.w3.org/2000/svg}"


def walk_of(units: int, *, small: int = 0) -> Walk:
    """Units with a long name among them, all rather alike but the first."""
    rng = np.random.default_rng(8)
    names = [LONG, *(f"Office of district {i}" for i in range(1, units + small))]
    sizes = [*np.exp(rng.uniform(3, 5.5, units)).astype(int) + 10, *([3] * small)]
    unit = np.repeat(np.arange(units + small), sizes)
    handoffs = rng.poisson(2 + (unit == 0)).astype(float)
    return hallway_of(
        pa.table(
            {
                "journey": [f"{i:06}" for i in range(len(unit))],
                "unit": [names[one] for one in unit],
                "elapsed_days": 20 + 9 * (unit == 0) + 2 * handoffs + rng.gamma(2, 4, len(unit)),
                "handoffs_person": handoffs,
                "attribute.size": rng.choice(["large", "small"], len(unit)).tolist(),
            }
        ),
        "elapsed_days",
        mix=["size"],
    )


def funnel(units: int) -> Funnel:
    rng = np.random.default_rng(units)
    n = np.exp(rng.uniform(3, 8, units))
    values = rng.normal(20, 2, units) + np.where(rng.random(units) < 0.2, 15, 0)
    return funnel_of((LONG, *map(str, range(1, units))), funnel_scales.means(values, n, 400.0))


def xml(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def words(svg: str) -> list[str]:
    """Every line of text; a text of several lines has each in a part of its own."""
    return [said for text in xml(svg).iter(f"{SVG}text") for said in text.itertext()]


def drawings(drawn: Drawn) -> list[ElementTree.Element]:
    return [xml(drawn.wide), xml(drawn.narrow)]


@pytest.mark.parametrize("kind", ["funnel", "caterpillar", "distance"])
def test_letters_are_large_enough_for_a_phone_and_the_picture_is_said_in_words(kind: str) -> None:
    walk = walk_of(5, small=1)
    assert walk.funnel is not None
    drawn = {
        "funnel": lambda: funnel_picture(walk.funnel, walk.question),
        "caterpillar": lambda: caterpillar_picture(walk),
        "distance": lambda: distance_picture(walk.distance),
    }[kind]()

    for svg in drawings(drawn):
        sizes = {float(text.attrib["font-size"].removesuffix("px")) for text in svg.iter(f"{SVG}text")}
        assert min(sizes) >= 12
        assert svg.attrib["aria-label"].startswith("Days from start to end")
    assert float(xml(drawn.narrow).attrib["viewBox"].split()[2]) <= 360


@pytest.mark.parametrize("units", [2, 5, 20, 60])
def test_no_name_in_the_funnel_lies_over_another_or_over_a_unit(units: int) -> None:
    shown = funnel(units)
    for width, height in ((272.0, 250.0), (622.0, 300.0)):
        frame = frame_of(shown, width, height)

        placed = [hallway_funnel_picture._box_of(label) for label in labels(shown, frame)]

        dots = [(frame.x(p.size), frame.y(p.value)) for p in shown.points]
        assert not any(hallway_funnel_picture._meet(*pair) for pair in combinations(placed, 2))
        assert not any(b[0] < x < b[2] and b[1] < y < b[3] for b in placed for x, y in dots)
        assert all(b[0] >= 0 and b[2] <= width for b in placed)


def test_long_names_keep_the_end_that_tells_them_apart() -> None:
    first, second = (in_the_middle(f"organizational unit 6547{i}", 110) for i in (5, 6))

    # Sixteen letters fit: eight, the sign for what is left out, and seven.
    assert (first, second) == ("organiza…t 65475", "organiza…t 65476")
    assert in_the_middle("North", 110) == "North"


def test_few_units_are_all_named_in_the_funnel_and_of_many_only_those_outside() -> None:
    few, many = funnel(4), funnel(60)

    assert len(labels(few, frame_of(few, 622, 300))) == 4
    named = {label.point.place.value for label in labels(many, frame_of(many, 622, 300))}
    assert "inside" not in named


def test_sizes_far_apart_are_drawn_by_their_logarithm() -> None:
    assert frame_of(funnel(60), 600, 300).by_logarithm
    near = funnel_of(("a", "b"), funnel_scales.means(np.array([1.0, 2.0]), np.array([50.0, 80.0]), 4.0))
    assert not frame_of(near, 600, 300).by_logarithm


def test_the_funnel_tells_shapes_apart_in_words() -> None:
    values = np.r_[np.linspace(9.8, 10.2, 11), 14.0]
    scaled = funnel_scales.means(values, np.full(12, 400.0), 25.0)

    svg = funnel_picture(funnel_of(tuple("abcdefghijkl"), scaled), question_of("elapsed_days")).wide

    assert any(word.startswith("■ outside the outer limits") for word in words(svg))


@pytest.mark.parametrize("units", [2, 5, 20, 60])
def test_every_unit_has_a_line_of_its_own(units: int) -> None:
    walk = walk_of(units)
    rows = hallway_caterpillar_picture.rows_of(walk)
    for width in (680, 330):
        frame = hallway_caterpillar_picture.frame_of(walk, rows, width)

        lines = [frame.middle(row) for row in range(len(rows))]

        assert len(rows) == units
        assert np.min(np.diff(lines)) >= 26
        assert all(frame.left <= frame.x(unit.interval.low) <= frame.right for unit in walk.units)


def test_units_stand_by_name_unless_one_may_be_named_best() -> None:
    walk = walk_of(5)
    named = [row.name for row in hallway_caterpillar_picture.rows_of(walk)]

    assert walk.ranking.worst == LONG
    assert named[-1] == LONG
    alike = hallway_of(
        pa.table(
            {"journey": [str(i) for i in range(60)], "unit": list("cab") * 20, "people": [1.0, 2, 3, 2] * 15}
        ),
        "people",
    )
    assert [row.name for row in hallway_caterpillar_picture.rows_of(alike)] == ["a", "b", "c"]


def test_the_scale_says_where_it_begins_and_ends_and_never_goes_where_nothing_can_be() -> None:
    rare = pa.table(
        {
            "journey": [f"{i:03}" for i in range(90)],
            "unit": list("abc") * 30,
            "goal": [1.0] * 88 + [0.0] * 2,
        }
    )

    said = words(caterpillar_picture(hallway_of(rare, "goal_reached")).wide)

    assert said[1] == "100%"
    assert [word.endswith("days") for word in words(caterpillar_picture(walk_of(4)).wide)[:2]] == [True, True]


def test_what_was_said_of_the_first_comparison_is_not_said_again_of_the_next() -> None:
    journeys = pa.table(
        {
            "journey": [f"{i:03}" for i in range(80)],
            "unit": ["east", "west"] * 40,
            "people": [1.0, 2, 3, 2, 1] * 16,
            "asks": [1.0, 0, 2, 2, 1] * 16,
        }
    )

    first, next_ = halls([hallway_of(journeys, measure) for measure in ("people", "asks")])

    assert first.says[1].startswith("Only two units can be judged, so there is nothing to rank")
    assert first.notes == (NOT_ADJUSTED,)
    assert len(next_.says) == 1
    assert next_.notes == ()
    assert first.distance is not None
    assert next_.distance is None


def test_the_table_of_two_units_leaves_out_what_two_cannot_have() -> None:
    two, many = (halls([walk])[0] for walk in (walk_of(2), walk_of(4)))

    assert "reliability" not in two.headings
    assert "reliability" in many.headings
    assert {len(row) for row in two.rows} == {len(two.headings)}
    assert {len(row) for row in many.rows} == {len(many.headings)}


def test_a_unit_that_is_not_judged_is_hatched_and_says_why() -> None:
    few, many = (words(caterpillar_picture(walk_of(4, small=small)).narrow) for small in (1, 5))

    assert "3 journeys: too few to judge" in few
    assert "5 more units" in many


def test_the_staircase_leads_from_one_unit_to_the_other() -> None:
    distance = walk_of(5).distance

    steps = steps_of(distance)

    assert (steps[0].title, steps[-1].title) == (distance.other, distance.one)
    assert steps[0].end == steps[1].start
    assert steps[-2].end == pytest.approx(steps[-1].start, abs=1e-9)
    assert [step.title for step in steps[1:-1]] == ["case mix", "handoffs", "not explained"]


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    table = pa.table(
        {
            "journey": [str(i) for i in range(60)],
            "unit": ["<b>", "datum.x", "c & d"] * 20,
            "people": np.arange(60.0) % 7,
        }
    )

    svg = caterpillar_picture(hallway_of(table, "people")).wide

    assert {"<b>", "datum.x", "c & d"} <= set(words(svg))


def test_the_same_figures_are_drawn_once_and_said_to_be_the_same() -> None:
    """Nobody heard anything before the end, so the longest silence is the whole journey."""
    days = np.random.default_rng(3).gamma(2, 4, 90)
    journeys = pa.table(
        {
            "journey": [f"{i:03}" for i in range(90)],
            "unit": list("abc") * 30,
            "elapsed_days": days,
            "longest_silence_days": days,
            "people": np.arange(90.0) % 4,
        }
    )
    names = ("elapsed_days", "longest_silence_days", "people")

    first, again, other = each_once([hallway_of(journeys, name) for name in names])

    assert isinstance(first, Walk)
    assert again == NotWalked(
        measure="Longest silence", why="the same figures as for “Days from start to end”."
    )
    assert isinstance(other, Walk)


def test_a_group_of_the_one_that_was_named_is_not_said_again() -> None:
    walk = walk_of(5)
    alone, more = (
        " ".join(told_of(replace(walk, ranking=replace(walk.ranking, bottom=bottom))))
        for bottom in ((LONG,), (LONG, "Office of district 1"))
    )

    assert walk.ranking.worst == LONG
    assert "Worse than the typical unit" not in alone
    assert f"in five or more: {LONG} and Office of district 1." in more
