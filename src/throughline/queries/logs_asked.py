"""An uploaded log's report asked more, from the journeys that were kept beside it."""

from functools import lru_cache
from pathlib import Path

from throughline.insight.ride import Ride
from throughline.insight.ride_file import journeys_in, read_ride
from throughline.people.viewer import Viewer
from throughline.queries.asked import Asked, Asking, ask
from throughline.queries.logs import report_of
from throughline.refused import Refused
from throughline.store import log_folder

MOST_JOURNEYS = 200_000
"""Of more, an answer takes longer than anybody waits for a page."""
KEPT = 2


class CannotAsk(Refused):
    """This report cannot be asked again here; it says what to do instead."""


def asked_of(viewer: Viewer, log: str, asking: Asking) -> Asked:
    """The answer, or what can be asked.

    Raises:
        NoSuchLog: also when there is no report yet.
        CannotAsk: where the journeys were not kept, or there are too many of them.
    """
    report_of(viewer, log)
    ride, mix = _ride(log)
    return ask(ride, asking, mix=mix)


def _ride(log: str) -> tuple[Ride, tuple[str, ...]]:
    path = log_folder.journeys_of(log)
    if not path.exists():
        raise CannotAsk(
            "This report was made before one could ask it more. Choose “Change what it means” and measure "
            "the log once more."
        )
    if journeys_in(path) > MOST_JOURNEYS:
        raise CannotAsk(
            f"This log has more than {MOST_JOURNEYS:,} journeys: too many to answer while you wait. "
            "On a computer of your own, `throughline ride` answers with --by and --units."
        )
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=KEPT)
def _read(path: Path, made: int) -> tuple[Ride, tuple[str, ...]]:
    """Read once for several questions; a new report is another file."""
    return read_ride(path)
