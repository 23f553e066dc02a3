"""The hallway drawn: each unit as counted and as believed, with its interval, around the typical one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.hallway_walk import Office, Walk
from throughline.insight.report.distance_drawn import DistanceShown, distance_drawn
from throughline.insight.report.drawn import NARROW, Drawn, both, table
from throughline.insight.report.funnel_drawn import funnel_drawn, funnel_says
from throughline.insight.telling import number

if TYPE_CHECKING:
    import altair as alt

TEAL = "#0F766E"
SOMETHING = 0.02
"""Below this part of what was counted, nothing worth saying remains."""
MOST = 24
"""Of more units than this, the first and the last half of so many are drawn; the table has them all."""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """One comparison: what it says, its picture, and every unit as a row."""

    title: str
    question: str
    says: tuple[str, ...]
    picture: Drawn
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    funnel: Drawn | None
    funnel_says: str
    distance: DistanceShown | None


def hall_drawn(walk: Walk, *, whole: bool) -> Hall:
    """A comparison as it stands in the report; the whole of it, or only the units side by side."""
    says = tuple(_says(walk))
    said = f"{walk.question.title}, unit by unit. {says[0]}"
    return Hall(
        title=walk.question.title,
        question=walk.question.asked,
        says=says,
        picture=both(lambda width: _chart(walk, width), said),
        rows=tuple(_row(unit, walk) for unit in walk.units),
        notes=(*walk.notes, *_small(walk)),
        funnel=funnel_drawn(walk.funnel, walk.question) if whole and walk.funnel else None,
        funnel_says=funnel_says(walk.funnel) if walk.funnel else "",
        distance=distance_drawn(walk.distance) if whole else None,
    )


def _says(walk: Walk) -> list[str]:
    question, ranking = walk.question, walk.ranking
    found = []
    if walk.difference is not None:
        d = walk.difference
        between = f"{question.difference(d.interval.low)} and {question.difference(d.interval.high)}"
        if d.could_be_luck:
            found.append(
                f"{d.one} and {d.other} differ by {question.difference(d.value)}; that could be luck: "
                f"the 95% interval holds no difference at all."
            )
        else:
            more = "more" if d.value > 0 else "less"
            found.append(
                f"{d.one} has {question.difference(d.value)} {more} than {d.other}, "
                f"95% interval between {between}."
            )
    elif ranking.best and ranking.worst:
        found.append(f"Most likely best is {ranking.best}, most likely worst {ranking.worst}.")
    elif walk.widest is not None:
        w = walk.widest
        left = question.difference(w.shrunk) if w.shrunk > SOMETHING * w.raw else "nothing"
        found.append(
            f"{w.better} and {w.worse} lie {question.difference(w.raw)} apart as counted; once luck is taken "
            f"away, {left} remains."
        )
    if ranking.why_not:
        found.append(ranking.why_not)
    if ranking.top:
        found.append(
            f"Better than the typical one with a chance of at least four in five: {', '.join(ranking.top)}."
        )
    if ranking.bottom:
        found.append(
            f"Worse than the typical one with a chance of at least four in five: {', '.join(ranking.bottom)}."
        )
    return found


def _small(walk: Walk) -> list[str]:
    if not walk.small:
        return []
    named = ", ".join(f"{unit.unit} ({unit.n:,})" for unit in walk.small[:12])
    more = f" and {len(walk.small) - 12} more" if len(walk.small) > 12 else ""
    return [f"Too few journeys to judge: {named}{more}."]


def _row(unit: Office, walk: Walk) -> tuple[str, ...]:
    figure = walk.question.figure
    best = "" if unit.chance_of_being_best is None else f"{unit.chance_of_being_best:.0%}"
    return (
        unit.unit,
        f"{unit.n:,}",
        figure(unit.raw),
        figure(unit.adjusted),
        figure(unit.shrunk),
        f"{figure(unit.interval.low)} to {figure(unit.interval.high)}",
        number(round(unit.reliability, 2)),
        best,
    )


def _shown(walk: Walk) -> Sequence[Office]:
    """By name, because the order is no ranking; by what we believe only where a best one may be named."""
    units = sorted(walk.units, key=lambda unit: unit.shrunk) if walk.ranking.best else list(walk.units)
    if len(units) <= MOST:
        return units
    ranked = sorted(walk.units, key=lambda unit: unit.shrunk)
    return [*ranked[: MOST // 2], *ranked[-MOST // 2 :]]


def _chart(walk: Walk, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    above = width <= NARROW
    gutter, height = (0, 40) if above else (170, 28)
    figure = walk.question.figure
    rows = [
        {
            "row": i,
            "name": ink.shorten(unit.unit, width - 8 if above else gutter - 12, 13),
            "counted": unit.raw,
            "believed": unit.shrunk,
            "low": unit.interval.low,
            "high": unit.interval.high,
            "figure": f"{figure(unit.shrunk)}",
        }
        for i, unit in enumerate(_shown(walk))
    ]
    low, high = _range(walk)
    place = alt.Scale(domain=[low, high], range=[gutter + 8, width - 78], nice=False, zero=False)
    drop = 12 if above else 0
    base = alt.Chart(table(rows)).encode(y=alt.Y("row:O", axis=None))
    names = base.mark_text(align="left", baseline="middle", dy=-4 if above else 0, fontSize=13).encode(
        x=alt.value(0), text="name:N"
    )
    whisker = base.mark_rule(strokeWidth=3, color=TEAL, yOffset=drop).encode(
        x=alt.X("low:Q", scale=place, axis=None), x2="high:Q"
    )
    ring = base.mark_point(
        size=70, stroke=ink.SLATE, fill=ink.PAPER, strokeWidth=1.6, opacity=1, yOffset=drop
    ).encode(x=alt.X("counted:Q", scale=place, axis=None))
    dot = base.mark_point(
        size=80, fill=TEAL, stroke=ink.PAPER, strokeWidth=1, opacity=1, yOffset=drop
    ).encode(x=alt.X("believed:Q", scale=place, axis=None))
    figures = base.mark_text(align="right", baseline="middle", fontSize=13, fontWeight=600, dy=drop).encode(
        x=alt.value(width - 6), text="figure:N"
    )
    typical = (
        alt.Chart(table([{"typical": walk.typical}]))
        .mark_rule(strokeDash=[3, 4], color=ink.SLATE)
        .encode(x=alt.X("typical:Q", scale=place, axis=None))
    )
    return alt.layer(typical, names, whisker, ring, dot, figures).properties(
        width=width - 4, height=height * len(rows)
    )


def _range(walk: Walk) -> tuple[float, float]:
    """From the lowest to the highest that is drawn."""
    ends = [
        end for unit in _shown(walk) for end in (unit.interval.low, unit.interval.high, unit.raw, unit.shrunk)
    ]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.02 or 1.0
    return low - room, high + room
