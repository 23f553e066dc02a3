"""Times in every notation that we have met: read as what they say, or reported; never as another day."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, rows_left_out
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

ZONE = "Europe/Amsterdam"


def log_of(tmp_path: Path, *times: str, zone: str | None = ZONE, time_format: str | None = None) -> Log:
    path = tmp_path / "log.csv"
    lines = "".join(f'{i:03d};{"check" if i % 2 else "decide"};"{time}"\n' for i, time in enumerate(times))
    path.write_text("case_id;activity;timestamp\n" + lines)
    log = read_log(path, Mapping(zone=zone, time_format=time_format), at=datetime(2026, 3, 2, tzinfo=UTC))
    assert log.rows_read == log.rows_used + rows_left_out(log.problems) == len(times)
    return log


def ride(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("throughline")), "ride", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def moments(log: Log) -> list[str]:
    rows = log.record.order_by("journey").to_pyarrow().to_pylist()
    return [f"{row['at'].isoformat(' ', 'microseconds')}"[:26] for row in rows]


def what(log: Log) -> dict[str, int]:
    return {problem.what: problem.count for problem in log.problems}


READ = {
    # the day in other ways
    "2024-W05-3": "2024-01-30 23:00:00",  # the third day of the fifth week of 2024 is 31 January
    "2024W053": "2024-01-30 23:00:00",
    "2024-W05-3T10:00:00Z": "2024-01-31 10:00:00",
    "2024-035": "2024-02-03 23:00:00",  # the 35th day is 4 February
    "2024-366": "2024-12-30 23:00:00",
    "2024-035T10:00:00+01:00": "2024-02-04 09:00:00",
    "20240204": "2024-02-03 23:00:00",
    "20240204T101112Z": "2024-02-04 10:11:12",
    "20240204101112": "2024-02-04 09:11:12",
    "2024-1-2 9:05": "2024-01-02 08:05:00",
    "2024/12/31 10:00": "2024-12-31 09:00:00",
    # the month as a word
    "31-Dec-2024 10:00:00": "2024-12-31 09:00:00",
    "04-Jul-24": "2024-07-03 22:00:00",
    "Dec 31, 2024 10:00:00 AM": "2024-12-31 09:00:00",
    "Jul 4 2024  3:05PM": "2024-07-04 13:05:00",
    "Wed Dec 31 10:00:00 2025": "2025-12-31 09:00:00",
    "Wed Dec 31 10:00:00 CET 2025": "2025-12-31 09:00:00",
    "Thu, 02 Jan 2025 10:00:00 -0500": "2025-01-02 15:00:00",
    "Wed, 31 Dec 2025 10:00:00 GMT": "2025-12-31 10:00:00",
    "Tuesday, March 5, 2024 3:07 PM": "2024-03-05 14:07:00",
    "31 december 2024 10:00": "2024-12-31 09:00:00",
    "dinsdag 5 maart 2024 10:00": "2024-03-05 09:00:00",
    "2-mrt-2025 10:00": "2025-03-02 09:00:00",
    "31. Oktober 2024 10:00 Uhr": "2024-10-31 09:00:00",
    "3. März 2024": "2024-03-02 23:00:00",
    "5 août 2024 à 10:00": "2024-08-05 08:00:00",
    "5 de marzo de 2024 10:00": "2024-03-05 09:00:00",
    "14 maj 2024 10:00": "2024-05-14 08:00:00",
    "7 luglio 2024": "2024-07-06 22:00:00",
    # the time of day in other ways
    "2024-07-04 10:11:12 PM": "2024-07-04 20:11:12",
    "2024-07-04 12:11 AM": "2024-07-03 22:11:00",
    "2024-07-04 12:11:12pm": "2024-07-04 10:11:12",
    "31-DEC-24 10.00.00.000000 PM": "2024-12-31 21:00:00",
    "2024-12-31-10.15.00.000000": "2024-12-31 09:15:00",
    "2024-12-31 10:15:12:123": "2024-12-31 09:15:12.123000",
    "2024-07-04 10:11:12,5": "2024-07-04 08:11:12.500000",
    "2024-07-04T10:11:12,123Z": "2024-07-04 10:11:12.123000",
    "2016-12-31T23:59:60Z": "2017-01-01 00:00:00",
    "31DEC2024:10:00:12": "2024-12-31 09:00:12",  # SAS
    "31dec24:10:00:12.5": "2024-12-31 09:00:12.500000",
    "31/Dec/2024:10:00:00 -0500": "2024-12-31 15:00:00",  # a web server
    "2024-07-04 24:00": "2024-07-04 22:00:00",
    "2024-12-31t10:15:12z": "2024-12-31 10:15:12",
    # the zone in other ways
    "2024-07-04 10:11:12 Europe/Lisbon": "2024-07-04 09:11:12",
    "2024-01-04 10:11:12 [Europe/Lisbon]": "2024-01-04 10:11:12",
    "2024-07-04T10:11:12+02:00[Europe/Berlin]": "2024-07-04 08:11:12",
    "2024-01-05 10:11:12 CET": "2024-01-05 09:11:12",
    "2024-07-04 10:11:12 CEST": "2024-07-04 08:11:12",
    "2024-07-04 10:11:12 (MESZ)": "2024-07-04 08:11:12",
    "2024-01-05 10:11:12 EST": "2024-01-05 15:11:12",
    "2024-07-04 10:11:12 UTC": "2024-07-04 10:11:12",
    "2024-07-04 10:11:12 GMT+1": "2024-07-04 09:11:12",
    "2024-07-04 10:11:12 UTC-03:00": "2024-07-04 13:11:12",
    "2024-07-04 10:11 +01": "2024-07-04 09:11:00",
    "2024-07-04T10:11:12+0130": "2024-07-04 08:41:12",
    "2024-07-04T10:11:12+01:00:00": "2024-07-04 09:11:12",
    "2024-07-04T10:11:12−05:00": "2024-07-04 15:11:12",
    "2024-07-04T10:11:12+1:00": "2024-07-04 09:11:12",
    # counted from 1970
    "1706700000": "2024-01-31 11:20:00",
    "1706700000.25": "2024-01-31 11:20:00.250000",
    "1706700000123": "2024-01-31 11:20:00.123000",
    "1706700000123456": "2024-01-31 11:20:00.123456",
    "1706700000123456789": "2024-01-31 11:20:00.123456",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    log = log_of(tmp_path_factory.mktemp("read"), *READ)
    assert log.rows_used == len(READ), log.sentences
    return dict(zip(READ, moments(log), strict=True))


@pytest.mark.parametrize("written", READ)
def test_a_time_is_read_as_what_it_says(read: dict[str, str], written: str) -> None:
    said = READ[written]

    assert read[written] == (said if "." in said else f"{said}.000000")


UNREAD = (
    "2024-07-04 25:00",
    "2024-07-04 13:00 PM",
    "2024-07-04 10:61",
    "2024-02-30",
    "2023-366",  # 2023 had 365 days
    "2024-W54-1",
    "31-Foo-2024",
    "2024-07-04T10:11:12+25:00",  # no clock is so far away
    "2024-07-04 10:11:12 CST",  # in America, in China, or in Cuba
    "2024-07-04 10:11:12 XYZ",
    "2024-07-04 10:11:12 Europe/Nowhere",
    "01/12/24 10:00",  # nothing says in which order: certainly not the year 1
    "24-12-31",  # nothing says where the year is
    "0000-00-00 00:00:00",
    "0044-03-15 (BC) 00:00:00+00",
    "99999-01-01T00:00:00Z",
    "infinity",
    "epoch",
    "now",
)


def test_what_says_no_moment_for_certain_is_left_out_and_shown(tmp_path: Path) -> None:
    log = log_of(tmp_path, "2024-07-04 10:11:12", "2024-07-05 10:11:12", *UNREAD)

    assert [one[:10] for one in moments(log)] == ["2024-07-04", "2024-07-05"]
    (problem,) = [one for one in log.problems if one.effect is Effect.LEFT_OUT]
    said = f"{len(UNREAD)} rows have a time that cannot be read and are left out (row 3, row 4, row 5, "
    assert problem.sentence.startswith(said)


@pytest.mark.parametrize(
    "written",
    ["2024-W05-3", "2024-035", "20240204", "31-Dec-2024 10:00", "2024-07-04 10:11 PM", "31.12.2024 10.15"],
)
def test_without_a_zone_rarer_notations_are_refused_like_all_others(tmp_path: Path, written: str) -> None:
    with pytest.raises(Refused, match=r"do not say in which zone.*row 1.*--zone"):
        log_of(tmp_path, written, zone=None)


@pytest.mark.parametrize(
    "written", ["2024-07-04 10:11:12 CET", "Wed, 31 Dec 2025 10:00:00 +0100", "1706700000123456"]
)
def test_with_a_zone_of_their_own_they_need_no_other(tmp_path: Path, written: str) -> None:
    assert log_of(tmp_path, written, zone=None).rows_used == 1


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (("31.12.2024 23:59", "01.02.2024 08:00"), "2024-12-31 22:59"),
        (("31.12.2024 23.59", "01.02.2024 08.00"), "2024-12-31 22:59"),
        (("31/12/24 10:00", "01/02/24 10:00"), "2024-12-31 09:00"),
        (("12/31/24 10:00 PM", "01/02/24 10:00 AM"), "2024-12-31 21:00"),
        (("31/12/1999 10:00:00 +02:00", "01/02/2024 10:00:00Z"), "1999-12-31 08:00"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_whole_column(
    tmp_path: Path, times: tuple[str, str], first: str
) -> None:
    log = log_of(tmp_path, *times)

    assert moments(log)[0].startswith(first)
    day_first = not times[0].startswith("12")
    assert moments(log)[1].startswith("2024-02-01" if day_first else "2024-01-02")


def test_years_of_two_digits_are_said(tmp_path: Path) -> None:
    log = log_of(tmp_path, "31/12/24 10:00", "30/12/71 10:00")

    assert moments(log)[1].startswith("1971-12-30")
    assert (
        what(log)["times have years of two digits; we read 69 to 99 as 1969 to 1999, the others as from 2000"]
        == 2
    )


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (("01.02.2024", "03.04.2024"), r"the day from the month.*'%d\.%m\.%Y' \(day first\).*'%m\.%d\.%Y'"),
        (("01/02/24 10:00", "03/04/24 10:00"), "'%d/%m/%y %H:%M'"),
        (("05-06-07",), r"first or last.*'%d-%m-%y' \(day.*'%m-%d-%y' \(month.*'%y-%m-%d' \(year first\)\."),
        (("24-12-31 10:00", "24-12-30 10:00"), r"the year stands first or last.*'%y-%m-%d %H:%M'"),
        (
            ("31/12/2024 10:00", "12/31/2024 10:00", "01/02/2024 10:00"),
            r"day first in some rows and the month first.*'12/31/2024 10:00' in row 2.*--time-format",
        ),
    ],
)
def test_days_that_could_be_others_are_asked_for(
    tmp_path: Path, times: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        log_of(tmp_path, *times)


def test_another_order_late_in_a_file_is_refused_too(tmp_path: Path) -> None:
    """Half of the rows up to the twelfth would be read as other days, and nothing would show it."""
    early = ["31/01/2024 10:00"] * 6_000

    with pytest.raises(Refused, match=r"day first in some rows.*row 6002"):
        log_of(tmp_path, *early, *(["02/03/2024 10:00", "02/25/2024 10:00"] * 500))


def test_a_single_slip_in_a_long_column_is_left_out_and_said(tmp_path: Path) -> None:
    log = log_of(tmp_path, *(["31/01/2024 10:00"] * 500), "02/25/2024 10:00")

    assert log.rows_used == 500


@pytest.mark.parametrize(("written", "at"), [("45321.5", "11:00"), ("45321,75", "17:00"), ("45322", "23:00")])
def test_day_numbers_of_a_spreadsheet_are_read_and_said(tmp_path: Path, written: str, at: str) -> None:
    log = log_of(tmp_path, written)

    assert moments(log) == [f"2024-01-30 {at}:00.000000"]
    assert any(one.startswith("times are day numbers of a spreadsheet") for one in what(log))


def test_numbers_that_could_be_day_numbers_are_no_times_where_nothing_calls_them_so(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,postcode\n" + "".join(f"{i},check,4532{i % 9}\n" for i in range(30)))

    with pytest.raises(Refused, match=r"cannot tell which column of log\.csv holds the time"):
        read_log(path, Mapping(zone=ZONE))


def test_placeholders_for_never_are_kept_or_reported_whatever_the_zone(tmp_path: Path) -> None:
    times = ("0001-01-01 00:00:00", "9999-12-31 23:59:59", "1899-12-30 00:00:00", "2024-01-01 00:00:00")
    for zone, used in (("UTC", 4), (ZONE, 3), ("America/New_York", 3)):
        log = log_of(tmp_path, *times, zone=zone)

        assert log.rows_used == used, zone
        assert max(moments(log)) <= "9999-12-31 23:59:59.999999"


def test_a_year_before_the_first_does_not_break_a_ride(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,timestamp\n1,a,0001-01-01 00:00:00\n1,b,2024-01-01 00:00:00\n")

    done = ride(path, "--zone", ZONE)

    assert (done.returncode, done.stderr) == (0, "")
    assert "0001-01-01" in done.stdout


@pytest.mark.parametrize(
    ("time_format", "read"),
    [("%d/%m/%y %H:%M", "2024-02-01 09:00"), ("%m/%d/%y %H:%M", "2024-01-02 09:00")],
)
def test_a_format_that_was_told_is_followed(tmp_path: Path, time_format: str, read: str) -> None:
    assert moments(log_of(tmp_path, "01/02/24 10:00", time_format=time_format))[0].startswith(read)


def test_a_year_of_two_digits_is_not_read_with_a_format_of_four(tmp_path: Path) -> None:
    log = log_of(tmp_path, "31/12/2024 10:00", "30/12/24 10:00", time_format="%d/%m/%Y %H:%M")

    assert [one[:4] for one in moments(log)] == ["2024", "2024"]


def test_a_format_that_cannot_be_is_refused_with_the_codes(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"time format '%Q/%m' cannot be used.*%Y \(year\).*excel"):
        log_of(tmp_path, "31/12/24 10:00", time_format="%Q/%m")


def test_where_no_time_can_be_read_one_is_told_how_to_say_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nothing to read.*'2024-07-04 10:11 XYZ'.*--time-format"):
        log_of(tmp_path, "2024-07-04 10:11 XYZ")


def test_the_start_of_work_is_read_in_the_same_notations(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case_id;activity;start_time;end_time\n"
        "1;check;31-Dec-2024 10:00;31-Dec-2024 11:30\n"
        "1;decide;01-Jan-2025 10:00;01-Jan-2025 10:15\n"
    )

    log = read_log(path, Mapping(zone=ZONE))

    at = {(row["name"], str(row["lifecycle"])): row["at"] for row in log.record.to_pyarrow().to_pylist()}
    assert at[("check", "complete")] - at[("check", "start")] == timedelta(hours=1, minutes=30)
