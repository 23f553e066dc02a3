"""Where in the week, the month and the year: offices have rhythms."""

import numpy as np

from throughline.insight.expect.history import Floats


def rhythm(at: Floats) -> dict[str, Floats]:
    """Hour, weekday (Monday is 0), day of the month, days to its end, and day of the year, all in UTC."""
    day = np.floor(at)
    dates = day.astype(np.int64).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    next_month = (months + 1).astype("datetime64[D]")
    return {
        "hour": (at - day) * 24,
        "weekday": (day + 3) % 7,
        "day of month": (dates - months.astype("datetime64[D]")).astype(float),
        "days to month's end": (next_month - dates).astype(float),
        "day of year": (dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(float),
    }
