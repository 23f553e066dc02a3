"""What a report is asked beyond what it shows: journeys in groups, or compared, by what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.material import told_of
from throughline.insight.report.page import asked_groups, asked_units
from throughline.insight.ride import Ride
from throughline.insight.splits import names_to_split_by

OFFICE = "unit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What somebody asks: groups by `by`, or a comparison by `units` on a measure; nothing to begin with."""

    by: str = ""
    units: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What can be asked, and the answer or why there is none, with the question that it stands at."""

    splits: Sequence[str]
    units: Sequence[str]
    measures: Sequence[tuple[str, str]]
    measure: str
    answer: str = ""
    """Markup, or nothing."""
    unknown: str = ""
    """What was asked for and is not among what can be asked."""
    why_not: str = ""
    at: str = ""


def ask(ride: Ride, asking: Asking, *, mix: Sequence[str] = (), fewest: int = 0) -> Asked:
    """The answer over a ride. Groups of fewer journeys than `fewest` are not shown."""
    told = told_of(ride)
    asked = Asked(
        splits=names_to_split_by(ride),
        units=(*([OFFICE] if len(ride.units) > 1 else []), *ride.attributes),
        measures=[(name, BY_NAME[name].question) for name in told],
        measure=asking.measure if asking.measure in told else told[0],
    )
    if asking.by:
        if asking.by not in asked.splits:
            return replace(asked, unknown=asking.by, at="by")
        return replace(asked, answer=asked_groups(ride, asking.by, fewest=fewest))
    if not asking.units:
        return asked
    if asking.units not in asked.units:
        return replace(asked, unknown=asking.units, at="units")
    if asking.measure not in ("", *told):
        return replace(asked, unknown=asking.measure, at="measure")
    return _compared(ride, asked, asking.units, mix)


def _compared(ride: Ride, asked: Asked, units: str, mix: Sequence[str]) -> Asked:
    by = "" if units == OFFICE else units
    try:
        return replace(asked, answer=asked_units(ride, by, asked.measure, mix))
    except NothingToCompare as refusal:
        return replace(asked, why_not=str(refusal), at="units")
