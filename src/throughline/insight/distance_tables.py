"""The distance between two units from a table of kinds: what the mix makes, and what happens to each kind."""

from dataclasses import dataclass

from throughline.insight.intervals import Numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoParts:
    """Kitagawa: what the mix of journeys makes, and what the rates of each kind make. They sum to the gap."""

    composition: float
    rate: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreeParts:
    """Seen from the other unit: its rates with our mix, its mix with our rates, and both at once."""

    endowments: float
    coefficients: float
    interaction: float


def kitagawa(mix: Numbers, rates: Numbers, other_mix: Numbers, other_rates: Numbers) -> TwoParts:
    """One unit less the other; mixes are shares of the kinds and sum to 1."""
    return TwoParts(
        composition=float((mix - other_mix) @ (rates + other_rates) / 2),
        rate=float((rates - other_rates) @ (mix + other_mix) / 2),
    )


def three_parts(mix: Numbers, rates: Numbers, other_mix: Numbers, other_rates: Numbers) -> ThreeParts:
    """One unit less the other, with the part that only both differences together make."""
    return ThreeParts(
        endowments=float((mix - other_mix) @ other_rates),
        coefficients=float(other_mix @ (rates - other_rates)),
        interaction=float((mix - other_mix) @ (rates - other_rates)),
    )
