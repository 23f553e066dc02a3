"""A ride as JSON: the contract that scripts and other programs read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC

from throughline.insight.ride import Measured, Result, Ride

Found = Mapping[str, object]


def as_json(ride: Ride, columns: Mapping[str, str], problems: Sequence[Found]) -> dict[str, object]:
    """The log and every measure; what cannot be told is `{"unmeasurable": why}`."""
    return {
        "log": {
            "events": ride.events,
            "journeys": ride.journeys.num_rows,
            "from": ride.first.astimezone(UTC).isoformat(),
            "to": ride.last.astimezone(UTC).isoformat(),
            "columns": dict(columns),
            "problems": [dict(problem) for problem in problems],
        },
        "measures": {name: _measure(result) for name, result in ride.measures.items()},
    }


def _measure(result: Result) -> dict[str, object]:
    if isinstance(result, Measured):
        return {key: value for key, value in asdict(result).items() if value is not None}
    return {"unmeasurable": result.why}
