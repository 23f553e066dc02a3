"""The hallway as JSON: the contract that scripts and other programs read."""

from collections.abc import Mapping

from throughline.insight.hallway_rows import SmallUnit
from throughline.insight.hallway_walked import NotWalked, Office, Walk


def units_json(walks: Mapping[str, Walk | NotWalked]) -> dict[str, list[dict[str, object]]]:
    """Per measure the units by name; a unit with too few journeys has no figures but its own."""
    return {
        measure: sorted(
            [*map(_office, walk.units), *map(_small, walk.small)], key=lambda unit: str(unit["unit"])
        )
        for measure, walk in walks.items()
        if isinstance(walk, Walk)
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
