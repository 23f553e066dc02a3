"""What a report is asked beyond what it shows: journeys in groups, or compared, by what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.material import told_of
from throughline.insight.report.page import asked_groups, asked_units
from throughline.insight.ride import NoSuchAttribute, Ride
from throughline.insight.ride_file import journeys_in, read_ride
from throughline.insight.splits import NothingToSplitBy, names_to_split_by
from throughline.people.viewer import Viewer
from throughline.queries.logs import report_of
from throughline.refused import Refused
from throughline.store import log_folder

MOST_JOURNEYS = 200_000
"""Of more, an answer takes longer than anybody waits for a page."""
OFFICE = "unit"
KEPT = 2


class CannotAsk(Refused):
    """This report cannot be asked again here; it says what to do instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What can be asked, and the answer or why there is none, with the question that it stands at."""

    splits: Sequence[str]
    units: Sequence[str]
    measures: Sequence[tuple[str, str]]
    measure: str
    answer: str = ""
    """Markup, or nothing."""
    why_not: str = ""
    at: str = ""


def asked_of(viewer: Viewer, log: str, *, by: str = "", units: str = "", measure: str = "") -> Asked:
    """Journeys of a log split by `by`, or compared by `units` on a measure; without both, what can be asked.

    Raises:
        NoSuchLog: also when there is no report yet.
        CannotAsk: where the journeys were not kept, or there are too many of them.
    """
    report_of(viewer, log)
    ride, mix = _ride(log)
    told = told_of(ride)
    asked = Asked(
        splits=names_to_split_by(ride),
        units=(*([OFFICE] if len(ride.units) > 1 else []), *ride.attributes),
        measures=[(name, BY_NAME[name].question) for name in told],
        measure=measure if measure in told else told[0],
    )
    try:
        return replace(asked, answer=_answer(ride, mix, by, units, measure or told[0], told))
    except NothingToSplitBy as refusal:
        return replace(asked, why_not=str(refusal), at="by")
    except (NoSuchAttribute, NothingToCompare) as refusal:
        return replace(asked, why_not=str(refusal), at="units")
    except NoSuchMeasure as refusal:
        return replace(asked, why_not=str(refusal), at="measure")


class NoSuchMeasure(Refused):
    """The log does not tell this measure, or there is none of this name."""


def _answer(ride: Ride, mix: Sequence[str], by: str, units: str, measure: str, told: Sequence[str]) -> str:
    if by:
        return asked_groups(ride, by)
    if not units:
        return ""
    if measure not in told:
        raise NoSuchMeasure(f"This log tells nothing called “{measure}” to compare on. Choose from the list.")
    return asked_units(ride, "" if units == OFFICE else units, measure, mix)


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
