"""The funnel drawn: each unit by its size, inside or outside what luck and the common spread allow."""

from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.funnel import Funnel, Place
from throughline.insight.hallway_question import Question
from throughline.insight.report.drawn import Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

TEAL = "#0F766E"
HEIGHT = 260
NAMED = 8
"""So many units outside the limits are named in the picture, the farthest first."""


def funnel_drawn(funnel: Funnel, question: Question) -> Drawn:
    """Units and limits; the sentence is its text alternative, too."""
    return both(lambda width: _chart(funnel, question, width), funnel_says(funnel))


def funnel_says(funnel: Funnel) -> str:
    """Who stands outside, or that nobody does."""
    outside = sorted(funnel.outside, key=lambda point: -abs(point.z))
    if not outside:
        return "No unit stands outside what luck and the spread that all units share allow."
    named = ", ".join(point.unit for point in outside[:NAMED])
    more = f" and {len(outside) - NAMED} more" if len(outside) > NAMED else ""
    return f"Outside what luck and the spread that all units share allow: {named}{more}."


def _chart(funnel: Funnel, question: Question, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    named = {
        point.unit
        for point in sorted(funnel.points, key=lambda point: -abs(point.z))[:NAMED]
        if point.place is not Place.INSIDE
    }
    few = len(funnel.points) <= NAMED
    rows = [
        {
            "size": point.size,
            "value": point.value,
            "out": point.place is Place.ALARM,
            "name": ink.shorten(point.unit, 110, 12) if few or point.unit in named else "",
        }
        for point in funnel.points
    ]
    x = alt.X(
        "size:Q",
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(title="journeys of the unit", grid=False, tickCount=5, format=",d"),
    )
    share = question.unit == "share"
    title = "" if share else question.unit if question.unit == "days" else "per journey"
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(title=None if share else title, tickCount=5, format=".0%" if share else ".3~g"),
    )
    layers: list[alt.Chart] = []
    for limits, dash in ((funnel.outer, [1, 0]), (funnel.inner, [4, 4])):
        for side in (limits.low, limits.high):
            points = [{"size": s, "value": max(v, 0.0)} for s, v in zip(limits.sizes, side, strict=True)]
            layers.append(
                alt.Chart(table(points))
                .mark_line(color=ink.SLATE, strokeWidth=1.2, strokeDash=dash)
                .encode(x=x, y=y)
            )
    target = alt.Chart(table([{"value": funnel.target}])).mark_rule(color=ink.INK).encode(y=y)
    dots = (
        alt.Chart(table(rows))
        .mark_point(size=70, strokeWidth=1.8, opacity=1, stroke=TEAL)
        .encode(
            x=x,
            y=y,
            fill=alt.condition("datum.out", alt.value(ink.TURN[Whose.YOU]), alt.value(TEAL)),
        )
    )
    names = (
        alt.Chart(table(rows))
        .mark_text(align="left", dx=8, dy=-6, fontSize=12, stroke=ink.PAPER, strokeWidth=3)
        .encode(x=x, y=y, text="name:N")
    )
    return alt.layer(*layers, target, dots, names).properties(width=width - 60, height=HEIGHT)
