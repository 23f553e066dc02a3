"""Runs the reading of one log beside us and watches over it: how far it is, what it takes, who stops it."""

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import psutil  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)

LOOK = 0.5
"""How often we look at it, in seconds."""
REFUSED = 2
"""The exit code for what a person can put right; the last line says it."""
LOOKED, REPORT, FIGURES, JOURNEYS = "looked.json", "report.html", "figures.json", "journeys.arrow"
"""What a reading leaves in its folder."""
KEPT = (
    "PATH", "PYTHONPATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS", "TZDIR",
)  # fmt: skip
"""What of our surroundings a reader gets: no secret, no address of a database."""

CRASHED = (
    "We could not read this log, and the fault is ours. It was written down for whoever looks after this "
    "service. Your files are still here; you can delete them, or run it again later."
)
KILLED = (
    "Reading this log was stopped from outside, most likely because the computer ran out of memory. "
    "Your files are still here. Run it again, or upload a part of the log."
)
TOO_MUCH_MEMORY = (
    "Reading this log takes more than the {limit:,} MB of memory that we allow. Upload a part of it, such as "
    "one year, or ask whoever looks after this service to raise THROUGHLINE_LOG_MEMORY_MB."
)
TOO_LONG = (
    "Reading this log takes longer than the {limit:,} minutes that we allow. Upload a part of it, such as "
    "one year, or ask whoever looks after this service to raise THROUGHLINE_LOG_MINUTES."
)


class Stopped(Exception):
    """Whoever watches wants it to end."""


class Failed(Exception):
    """It came to no end; `str()` is a sentence for whoever uploaded the log."""


@dataclass(slots=True)
class HowFar:
    """Where the reading is: its phase, with how many rows, which part is done, how many bytes are read."""

    phase: str = "starting"
    rows: int = 0
    part: float = 0.0
    read: int = 0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one reading may take."""

    memory: int
    seconds: int


@dataclass(slots=True)
class _Watched:
    process: subprocess.Popen[bytes]
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    how_far: HowFar = field(default_factory=HowFar)
    read_before: int = 0
    refused: str = ""


def read_beside(
    request: Mapping[str, Any],  # Any: it becomes JSON
    folder: Path,
    *,
    limits: Limits,
    told: Callable[[HowFar], bool],
) -> None:
    """Read a log beside us. `told` hears how far it is and says whether to go on.

    Raises:
        Stopped: when `told` said no; nothing runs any more then.
        Failed: with what to tell whoever uploaded the log.
    """
    asked = folder / "request.json"
    asked.write_text(json.dumps(request), encoding="utf-8")
    command = [sys.executable, "-m", "throughline.worker.log_reading", str(asked)]
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=folder,
            env=_surroundings(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        try:
            _watch(_Watched(process), limits, told)
        finally:
            _end(process)
    if process.returncode not in (0, REFUSED):
        logger.error("Reading %s failed: %s", folder, (folder / "errors").read_text(errors="replace")[-4000:])


def _watch(one: _Watched, limits: Limits, told: Callable[[HowFar], bool]) -> None:
    listening = threading.Thread(target=_listen, args=(one,), daemon=True)
    listening.start()
    began = monotonic()
    while one.process.poll() is None:
        _hear(one, wait=LOOK)
        memory, read = _takes(one.process.pid)
        one.how_far.read = max(one.how_far.read, read - one.read_before)  # it may have ended by now
        if not told(one.how_far):
            raise Stopped
        if memory > limits.memory:
            raise Failed(TOO_MUCH_MEMORY.format(limit=limits.memory // 1024 // 1024))
        if monotonic() - began > limits.seconds:
            raise Failed(TOO_LONG.format(limit=limits.seconds // 60))
    listening.join(LOOK)  # something that it started may still hold the other end
    _hear(one, wait=0)
    _judge(one)


def _judge(one: _Watched) -> None:
    code = one.process.returncode
    if code == REFUSED and one.refused:
        raise Failed(one.refused)
    if code < 0:
        raise Failed(KILLED)
    if code:
        raise Failed(CRASHED)


def _listen(one: _Watched) -> None:
    assert one.process.stdout is not None  # noqa: S101 - asked for above
    for line in one.process.stdout:
        one.lines.put(line.decode(errors="replace"))
    one.process.wait()
    one.lines.put("")  # wakes whoever waits for a line


def _hear(one: _Watched, *, wait: float) -> None:
    """Take in what was said since the last look; wait for the first of it."""
    try:
        line = one.lines.get(timeout=wait)
        while True:
            _take_in(one, line)
            line = one.lines.get_nowait()
    except queue.Empty:
        return


def _take_in(one: _Watched, line: str) -> None:
    if not line.startswith("{"):
        return
    said = json.loads(line)
    if "refused" in said:
        one.refused = said["refused"]
        return
    if said["phase"] != one.how_far.phase:
        _memory, one.read_before = _takes(one.process.pid)
    one.how_far = HowFar(phase=said["phase"], rows=said["rows"], part=said["part"])


def _takes(process: int) -> tuple[int, int]:
    """The memory it holds, and how much it has read; nothing where the system does not tell."""
    try:
        seen = psutil.Process(process)
        with seen.oneshot():
            read = seen.io_counters().read_chars if hasattr(seen, "io_counters") else 0
            return int(seen.memory_info().rss), int(read)
    except (psutil.Error, AttributeError):
        return 0, 0


def _surroundings(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "TMPDIR": str(folder), "TZ": "UTC", "PYTHONUNBUFFERED": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """It and whatever it started. Ending what has ended does nothing."""
    if process.poll() is None:
        os.killpg(process.pid, 9)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
