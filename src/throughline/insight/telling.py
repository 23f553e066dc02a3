"""What it is like to be on the receiving end, in a few plain sentences with numbers."""

import numpy as np

from throughline.insight.arrays import numbers
from throughline.insight.counted import counted
from throughline.insight.measures.basis import why_not
from throughline.insight.ride import Measured, Ride

MANY_OPEN, MUCH_OPEN = 10, 0.05
"""From so many open journeys on, and from such a share, page one says how long they have waited."""


def told(ride: Ride) -> tuple[str, ...]:
    """A few sentences, the ending right after the burden; what the log cannot tell is said last."""
    sentences = (
        _length(ride),
        _ending(ride),
        _silence(ride),
        _next_word(ride),
        _turns(ride),
        _people(ride),
        _again(ride),
        _demand(ride),
        _promises(ride),
        _untold(ride),
    )
    return tuple(sentence for sentence in sentences if sentence)


def told_in_short(ride: Ride) -> tuple[str, ...]:
    """The six that a leader reads first."""
    worst = _promises(ride) or _demand(ride) or _again(ride)
    sentences = (_length(ride), _ending(ride), _silence(ride), _people(ride), worst, _untold(ride))
    return tuple(sentence for sentence in sentences if sentence)


def days(value: float) -> str:
    """A length of time as people say it: minutes, hours or days."""
    if value < 1 / 24:
        return counted(max(1 if value > 0 else 0, round(value * 1440)), "minute")
    if value < 2:
        return counted(round(value * 24), "hour")
    return counted(round(value), "day")


def number(value: float) -> str:
    """A figure with as many digits as it deserves."""
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"


def per_cent(value: float) -> str:
    """A share in per cent: what is nearly nothing is not nothing, and nearly all is not all."""
    exact = round(value, 9)
    said = f"{exact:.0%}"
    if said == "0%" and exact > 0:
        return "<1%"
    return ">99%" if said == "100%" and exact < 1 else said


def span(low: str, high: str) -> str:
    """From one figure to another, the unit said once."""
    if low == high:
        return low
    (amount, _, unit), (_, _, other) = low.partition(" "), high.partition(" ")
    return f"{amount} to {high}" if unit and unit.rstrip("s") == other.rstrip("s") else f"{low} to {high}"


def _length(ride: Ride) -> str:
    took = ride.measures["elapsed_days"]
    if not isinstance(took, Measured):
        return ""
    if "median" in took.at_least:
        return f"More than half of the people were not through yet after {days(took.median)}."
    also = ", counting those who still wait" if took.censored else ""
    half = f"Half of the people were through after {days(took.median)}{also}"
    if "p90" in took.at_least:
        return f"{half}; how long the slowest one in ten wait is not known yet: too many are still open."
    if days(took.p90) == days(took.median):
        return f"{half}, and so were nine in ten."
    return f"{half}; one in ten waited longer than {days(took.p90)}."


def _ending(ride: Ride) -> str:
    """What became of them: a short ride that was cut off is no good ride."""
    reached = ride.measures["goal_reached"]
    waiting = _still_open(ride)
    if isinstance(reached, Measured):
        return f"Of those whose journey is over, {_share(reached.mean)} got what they came for.{waiting}"
    ended = [one for one in ride.endings if one.name is not None]
    if not ended:
        return ""
    most, name = _share(ended[0].share).capitalize(), ended[0].name
    return f"{most} of journeys ended with “{name}”.{waiting}"


def _still_open(ride: Ride) -> str:
    """How many are not over, and where these are many, how long they have waited until now."""
    still = next((one for one in ride.endings if one.name is None), None)
    if still is None:
        return ""
    said = f" {_share(still.share).capitalize()} of journeys are still open"
    sampled = ride.journeys.num_rows < ride.size
    if still.n < MANY_OPEN or still.share < MUCH_OPEN or sampled:
        return f"{said}."
    journeys = ride.journeys.filter(ride.journeys["ending"].is_null())
    so_far = [
        f"{words} {days(float(np.median(numbers(journeys[name], missing=0.0))))} or longer"
        for name, words in (("elapsed_days", "for"), ("longest_silence_days", "with a silence of"))
        if name in journeys.column_names
    ]
    return f"{said}, half of them {' and '.join(so_far)}."


def _silence(ride: Ride) -> str:
    silence = ride.measures["longest_silence_days"]
    if not isinstance(silence, Measured):
        return ""
    return (
        f"For half of all people the longest time without a word from us was {days(silence.median)} or more."
    )


def _next_word(ride: Ride) -> str:
    wait = ride.measures["next_word_days"]
    if not isinstance(wait, Measured) or "median" in wait.at_least:
        return ""
    half = f"Whoever waited for a word from us had it within {days(wait.median)} half of the time"
    if "p90" in wait.at_least:
        return f"{half}; one time in ten there was still none after {days(wait.p90)}."
    if days(wait.p90) == days(wait.median):
        return f"{half}, and nine times in ten as well."
    return f"{half}, and within {days(wait.p90)} nine times in ten."


def _turns(ride: Ride) -> str:
    us, you, others = (ride.measures[name] for name in ("turn_with_us", "turn_with_you", "turn_elsewhere"))
    if (
        not isinstance(us, Measured)
        or not isinstance(you, Measured)
        or us.pooled is None
        or you.pooled is None
    ):
        return ""
    apart = others.pooled if isinstance(others, Measured) and others.pooled else 0.0
    else_ = f" and {_share(apart)} for somebody else" if apart else ""
    comma = "," if else_ else " and"
    return (
        f"Of all the time, {_share(us.pooled)} was waiting for us{comma} "
        f"{_share(you.pooled)} for them{else_}."
    )


def _people(ride: Ride) -> str:
    people, handed = ride.measures["people"], ride.measures["handoffs_person"]
    functions, crossed = ride.measures["functions"], ride.measures["handoffs_function"]
    if isinstance(people, Measured) and isinstance(handed, Measured):
        where = f" from {_departments(functions.mean)}" if isinstance(functions, Measured) else ""
        if isinstance(functions, Measured) and functions.mean > people.mean:
            # One person works for several departments: "1.7 people from 3.3 departments" cannot be.
            return (
                f"On average {_few(people.mean)} of our people worked on one journey, in the name of "
                f"{_departments(functions.mean)}, and it "
                f"{_so_often('changed hands between people', handed.mean)}."
            )
        return (
            f"On average {_few(people.mean)} of our people{where} worked on one journey, "
            f"and it {_so_often('changed hands', handed.mean)}."
        )
    if isinstance(functions, Measured) and isinstance(crossed, Measured):
        return (
            f"On average a journey went through {_departments(functions.mean)} "
            f"and {_so_often('moved from one to another', crossed.mean)}."
        )
    return ""


def _again(ride: Ride) -> str:
    redo, repeat = ride.measures["rework_redo"], ride.measures["rework_repeat"]
    if not isinstance(redo, Measured) or not isinstance(repeat, Measured):
        return ""
    by_another, by_the_same = (
        numbers(ride.journeys[name], missing=0.0) for name in ("rework_redo", "rework_repeat")
    )
    again = float((by_another + by_the_same > 0).mean())
    return f"In {_share(again)} of journeys a piece of work had to be done again."


def _demand(ride: Ride) -> str:
    demand = ride.measures["failure_demand"]
    if not isinstance(demand, Measured) or demand.pooled is None:
        return ""
    came = f"{_share(demand.pooled).capitalize()} of what people came to us with"
    return f"{came} was chasing, complaining, putting right or giving again what we already had."


def _promises(ride: Ride) -> str:
    kept = ride.measures["promises_kept"]
    if not isinstance(kept, Measured) or kept.pooled is None:
        return ""
    return f"We kept {_share(kept.pooled)} of the promises whose date has passed."


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
    return f"{ride.carried.subject} does not tell {_and(lacking)}." if lacking else ""


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _so_often(did: str, value: float) -> str:
    times = {"1": "once", "2": "twice"}.get(_about(value), f"{_about(value)} times")
    return f"hardly ever {did}" if _about(value) == "0" else f"{did} {times}"


def _about(value: float) -> str:
    return f"{round(value, 1):,g}"


def _few(value: float) -> str:
    return "one" if _about(value) == "1" else _about(value)


def _departments(value: float) -> str:
    return f"{_few(value)} department{'' if _about(value) == '1' else 's'}"


def _share(value: float) -> str:
    """A share in a sentence: what happens seldom is not said to happen never, nor nearly always always."""
    return {"<1%": "less than 1%", ">99%": "more than 99%"}.get(per_cent(value), per_cent(value))
