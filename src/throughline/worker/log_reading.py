"""Reads one uploaded log, in a process of its own: `python -m throughline.worker.log_reading REQUEST`.

It knows no database and no secret. It is told by a file what to read, writes what comes of it beside that
file, and says on its standard output, one line of JSON at a time, how far it is. When whoever started it
is gone, its standard input ends, and it ends too.
"""

# ruff: noqa: PLC0415 - a look needs nothing of what measures, and begins a second earlier without it

import json
import os
import shlex
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from throughline.intake.looking import Hears, look_into, without_options
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log
from throughline.refused import Refused
from throughline.worker.log_running import FIGURES, JOURNEYS, LOOKED, REFUSED, REPORT

STANDARD_INPUT = 0
Request = dict[str, Any]  # Any: it came from JSON


def main(arguments: Sequence[str]) -> int:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    where = Path(arguments[0])
    request = json.loads(where.read_text(encoding="utf-8"))
    jobs = {"look": _look, "measure": _measure}
    try:
        jobs[request["job"]](request, where.parent, _say)
    except Refused as refusal:
        print(json.dumps({"refused": without_options(_named(str(refusal), request))}), flush=True)
        return REFUSED
    return 0


def _look(request: Request, out: Path, told: Hears) -> None:
    found = look_into(_paths(request), _mapping(request), at=_at(request), told=told)
    _write(out / LOOKED, json.dumps(found.as_json(), ensure_ascii=False), request)


def _measure(request: Request, out: Path, told: Hears) -> None:
    from throughline.insight.hallway_json import every_walk, hallway_json
    from throughline.insight.report.material import walks_of
    from throughline.insight.report.page import whole_report
    from throughline.insight.ride import ride_of
    from throughline.insight.ride_file import write_ride
    from throughline.insight.ride_json import as_json
    from throughline.insight.telling import told as told_in_words

    told("reading", 0, 0.0)
    mapping = _mapping(request)
    log = read_log(_paths(request), mapping, at=_at(request))
    told("measuring", log.rows_used, 0.0)
    ride = ride_of(log.record, journeys=log.journeys, zone=mapping.zone or "UTC")
    problems = [problem.as_json() for problem in log.problems]
    every = every_walk(ride, log.case_mix)
    figures = as_json(ride, log.columns, problems, hallway=hallway_json(ride, every))
    told("writing", ride.size, 0.0)
    page = whole_report(
        log.record,
        ride,
        name=request["name"],
        columns=log.reasons,
        problems=log.sentences,
        command=_command(request),
        walks=walks_of(ride, log.case_mix, every),
    )
    _write(out / REPORT, page, request)
    write_ride(out / JOURNEYS, ride, log.case_mix)
    said = {"figures": figures, "told": list(told_in_words(ride))}
    _write(out / FIGURES, json.dumps(said, ensure_ascii=False), request)


def _command(request: Request) -> str:
    """What makes the same report elsewhere, from the same files and the mapping that one can download."""
    told = ["--mapping", "mapping.yaml"] if request["mapping"] else []
    return shlex.join(["throughline", "ride", *request["files"].values(), *told, "--html", "report.html"])


def _paths(request: Request) -> list[Path]:
    return [Path(one) for one in request["files"]]


def _mapping(request: Request) -> Mapping:
    return read_mapping(Path(request["mapping"])) if request["mapping"] else Mapping()


def _at(request: Request) -> datetime:
    return datetime.fromisoformat(request["at"])


def _write(path: Path, text: str, request: Request) -> None:
    """Without the one letter that our database cannot hold."""
    path.write_text(_named(text, request).replace("\0", "").replace("\\u0000", ""), encoding="utf-8")


def _named(text: str, request: Request) -> str:
    """With the files' own names: where they lie is nobody's business."""
    for path, name in request["files"].items():
        text = text.replace(path, name)
    return text


def _say(phase: str, rows: int, part: float) -> None:
    print(json.dumps({"phase": phase, "rows": rows, "part": part}), flush=True)


def _end_with_the_parent() -> None:
    while os.read(STANDARD_INPUT, 1):
        continue
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
