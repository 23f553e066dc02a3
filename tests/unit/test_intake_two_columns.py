"""Tables as spreadsheets write them: date and time apart, a first line that names the delimiter."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from throughline.intake.draft import draft_of
from throughline.intake.looking import look_into
from throughline.intake.mapping import Mapping
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

FOUR = [datetime(2026, 3, day, hour, 30, tzinfo=UTC) for day, hour in ((21, 9), (22, 16), (21, 10), (23, 8))]


def read(path: Path, content: str, **told: str) -> Log:
    path.write_text(content)
    return read_log(path, Mapping(zone="UTC", columns=told))


def moments(log: Log) -> list[datetime]:
    return [at.replace(tzinfo=UTC) for at in log.record.order_by(["seq"]).at.to_pyarrow().to_pylist()]


@pytest.mark.parametrize(
    "rows",
    [
        "case,activity,date,time\n1,ask,2026-03-21,09:30\n1,close,2026-03-22,16:30\n"
        "2,ask,2026-03-21,10:30\n2,close,2026-03-23,08:30\n",
        "case,activity,Datum,Uhrzeit\n1,ask,21.03.2026,9:30:00\n1,close,22.03.2026,16:30:00\n"
        "2,ask,21.03.2026,10:30:00\n2,close,23.03.2026,08:30:00\n",
        "case,activity,day,at\n1,ask,03/21/2026,9:30 AM\n1,close,03/22/2026,4:30 PM\n"
        "2,ask,03/21/2026,10:30 AM\n2,close,03/23/2026,8:30 AM\n",
        "Ärendenr,Händelse,Datum,Tid\n1,ask,2026-03-21,09.30\n1,close,2026-03-22,16.30\n"
        "2,ask,2026-03-21,10.30\n2,close,2026-03-23,08.30\n",
        "dossier,étape,date,heure\n1,ask,21/03/2026,09h30\n1,close,22/03/2026,16h30\n"
        "2,ask,21/03/2026,10h30\n2,close,23/03/2026,08h30\n",
        "OBJECTID,TCODE,UDATE,UTIME\n1,ask,20260321,093000\n1,close,20260322,163000\n"
        "2,ask,20260321,103000\n2,close,20260323,083000\n",
    ],
)
def test_a_date_and_a_time_of_day_are_one_moment(tmp_path: Path, rows: str) -> None:
    log = read(tmp_path / "log.csv", rows)

    assert sorted(moments(log)) == sorted(FOUR)
    assert log.rows_used == 4
    assert " + " in log.columns["at"]


@pytest.mark.parametrize(
    "rows",
    [
        "case,activity,day,order\n1,ask,20260321,093000\n1,close,20260322,163000\n",
        "case,activity,day,handling time\n1,ask,2026-03-21,09.30\n1,close,2026-03-22,16.30\n",
    ],
)
def test_digits_that_are_not_called_a_time_of_day_are_none(tmp_path: Path, rows: str) -> None:

    assert read(tmp_path / "log.csv", rows).columns["at"] == "day"


ONCE = [f"N{number},{'send' if number % 3 else 'scan'},2026-03-21,09:{number:02}" for number in range(30)]


def test_a_date_that_is_part_of_the_moment_makes_no_table_wide(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = [row for row in ONCE for _ in range(2)]

    assert read(path, "\n".join(["Case ID,What,date,time", *ONCE])).rows_used == 30
    with pytest.raises(Refused, match=r"cannot tell which column of log\.csv holds the case"):
        read(path, "\n".join(["Parcel,What,date,time", *rows]))
    with pytest.raises(Refused, match="fewer than two of its columns hold times"):
        read_log(path, Mapping(zone="UTC"), wide=True)


def test_a_draft_asks_for_the_zone_of_a_moment_in_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case,activity,date,time\n1,ask,2026-03-21,09:30\n1,close,2026-03-22,16:30\n")

    assert draft_of(path, Mapping(), at=FOUR[0]).needs_zone


def test_the_first_look_takes_the_moment_and_what_was_confirmed_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case,activity,date,time\n1,ask,2026-03-21,09:30\n1,close,2026-03-22,16:30\n")

    taken = look_into([path], Mapping(zone="UTC"), at=FOUR[0], told=lambda *_: None).taken["at"]["source"]

    assert taken == "date + time"
    assert moments(read_log(path, Mapping(zone="UTC", columns={"at": taken}))) == FOUR[:2]


def test_what_a_mapping_names_is_the_time_whatever_stands_beside_it(tmp_path: Path) -> None:
    rows = "case,activity,date,time\n1,ask,2026-03-21,09:30\n1,close,2026-03-22,16:30\n"

    log = read(tmp_path / "log.csv", rows, at="date")

    assert {(at.hour, at.minute) for at in moments(log)} == {(0, 0)}


def test_two_columns_of_dates_are_not_put_together_with_a_time(tmp_path: Path) -> None:
    rows = (
        "case,activity,date,due,time\n1,ask,2026-03-21,2026-03-09,09:30\n1,end,2026-03-22,2026-03-09,09:30\n"
    )

    log = read(tmp_path / "log.csv", rows, at="date")

    assert " + " not in "".join(log.columns.values())


def test_the_first_line_of_a_spreadsheet_names_the_delimiter(tmp_path: Path) -> None:
    rows = (
        "sep=;\r\ncase;activity;time\r\n"
        "1;ask, then wait;2026-03-21T09:30:00Z\r\n1;close;2026-03-22T16:30:00Z\r\n"
    )

    log = read(tmp_path / "log.csv", rows)

    assert moments(log) == FOUR[:2]
    assert log.record.name.to_pyarrow().to_pylist() == ["ask, then wait", "close"]


def test_a_file_that_is_packed_twice_is_refused_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"case,activity,time\n")))

    with pytest.raises(Refused, match="is packed, and its name does not say so"):
        read_log(path)


def test_an_archive_is_to_be_unpacked_first(tmp_path: Path) -> None:
    path = tmp_path / "logs.zip"
    path.write_bytes(b"PK\x03\x04")

    with pytest.raises(Refused, match=r"logs\.zip is a zip archive\. Unpack it"):
        read_log(path)


def test_the_first_look_takes_day_numbers_of_a_spreadsheet_for_times_where_they_are_called_so(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case;activity;Datum;amount\n1;ask;46102,39583;45000\n1;close;46103,6875;45001\n")

    looked = look_into([path], Mapping(), at=FOUR[0], told=lambda *_: None)

    assert looked.taken["at"]["source"] == "Datum"
    assert {one.name: (one.times, one.naive) for one in looked.columns} == {
        "case": (0, 0),
        "activity": (0, 0),
        "Datum": (2, 2),
        "amount": (0, 0),
    }
