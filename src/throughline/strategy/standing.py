"""How commitments and assumptions stand, as far as the measures can tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from throughline.blueprint.model import Blueprint
from throughline.ids import ServiceId
from throughline.insight.ladder_reading import Reading, Standing, Unmeasured, standing_against
from throughline.insight.rung import Better
from throughline.strategy.model import Assumption, Commitment, Expectation

Readings = Mapping[tuple[ServiceId, str], Reading | Unmeasured]
"""What the ladders of all services read, by service and measure, for the whole service."""


class Stand(StrEnum):
    """How something we said stands against what we measure."""

    KEPT = "kept"
    BROKEN = "broken"
    HOLDS = "holds so far"
    SHOWN_WRONG = "shown wrong"
    CANNOT_TELL = "cannot tell"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One expectation beside what was measured; `standing` is None where nothing was."""

    expectation: Expectation
    reading: Reading | Unmeasured | None
    standing: Standing | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """A commitment or an assumption, how it stands, and on which numbers."""

    stand: Stand
    held: tuple[Held, ...]


def commitment_stands(commitment: Commitment, readings: Readings) -> Stood:
    """Kept when every expectation is met; broken when one is surely missed."""
    held = _held(commitment.kept_when, readings)
    standings = [one.standing for one in held]
    if all(standing is None for standing in standings):
        return Stood(stand=Stand.UNMEASURED, held=held)
    if Standing.MISSED in standings:
        return Stood(stand=Stand.BROKEN, held=held)
    sure = all(standing is Standing.MET for standing in standings)
    return Stood(stand=Stand.KEPT if sure else Stand.CANNOT_TELL, held=held)


def assumption_stands(assumption: Assumption, readings: Readings) -> Stood:
    """Shown wrong when one of its conditions surely came true; holds when surely none did."""
    held = _held(assumption.wrong_when, readings)
    standings = [one.standing for one in held]
    if all(standing is None for standing in standings):
        return Stood(stand=Stand.UNMEASURED, held=held)
    if Standing.MET in standings:
        return Stood(stand=Stand.SHOWN_WRONG, held=held)
    sure = all(standing is Standing.MISSED for standing in standings)
    return Stood(stand=Stand.HOLDS if sure else Stand.CANNOT_TELL, held=held)


def served_by(commitment: Commitment, blueprints: Sequence[Blueprint]) -> tuple[ServiceId, ...]:
    """The services whose blueprints say that they serve this commitment."""
    return tuple(blueprint.service for blueprint in blueprints if commitment.id in blueprint.serves)


def _held(expectations: Sequence[Expectation], readings: Readings) -> tuple[Held, ...]:
    return tuple(
        Held(expectation=one, reading=reading, standing=_standing(one, reading))
        for one in expectations
        for reading in [readings.get((one.service, one.measure))]
    )


def _standing(expectation: Expectation, reading: Reading | Unmeasured | None) -> Standing | None:
    if not isinstance(reading, Reading):
        return None
    if expectation.at_least is not None:
        return standing_against(reading.estimate, expectation.at_least, Better.HIGHER)
    return standing_against(reading.estimate, expectation.at_most, Better.LOWER)
