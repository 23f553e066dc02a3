"""A ride as JSON: the contract that scripts and other programs read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC

from throughline.insight.intervals import Interval
from throughline.insight.measured import Measured, Result
from throughline.insight.ride import Ending, Ride
from throughline.insight.splits import Group, Split

Found = Mapping[str, object]


def as_json(
    ride: Ride,
    columns: Mapping[str, str],
    problems: Sequence[Found],
    *,
    hallway: Found | None = None,
    groups: Split | None = None,
) -> dict[str, object]:
    """The log and every measure; what cannot be told is `{"unmeasurable": why}`.

    `hallway` compares units on each measure, and `groups` splits it, where somebody did.
    """
    found = [dict(problem) for problem in problems]
    written: dict[str, object] = {
        "log": {
            "events": ride.events,
            "journeys": ride.size,
            "from": ride.first.astimezone(UTC).isoformat(),
            "to": ride.last.astimezone(UTC).isoformat(),
            "columns": dict(columns),
            "problems": found,
        },
        "measures": {name: _measure(result) for name, result in ride.measures.items()},
        "endings": [_ending(ending) for ending in ride.endings],
        "problems": found,
        **(hallway or {}),
    }
    if groups is not None:
        written["by"] = {"name": groups.by, "groups": [_group(group) for group in groups.groups]}
    return written


def _group(group: Group) -> dict[str, object]:
    """A group with its endings beside its measures: burden never stands without them."""
    return {
        "group": group.name,
        "n": group.n,
        "share": group.share,
        "cut_off": group.cut_off,
        "caution": group.caution,
        "endings": [_ending(ending) for ending in group.endings],
        "measures": {name: _measure(result) for name, result in group.measures.items()},
    }


def _measure(result: Result) -> dict[str, object]:
    if not isinstance(result, Measured):
        return {"unmeasurable": result.why}
    told = {key: value for key, value in asdict(result).items() if value is not None}
    told["intervals"] = {name: _pair(interval) for name, interval in result.intervals.items()}
    return told


def _ending(ending: Ending) -> dict[str, object]:
    """An ending without a name is no ending yet: the journey is open."""
    return {
        "ending": ending.name,
        "n": ending.n,
        "share": ending.share,
        "interval": _pair(ending.interval),
    }


def _pair(interval: Interval) -> list[float]:
    return [interval.low, interval.high]
