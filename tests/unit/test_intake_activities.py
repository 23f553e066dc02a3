"""What a mapping says of activities becomes the kinds that our own record has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from throughline.intake.mapping_file import mapping_from
from throughline.intake.read import Log, read_log

HEADER = "case_id,activity,timestamp,resource,department,status"
ROWS = (
    "1,apply,2026-03-01T00:00:00Z,,Front desk,",
    "1,ask payslip,2026-03-02T00:00:00Z,Ben,Intake,",
    "1,where is it,2026-03-03T00:00:00Z,,Front desk,",
    "1,give payslip,2026-03-04T00:00:00Z,,Front desk,",
    "1,refuse,2026-03-05T00:00:00Z,Chidi,Licensing,",
    "1,object,2026-03-06T00:00:00Z,,Front desk,",
    "1,advise,2026-03-07T00:00:00Z,Femi,Water board,",
    "1,grant,2026-03-08T00:00:00Z,Chidi,Licensing,",
    "1,archive,2026-03-09T00:00:00Z,Ben,Intake,",
    "2,apply,2026-03-01T00:00:00Z,,Front desk,",
    "2,refuse,2026-03-02T00:00:00Z,Chidi,Licensing,",
    "3,apply,2026-03-01T00:00:00Z,,Front desk,",
    "4,apply,2026-03-01T00:00:00Z,,Front desk,",
    "4,withdraw,2026-03-02T00:00:00Z,,Front desk,",
)
MAPPING = """
from: [apply, withdraw]
asks: {ask payslip: payslip}
supplies: {give payslip: payslip}
chases: [where is it]
complaints: [object]
endings: {grant: granted, refuse: refused, withdraw: withdrawn}
goals: [granted]
elsewhere: [Water board]
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Log]:
    def _read(mapping: str = MAPPING, rows: tuple[str, ...] = ROWS) -> Log:
        path = tmp_path / "log.csv"
        path.write_text("\n".join((HEADER, *rows)) + "\n")
        return read_log(path, mapping_from(mapping))

    return _read


def events(log: Log, *columns: str) -> list[tuple[object, ...]]:
    rows = log.record.order_by("journey", "seq").to_pyarrow().to_pylist()
    return [tuple(row[column] for column in columns) for row in rows]


def test_each_activity_becomes_its_kind(read: Callable[..., Log]) -> None:
    assert events(read(), "journey", "name", "kind", "direction", "key", "value") == [
        ("1", "apply", "activity/1", "from", None, None),
        ("1", "ask payslip", "fact.asked/1", "to", "payslip", None),
        ("1", "where is it", "message.received/1", "from", "chase", None),
        ("1", "give payslip", "fact.given/1", "from", "payslip", None),
        ("1", "refuse", "activity/1", "to", None, None),  # not the last ending of the journey
        ("1", "object", "message.received/1", "from", "complaint", None),
        ("1", "advise", "activity/1", None, None, None),
        ("1", "grant", "journey.ended/1", "to", "granted", 1.0),
        ("1", "archive", "activity/1", None, None, None),
        ("2", "apply", "activity/1", "from", None, None),
        ("2", "refuse", "journey.ended/1", "to", "refused", 0.0),
        ("3", "apply", "activity/1", "from", None, None),  # no ending: still open
        ("4", "apply", "activity/1", "from", None, None),
        ("4", "withdraw", "journey.ended/1", "from", "withdrawn", 0.0),  # told otherwise than `to`
    ]


def test_without_goals_nobody_can_say_whether_an_ending_reached_them(read: Callable[..., Log]) -> None:
    log = read("endings: {grant: granted}\n")

    assert events(log, "kind", "key", "value")[7] == ("journey.ended/1", "granted", None)


def test_work_by_somebody_outside_keeps_its_department_and_is_marked(read: Callable[..., Log]) -> None:
    rows = events(read(), "name", "function", "stage")

    assert [row for row in rows if row[2]] == [("advise", "Water board", "elsewhere")]


def test_an_activity_may_be_elsewhere_too_even_when_a_machine_did_it(read: Callable[..., Log]) -> None:
    row = "1,send to court,2026-03-01T00:00:00Z,SYSTEM,Legal,"

    (only,) = events(read("elsewhere: [send to court]\n", (row,)), "by", "function", "stage")

    assert only == (None, "Legal", "elsewhere")


def test_of_two_endings_at_one_time_the_later_in_the_file_is_the_last(read: Callable[..., Log]) -> None:
    rows = (
        "1,grant,2026-03-02T00:00:00Z,,,",
        "1,refuse,2026-03-02T00:00:00Z,,,",
        "1,grant,2026-03-01T00:00:00Z,,,",
    )

    log = read("endings: {grant: granted, refuse: refused}\n", rows)

    assert events(log, "kind", "key") == [
        ("activity/1", None),
        ("activity/1", None),
        ("journey.ended/1", "refused"),
    ]


def test_an_ending_that_was_only_begun_ends_nothing(read: Callable[..., Log]) -> None:
    rows = (
        "1,grant,2026-03-02T00:00:00Z,,,complete",
        "1,grant,2026-03-03T00:00:00Z,,,start",
    )

    log = read("columns: {lifecycle: status}\nendings: {grant: granted}\n", rows)

    assert events(log, "kind", "lifecycle") == [("journey.ended/1", "complete"), ("activity/1", "start")]


def test_kinds_that_stand_in_the_log_stay_where_the_mapping_says_nothing(read: Callable[..., Log]) -> None:
    rows = (
        "1,check,2026-03-02T00:00:00Z,,,message.sent/1",
        "1,grant,2026-03-03T00:00:00Z,,,activity/1",
    )

    log = read("columns: {kind: status}\nendings: {grant: granted}\n", rows)

    assert events(log, "kind") == [("message.sent/1",), ("journey.ended/1",)]


def test_names_that_the_log_does_not_know_are_counted(read: Callable[..., Log]) -> None:
    log = read("endings: {granted: granted}\nelsewhere: [Water bord, Water board, advise]\nto: [grant]\n")

    (problem,) = log.problems
    assert (problem.what, problem.count) == ("activities of the mapping do not occur in the log", 2)
    assert problem.examples == ("'Water bord'", "'granted'")
