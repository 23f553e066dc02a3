"""What it is like to be on the receiving end, in a few plain sentences with numbers."""

from throughline.insight.measures.basis import why_not
from throughline.insight.ride import Measured, Ride

MOST = 5
"""Sentences about what happened; one more may say what the log does not tell."""


def told(ride: Ride) -> tuple[str, ...]:
    """Two to six sentences. What the log cannot tell is said in the last one."""
    sentences = [_length(ride), _goal(ride), _silence(ride), _people(ride), _again(ride), _promises(ride)]
    said = [sentence for sentence in sentences if sentence][:MOST]
    return (*said, _untold(ride)) if _untold(ride) else tuple(said)


def days(value: float) -> str:
    """A length of time as people say it: minutes, hours or days."""
    if value < 1 / 24:
        return _count(max(1, round(value * 1440)), "minute")
    if value < 2:
        return _count(round(value * 24), "hour")
    return _count(round(value), "day")


def number(value: float) -> str:
    """A figure with as many digits as it deserves."""
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"


def per_cent(value: float) -> str:
    """A share in per cent."""
    return f"{value:.0%}"


def _length(ride: Ride) -> str:
    took = ride.measures["elapsed_days"]
    if not isinstance(took, Measured):
        return ""
    if "median" in took.at_least:
        return f"More than half of the people were not through after {days(took.median)}."
    late = (
        "more than one in ten still waited after"
        if "p90" in took.at_least
        else "one in ten waited longer than"
    )
    return f"Half of the people were through after {days(took.median)}; {late} {days(took.p90)}."


def _goal(ride: Ride) -> str:
    reached = ride.measures["goal_reached"]
    if not isinstance(reached, Measured):
        return ""
    return f"Of those whose journey is over, {per_cent(reached.mean)} got what they came for."


def _silence(ride: Ride) -> str:
    silence = ride.measures["longest_silence_days"]
    if not isinstance(silence, Measured):
        return ""
    return f"For half of them the longest time without a word from us was {days(silence.median)} or more."


def _people(ride: Ride) -> str:
    people, handed = ride.measures["people"], ride.measures["handoffs_person"]
    functions, crossed = ride.measures["functions"], ride.measures["handoffs_function"]
    if isinstance(people, Measured) and isinstance(handed, Measured):
        where = f" from {_about(functions.mean)} departments" if isinstance(functions, Measured) else ""
        return (
            f"On average {_about(people.mean)} of our people{where} worked on one journey, "
            f"and it changed hands {_times(handed.mean)}."
        )
    if isinstance(functions, Measured) and isinstance(crossed, Measured):
        return (
            f"On average a journey went through {_about(functions.mean)} departments "
            f"and moved between them {_times(crossed.mean)}."
        )
    return ""


def _again(ride: Ride) -> str:
    redo, repeat = ride.measures["rework_redo"], ride.measures["rework_repeat"]
    if not isinstance(redo, Measured) or not isinstance(repeat, Measured):
        return ""
    again = ((ride.values("rework_redo") + ride.values("rework_repeat")) > 0).mean()
    return f"In {per_cent(again)} of journeys a piece of work had to be done again."


def _promises(ride: Ride) -> str:
    kept = ride.measures["promises_kept"]
    if not isinstance(kept, Measured) or kept.pooled is None:
        return ""
    return f"We kept {per_cent(kept.pooled)} of the promises whose date has passed."


def _untold(ride: Ride) -> str:
    lacking = [
        what
        for name, what in (
            ("longest_silence_days", "what the person heard from us"),
            ("asks", "what they were asked for"),
            ("promises_kept", "what was promised"),
        )
        if why_not(name, ride.carried)
    ]
    return f"The log does not tell {_and(lacking)}." if lacking else ""


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _times(value: float) -> str:
    return {"0": "hardly ever", "1": "once", "2": "twice"}.get(_about(value), f"{_about(value)} times")


def _about(value: float) -> str:
    return f"{round(value, 1):,g}"


def _count(amount: int, unit: str) -> str:
    return f"{amount:,} {unit}" if amount == 1 else f"{amount:,} {unit}s"
