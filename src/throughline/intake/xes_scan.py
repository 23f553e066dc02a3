"""One look over the bytes of a XES log: what a quick reader would pass over, before it is trusted."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TypeVar

import duckdb

from throughline.intake.sql import text
from throughline.intake.xes_odd import NAIVE, NO_NUMBER, NO_TIME

HEAD = 1 << 20
TAIL = 64
ENCODING = re.compile(rb"encoding=[\"']([^\"']+)[\"']")
GLOBAL = re.compile(rb"<global\b.*?</global>", re.DOTALL)
DEFAULT = re.compile(r"key=[\"']([^\"']*)[\"']\s+value=[\"']([^\"']*)[\"']")

Result = TypeVar("Result")


@dataclass(frozen=True)
class Scan:
    """What stands in a log, as far as its bytes show."""

    events: int
    traces: int
    naive: bool
    odd_number: bool
    """Whether an attribute that should be a number is none."""
    odd_time: bool
    """Whether an attribute that should be a time is none, or does not say its zone."""


def has_usual_frame(log: Path) -> bool:
    """Whether the log begins and ends as most do, in an encoding that a quick reader knows."""
    with log.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(max(0, log.stat().st_size - TAIL))
        whole = stream.read().rstrip().endswith(b"</log>")
    before, begins, _ = head.partition(b"<log")
    encoding = ENCODING.search(before[:200])
    usual = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii"}
    return whole and bool(begins) and usual and b"<!DOCTYPE" not in before and b"<!ENTITY" not in before


def defaults(log: Path) -> set[tuple[str, str]]:
    """The values that a log gives for attributes that an event does not have."""
    with log.open("rb") as stream:
        before = stream.read(HEAD).partition(b"<trace")[0]
    return {
        pair
        for found in GLOBAL.findall(before)
        for pair in DEFAULT.findall(found.decode("utf-8", errors="replace"))
    }


def beside_a_scan(log: Path, work: Callable[[], Result]) -> tuple[Result, Scan | None]:
    """Do something while the bytes are looked over by another core; no scan where they are not UTF-8.

    DuckDB does the looking, because it does not hold Python up while it does.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        looking = pool.submit(_scan, duckdb.connect(), log)
        sleep(0.001)  # lets the other begin
        return work(), looking.result()


def _scan(engine: duckdb.DuckDBPyConnection, log: Path) -> Scan | None:
    """Each event and each trace ends once. A time without an offset is odd: it is looked for only then."""
    events, traces = (f"len(string_split(content, '</{mark}>')) - 1" for mark in ("event", "trace"))
    naive, number, time = (f"regexp_matches(content, {text(one)})" for one in (NAIVE, NO_NUMBER, NO_TIME))
    try:
        found = engine.execute(
            f"SELECT {events}, {traces}, CASE WHEN odd_time THEN {naive} ELSE false END, {number}, odd_time "
            f"FROM (SELECT content, {time} AS odd_time FROM read_text({text(str(log))}))"
        ).fetchone()
    except duckdb.Error:
        return None
    finally:
        engine.close()
    return Scan(*found) if found else None
