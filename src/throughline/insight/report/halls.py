"""One comparison of units as it stands in the report: sentences, pictures, and every unit as a row."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from markupsafe import Markup

from throughline.insight.distance import Distance, DistancePart, Kind
from throughline.insight.hallway_caterpillar_picture import caterpillar_picture
from throughline.insight.hallway_distance_picture import distance_picture
from throughline.insight.hallway_funnel_picture import funnel_picture
from throughline.insight.hallway_telling import averages, told_of, told_of_distance, told_of_funnel
from throughline.insight.hallway_walk import Office, Walk
from throughline.insight.report.drawn import Drawn

OFFICE = (
    "unit", "journeys", "as counted", "made comparable", "as believed", "95% interval", "reliability",
    "chance of being best",
)  # fmt: skip
OF_TWO = ("unit", "journeys", "as counted", "made comparable", "95% interval")
"""With two units nothing is drawn to the middle, and there is nothing to rank."""
UNEXPLAINED, MIX = "Not explained by the log", "Case mix: the journeys each was given"


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What sets two units apart."""

    title: str
    says: tuple[str, ...]
    picture: Drawn
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Hall:
    """Units side by side on one measure. The funnel and the distance stand with the first measure only."""

    title: str
    question: str
    says: tuple[str, ...]
    picture: Drawn
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    funnel: Drawn | None
    funnel_says: str
    distance: Explained | None


Worded = Callable[[str], str]
"""Says a sentence about a log of whatever it is about."""


def halls(walks: Sequence[Walk], worded: Worded = str) -> list[Hall]:
    """The first whole; of the others the units side by side, and what was not said before."""
    first = walks[:1]
    said = {sentence for walk in first for sentence in (*walk.notes, walk.ranking.why_not)}
    shown = [hall(walk, whole=True) for walk in first] + [
        _without(said, hall(walk, whole=False)) for walk in walks[1:]
    ]
    return [_worded(one, worded) for one in shown]


def _worded(shown: Hall, worded: Worded) -> Hall:
    apart = shown.distance
    return replace(
        shown,
        says=tuple(map(worded, shown.says)),
        notes=tuple(map(worded, shown.notes)),
        picture=_drawn(shown.picture, worded),
        distance=replace(
            apart,
            picture=_drawn(apart.picture, worded),
            says=tuple(map(worded, apart.says)),
            rows=tuple((worded(title), *rest) for title, *rest in apart.rows),
        )
        if apart
        else None,
    )


def _drawn(picture: Drawn, worded: Worded) -> Drawn:
    """Its text alternative says sentences, too."""
    wide, narrow = (Markup(worded(one)) for one in (picture.wide, picture.narrow))  # noqa: S704 - it was markup
    return Drawn(wide=wide, narrow=narrow)


def _without(said: Set[str], shown: Hall) -> Hall:
    says, notes = ([one for one in each if one not in said] for each in (shown.says, shown.notes))
    return replace(shown, says=tuple(says), notes=tuple(notes))


def hall(walk: Walk, *, whole: bool) -> Hall:
    """The whole of a comparison, or only the units side by side."""
    drawn = whole and walk.funnel is not None
    return Hall(
        title=walk.question.title,
        question=walk.question.asked,
        says=told_of(walk),
        picture=caterpillar_picture(walk),
        headings=OF_TWO if walk.difference else OFFICE,
        rows=tuple(_row(office, walk) for office in walk.units),
        notes=walk.notes,
        funnel=funnel_picture(walk.funnel, walk.question) if drawn and walk.funnel else None,
        funnel_says=told_of_funnel(walk.funnel) if walk.funnel else "",
        distance=explained(walk.distance) if whole else None,
    )


def explained(distance: Distance) -> Explained:
    """The distance between two units taken apart."""
    return Explained(
        title=f"What sets {distance.one} and {distance.other} apart",
        says=told_of_distance(distance),
        picture=distance_picture(distance),
        headings=("part of the distance", "how much", "95% interval", distance.one, distance.other),
        rows=tuple(_part(part, distance) for part in distance.parts),
    )


def _row(office: Office, walk: Walk) -> tuple[str, ...]:
    figure = walk.question.figure
    best = office.chance_of_being_best
    counted = (office.unit, f"{office.n:,}", figure(office.raw), figure(office.adjusted))
    interval = f"{figure(office.interval.low)} to {figure(office.interval.high)}"
    if walk.difference:
        return (*counted, interval)
    reliable = f"{office.reliability:.2f}"
    return (*counted, figure(office.shrunk), interval, reliable, "" if best is None else f"{best:.0%}")


def _part(part: DistancePart, distance: Distance) -> tuple[str, ...]:
    signed = distance.question.signed
    title = {Kind.UNEXPLAINED: UNEXPLAINED, Kind.MIX: MIX}.get(part.kind, part.title)
    both = averages(part) if part.measure else ("", "")
    return (
        title[:1].upper() + title[1:],
        signed(part.value),
        f"{signed(part.interval.low)} to {signed(part.interval.high)}",
        *both,
    )
