"""No file, however spoiled, makes a reader fall over, hang, or lose a row without saying so."""

import csv
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generative.fuzz_readers import SEEDS

from throughline.eventlog.shape import Row
from throughline.eventlog.xes import write_xes
from throughline.intake.mapping import Mapping
from throughline.intake.problems import rows_left_out
from throughline.intake.read import read_log

REPOSITORY = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("FUZZ_COUNT", "25"))
"""Spoiled files of each format. More find more: FUZZ_COUNT=2000 FUZZ_SEED=anything."""
SEED = os.environ.get("FUZZ_SEED", "throughline")
SLOWEST = 60 + COUNT
"""Seconds for all files of one format, on a busy machine; a hang takes for ever."""


@pytest.mark.parametrize("name", SEEDS)
def test_a_spoiled_file_is_read_or_refused_and_every_row_accounted_for(name: str, tmp_path: Path) -> None:
    """In a process of its own, which may hang or be killed without taking the tests with it."""
    command = [sys.executable, "-m", "tests.generative.fuzz_readers", name, SEED, str(COUNT), str(tmp_path)]

    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=SLOWEST
    )

    last = (tmp_path / name).read_bytes()
    assert done.returncode == 0, f"{done.stderr[-3000:]}\nThe file was {last!r}"


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["1", "NA", "null", "two words", "ü", "007"]),
        st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1)
        .map(lambda text: f"a{text}z")
        .filter(lambda text: len(text) < 40),
        st.integers(0, 50).map(lambda hours: datetime(2026, 3, 28, tzinfo=UTC) + timedelta(hours=hours)),
        st.sampled_from(["Ben", 'Chidi "C"', "Femi; or, so|on", "O'Brien", "two\nlines", ""]),
    ),
    min_size=1,
    max_size=30,
)
HEADER = ("case_id", "activity", "timestamp", "resource")
Events = Sequence[tuple[str, str, datetime, str]]


def expected(events: Events) -> list[tuple[str, str, datetime, str | None]]:
    """In the order of time within a journey; of two at one time the first in the file is the first."""
    in_order = sorted(events, key=lambda event: (event[0], event[2]))
    return [(journey, name, at, person or None) for journey, name, at, person in in_order]


def found(path: Path) -> list[tuple[str, str, datetime, str | None]]:
    log = read_log(path, Mapping(zone="UTC"))
    rows = log.record.select("journey", "seq", "name", "at", "person").to_pyarrow().to_pylist()
    assert log.rows_read == log.rows_used == len(rows)
    rows.sort(key=lambda row: (row["journey"], row["seq"]))
    return [(row["journey"], row["name"], row["at"].replace(tzinfo=UTC), row["person"]) for row in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    EVENTS,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["log.csv", "log.tsv", "log.csv.gz", "log.txt"]),
)
def test_events_come_back_from_a_table_of_any_dialect(
    events: Events, delimiter: str, quoting: int, end: str, encoding: str, name: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        with plain.open("w", encoding=encoding, newline="") as out:
            writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)
            writer.writerow(HEADER)
            writer.writerows((j, n, at.isoformat(), p) for j, n, at, p in events)
        path = Path(folder) / name
        content = plain.read_bytes()
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

        assert found(path) == expected(events)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_events_come_back_from_xes(events: Events) -> None:
    rows = [
        Row(journey=journey, seq=seq, at=at, kind="activity/1", name=name, person=person or None)
        for seq, (journey, name, at, person) in enumerate(sorted(events, key=lambda event: event[0]), start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes"
        write_xes(rows, path)

        assert found(path) == expected(events)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS, st.sampled_from(["text", "moment", "local"]))
def test_events_come_back_from_parquet_whatever_type_its_times_have(events: Events, times: str) -> None:
    journeys, names, at, persons = (list(column) for column in zip(*events, strict=True))
    written = {
        "text": pa.array([moment.isoformat() for moment in at]),
        "moment": pa.array(at, pa.timestamp("us", tz="Europe/Amsterdam")),
        "local": pa.array([moment.replace(tzinfo=None) for moment in at], pa.timestamp("us")),
    }[times]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        pq.write_table(pa.table([journeys, names, written, persons], names=HEADER), path)

        assert found(path) == expected(events)


RAGGED = st.lists(
    st.sampled_from(
        [
            ("1,check,2026-03-01T09:00:00Z,Ben", True),
            ('1,"check, again",2026-03-01T09:00:00Z,"Ben ""B"""', True),
            ("1,check,2026-03-01 09:00,", True),
            ("1,check", False),
            ("1,check,2026-03-01T09:00:00Z,Ben,more", False),
            (",check,2026-03-01T09:00:00Z,Ben", False),
            ("1,check,,Ben", False),
            ("1,check,yesterday,Ben", False),
            ("1,check,2026-02-30T09:00:00Z,Ben", False),
        ]
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RAGGED, st.integers(0, 3000))
def test_every_row_is_used_or_counted_wherever_the_odd_ones_stand(
    rows: list[tuple[str, bool]], before: int
) -> None:
    """The odd rows may come after thousands of good ones, where a look at the begin does not meet them."""
    lines = [",".join(HEADER), *["0,fine,2026-01-01T00:00:00Z,Ben"] * before, *(line for line, _ in rows)]
    good = before + sum(usable for _, usable in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text("\n".join([*lines, "0,fine,2026-01-01T00:00:00Z,Ben"]) + "\n")

        log = read_log(path, Mapping(zone="UTC"))

        assert log.rows_used == good + 1
        assert log.rows_read == before + len(rows) + 1
        assert log.rows_read == log.rows_used + rows_left_out(log.problems)
