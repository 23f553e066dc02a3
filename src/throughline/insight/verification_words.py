"""The five things a check can find, each said in a sentence. Only one of them may ever be shown green."""

from enum import StrEnum

from throughline.insight.intervals import Interval
from throughline.insight.rung import Rung


class Result(StrEnum):
    """What a check found."""

    WORKED = "worked"
    PROCESS_MOVED = "process moved"
    NO_EFFECT = "no effect"
    HARMED = "harmed"
    INCONCLUSIVE = "inconclusive"


def sentence(
    result: Result, rung: Rung, gain: float, interval: Interval, already_moving: bool, smallest: float
) -> str:
    """The finding for somebody who has read nothing else. A gain above 0 means that people are better off."""
    way = "better" if gain >= 0 else "worse"
    size = (
        f"“{rung.measure}” is {_number(abs(gain))} {way} than before the signal "
        f"(between {_number(interval.low)} and {_number(interval.high)}, positive is better; "
        f"{_number(smallest)} was worth having)"
    )
    match result:
        case Result.WORKED:
            return f"It worked: {size}."
        case Result.PROCESS_MOVED:
            return f"The process moved: {size}. Whether people are better off, it cannot say."
        case Result.NO_EFFECT:
            return f"No effect worth having: {size}."
        case Result.HARMED:
            return f"It did harm: {size}."
        case Result.INCONCLUSIVE if already_moving:
            return f"We cannot tell: {size}, but it was getting better before anybody changed anything."
        case Result.INCONCLUSIVE:
            return f"We cannot tell yet: {size}."


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
