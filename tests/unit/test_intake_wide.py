"""Wide tables: one row per case and a column for each milestone become one row per milestone."""

from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

TABLE = """SRNumber,Department,CreatedDate,ServiceDate,ClosedDate
1,Parks,2026-03-02T09:00:00Z,2026-03-04T00:00:00Z,2026-03-05T09:00:00Z
2,Roads,2026-03-02T09:00:00Z,2026-03-02T00:00:00Z,
3,Roads,,,
"""
MILESTONES = {"CreatedDate": "made", "ServiceDate": "served", "ClosedDate": "closed"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "wide.csv"
    path.write_text(TABLE)
    return path


def rows(log: Log) -> list[tuple[object, ...]]:
    found = log.record.order_by("journey", "at").to_pyarrow().to_pylist()
    return [(row["journey"], row["name"], f"{row['at']:%d}", row["function"]) for row in found]


def test_each_time_of_a_milestone_is_a_row(table: Path) -> None:
    log = read_log(table, Mapping(wide=MILESTONES))

    assert rows(log) == [
        ("1", "made", "02", "Parks"),
        ("1", "served", "04", "Parks"),
        ("1", "closed", "05", "Parks"),
        ("2", "served", "02", "Roads"),
        ("2", "made", "02", "Roads"),
    ]


def test_what_has_no_time_or_lies_before_the_first_milestone_is_said(table: Path) -> None:
    log = read_log(table, Mapping(wide=MILESTONES))

    sentences = " ".join(log.sentences)
    assert "1 case has no time of any milestone and is left out" in sentences
    assert "1 milestone lies before 'made', which comes first" in sentences
    assert (log.rows_read, log.rows_used) == (6, 5)


def test_milestones_are_found_when_somebody_says_that_the_table_is_wide(table: Path) -> None:
    log = read_log(table, wide=True)

    assert {name for _, name, *_ in rows(log)} == {"Created", "Service", "Closed"}


def test_a_wide_table_that_nobody_spoke_of_is_refused_with_what_to_add(table: Path) -> None:
    with pytest.raises(Refused, match=r"one row per journey with a column per date.*--wide"):
        read_log(table)


REQUESTS = [
    f"FOI/{number:04},{1 + number % 28:02}/0{1 + number % 4}/2026,{'Highways' if number % 3 else 'Finance'},"
    f"{1 + number % 28:02}/0{5 + number % 4}/2026"
    for number in range(60)
]
"""One row for each request: only a guess makes the directorate its activity."""


def test_a_row_per_request_is_not_read_as_events_because_a_column_repeats(tmp_path: Path) -> None:
    path = tmp_path / "foi.csv"
    path.write_text("\n".join(["Reference,Date received,Directorate,Date of response", *REQUESTS]))

    with pytest.raises(Refused, match=r"column per date \(Date received, Date of response\).*--wide"):
        read_log(path, Mapping(zone="Europe/London"))

    said = Mapping(zone="Europe/London", columns={"journey": "Reference", "name": "Directorate"})
    assert read_log(path, said).rows_used == 60
    log = read_log(path, Mapping(zone="Europe/London"), wide=True)
    assert (log.rows_read, log.rows_used) == (120, 120)


LATER = [
    f"{number % 5_200:05},2026-03-02 {number // 520:02}:{number % 60:02},{'scan' if number % 3 else 'send'},"
    "2026-09-01"
    for number in range(10_400)
]
"""In the order of time, hardly any case comes twice among the first rows that are looked at."""


def test_a_log_in_the_order_of_time_is_no_row_per_case_though_it_begins_with_new_cases(
    tmp_path: Path,
) -> None:
    path = tmp_path / "parcels.csv"
    path.write_text("\n".join(["Case ID,Time,What,Planned", *LATER]))

    assert read_log(path, Mapping(zone="Europe/London")).columns["name"] == "What"

    path.write_text("\n".join(["Case ID,Time,What,Planned", *LATER[:5_200]]))
    with pytest.raises(Refused, match=r"column per date \(Time, Planned\).*--wide.*--case NAME --activity"):
        read_log(path, Mapping(zone="Europe/London"))


def test_cases_of_several_rows_with_two_dates_lack_an_activity_and_are_not_called_wide(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,received,answered\n" + "1,2026-03-02,2026-03-04\n2,2026-03-02,2026-03-05\n" * 2)

    with pytest.raises(Refused, match=r"cannot tell which column of log\.csv holds the activity.*--activity"):
        read_log(path)


def test_journeys_of_one_event_with_one_time_are_no_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "foi.csv"
    path.write_text(
        "\n".join(["Reference,Received,Directorate", *(row.rpartition(",")[0] for row in REQUESTS)])
    )

    assert read_log(path, Mapping(zone="Europe/London")).columns["name"] == "Directorate"


def test_journeys_of_one_event_with_an_activity_by_its_name_may_have_a_second_date(tmp_path: Path) -> None:
    path = tmp_path / "foi.csv"
    path.write_text("\n".join(["Reference,Timestamp,Activity,Deadline", *REQUESTS]))

    assert read_log(path, Mapping(zone="Europe/London")).rows_used == 60


def test_a_milestone_that_is_no_column_is_refused(table: Path) -> None:
    with pytest.raises(Refused, match="has no column 'ClosedDat'"):
        read_log(table, Mapping(wide={"CreatedDate": "made", "ClosedDat": "closed"}))


def test_a_table_without_times_is_not_wide(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,a,b\n1,x,y\n")

    with pytest.raises(Refused, match="fewer than two of its columns hold times"):
        read_log(path, wide=True)


def test_ragged_rows_of_a_wide_table_are_counted_once(table: Path) -> None:
    table.write_text(TABLE + "4,Roads\n")

    log = read_log(table, Mapping(wide=MILESTONES))

    assert (log.rows_read, log.rows_used) == (7, 5)
