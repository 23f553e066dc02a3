"""What no look at single columns tells: whether cases come again, and whether a time goes on with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from throughline.intake.column_names import plain
from throughline.intake.taken import Confidence, Look, Taken

STILL, MOVING = 0.01, 0.5
"""Of the rows that go on with a case, the part with a new time: as good as none, and enough for events."""
AHEAD = re.compile(r"\b(due|deadline|target|planned|expected|promised|sla|frist|termijn|until|expir\w*)\b")
"""Names of times that lie ahead."""


@dataclass(frozen=True, kw_only=True)
class Deeper:
    """Asks more of the rows. Without it, what single columns look like is believed."""

    again: Callable[[str], bool] = lambda _: False
    """Whether values of a column come again, as those of a case do, in all rows and not only the first."""
    moved: Callable[[str, str], float] = lambda _case, _time: 1.0
    """Of the columns of a case and another: the part of rows after the first of a case with a new value."""


def with_moving_time(
    taken: Mapping[str, Taken], free: Sequence[str], look: Look, deeper: Deeper
) -> dict[str, Taken]:
    """A time that is one in all rows of a case says when it began: another is taken that goes on with it.

    What we are sure of stays, and so does a time that none goes on beside.
    """
    at, journey = taken.get("at"), taken.get("journey")
    if at is None or journey is None or at.confidence is Confidence.SURE:
        return dict(taken)
    if deeper.moved(journey.source, at.source) > STILL:
        return dict(taken)
    for name in free:
        if _may_move(name, look) and deeper.moved(journey.source, name) > MOVING:
            why = f"by what stands in it: {at.source} says one time in all rows of a case"
            return {**taken, "at": Taken("at", name, why, Confidence.GUESS, at.source)}
    return dict(taken)


def _may_move(name: str, look: Look) -> bool:
    seen = look(name)
    return seen.times >= 0.9 * seen.filled > 0 and not AHEAD.search(plain(name))
