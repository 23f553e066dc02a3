"""XES is read quickly or with care: both say the same of every healthy log, and no other is read quickly."""

import gzip
import os
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import quoteattr

import duckdb
import pytest
import r4pm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.intake import xes_rows
from throughline.intake.desk import open_desk
from throughline.intake.mapping import Duplicates, Mapping
from throughline.intake.opening import everything, open_rows
from throughline.intake.read import Log, read_log
from throughline.intake.xes_odd import NO_NUMBER, NO_TIME
from throughline.intake.xes_quick import read_quickly
from throughline.intake.xes_scan import contents
from throughline.refused import Refused

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=8)
NAMES = WORDS.filter(lambda word: word.strip() != "" and not word.startswith('"'))
TIMES = st.builds(
    lambda seconds, micros, hours: (
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=hours)))
        + timedelta(seconds=seconds, microseconds=micros)
    ),
    st.integers(0, 10**7),
    st.sampled_from([0, 5, 120_000]),
    st.integers(-11, 12),
)
EVENTS = st.tuples(NAMES, TIMES, st.none() | NAMES, st.none() | st.integers(-5, 5))
TRACES = st.dictionaries(NAMES, st.lists(EVENTS, min_size=1, max_size=4), min_size=1, max_size=4)


def attribute(tag: str, key: str, value: object) -> str:
    return "" if value is None else f"<{tag} key={quoteattr(key)} value={quoteattr(str(value))}/>"


def written(traces: dict[str, list[tuple]]) -> str:
    body = "".join(
        f"<trace>{attribute('string', 'concept:name', name)}{attribute('int', 'amount', len(events))}"
        + "".join(
            "<event>"
            + attribute("string", "concept:name", what)
            + attribute("date", "time:timestamp", at.isoformat())
            + attribute("string", "org:resource", who)
            + attribute("int", "value", grade)
            + "</event>\n"
            for what, at, who, grade in events
        )
        + "</trace>\n"
        for name, events in traces.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n{body}</log>\n'


def read_at_once(path: Path) -> object:
    desk = open_desk()
    try:
        return read_quickly(path, everything, desk.leftovers.append)
    finally:
        desk.clear()


def with_care(path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    with monkeypatch.context() as patched:
        patched.setattr(xes_rows, "read_quickly", lambda *_: None)
        return read_log(path)


def rows(log: Log) -> list[dict[str, object]]:
    return log.record.order_by("journey", "seq").to_pyarrow().to_pylist()


def said(log: Log) -> set[tuple[str, int]]:
    return {(problem.what, problem.count) for problem in log.problems}


def about(log: Log) -> list[dict[str, object]]:
    return [] if log.journeys is None else log.journeys.order_by("journey").to_pyarrow().to_pylist()


@given(traces=TRACES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_ways_give_the_same_record(
    traces: dict[str, list[tuple]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.xes"
    path.write_text(written(traces), encoding="utf-8")

    quickly, carefully = read_log(path), with_care(path, monkeypatch)

    assert rows(quickly) == rows(carefully)
    assert said(quickly) == said(carefully)
    assert about(quickly) == about(carefully)
    assert quickly.rows_used == sum(map(len, traces.values()))


def one(event: str, *, head: str = "", trace: str = "A") -> str:
    time = '<date key="time:timestamp" value="2026-03-02T09:00:00+01:00"/>'
    name = f'<string key="concept:name" value="{trace}"/>' if trace else ""
    return f'<?xml version="1.0"?>{head}<log><trace>{name}<event>{time}{event}</event></trace></log>'


CHECK = '<string key="concept:name" value="check"/>'
HEALTHY = one(CHECK)


def test_a_healthy_log_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(HEALTHY)

    table = read_quickly(path, everything, [].append)

    assert table is not None
    assert table.height == 1


@pytest.mark.parametrize(
    "text",
    [
        HEALTHY.replace("+01:00", ""),  # no offset
        HEALTHY.replace("2026-03-02T09:00:00+01:00", "2026-03-02"),  # r4pm drops what is no full time
        one(CHECK, head='<!DOCTYPE log [<!ENTITY a "aaaa">]>'),
        one(CHECK, trace=""),
        HEALTHY.replace("<event>", "<event/><event>"),  # r4pm panics
        HEALTHY.replace("</event>", "</event></trace><trace>"),  # an empty trace
        HEALTHY.replace("</log>", HEALTHY.partition("<log>")[2]),  # the same name twice
        HEALTHY.replace("</trace></log>", ""),  # cut off
        HEALTHY.replace("</event>", ""),
        one('<string key="concept:name" value="two\nlines"/>'),  # XML reads a blank there
        one(CHECK + '<int key="case:grade" value="many"/>'),  # r4pm reads 0
        one(CHECK + '<float key="case:grade" value="inf"/>'),  # r4pm takes it for a number
        one(CHECK + '<float key="case:grade" value="NaN"/>'),
        one(CHECK + '<id key="org:resource" value="Ben"/>'),  # r4pm reads a UUID of zeros
        HEALTHY.replace("<log>", f'<log><global scope="event">{CHECK}</global>'),  # r4pm fills it in
        HEALTHY.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
        one(CHECK + '<string key="Concept:Name" value="other"/>'),
    ],
)  # fmt: skip
def test_a_log_in_which_something_stands_out_is_read_with_care(tmp_path: Path, text: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(text)

    assert read_quickly(path, everything, [].append) is None


def test_letters_that_are_not_utf_8_are_read_with_care(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(HEALTHY.replace("check", "prüfen").encode("latin-1"))

    assert read_quickly(path, everything, [].append) is None


@pytest.mark.parametrize(
    "name",
    [
        "receipt.xes",
        "BPIC12.xes.gz",
        "BPIC15_1.xes.gz",
        "BPIC20_DomesticDeclarations.xes.gz",
        "BPIC20_PrepaidTravelCost.xes.gz",
        "helpdesk.xes.gz",
    ],
)
def test_both_ways_agree_on_a_real_log(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (LOGS / name).exists():
        pytest.skip(f"{LOGS / name} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    path = LOGS / name

    quickly, carefully = read_log(path), with_care(path, monkeypatch)

    assert quickly.record.to_pyarrow().equals(carefully.record.to_pyarrow())
    assert said(quickly) == said(carefully)
    assert about(quickly) == about(carefully)


def test_a_real_log_is_read_quickly() -> None:
    if not (LOGS / "BPIC12.xes.gz").exists():
        pytest.skip(f"{LOGS / 'BPIC12.xes.gz'} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    desk = open_desk()

    rows = open_rows(desk, LOGS / "BPIC12.xes.gz", Mapping(), wanted=everything)

    assert "time:timestamp" in rows.utc
    desk.clear()


NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)", re.ASCII)
NUMBER_LIKE = st.text("07+-.eE x", max_size=7)
TIME_LIKE = st.tuples(
    st.sampled_from(["2026-03-02T09:00:00", "2026-03-02 09:00:00", "2026-03-02", "2026-03-02T09:00:0"]),
    st.sampled_from(["", ".1", ".120", "."]),
    st.sampled_from(["", "Z", "+01:00", "-01:00", "+1:00", "+01:0", "+01:000", "Zx"]),
    st.sampled_from(["", "", "", "T", "-", ":", "0", " "]),
    st.integers(0, 25),
).map(lambda parts: (whole := "".join(parts[:3]))[: parts[4]] + parts[3] + whole[parts[4] :])


def stands_out(tag: str, value: str, pattern: str) -> bool:
    text = f'<event><{tag} key="a > b" value = "{value}"/></event>'
    ((found,),) = duckdb.execute("SELECT regexp_matches(?, ?)", [text, pattern]).fetchall()
    return bool(found)


@given(value=NUMBER_LIKE)
@settings(deadline=None)
def test_what_is_no_number_stands_out_and_no_number_does(value: str) -> None:
    assert stands_out("int", value, NO_NUMBER) == (NUMBER.fullmatch(value) is None)


@given(value=TIME_LIKE)
@settings(deadline=None, max_examples=300)
def test_what_is_no_time_with_a_zone_stands_out_and_no_such_time_does(value: str) -> None:
    assert stands_out("date", value, NO_TIME) == (TIME.fullmatch(value) is None)


def with_attributes(*cases: tuple[str, dict[str, str]], events: int = 2) -> str:
    body = "".join(
        f"<trace>{attribute('string', 'concept:name', name)}"
        + "".join(attribute("string", key, value) for key, value in said.items())
        + "".join(
            "<event>"
            + attribute("string", "concept:name", f"step {number}")
            + attribute("date", "time:timestamp", f"2026-03-0{number + 1}T09:00:00+01:00")
            + attribute("string", "colour", f"{name} {number}")
            + "</event>"
            for number in range(events)
        )
        + "</trace>"
        for name, said in cases
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n{body}</log>\n'


SAID = with_attributes(
    ("A", {"kind": "new", "floor": "1"}),
    ("B", {"kind": "old", "floor": "2"}),
    (" A", {"kind": "new", "floor": "3"}),
)
"""A blank before a name makes no other case of it: what is said last counts."""


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping(),
        Mapping(attributes={"colour": None}),  # of events, so it changes within a case
        Mapping(attributes={"case:floor": None}),
        Mapping(columns={"journey": "case:kind"}),  # the cases are not the traces
        Mapping(duplicates=Duplicates.LEAVE_OUT),
        Mapping(unit_from_file=True),
    ],
)
def test_both_ways_say_the_same_of_cases(
    mapping: Mapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one.xes", tmp_path / "other.xes"
    one.write_text(SAID)
    other.write_text(with_attributes(("B", {"floor": "9", "kind": "older"}), ("C", {"kind": "new"})))

    for paths in ([one], [one, other]):
        quickly = read_log(paths, mapping)
        with monkeypatch.context() as patched:
            patched.setattr(xes_rows, "read_quickly", lambda *_: None)
            carefully = read_log(paths, mapping)

        assert about(quickly) == about(carefully)
        assert said(quickly) == said(carefully)
        assert rows(quickly) == rows(carefully)


def test_what_is_said_of_a_case_is_read_once_for_each(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(SAID)

    log = read_log(path)

    assert about(log) == [
        {"journey": "A", "floor": "3", "kind": "new"},
        {"journey": "B", "floor": "2", "kind": "old"},
    ]
    assert ("journeys have more than one value of it; we read the last", 1) in said(log)


def test_a_packed_log_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(HEALTHY.encode()))

    assert read_at_once(path) is not None
    assert read_log(path).rows_used == 1


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(HEALTHY.encode()) * 2,  # the same again: it even ends with the same size
        gzip.compress(HEALTHY.encode())[:-20],
        gzip.compress(HEALTHY.encode())[:-4] + (1).to_bytes(4, "little"),
        gzip.compress(HEALTHY.encode())[:-4] + (1 << 20).to_bytes(4, "little"),
        gzip.compress(HEALTHY.encode())[:-8] + bytes(4) + len(HEALTHY).to_bytes(4, "little"),
        b"",
        b"\x1f\x8b",
    ],
    ids=["two in one", "cut off", "said too small", "said too large", "wrong sum", "empty", "two bytes"],
)
def test_a_packed_log_that_is_not_what_its_end_says_is_refused_with_care(
    packed: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(packed)

    assert read_at_once(path) is None
    with pytest.raises(Refused, match=re.escape(str(path))):
        read_log(path)


def test_no_more_is_unpacked_than_a_log_may_hold(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(HEALTHY.encode()))

    assert contents(path, len(HEALTHY)) is not None
    assert contents(path, len(HEALTHY) - 1) is None


def held_by_r4pm() -> set[str]:
    return {item["id"] for item in r4pm.list_items()}


def test_nothing_of_a_log_stays_with_r4pm(tmp_path: Path) -> None:
    """Other tests read quickly without a desk that puts away."""
    path, before = tmp_path / "log.xes", held_by_r4pm()
    path.write_text(HEALTHY)

    assert read_log(path).rows_used == 1
    path.write_text(HEALTHY.replace("+01:00", ""))
    with pytest.raises(Refused, match="--zone"):
        read_log(path)

    assert held_by_r4pm() == before


def test_what_is_left_over_is_put_away_also_when_the_work_beside_it_fails() -> None:
    desk, done = open_desk(), []
    desk.leftovers.append(lambda: done.append("away"))

    with pytest.raises(duckdb.Error), desk.tidied():
        desk.engine.execute("SELECT nothing")

    assert done == ["away"]
    desk.clear()


def test_what_is_left_over_is_put_away_at_the_latest_with_the_desk() -> None:
    desk, done = open_desk(), []
    desk.leftovers.append(lambda: done.append("away"))

    desk.clear()

    assert done == ["away"]
