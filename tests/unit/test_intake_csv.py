"""CSV in its dialects: every row is used or counted, and what cannot be told is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from throughline.insight.ride import Measured, ride_of
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

Write = Callable[..., Path]
HEADER = "case_id,activity,timestamp,resource,department"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return _write


def rows(*lines: str, header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n"


def events(log: Log) -> list[dict[str, object]]:
    return log.record.order_by("journey", "seq").to_pyarrow().to_pylist()


def column(log: Log, name: str) -> list[object]:
    return [event[name] for event in events(log)]


def found(log: Log) -> dict[str, int]:
    return {problem.what: problem.count for problem in log.problems}


PLAIN = rows("1,check,2026-03-02T09:00:00Z,Ben,Intake", "1,decide,2026-03-03T09:00:00+01:00,Chidi,Licensing")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_understood(write: Write, delimiter: str) -> None:
    log = read_log(write(PLAIN.replace(",", delimiter)))

    assert column(log, "person") == ["Ben", "Chidi"]


def test_what_was_taken_for_what_is_said(write: Write) -> None:
    log = read_log(write(PLAIN))

    assert log.columns == {
        "journey": "case_id",
        "name": "activity",
        "at": "timestamp",
        "person": "resource",
        "function": "department",
    }
    assert ("department", "column department (by its name)") in log.reasons


def test_times_become_utc(write: Write) -> None:
    assert [f"{at:%H:%M}" for at in column(read_log(write(PLAIN)), "at")] == ["09:00", "08:00"]


def test_a_bom_a_quoted_delimiter_and_a_line_break_in_a_field_are_read(write: Write) -> None:
    text = rows('1,"check, again\nand again",2026-03-02T09:00:00Z,"Ben ""B""",Intake')

    log = read_log(write(text, encoding="utf-8-sig"))

    assert column(log, "name") == ["check, again\nand again"]
    assert column(log, "person") == ['Ben "B"']


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_another_encoding_is_read_and_said(write: Write, encoding: str) -> None:
    log = read_log(write(rows("1,prüfen,2026-03-02T09:00:00Z,Ben,Büro"), encoding=encoding))

    assert column(log, "function") == ["Büro"]
    assert f"file was not UTF-8; we read it as {encoding}" in found(log)


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("a,check{cr}{lf}a,decide{cr}{lf}", 0),
        ("a,check{cr}a,decide{cr}", 0),  # as old Macs wrote
        ("a,check{cr}{lf}a,decide{lf}", 0),  # two files put together
        ("a,che{cr}ck{lf}a,decide{lf}", 1),  # pasted from somewhere
        ("a,check{cr}{cr}{lf}a,decide{cr}{cr}{lf}", 3),  # converted twice
    ],
)
def test_rows_may_end_as_they_like(write: Write, text: str, strays: int) -> None:
    end = text[text.rindex("decide") + 6 :].format(cr="\r", lf="\n")
    body = text.format(cr="\r", lf="\n").replace("a,", "2026-03-02T09:00:00Z,1,")

    log = read_log(write("timestamp,case_id,activity" + end + body))

    assert [str(name).replace(" ", "") for name in column(log, "name")] == ["check", "decide"]
    stray = "times a carriage return stood where no row ends; we read it as a blank"
    assert found(log).get(stray, 0) == strays


def test_what_comes_after_a_quotation_mark_that_does_not_close_is_read(write: Write) -> None:
    good = "1,check,2026-03-02T09:00:00Z,Ben,Intake"
    text = rows(
        good, '1,"che"ck",2026-03-02T09:00:00Z,Ben,Intake', good, '2,"later",2026-03-02T09:00:00Z,"Eve",X'
    )

    log = read_log(write(text))

    assert column(log, "name") == ["check", "check", "later"]
    assert found(log)["rows could not be read: a quotation mark that does not close"] == 1
    assert (log.rows_read, log.rows_used) == (4, 3)


def test_a_header_that_fits_no_row_is_refused_with_what_became_of_the_rows(write: Write) -> None:
    path = write(rows("1,check,2026-03-02T09:00:00Z", header="case_id,activity,timestamp,resource"))

    with pytest.raises(Refused, match="1 row could not be read: fewer than 4 fields"):
        read_log(path)


def test_every_row_is_used_or_counted(write: Write) -> None:
    text = rows(
        "1,check,2026-03-02T09:00:00Z,Ben,Intake",
        "1,check",  # too few fields
        "1,check,2026-03-02T09:00:00Z,Ben,Intake,more",  # too many
        ",check,2026-03-02T09:00:00Z,Ben,Intake",  # no case
        "1,check,,Ben,Intake",  # no time
        "1,check,yesterday,Ben,Intake",  # no time that can be read
        "1,check,2026-02-30T09:00:00Z,Ben,Intake",  # no such day
        "2,check,2026-03-02T09:00:00Z,Ben,Intake",
    )

    log = read_log(write(text))

    assert len(events(log)) == 2
    assert found(log) == {
        "rows could not be read: fewer than 5 fields": 1,
        "rows could not be read: more than 5 fields": 1,
        "rows name no journey and are left out": 1,
        "rows have no time and are left out": 1,
        "rows have a time that cannot be read and are left out": 2,
    }


def test_a_row_that_cannot_be_read_is_told_with_its_place_and_what_stood_there(write: Write) -> None:
    log = read_log(write(rows("1,check,2026-03-02T09:00:00Z,Ben,Intake", "1,check,yesterday,Ben,Intake")))

    (problem,) = log.problems
    assert problem.where == "row 2"
    assert problem.examples == ("'yesterday'",)


def test_times_without_a_zone_are_refused_with_what_to_type(write: Write) -> None:
    path = write(rows("1,check,2026-03-02 09:00:00,Ben,Intake"))

    with pytest.raises(Refused, match=r"column \"timestamp\" of log.csv.*row 1.*--zone Europe/Amsterdam"):
        read_log(path)


def test_a_zone_places_times_with_summer_and_winter(write: Write) -> None:
    text = rows(
        "1,winter,2026-01-02 09:00:00,Ben,Intake",
        "1,summer,2026-07-02 09:00:00,Ben,Intake",
        "1,twice,2026-10-25 02:30:00,Ben,Intake",  # happens twice: the first of the two
        "1,told,2026-11-02T09:00:00Z,Ben,Intake",  # an offset of its own wins
    )

    log = read_log(write(text), Mapping(zone="Europe/Amsterdam"))

    assert [f"{at:%H:%M}" for at in column(log, "at")] == ["08:00", "07:00", "00:30", "09:00"]


def test_a_day_without_time_is_midnight_in_its_zone(write: Write) -> None:
    log = read_log(write(rows("1,check,2026-03-02,Ben,Intake")), Mapping(zone="Europe/Amsterdam"))

    assert [f"{at:%Y-%m-%d %H:%M}" for at in column(log, "at")] == ["2026-03-01 23:00"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T09:00:00.123456789Z", "2026-03-02 09:00:00.123456"),
        ("2026-03-02T09:00+01:00", "2026-03-02 08:00:00.000000"),
        ("2026-03-02 09:00:00,5 +0100", "2026-03-02 08:00:00.500000"),
        ("2026/03/02 09:00:00.000", "2026-03-02 09:00:00.000000"),
        ("31/12/2026 17:05", "2026-12-31 17:05:00.000000"),
        ("31.12.2026 17:05:09", "2026-12-31 17:05:09.000000"),
        ("12/31/2026 11:59:58 PM", "2026-12-31 23:59:58.000000"),
        ("1767225600", "2026-01-01 00:00:00.000000"),
        ("1767225600123", "2026-01-01 00:00:00.123000"),
    ],
)
def test_times_are_read_as_people_write_them(write: Write, written: str, read: str) -> None:
    log = read_log(write(rows(f'1,check,"{written}",Ben,Intake')), Mapping(zone="UTC"))

    assert [f"{at:%Y-%m-%d %H:%M:%S.%f}" for at in column(log, "at")] == [read]


def test_day_and_month_that_nobody_can_tell_apart_are_asked_for(write: Write) -> None:
    path = write(rows("1,check,03/04/2026 09:00,Ben,Intake"))

    with pytest.raises(Refused, match="--time-format"):
        read_log(path, Mapping(zone="UTC"))
    log = read_log(path, Mapping(zone="UTC", time_format="%d/%m/%Y %H:%M"))
    assert [f"{at:%-d %B}" for at in column(log, "at")] == ["3 April"]


def test_a_case_called_na_is_a_case_and_a_person_called_na_is_nobody(write: Write) -> None:
    log = read_log(write(rows("NA,check,2026-03-02T09:00:00Z,NA,Intake")))

    assert column(log, "journey") == ["NA"]
    assert column(log, "person") == [None]


@pytest.mark.parametrize("word", ["EMPTY", "undefined", "Missing", "NULL", "none", "N/A", "-", "unknown"])
def test_placeholder_words_are_no_department_and_are_said(write: Write, word: str) -> None:
    log = read_log(write(rows(f"1,check,2026-03-02T09:00:00Z,Ben,{word}")))

    assert column(log, "function") == [None]
    assert found(log) == {f"times {word!r} stood for a name; we read it as no department": 1}


def test_a_machine_is_no_person_and_its_work_no_handoff(write: Write) -> None:
    text = rows(
        "1,check,2026-03-02T09:00:00Z,Ben,Intake",
        "1,post,2026-03-02T10:00:00Z,SYSTEM,Computers",
        "1,check,2026-03-02T11:00:00Z,Ben,Intake",
    )

    ride = ride_of(read_log(write(text)).record)

    for name in ("people", "functions"):
        assert mean(ride.measures[name]) == 1
    for name in ("handoffs_person", "handoffs_function"):
        assert mean(ride.measures[name]) == 0


def mean(result: object) -> float:
    assert isinstance(result, Measured), result
    return result.mean


def test_a_column_that_only_says_staff_member_names_nobody(write: Write) -> None:
    text = rows(
        "1,submit,2026-03-02T09:00:00Z,STAFF MEMBER,EMPLOYEE",
        "1,pay,2026-03-02T10:00:00Z,SYSTEM,UNDEFINED",
    )

    log = read_log(write(text))

    assert "person" not in log.columns
    assert "events name no person: the column holds only 'STAFF MEMBER', 'SYSTEM'" in found(log)


THREE_RECORDS = rows(
    "1,check,2026-03-02T09:00:00Z,,SCHEDULE",
    "1,check,2026-03-03T09:00:00Z,Ben,START",
    "1,check,2026-03-05T09:00:00Z,Ben,COMPLETE",
    "1,call,2026-03-06T09:00:00Z,Ben,SCHEDULE",
    header="case_id,activity,timestamp,resource,lifecycle:transition",
)


def test_three_records_of_one_step_are_one_piece_of_work(write: Write) -> None:
    log = read_log(write(THREE_RECORDS))

    ride = ride_of(log.record)

    assert mean(ride.measures["self_loops"]) == 0
    assert mean(ride.measures["rework_repeat"]) == 0
    assert mean(ride.measures["elapsed_days"]) == 4
    assert mean(ride.measures["touch_hours"]) == 48  # from its start, not from when it was planned
    assert ride.carried.persons == 1
    assert found(log) == {
        "events are not the completion of their work ('SCHEDULE', 'START'); they count for time only": 3,
        "events belong to activities that are never completed; they count for time only": 1,
    }


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("START", "start"),
        ("Resume", "start"),
        ("suspend", "suspend"),
        ("withdraw", "suspend"),
        ("pi_abort", "suspend"),
        ("ate_abort", "suspend"),
        ("schedule", "schedule"),
        ("assign", "schedule"),
        ("reassign", "schedule"),
        ("manualskip", "schedule"),
        ("nobody knows", "schedule"),
        ("COMPLETE", "complete"),
        ("", None),
    ],
)
def test_only_start_and_resume_begin_work(write: Write, word: str, ours: str | None) -> None:
    text = rows(
        f"1,check,2026-03-02T09:00:00Z,Ben,{word}",
        "1,check,2026-03-03T09:00:00Z,Ben,complete",
        header="case_id,activity,timestamp,resource,lifecycle:transition",
    )

    log = read_log(write(text))

    assert log.record.order_by("seq").lifecycle.execute().to_list() == [ours, "complete"]
    assert log.rows_read == log.rows_used == 2


def test_a_lifecycle_without_completions_is_left_aside_and_every_row_counts(write: Write) -> None:
    text = rows(
        "1,accepted,2026-03-02T09:00:00Z,Ben,In Progress",
        "1,queued,2026-03-03T09:00:00Z,Chidi,Awaiting Assignment",
        header="case_id,activity,timestamp,resource,lifecycle:transition",
    )

    log = read_log(write(text))

    assert mean(ride_of(log.record).measures["handoffs_person"]) == 1
    assert "lifecycle" not in log.columns


def test_equal_times_keep_the_order_of_the_file_and_are_said(write: Write) -> None:
    same = "2026-03-02T00:00:00Z"
    log = read_log(write(rows(f"1,c,{same},Ben,I", f"1,a,{same},Chidi,I", f"1,b,{same},Ben,I")))

    assert column(log, "name") == ["c", "a", "b"]
    assert found(log) == {
        "events have the same time as the event before them; they keep the order of the file": 2
    }


def test_one_equal_time_is_said_of_one_event(write: Write) -> None:
    same = "2026-03-02T00:00:00Z"
    log = read_log(write(rows(f"1,c,{same},Ben,I", f"1,a,{same},Chidi,I")))

    assert log.sentences == [
        "1 event has the same time as the event before it; they keep the order of the file (column timestamp)"
    ]


def test_years_far_away_are_kept_and_said(write: Write) -> None:
    days = ("1899-12-31", "1900-01-01", "2027-03-01", "2027-03-03", "9999-12-31")
    path = write(rows(*(f"1,check,{day}T09:00:00Z,Ben,I" for day in days)))

    log = read_log(path, at=datetime(2026, 3, 2, tzinfo=UTC))

    (problem,) = log.problems
    assert problem.sentence.startswith("3 events are before 1900 or more than a year ahead")
    assert problem.examples == ("1899-12-31", "2027-03-03", "9999-12-31")
    assert len(column(log, "at")) == 5


def test_of_two_columns_with_one_name_the_first_is_taken_and_it_is_said(write: Write) -> None:
    path = write(rows("1,check,2026-03-02T09:00:00Z,decide", header="case_id,activity,timestamp,activity"))

    log = read_log(path)

    assert column(log, "name") == ["check"]
    assert log.sentences == [
        "1 column has the name of an earlier one; the name means the first, the later one has a number, "
        "for example 'activity (2)'"
    ]


def test_columns_with_other_names_are_found_by_what_stands_in_them(write: Write) -> None:
    lines = [
        f"{i},X{i // 6},2026-03-{1 + i:02d}T09:00:00Z,{'check' if i % 2 else 'decide'}" for i in range(24)
    ]

    log = read_log(write(rows(*lines, header="line,dossier nr,moment,what")))

    assert log.columns == {"journey": "dossier nr", "at": "moment", "name": "what"}


def test_a_column_that_cannot_be_guessed_is_asked_for_with_what_there_is(write: Write) -> None:
    path = write(rows("x,y,2026-03-02T09:00:00Z", header="alpha,beta,gamma"))

    with pytest.raises(Refused, match=r"the case and the activity.*alpha, beta, gamma.*--case NAME"):
        read_log(path)
    log = read_log(path, Mapping().with_choices({"journey": "alpha", "name": "beta"}))
    assert log.columns == {"journey": "alpha", "name": "beta", "at": "gamma"}


def test_a_table_with_one_row_per_case_is_recognised(write: Write) -> None:
    path = write(
        rows("1,2026-03-02T09:00:00Z,2026-03-04T09:00:00Z", header="SRNumber,CreatedDate,ClosedDate")
    )

    with pytest.raises(Refused, match="one row per journey with a column per date"):
        read_log(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("only one column\n1\n", "has 1 column"),
        (HEADER + "\n", "There is nothing to read in log.csv: it holds no events"),
        (rows(",,,,"), "There is nothing to read in log.csv: 1 row names no journey"),
    ],
)
def test_a_file_without_events_is_refused_in_a_sentence(write: Write, text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_log(write(text))


def test_a_file_that_is_not_there_or_not_ours_is_refused(tmp_path: Path, write: Write) -> None:
    for path in (tmp_path / "missing.csv", tmp_path, write("x", "log.docx")):
        with pytest.raises(Refused):
            read_log(path)


def test_a_broken_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(b"not gzip at all")

    with pytest.raises(Refused, match="not a whole gzip file"):
        read_log(path)


def test_a_mapping_says_what_the_person_met(write: Write, tmp_path: Path) -> None:
    text = rows(
        "1,apply,2026-03-01T00:00:00Z,,",
        "1,ask payslip,2026-03-03T00:00:00Z,Ben,Intake",
        "1,give payslip,2026-03-04T00:00:00Z,,",
        "1,ask payslip,2026-03-14T00:00:00Z,Chidi,Intake",
        "1,letter,2026-03-21T00:00:00Z,Ben,Intake",
    )
    (tmp_path / "mapping.yaml").write_text(
        "to: [letter]\nfrom: [apply]\nasks: {ask payslip: payslip}\nsupplies: {give payslip: payslip}\n"
    )

    measures = ride_of(read_log(write(text), read_mapping(tmp_path / "mapping.yaml")).record).measures

    assert mean(measures["first_word_days"]) == 2
    assert mean(measures["longest_silence_days"]) == 11
    assert mean(measures["silence_share"]) == pytest.approx((6 + 2) / 20)
    assert mean(measures["asks"]) == 2
    assert mean(measures["repeated_asks"]) == 1
    assert mean(measures["coc"]) == pytest.approx(1 / 3)  # Ben, Chidi, Ben: (4 + 1 - 3) / 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colums: {}", "`colums` is not a key of a mapping"),
        ("columns: {cse: a}", "`columns` has no `cse`"),
        ("columns: [a]", "`columns` should hold pairs"),
        ("to: letter", "`to` should be a list"),
        ("zone: Mars/Base", "no time zone called 'Mars/Base'"),
        ("zone: [", "not valid YAML: line 1"),
        ("just words", "should hold keys"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused_with_its_key(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text)

    with pytest.raises(Refused, match=sentence):
        read_mapping(path)


def test_a_column_in_the_mapping_that_the_log_lacks_is_refused(write: Write) -> None:
    with pytest.raises(Refused, match=r"has no column 'zaak' \(given for `journey`\)"):
        read_log(write(PLAIN), Mapping(columns={"journey": "zaak"}))


def test_words_for_direction_are_understood_and_others_are_said(write: Write) -> None:
    text = rows(
        "1,apply,2026-03-01T00:00:00Z,,in",
        "1,ack,2026-03-02T00:00:00Z,Ben,out",
        "1,check,2026-03-03T00:00:00Z,Ben,internal",
        "1,hum,2026-03-04T00:00:00Z,Ben,sideways",
        header="case_id,activity,timestamp,resource,direction",
    )

    log = read_log(write(text))

    assert column(log, "direction") == ["from", "to", "inside", None]
    assert sum(found(log).values()) == 1


def test_objects_in_a_table_are_refused_with_what_to_export(write: Write) -> None:
    header = "ocel:eid,ocel:timestamp,ocel:activity,ocel:type:order"
    path = write(rows("e1,2026-03-01T09:00:00Z,pay,\"['o1', 'o2']\"", header=header))

    with pytest.raises(Refused, match=r"ocel:type:order may hold several objects.*\.jsonocel"):
        read_log(path)
