"""What a check found, said in a sentence."""

from throughline.insight.rung import Rung
from throughline.insight.verification_judging import Doubt, Gain, Result


def sentence(result: Result, doubt: Doubt | None, rung: Rung, gain: Gain, smallest: float) -> str:
    """The finding for somebody who has read nothing else. A gain above 0 means that people are better off."""
    seen = _seen(rung, gain, smallest)
    match result, doubt:
        case Result.WORKED, _:
            return f"It worked: {seen}."
        case Result.PROCESS_MOVED, _:
            return f"The process moved: {seen}. Whether people are better off, it cannot say."
        case Result.NO_EFFECT, _:
            return f"No effect worth having: {seen}."
        case Result.HARMED, _:
            return f"It did harm: {seen}."
        case _, Doubt.ALREADY_MOVING:
            return f"We cannot tell: {seen}, but it was getting better before anybody changed anything."
        case _, Doubt.BACK_TO_NORMAL:
            return (
                f"We cannot tell: it is better than during the trouble, but {seen}. "
                "What we look at because it is bad often gets better by itself."
            )
    return f"We cannot tell yet: {seen}."


def _seen(rung: Rung, gain: Gain, smallest: float) -> str:
    way = "better" if gain.value >= 0 else "worse"
    low, high = gain.interval.low, gain.interval.high
    return (
        f"“{rung.called}” is {rung.difference(abs(gain.value))} {way} than before the signal "
        f"(between {rung.difference(low)} and {rung.difference(high)}, positive is better; "
        f"{rung.difference(smallest)} was worth having)"
    )
