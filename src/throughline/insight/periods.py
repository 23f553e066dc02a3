"""From values with a day to a series by weeks or months: whole periods only, and gaps stay gaps."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from throughline.insight.rung import Rung, Summary
from throughline.insight.series import Series

FEWEST_IN_A_PERIOD = 3
"""A period with fewer journeys has no value: one answer would swing it from nought to all."""


class Period(StrEnum):
    """How time is cut."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


def series_of(
    rung: Rung,
    *,
    service: str,
    unit: str | None,
    dated: Sequence[tuple[date, float]],
    period: Period,
    since: date,
    until: date,
    fewest: int = FEWEST_IN_A_PERIOD,
) -> Series:
    """Values by period, from the first whole one after `since` to the last one that is over on `until`."""
    starts = starts_between(period, since, until)
    whole, end = starts[:-1], starts[-1]
    found: list[list[float]] = [[] for _ in whole]
    for day, value in dated:
        if whole and whole[0] <= day < end:
            found[bisect_right(whole, day) - 1].append(value)
    return Series(
        rung=rung,
        service=service,
        unit=unit,
        starts=tuple(whole),
        values=tuple(_summary(rung, values) if len(values) >= fewest else None for values in found),
        counts=tuple(len(values) for values in found),
    )


def _summary(rung: Rung, values: Sequence[float]) -> float:
    return float(np.median(values) if rung.summary is Summary.MEDIAN else np.mean(values))


def starts_between(period: Period, since: date, until: date) -> list[date]:
    """First days of the periods that begin between `since` and `until`; the last one is still open."""
    starts = [_first(period, since)]
    while (following := _next(period, starts[-1])) <= until:
        starts.append(following)
    return starts


def _first(period: Period, since: date) -> date:
    match period:
        case Period.WEEK | Period.FORTNIGHT:
            return since + timedelta(days=-since.weekday() % 7)
        case Period.MONTH:
            return since if since.day == 1 else _next(period, since)


def _next(period: Period, start: date) -> date:
    match period:
        case Period.WEEK:
            return start + timedelta(weeks=1)
        case Period.FORTNIGHT:
            return start + timedelta(weeks=2)
        case Period.MONTH:
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
