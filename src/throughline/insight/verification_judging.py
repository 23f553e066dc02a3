"""The verdict itself: what the comparisons allow us to say, and which doubt stands in the way of more."""

from dataclasses import dataclass
from enum import StrEnum

from throughline.insight.intervals import Interval
from throughline.insight.rung import Tier


class Result(StrEnum):
    """What a check found. Only `WORKED` may ever be shown green."""

    WORKED = "worked"
    PROCESS_MOVED = "process moved"
    NO_EFFECT = "no effect"
    HARMED = "harmed"
    INCONCLUSIVE = "inconclusive"


class Doubt(StrEnum):
    """Why a check that saw something still cannot tell."""

    ALREADY_MOVING = "it was getting better before"
    BACK_TO_NORMAL = "it is back to where it was"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """How much better off people are, positive is better, with its interval."""

    value: float
    interval: Interval

    @property
    def is_sure(self) -> bool:
        return self.interval.low > 0

    @property
    def is_surely_a_loss(self) -> bool:
        return self.interval.high < 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """After go-live, against the time before the signal, and against the trouble where it lasted."""

    since_before: Gain
    since_trouble: Gain | None
    already_moving: bool


def judge(compared: Compared, smallest_effect: float, tier: Tier) -> tuple[Result, Doubt | None]:
    """Success is being better than before the trouble began.

    Being better than during the trouble is not enough: what is looked at because it is bad mostly gets better
    by itself. Being worse than before is harm only if it is worse than the trouble, too.
    """
    before, trouble = compared.since_before, compared.since_trouble
    if before.is_sure and before.value >= smallest_effect:
        if compared.already_moving:
            return Result.INCONCLUSIVE, Doubt.ALREADY_MOVING
        return (Result.PROCESS_MOVED if tier is Tier.PROCESS else Result.WORKED), None
    if before.is_surely_a_loss and (trouble is None or trouble.is_surely_a_loss):
        return Result.HARMED, None
    if not before.is_sure and trouble is not None and trouble.is_sure:
        return Result.INCONCLUSIVE, Doubt.BACK_TO_NORMAL
    if before.interval.high < smallest_effect:
        return Result.NO_EFFECT, None
    return Result.INCONCLUSIVE, None
