"""One comparison of units as it stands in the report: sentences, pictures, and every unit as a row."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from throughline.insight.distance import Distance, DistancePart, Kind
from throughline.insight.hallway_adjusting import NOT_ADJUSTED
from throughline.insight.hallway_caterpillar_picture import caterpillar_picture
from throughline.insight.hallway_distance_picture import distance_picture
from throughline.insight.hallway_funnel_picture import funnel_picture
from throughline.insight.hallway_telling import averages, told_of, told_of_distance, told_of_funnel
from throughline.insight.hallway_walk import Office, Walk
from throughline.insight.measures.carried import THE_LOG
from throughline.insight.report.drawn import Drawn
from throughline.insight.telling import span

OFFICE = (
    "unit", "journeys", "as counted", "made comparable", "as believed", "95% interval", "reliability",
    "chance of being best",
)  # fmt: skip
OF_TWO = ("unit", "journeys", "as counted", "made comparable", "95% interval")
"""With two units nothing is drawn to the middle, and there is nothing to rank."""
MIX = "Case mix: the journeys each was given"


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


def halls(walks: Sequence[Walk], source: str = THE_LOG) -> list[Hall]:
    """The first whole; of the others the units side by side, and what was not said before.

    `source` is what the record is called.
    """
    first = [hall(walk, whole=True, source=source) for walk in walks[:1]]
    said = {note for one in first for note in one.notes} | {walk.ranking.why_not for walk in walks[:1]}
    others = [_without(said, hall(walk, whole=False, source=source)) for walk in walks[1:]]
    return [*first, *others]


def _without(said: Set[str], shown: Hall) -> Hall:
    says, notes = ([one for one in each if one not in said] for each in (shown.says, shown.notes))
    return replace(shown, says=tuple(says), notes=tuple(notes))


def hall(walk: Walk, *, whole: bool, source: str) -> Hall:
    """The whole of a comparison, or only the units side by side."""
    drawn = whole and walk.funnel is not None
    return Hall(
        title=walk.question.title,
        question=walk.question.asked,
        says=told_of(walk),
        picture=caterpillar_picture(walk),
        headings=OF_TWO if walk.difference else OFFICE,
        rows=tuple(_row(office, walk) for office in walk.units),
        notes=tuple(_of(source, note) for note in walk.notes),
        funnel=funnel_picture(walk.funnel, walk.question) if drawn and walk.funnel else None,
        funnel_says=told_of_funnel(walk.funnel) if walk.funnel else "",
        distance=explained(walk.distance, source) if whole else None,
    )


def _of(source: str, note: str) -> str:
    """A comparison does not know what it is made from; only one of its notes names that."""
    return f"Not adjusted: {source} names no case mix." if note == NOT_ADJUSTED else note


def explained(distance: Distance, source: str) -> Explained:
    """The distance between two units taken apart."""
    return Explained(
        title=f"What sets {distance.one} and {distance.other} apart",
        says=told_of_distance(distance, source),
        picture=distance_picture(distance, source),
        headings=("part of the distance", "how much", "95% interval", distance.one, distance.other),
        rows=tuple(_part(part, distance, source) for part in distance.parts),
    )


def _row(office: Office, walk: Walk) -> tuple[str, ...]:
    figure = walk.question.figure
    best = office.chance_of_being_best
    counted = (office.unit, f"{office.n:,}", figure(office.raw), figure(office.adjusted))
    interval = span(figure(office.interval.low), figure(office.interval.high))
    if walk.difference:
        return (*counted, interval)
    reliable = f"{office.reliability:.2f}"
    return (*counted, figure(office.shrunk), interval, reliable, "" if best is None else f"{best:.0%}")


def _part(part: DistancePart, distance: Distance, source: str) -> tuple[str, ...]:
    signed = distance.question.signed
    title = {Kind.UNEXPLAINED: f"Not explained by {source}", Kind.MIX: MIX}.get(part.kind, part.title)
    both = averages(part) if part.measure else ("", "")
    return (
        title[:1].upper() + title[1:],
        signed(part.value),
        span(signed(part.interval.low), signed(part.interval.high)),
        *both,
    )
