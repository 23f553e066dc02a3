"""What else could explain a signal. Each doubt is a sentence to rule out before anybody changes anything."""

from collections.abc import Sequence

import numpy as np

from throughline.insight.series import Series

VOLUME_CHANGE = 0.25
MISSING_SHARE = 0.10
YEAR_IN_DAYS = 365
SISTERS = 2
"""How many other units must have moved the same way before we say that everybody moved."""


def doubts(series: Series, baseline: range, recent: range, everything: Sequence[Series]) -> tuple[str, ...]:
    """All doubts that the series itself gives reason for."""
    found = (
        _other_people(series, baseline, recent),
        _gaps(series, recent),
        _season(series, baseline),
        _everybody_moved(series, baseline, recent, everything),
    )
    return tuple(doubt for doubt in found if doubt)


def _other_people(series: Series, baseline: range, recent: range) -> str | None:
    before = float(np.mean([series.counts[i] for i in baseline]))
    now = float(np.mean([series.counts[i] for i in recent]))
    if before == 0 or abs(now / before - 1) < VOLUME_CHANGE:
        return None
    return (
        f"Other people may be coming: {now:.0f} journeys a period now, {before:.0f} before. "
        "Compare like with like before you decide."
    )


def _gaps(series: Series, recent: range) -> str | None:
    missing = len(recent) - len(series.known(recent))
    if missing <= MISSING_SHARE * len(recent):
        return None
    return f"The measurement may be at fault: {missing} of the last {len(recent)} periods have no value."


def _season(series: Series, baseline: range) -> str | None:
    days = (series.starts[baseline[-1]] - series.starts[baseline[0]]).days
    if days >= YEAR_IN_DAYS:
        return None
    return f"It may be the season: the baseline covers {days // 7} weeks, less than a year."


def _everybody_moved(
    series: Series, baseline: range, recent: range, everything: Sequence[Series]
) -> str | None:
    here = _move(series, baseline, recent)
    sisters = [
        other
        for other in everything
        if other.unit != series.unit
        and other.unit is not None
        and (other.service, other.rung.measure) == (series.service, series.rung.measure)
        and len(other.values) == len(series.values)
    ]
    same = sum(_move(other, baseline, recent) * here > 0 for other in sisters)
    if series.unit is None or len(sisters) < SISTERS or same < len(sisters):
        return None
    return f"All {len(sisters)} other units moved the same way, so the cause may lie outside this one."


def _move(series: Series, baseline: range, recent: range) -> float:
    before, now = series.at(series.known(baseline)), series.at(series.known(recent))
    return float(np.mean(now) - np.mean(before)) if len(before) and len(now) else 0.0
