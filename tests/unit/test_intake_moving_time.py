"""Of several times, that of the event is the one that goes on while the case does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from throughline.intake.looking import look_into
from throughline.intake.mapping import Mapping, PromiseTold
from throughline.intake.read import read_log

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEADER = "Ticket ID,Status,Created,Set,Deadline"
ROWS = [
    f"{case},{status},2026-03-0{case} 09:00,2026-03-1{step} 1{case}:00,2026-04-1{step}"
    for case in range(1, 6)
    for step, status in enumerate(("new", "open", "closed"))
]
"""`Created` is the ticket's, in each of its rows."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("\n".join([HEADER, *ROWS]))
    return path


def times(log: Path, **told: object) -> str:
    return read_log(log, Mapping(zone="UTC", **told)).columns["at"]


def test_the_time_that_goes_on_with_the_case_is_taken_and_doubted(log: Path) -> None:
    (at,) = (one for one in read_log(log, Mapping(zone="UTC")).taken if one.ours == "at")

    assert at.sentence == (
        "column Set (by what stands in it: Created says one time in all rows of a case; a guess, "
        "or else Created)"
    )
    looked = look_into([log], Mapping(zone="UTC"), at=NOW, told=lambda *_: None)
    assert looked.taken["at"]["source"] == "Set"


def test_what_stays_the_same_for_a_case_is_not_what_happened(tmp_path: Path) -> None:
    """Of several columns with few words, one that differs between cases alone is about the case."""
    path = tmp_path / "log.csv"
    kinds = ("roof", "tree")
    rows = [f"{row.split(',')[0]},{kinds[int(row[0]) % 2]},{row.partition(',')[2]}" for row in ROWS]
    path.write_text("\n".join([HEADER.replace("Status", "About,Came to"), *rows]))

    (name,) = (one for one in read_log(path, Mapping(zone="UTC")).taken if one.ours == "name")

    assert (name.source, name.runner_up) == ("Came to", "About")


def test_what_somebody_said_of_a_column_stays(log: Path) -> None:
    promise = {"answer": PromiseTold(due="Set", kept="closed")}

    assert times(log, columns={"at": "Created"}) == "Created"
    assert times(log, promises=promise) == "Created"


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (HEADER.replace("Created", "Completed at"), "Completed at"),  # a name that means one thing
        (HEADER.replace("Set", "Planned"), "Created"),  # what lies ahead did not happen
    ],
)
def test_other_times_are_taken_by_their_names(log: Path, header: str, taken: str) -> None:
    log.write_text("\n".join([header, *ROWS]))

    assert times(log) == taken


def test_where_each_row_is_a_case_nothing_goes_on(log: Path) -> None:
    log.write_text("\n".join([HEADER.replace("Status", "Activity"), *ROWS[::3]]))

    assert times(log) == "Created"
