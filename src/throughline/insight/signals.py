"""Signals: patterns that persist, raised so rarely by chance that people can believe them.

The last eight periods are held against a baseline that ends before them, with neighbours' resemblance
taken into account (`carry_over`); over all watched series together, the false-discovery rate is held at
`q` (`fdr`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from throughline.insight import fdr
from throughline.insight.carry_over import Difference, difference, level, pooled_phi, step
from throughline.insight.rung import Rung, Summary, Tier
from throughline.insight.series import Series, Window
from throughline.insight.signal_doubts import doubts


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """How we look. A baseline may be shorter than wished, but never shorter than `shortest_baseline`."""

    recent: int = 8
    baseline: int = 24
    shortest_baseline: int = 16
    fewest_recent: int = 6
    q: float = 0.10


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """A measure moved and stayed there. It says how sure that is and what else could explain it."""

    rung: Rung
    service: str
    unit: str | None
    window: Window
    baseline_window: Window
    baseline_mean: float
    recent_mean: float
    difference: float
    p: float
    q: float
    phi: float
    false_alarms_expected: float
    adverse: bool
    competing_explanations: tuple[str, ...]

    @property
    def tier(self) -> Tier:
        return self.rung.tier


@dataclass(frozen=True, kw_only=True, slots=True)
class Unwatched:
    """A series that could not be judged, and why. It is not quiet; it is unseen."""

    rung: Rung
    service: str
    unit: str | None
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One look over everything. On average at most the share `q` of the signals is false."""

    signals: tuple[Signal, ...]
    unwatched: tuple[Unwatched, ...]
    watched: int
    phi: float
    q: float

    @property
    def false_alarms_expected(self) -> float:
        """How many of the raised signals we expect to be false, at most."""
        return self.q * len(self.signals)

    @property
    def false_alarm_rate(self) -> str:
        """The sentence that stands beside every list of signals."""
        return (
            f"We watched {self.watched} series. We expect at most one in {round(1 / self.q)} of the signals "
            f"we raise to be chance. When nothing has changed anywhere, at most about {self.q:.0%} of "
            "reviews raise one."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    series: Series
    baseline: tuple[int, ...]
    recent: tuple[int, ...]


def review(many: Sequence[Series], watch: Watch | None = None) -> Review:
    """Look at all series at once; a series looked at alone would hide how often we looked."""
    watch = watch or Watch()
    sorted_out = [_look(series, watch) for series in many]
    looks = [found for found in sorted_out if isinstance(found, _Look)]
    phi = pooled_phi([(one.series.at(one.baseline), level(one.baseline)) for one in looks])
    shifts = [_shift(one, phi) for one in looks]
    p = np.array([shift.p for shift in shifts])
    judged = list(zip(looks, shifts, fdr.raised(p, watch.q), fdr.q_values(p), strict=True))
    count = sum(bool(is_raised) for _, _, is_raised, _ in judged)
    return Review(
        signals=tuple(
            _signal(one, shift, float(q), phi, watch.q * count, [o.series for o in looks])
            for one, shift, is_raised, q in judged
            if is_raised
        ),
        unwatched=tuple(found for found in sorted_out if isinstance(found, Unwatched)),
        watched=len(looks),
        phi=phi,
        q=watch.q,
    )


def _look(series: Series, watch: Watch) -> _Look | Unwatched:
    end = len(series.values) - watch.recent
    recent = series.known(range(max(0, end), len(series.values)))
    baseline = series.known(range(max(0, end - watch.baseline), max(0, end)))
    if len(baseline) < watch.shortest_baseline:
        why = (
            f"It needs {watch.shortest_baseline} earlier periods with a value to compare with; "
            f"there are {len(baseline)}."
        )
    elif len(recent) < watch.fewest_recent:
        why = f"Only {len(recent)} of the last {watch.recent} periods have a value."
    elif np.ptp(series.at(baseline)) == 0:
        why = "It never varied in the baseline, so there is no scale to judge a change by."
    else:
        return _Look(series=series, baseline=baseline, recent=recent)
    return Unwatched(rung=series.rung, service=series.service, unit=series.unit, why=why)


def _shift(look: _Look, phi: float) -> Difference:
    values = look.series.at((*look.baseline, *look.recent))
    moved = difference(values, step(look.baseline, look.recent), phi, scaled_by=level(look.baseline))
    least = _counting_error(look)
    return replace(moved, standard_error=max(moved.standard_error, least))


def _counting_error(look: _Look) -> float:
    """What counting yes and no leaves to chance: the least there is.

    A share that was nought or all for months looks free of noise. It is not; the first exception would be
    taken for a change. Two more of each answer (Agresti and Coull) keep its error above nought.
    """
    if look.series.rung.summary is not Summary.SHARE:
        return 0.0
    counts = np.array([look.series.counts[i] for i in (*look.baseline, *look.recent)], dtype=np.float64)
    values = look.series.at((*look.baseline, *look.recent))
    share = (float(values @ counts) + 2) / (float(counts.sum()) + 4)
    before, now = counts[: len(look.baseline)].sum(), counts[len(look.baseline) :].sum()
    return float(np.sqrt(share * (1 - share) * (1 / before + 1 / now)))


def _signal(
    look: _Look, shift: Difference, q: float, phi: float, expected: float, all_series: Sequence[Series]
) -> Signal:
    series = look.series
    baseline = range(look.baseline[0], look.baseline[-1] + 1)
    recent = range(look.recent[0], look.recent[-1] + 1)
    return Signal(
        rung=series.rung,
        service=series.service,
        unit=series.unit,
        window=series.window(recent),
        baseline_window=series.window(baseline),
        baseline_mean=float(np.mean(series.at(look.baseline))),
        recent_mean=float(np.mean(series.at(look.recent))),
        difference=shift.value,
        p=shift.p,
        q=q,
        phi=phi,
        false_alarms_expected=expected,
        adverse=shift.value * series.rung.better.sign < 0,
        competing_explanations=doubts(series, baseline, recent, all_series),
    )
