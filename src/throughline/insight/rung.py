"""What a measure is, when it stands on the ladder: which tier, which way is better, how it is known."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """Outcome stands above experience, experience above process."""

    OUTCOME = "outcome"
    EXPERIENCE = "experience"
    PROCESS = "process"


TIERS: tuple[Tier, ...] = (Tier.OUTCOME, Tier.EXPERIENCE, Tier.PROCESS)
"""From the top of the ladder to the bottom."""


class Better(StrEnum):
    """Which way is good for the person."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        """Turns a difference into a gain: positive is better, whichever way the measure points."""
        return 1 if self is Better.HIGHER else -1


class Known(StrEnum):
    """How we know: the person told us, or the record shows it. The two are never mixed up."""

    REPORTED = "reported"
    OBSERVED = "observed"


class Summary(StrEnum):
    """How many journeys become one number."""

    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One measure on the ladder. `family` names the question it shares with its sisters (`continuity`)."""

    measure: str
    question: str
    tier: Tier
    better: Better
    summary: Summary
    known: Known = Known.OBSERVED
    family: str = ""
    target: float | None = None
    title: str = ""

    @property
    def called(self) -> str:
        """What people call it."""
        return self.title or self.measure

    @property
    def about(self) -> str:
        """The family, or the measure itself where it has no sisters."""
        return self.family or self.measure

    def figure(self, value: float) -> str:
        """A value as people say it: shares in per cent, anything else with as many digits as it deserves."""
        if self.summary is Summary.SHARE:
            return f"{value:.0%}".replace("-", "−")
        return f"{value:.3g}".replace("-", "−")

    def difference(self, value: float) -> str:
        """A difference as people say it: between shares, it is one of percentage points."""
        if self.summary is Summary.SHARE:
            return f"{100 * value:.0f} points".replace("-", "−")
        return self.figure(value)
