"""The hallway: offices beside each other on one outcome, one experience and one process measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.eventlog.thread import Thread
from throughline.ids import JourneyId, ServiceId
from throughline.insight.hallway import Gap, Hallway
from throughline.insight.hallway_picture import figure, hallway_picture
from throughline.insight.hallway_ranking import TooAlikeToRank, best, bottom_group, top_group, worst
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.rung import Rung, Tier
from throughline.insight.telling import days
from throughline.queries.circle_here import CircleHere
from throughline.queries.thread import events_of, thread_of
from throughline.store.models import RideOfJourney
from throughline.store.published import design_for
from throughline.strategy.observed import Seen, hallway_of

SURE = 0.99


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Offices on one measure. `ranking` names best and worst, or says why nobody is named."""

    rung: Rung
    hallway: Hallway
    picture: str
    ranking: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    doors: tuple["DoorShown", ...]


@dataclass(frozen=True, kw_only=True)
class DoorShown:
    """One office's numbers in words."""

    name: str
    n: int
    raw: str
    shrunk: str
    low: str
    high: str
    reliability: float
    best: float


@dataclass(frozen=True, kw_only=True)
class NotCompared:
    """A measure on which offices cannot be compared, and why."""

    rung: Rung
    why: str


@dataclass(frozen=True, kw_only=True)
class TypicalThread:
    """A journey in the middle of one office, without anybody's name."""

    unit: str
    length: str
    thread: Thread


@dataclass(frozen=True, kw_only=True)
class HallwayPage:
    """What the page shows; `apart` are the two offices that differ most on the first measure."""

    as_of: datetime
    compared: tuple[Compared | NotCompared, ...]
    apart: Gap | None
    apart_on: str
    threads: tuple[TypicalThread, ...]


def hallway_page(here: CircleHere, chosen: dict[Tier, str]) -> HallwayPage:
    """Offices on the chosen measures, one for each tier; where none was chosen, the tier's first."""
    rungs = tuple(_chosen(here, chosen))
    name = "hallway:" + ",".join(rung.measure for rung in rungs)
    return here.kept(name, lambda: _page(here, rungs))


def _chosen(here: CircleHere, chosen: dict[Tier, str]) -> Iterator[Rung]:
    for tier in Tier:
        of_tier = [rung for rung in here.rungs if rung.tier is tier]
        asked = [rung for rung in of_tier if rung.measure == chosen.get(tier)]
        yield from (asked or of_tier)[:1]


def _page(here: CircleHere, rungs: tuple[Rung, ...]) -> HallwayPage:
    seen = here.seen()
    compared = tuple(_compared(here, seen, rung) for rung in rungs)
    first = next((one for one in compared if isinstance(one, Compared)), None)
    apart = first.hallway.widest if first else None
    return HallwayPage(
        as_of=here.as_of,
        compared=compared,
        apart=apart,
        apart_on=first.rung.called if first else "",
        threads=tuple(_threads(here, apart)) if apart else (),
    )


def _compared(here: CircleHere, seen: Seen, rung: Rung) -> Compared | NotCompared:
    try:
        hallway = hallway_of(seen, rung.measure)
    except NothingToCompare as refusal:
        return NotCompared(rung=rung, why=str(refusal))
    said = f"{rung.called}, office by office. The table below says the same."
    return Compared(
        rung=rung,
        hallway=hallway,
        picture=hallway_picture(hallway, here.short_names, said),
        ranking=_ranking(hallway, here.short_names),
        top=tuple(here.short_names.get(one, one) for one in top_group(hallway)),
        bottom=tuple(here.short_names.get(one, one) for one in bottom_group(hallway)),
        doors=tuple(
            DoorShown(
                name=here.short_names.get(door.unit, door.unit),
                n=door.n,
                raw=figure(door.raw, hallway),
                shrunk=figure(door.shrunk, hallway),
                low=figure(door.interval.low, hallway),
                high=figure(door.interval.high, hallway),
                reliability=door.reliability,
                best=door.chance_of_being_best,
            )
            for door in hallway.doors
        ),
    )


def chance(value: float) -> str:
    """A chance in per cent; near certainty is not certainty."""
    return "more than 99%" if value > SURE else f"{value:.0%}"


def _ranking(hallway: Hallway, names: dict[str, str]) -> str:
    """Who is best and worst, where the numbers bear it; else the refusal."""
    try:
        first, last = best(hallway), worst(hallway)
    except TooAlikeToRank as refusal:
        return str(refusal)
    top, bottom = (names.get(one.unit, one.unit) for one in (first, last))
    return (
        f"{top} is most likely the best of them (chance {chance(first.chance_of_being_best)}), "
        f"{bottom} most likely the last. "
        f"{hallway.reliability:.0%} of the differences we see are more than luck."
    )


def _threads(here: CircleHere, apart: Gap) -> Iterator[TypicalThread]:
    for unit in (apart.better, apart.worse):
        journey = _in_the_middle(here.service, unit)
        if journey is None:
            continue
        version = RideOfJourney.objects.values_list("version", flat=True).get(journey=journey)
        thread = thread_of(events_of(journey), design_for(here.service, version), {}, at=here.as_of)
        length = days(thread.length / timedelta(days=1))
        yield TypicalThread(unit=here.names.get(unit, unit), length=length, thread=thread)


def _in_the_middle(service: ServiceId, unit: str) -> JourneyId | None:
    """The journey in the middle by length among those that were granted."""
    ended = RideOfJourney.objects.filter(service=service, unit=unit, ending_kind="granted")
    lengths = sorted(
        (float(measures["elapsed_days"]), journey)
        for journey, measures in ended.values_list("journey", "measures")
    )
    return JourneyId(lengths[len(lengths) // 2][1]) if lengths else None
