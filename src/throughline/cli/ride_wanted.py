"""What somebody asked to see of a ride, and how it is told: figures, a page, lines in the terminal."""

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.writing import write

if TYPE_CHECKING:
    from throughline.insight.hallway_walked import NotWalked, Walk
    from throughline.insight.ride import Ride
    from throughline.insight.splits import Split
    from throughline.intake.read import Log

    Walks = Mapping[str, Walk | NotWalked]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Where figures and report go, what journeys are grouped by, and whether units are compared at all."""

    html: Path | None
    json: Path | None
    units: str | None
    by: str | None
    compared: bool

    @property
    def printed(self) -> bool:
        """Whether there is anything for the terminal but figures."""
        return str(self.json) != "-"


def tell(name: str, log: "Log", ride: "Ride", wanted: Wanted) -> None:
    """Write and print what was asked for of the ride over the log called `name`."""
    if wanted.units:
        ride = ride.by_units(wanted.units)
    mix = [attribute for attribute in log.case_mix if attribute != wanted.units]
    groups = _split(ride, wanted.by) if wanted.by else None
    shown = wanted.html or (wanted.printed and wanted.compared)
    every = _every_walk(ride, mix) if wanted.json else {}
    walks = _walks(ride, mix, every) if shown and len(ride.units) > 1 else ()
    if wanted.json:
        write(wanted.json, _figures(log, ride, every, groups))
    if wanted.html:
        write(wanted.html, _page(name, log, ride, walks))
    if wanted.printed:
        from throughline.cli.ride_print import print_ride  # noqa: PLC0415 - loaded while the log was read

        print_ride(name, log, ride, wanted.html, groups, walks)


def _split(ride: "Ride", by: str) -> "Split":
    from throughline.insight.splits import split  # noqa: PLC0415 - only when asked for: start-up time

    return split(ride, by)


def _figures(log: "Log", ride: "Ride", every: "Walks", groups: "Split | None") -> str:
    from throughline.insight.hallway_json import hallway_json  # noqa: PLC0415 - brings SciPy: start-up time
    from throughline.insight.ride_json import as_json  # noqa: PLC0415 - only when asked for: start-up time

    problems = [problem.as_json() for problem in log.problems]
    figures = as_json(ride, log.columns, problems, hallway=hallway_json(ride, every), groups=groups)
    return json.dumps(figures, indent=2, ensure_ascii=False) + "\n"


def _page(name: str, log: "Log", ride: "Ride", walks: "Sequence[Walk | NotWalked]") -> str:
    from throughline.insight.report.page import whole_report  # noqa: PLC0415 - only when asked for: start-up time

    return whole_report(
        log.record,
        ride,
        name=name,
        columns=log.reasons,
        problems=log.sentences,
        command=shlex.join(["throughline", *sys.argv[1:]]),
        walks=walks,
    )


def _every_walk(ride: "Ride", mix: Sequence[str]) -> "Walks":
    from throughline.insight.hallway_json import every_walk  # noqa: PLC0415 - brings SciPy: start-up time

    return every_walk(ride, mix)


def _walks(ride: "Ride", mix: Sequence[str], every: "Walks") -> "Sequence[Walk | NotWalked]":
    from throughline.insight.report.material import walks_of  # noqa: PLC0415 - brings SciPy: start-up time

    return walks_of(ride, mix, every)
