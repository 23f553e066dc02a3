"""XES: a log is evidence, so what is broken, missing or unsaid is noticed, with the line where it is."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import r4pm

from throughline.insight.ride import Measured, ride_of
from throughline.intake.mapping import Mapping
from throughline.intake.read import read_log
from throughline.refused import Refused

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str, name: str = "log.xes", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(
            gzip.compress(text.encode(encoding)) if name.endswith("gz") else text.encode(encoding)
        )
        return path

    return _write


def event(name: str, at: str | None, **more: str) -> str:
    strings = {"concept:name": name, **{key.replace("__", ":"): value for key, value in more.items()}}
    texts = "".join(f'<string key="{key}" value="{value}"/>' for key, value in strings.items())
    time = f'<date key="time:timestamp" value="{at}"/>' if at else ""
    return f"<event>{texts}{time}</event>\n"


def trace(name: str, *events: str) -> str:
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<trace>{named}\n{''.join(events)}</trace>\n"


def log(*traces: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{head}\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n{"".join(traces)}</log>\n'


MORNING = "2026-03-02T09:00:00.000+01:00"
NOON = "2026-03-02T12:00:00.000+01:00"


def column(path: Path, name: str, mapping: Mapping | None = None) -> list[object]:
    record = read_log(path, mapping).record
    return [row[name] for row in record.order_by("journey", "seq").to_pyarrow().to_pylist()]


def found(path: Path) -> dict[str, int]:
    return {problem.what: problem.count for problem in read_log(path).problems}


def test_standard_names_are_understood_without_being_told(write: Write) -> None:
    path = write(
        log(
            trace(
                "A",
                event(
                    "check",
                    MORNING,
                    org__resource="Ben",
                    org__group="Intake",
                    lifecycle__transition="complete",
                ),
            )
        )
    )

    assert read_log(path).columns == {
        "journey": "case:concept:name",
        "name": "concept:name",
        "at": "time:timestamp",
        "person": "org:resource",
        "function": "org:group",
        "lifecycle": "lifecycle:transition",
    }


@pytest.mark.parametrize(
    ("name", "encoding"), [("log.xes", "utf-8"), ("log.xes.gz", "utf-8"), ("log.xes", "latin-1")]
)
def test_plain_packed_and_old_encodings_are_read(write: Write, name: str, encoding: str) -> None:
    path = write(
        log(
            trace("Büro &amp; co", event("pr&#252;fen", MORNING)),
            head=f'<?xml version="1.0" encoding="{encoding}"?>',
        ),
        name,
        encoding,
    )

    assert column(path, "journey") == ["Büro & co"]
    assert column(path, "name") == ["prüfen"]


def test_attributes_of_the_trace_may_stand_after_its_events(write: Write) -> None:
    late = f'<trace>{event("check", MORNING)}<string key="concept:name" value="A"/></trace>'

    assert column(write(log(late)), "journey") == ["A"]


def test_globals_and_nested_attributes_are_not_events_nor_their_values(write: Write) -> None:
    defaults = '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>'
    nested = (
        '<event><string key="note" value="x"><string key="concept:name" value="inner"/></string>'
        f'<string key="concept:name" value="outer"/><date key="time:timestamp" value="{MORNING}"/></event>'
    )

    assert column(write(log(defaults, trace("A", nested))), "name") == ["outer"]


def test_two_traces_of_one_name_are_one_journey_and_that_is_said(write: Write) -> None:
    path = write(log(trace("A", event("second", NOON)), trace("A", event("first", MORNING))))

    assert column(path, "name") == ["first", "second"]
    assert found(path) == {
        "traces have the name of an earlier one; their events are one journey": 1,
        "events stand after a later event of their journey; we put them in the order of time": 1,
    }


def test_what_cannot_be_used_is_counted_with_its_line(write: Write) -> None:
    path = write(
        log(
            trace("A", event("good", MORNING), event("timeless", None), event("odd", "2026-03-99")),
            trace("", event("nobody's", MORNING)),
            trace("empty"),
        )
    )

    problems = {problem.what: problem for problem in read_log(path).problems}

    assert {what: problem.count for what, problem in problems.items()} == {
        "traces have no name": 1,
        "traces hold no events and are left out": 1,
        "rows name no journey and are left out": 1,
        "rows have no time and are left out": 1,
        "rows have a time that cannot be read and are left out": 1,
    }
    assert problems["rows have no time and are left out"].where == "line 5"
    assert problems["rows have a time that cannot be read and are left out"].where == "line 6"


def test_times_without_an_offset_are_refused_and_read_with_a_zone(write: Write) -> None:
    path = write(log(trace("A", event("check", "2026-07-02T09:00:00"))))

    with pytest.raises(Refused, match=r"line 4.*--zone"):
        read_log(path)
    (at,) = column(path, "at", Mapping(zone="Europe/Amsterdam"))
    assert f"{at:%H:%M}" == "07:00"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (log(trace("A", event("check", MORNING)))[:-30], "not well-formed XML.*1 events stood before it"),
        ("<html><body/></html>", "not a XES log: its first element is not <log>"),
        ("case,activity,time\n1,2,3", "not well-formed XML"),
        ("", "not well-formed XML"),
        (log(), "holds no events"),
        (log(trace("A", event("check", None))), "cannot tell which column of log.xes holds the time"),
        ('<!DOCTYPE log [<!ENTITY a "aaaa">]>' + log(head=""), "declares XML entities"),
    ],
)
def test_a_file_that_is_no_whole_log_is_refused_in_a_sentence(write: Write, text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_log(write(text))


def test_a_packed_file_that_was_cut_off_is_refused(write: Write, tmp_path: Path) -> None:
    whole = write(log(trace("A", *(event(f"check {i}", MORNING) for i in range(500)))), "log.xes.gz")
    cut = tmp_path / "cut.xes.gz"
    cut.write_bytes(whole.read_bytes()[:-200])

    with pytest.raises(Refused, match=r"not a whole gzip file|not well-formed"):
        read_log(cut)


def test_as_many_events_are_read_as_another_reader_finds(write: Write) -> None:
    path = write(
        log(
            *(
                trace(f"J{j}", *(event(f"step {i}", MORNING, org__resource=f"P{i % 3}") for i in range(j)))
                for j in range(1, 30)
            )
        )
    )

    table, _ = r4pm.df.import_xes(str(path))

    assert len(column(path, "journey")) == table.height == sum(range(1, 30))
    ride = ride_of(read_log(path).record)
    assert isinstance(ride.measures["people"], Measured)
    assert ride.measures["people"].n == table["case:concept:name"].n_unique()
