"""One look over the bytes of a XES log: what a quick reader would pass over, before it is trusted."""

import re
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TypeVar

import pyarrow as pa

from throughline.intake.files import is_packed
from throughline.intake.xes_odd import NAIVE, NO_NUMBER, NO_TIME

HEAD = 1 << 20
TAIL = 64
ENCODING = re.compile(rb"encoding=[\"']([^\"']+)[\"']")
GLOBAL = re.compile(rb"<global\b.*?</global>", re.DOTALL)
DEFAULT = re.compile(r"key=[\"']([^\"']*)[\"']\s+value=[\"']([^\"']*)[\"']")
ENDS = "</(?:event|trace)>"
ANOTHER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.DOTALL)
"""How a packed file begins: where that stands in the middle of one, another may have been put behind it."""
SIZE = 4
"""A packed file ends with so many bytes that say how large it is unpacked."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Oddities:
    """What stands in a log that a quick reader would pass over, as far as its bytes show."""

    ends: int
    """How many events and traces end in it."""
    naive: bool
    time: bool
    """Whether an attribute that should be a time is none, or does not say its zone."""


def contents(path: Path, most: int) -> pa.Buffer | None:
    """The bytes of a log, unpacked in memory; None where that needs care, or would be more than `most`.

    A packed file says how large it is: no more than that is unpacked, and all of it has to be there.
    """
    try:
        if path.stat().st_size > most:
            return None
        packed = path.read_bytes()
        if not is_packed(path):
            return pa.py_buffer(packed)
        size = int.from_bytes(packed[-SIZE:], "little")
        another = size > most or ANOTHER.search(packed, 1)
        return None if another else pa.Codec("gzip").decompress(packed, decompressed_size=size)
    except (pa.ArrowException, OSError):
        return None


def has_usual_frame(log: pa.Buffer) -> bool:
    """Whether the log begins and ends as most do, in an encoding that a quick reader knows."""
    before, begins, _ = _head(log).partition(b"<log")
    encoding = ENCODING.search(before[:200])
    usual = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii"}
    whole = log.slice(max(0, log.size - TAIL)).to_pybytes().rstrip().endswith(b"</log>")
    return whole and bool(begins) and usual and b"<!DOCTYPE" not in before and b"<!ENTITY" not in before


def defaults(log: pa.Buffer) -> set[tuple[str, str]]:
    """The values that a log gives for attributes that an event does not have."""
    return {
        pair
        for found in GLOBAL.findall(_head(log).partition(b"<trace")[0])
        for pair in DEFAULT.findall(found.decode("utf-8", errors="replace"))
    }


def beside_a_count(log: pa.Buffer, work: Callable[[], Result]) -> tuple[Result, int]:
    """Do something while another core counts the ends of events and traces, and times that are odd, in one.

    Arrow does the counting in one call, because it does not hold Python up meanwhile: `work` may.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - only for XES: start-up time

    whole, marks = _as_text(log), f"{ENDS}|{NO_TIME}"
    with ThreadPoolExecutor(max_workers=1) as beside:
        counting = beside.submit(pc.count_substring_regex, whole, marks)
        sleep(0.001)  # lets the other begin
        return work(), int(counting.result()[0].as_py())


def is_utf8(log: pa.Buffer) -> bool:
    """Whether the bytes are what they are read as."""
    try:
        _as_text(log).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def oddities(log: pa.Buffer) -> Oddities:
    """The same, told apart: for a log of which more was counted than it should have."""
    import pyarrow.compute as pc  # noqa: PLC0415 - only for XES: start-up time

    ends = int(pc.count_substring_regex(_as_text(log), ENDS)[0].as_py())
    time = _stands_in(log, NO_TIME)
    return Oddities(ends, naive=time and _stands_in(log, NAIVE), time=time)


def has_no_number(log: pa.Buffer) -> bool:
    """Whether an attribute that should be a number is none."""
    return _stands_in(log, NO_NUMBER)


def _stands_in(log: pa.Buffer, pattern: str) -> bool:
    import pyarrow.compute as pc  # noqa: PLC0415 - only for XES: start-up time

    return bool(pc.match_substring_regex(_as_text(log), pattern)[0].as_py())


def _as_text(log: pa.Buffer) -> pa.LargeStringArray:
    return pa.LargeStringArray.from_buffers(1, pa.py_buffer(struct.pack("=qq", 0, log.size)), log)


def _head(log: pa.Buffer) -> bytes:
    return bytes(log.slice(0, min(HEAD, log.size)).to_pybytes())
