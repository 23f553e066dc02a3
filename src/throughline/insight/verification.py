"""Did the change work? A check that chance and the alarm itself cannot easily fool.

Three rules are built in. The baseline ends before the first period that contributed to the signal: what
raised the alarm was extreme by selection, and falls back by itself. What counts as success was written down
before go-live. And "worked" needs an outcome or an experience; a process that ran faster has only moved.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import special

from throughline.insight.carry_over import (
    Difference,
    difference,
    pooled_phi,
    slope,
    standard_error_ahead,
    step,
)
from throughline.insight.carry_over import level as one_level
from throughline.insight.intervals import Interval
from throughline.insight.rung import Rung
from throughline.insight.series import Series, Window
from throughline.insight.verification_judging import Compared, Doubt, Gain, Result, judge
from throughline.insight.verification_words import sentence
from throughline.refused import Refused

SHORTEST_BASELINE = 12
SHORTEST_AFTER = 6
SHORTEST_TROUBLE = 4
LONGEST_BASELINE = 24
POWER = 0.8
SURE_OF_A_TREND = 0.05


class TooEarlyToTell(Refused):
    """There are not enough periods yet."""


class NoHypothesis(Refused):
    """What would count as success must be said first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hypothesis:
    """Written before go-live: which measure will get better, by how much, and after how many whole periods.

    Fixing the time of the check keeps us from looking again and again until chance is kind. Whoever began
    before go-live still lives by the old design: `left_out` periods after go-live are theirs and not counted.
    """

    rung: Rung
    smallest_effect: float
    periods: int = 8
    left_out: int = 0

    def __post_init__(self) -> None:
        if self.left_out < 0:
            raise NoHypothesis("Leave out no period, or a number of them.")
        if self.periods < SHORTEST_AFTER:
            raise NoHypothesis(f"Give the change at least {SHORTEST_AFTER} periods before it is checked.")
        if not self.smallest_effect > 0:
            raise NoHypothesis("Say how large the smallest effect worth having is: a number above nought.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the check found. `estimate` is in the measure's own units; `gain` counts better as positive."""

    result: Result
    doubt: Doubt | None
    estimate: float
    interval: Interval
    gain: Gain
    since_trouble: Gain | None
    baseline: Window
    after: Window
    phi: float
    smallest_effect: float
    sentence: str


def check(
    hypothesis: Hypothesis,
    series: Series,
    *,
    trigger_from: date,
    go_live: date,
    phi: float | None = None,
) -> Verdict:
    """Hold what followed go-live against the time before the alarm.

    `trigger_from` is the first day of the signal's window; without a signal, the day the change was proposed.
    `phi` is best taken from the review that raised the signal; one series alone knows it poorly.
    """
    _check_can_be_told(hypothesis, series, trigger_from, go_live)
    before, after = _baseline(series, trigger_from), _after(hypothesis, series, go_live)
    old, new = series.known(before), series.known(after)
    values, layout = series.at((*old, *new)), step(old, new)
    phi = pooled_phi([(values, layout)]) if phi is None else phi
    moved = difference(values, layout, phi)
    compared = Compared(
        since_before=_gain(series, moved),
        since_trouble=_since_trouble(series, range(before.stop, series.before(go_live).stop), new, phi),
        already_moving=_already_moving(series, old, phi),
    )
    result, doubt = judge(compared, hypothesis.smallest_effect, hypothesis.rung.tier)
    return Verdict(
        result=result,
        doubt=doubt,
        estimate=moved.value,
        interval=moved.interval(),
        gain=compared.since_before,
        since_trouble=compared.since_trouble,
        baseline=series.window(before),
        after=series.window(after),
        phi=phi,
        smallest_effect=hypothesis.smallest_effect,
        sentence=sentence(result, doubt, series.rung, compared.since_before, hypothesis.smallest_effect),
    )


def smallest_detectable(series: Series, *, trigger_from: date, after: int, phi: float | None = None) -> float:
    """The smallest effect a check with `after` periods finds four times in five; say it when proposing."""
    old = series.known(_baseline(series, trigger_from))
    _need(len(old), SHORTEST_BASELINE, "before the signal")
    last = len(series.values) + 1
    planned = step(old, range(last, last + after))
    phi = pooled_phi([(series.at(old), one_level(old))]) if phi is None else phi
    noise: Difference = standard_error_ahead(series.at(old), one_level(old), planned, phi)
    quantiles = special.stdtrit(noise.degrees_of_freedom, [0.975, POWER])
    return float(np.sum(quantiles) * noise.standard_error)


def _baseline(series: Series, trigger_from: date) -> range:
    before = series.before(trigger_from)
    return range(max(0, len(before) - LONGEST_BASELINE), len(before))


def _after(hypothesis: Hypothesis, series: Series, go_live: date) -> range:
    return series.since(go_live)[hypothesis.left_out :][: hypothesis.periods]


def _check_can_be_told(hypothesis: Hypothesis, series: Series, trigger_from: date, go_live: date) -> None:
    if (hypothesis.rung.measure, hypothesis.rung.better) != (series.rung.measure, series.rung.better):
        raise NoHypothesis(
            f"The change promised to move “{hypothesis.rung.measure}”; this is “{series.rung.measure}”."
        )
    if trigger_from > go_live:
        raise NoHypothesis("The signal came after the change went live, so the change did not answer it.")
    _need(len(series.known(_baseline(series, trigger_from))), SHORTEST_BASELINE, "before the signal")
    after = _after(hypothesis, series, go_live)
    if len(after) < hypothesis.periods:
        raise TooEarlyToTell(
            f"This change is checked {hypothesis.left_out + hypothesis.periods} whole periods after it went "
            f"live; there are {len(series.since(go_live))} so far."
        )
    _need(len(series.known(after)), SHORTEST_AFTER, "after the change went live")


def _need(there_are: int, needed: int, where: str) -> None:
    if there_are < needed:
        raise TooEarlyToTell(f"A check needs {needed} periods with a value {where}; there are {there_are}.")


def _gain(series: Series, moved: Difference) -> Gain:
    interval = moved.interval()
    if series.rung.better.sign > 0:
        return Gain(value=moved.value, interval=interval)
    return Gain(value=-moved.value, interval=Interval(-interval.high, -interval.low))


def _since_trouble(series: Series, trouble: range, new: tuple[int, ...], phi: float) -> Gain | None:
    """Against the time from the signal's first period to go-live, where that is long enough."""
    bad = series.known(trouble)
    if len(bad) < SHORTEST_TROUBLE:
        return None
    return _gain(series, difference(series.at((*bad, *new)), step(bad, new), phi))


def _already_moving(series: Series, old: tuple[int, ...], phi: float) -> bool:
    """The measure was getting better before anybody did anything, so getting better proves nothing."""
    trend = difference(series.at(old), slope(old), phi)
    return trend.value * series.rung.better.sign > 0 and trend.p < SURE_OF_A_TREND
