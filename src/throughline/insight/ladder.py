"""The ladder: outcome on top, experience under it, process at the bottom.

What nobody measured is `Unmeasured`, with the reason. It has no colour, and least of all a green one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.insight.ladder_reading import Known, Reading, Unmeasured, read
from throughline.insight.rung import TIERS, Tier


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One tier of the ladder."""

    tier: Tier
    rungs: tuple[Reading | Unmeasured, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(rung for rung in self.rungs if isinstance(rung, Reading))

    @property
    def is_unmeasured(self) -> bool:
        return not self.readings


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """A service, or one unit of it, from outcome to process."""

    service: str
    unit: str | None
    steps: tuple[Step, ...]

    def tier(self, tier: Tier) -> Step:
        return next(step for step in self.steps if step.tier is tier)


def climb(service: str, unit: str | None, known: Sequence[Known]) -> Ladder:
    """All three tiers, always: a tier without measures stands there as unmeasured."""
    return Ladder(
        service=service,
        unit=unit,
        steps=tuple(_step(tier, unit, [one for one in known if one.rung.tier is tier]) for tier in TIERS),
    )


def _step(tier: Tier, unit: str | None, known: Sequence[Known]) -> Step:
    rungs: tuple[Reading | Unmeasured, ...] = tuple(read(one) for one in known)
    nothing = Unmeasured(tier=tier, rung=None, unit=unit, why=f"This service has no {tier} measure yet.")
    return Step(tier=tier, rungs=rungs or (nothing,))
