"""Made-up histories with a known answer, for tests of what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from throughline.insight.expect.history import History, history_from

MONDAY = 19_723.0
"""1 January 2024, in days since 1970."""
DAY_US = 86_400_000_000


@dataclass(frozen=True)
class Happened:
    """One event of a made-up journey."""

    journey: str
    day: float
    step: str
    ended: bool = False
    ask: bool = False
    answer: bool = False
    person: str | None = None


def history_with(events: Sequence[Happened]) -> History:
    """The history of these events, in the order given where times are the same."""
    rows = pa.table(
        {
            "journey": [one.journey for one in events],
            "seq": list(range(len(events))),
            "at": pa.array([round((MONDAY + one.day) * DAY_US) for one in events], pa.timestamp("us", "UTC")),
            "step": [one.step for one in events],
            "person": pa.array([one.person for one in events], pa.string()),
            "function": pa.array([None] * len(events), pa.string()),
            "stage": pa.array([None] * len(events), pa.string()),
            "ended": [one.ended for one in events],
            "ask": [one.ask for one in events],
            "answer": [one.answer for one in events],
        }
    )
    return history_from(rows)


def simulated(journeys: int, seed: int, *, mean: float = 10.0) -> list[Happened]:
    """Journeys of four steps that begin evenly; each of the three waits is exponential."""
    rng = np.random.default_rng(seed)
    events: list[Happened] = []
    for number in range(journeys):
        days = number / 2 + np.concatenate([[0.0], np.cumsum(rng.exponential(mean, 3))])
        steps = ("apply", "check", "decide", "tell")
        events += [
            Happened(f"J{number:04}", float(day), step, ended=step == "tell")
            for day, step in zip(days, steps, strict=True)
        ]
    return events
