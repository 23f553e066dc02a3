"""The hallway as JSON: the contract that scripts and other programs read."""

from collections.abc import Mapping, Sequence

from throughline.insight.hallway_cut_off import judged
from throughline.insight.hallway_rows import SmallUnit
from throughline.insight.hallway_walk import FEWEST_TO_COMPARE, walk_all
from throughline.insight.hallway_walked import NotWalked, Office, Walk
from throughline.insight.ride import Ride


def every_walk(ride: Ride, mix: Sequence[str]) -> Mapping[str, Walk | NotWalked]:
    """Units compared on every measure; nothing where there is none to compare."""
    return walk_all(ride.journeys, mix=mix) if len(ride.units) >= FEWEST_TO_COMPARE else {}


def hallway_json(ride: Ride, every: Mapping[str, Walk | NotWalked]) -> dict[str, dict[str, object]]:
    """Units on every measure, and who may be named there; nothing where there is none to compare."""
    if not every:
        return {}
    walks = {measure: judged(walk, ride) for measure, walk in every.items() if isinstance(walk, Walk)}
    return {"units": {**units_json(walks)}, "rankings": {**rankings_json(walks)}}


def units_json(walks: Mapping[str, Walk | NotWalked]) -> dict[str, list[dict[str, object]]]:
    """Per measure the units by name; a unit with too few journeys has no figures but its own."""
    return {
        measure: sorted(
            [*map(_office, walk.units), *map(_small, walk.small)], key=lambda unit: str(unit["unit"])
        )
        for measure, walk in walks.items()
        if isinstance(walk, Walk)
    }


def rankings_json(walks: Mapping[str, Walk]) -> dict[str, dict[str, object]]:
    """Per measure who is best and who is last, or why nobody is named; a chance alone names nobody."""
    return {measure: _ranking(walk) for measure, walk in walks.items()}


def _ranking(walk: Walk) -> dict[str, object]:
    ranking = walk.ranking
    return {
        "best": ranking.best,
        "worst": ranking.worst,
        "why_not": ranking.why_not,
        "top": list(ranking.top),
        "bottom": list(ranking.bottom),
        "reliability": walk.reliability,
    }


def _office(unit: Office) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "n": unit.n,
        "raw": unit.raw,
        "adjusted": unit.adjusted,
        "shrunk": unit.shrunk,
        "lower": unit.interval.low,
        "upper": unit.interval.high,
        "p_best": unit.chance_of_being_best,
    }


def _small(unit: SmallUnit) -> dict[str, object]:
    untold = dict.fromkeys(("adjusted", "shrunk", "lower", "upper", "p_best"))
    return {"unit": unit.unit, "n": unit.n, "raw": unit.raw, **untold}
