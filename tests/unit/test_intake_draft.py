"""A draft of a mapping: it changes nothing until a suggestion is accepted, and keeps what was told."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit import test_intake_ocel as ocel

from throughline.intake.activity_facts import facts_of, last_among
from throughline.intake.draft import Draft, draft_of, with_milestones
from throughline.intake.draft_text import draft_text
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import mapping_from
from throughline.intake.read import read_log
from throughline.intake.yaml_text import flat, scalar

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEADER = "case_id,activity,words,timestamp,user,ward,deadline,kind"
ROWS = [
    "1,A_010,application received,2026-03-01T00:00:00Z,,North,2026-04-01,roof",
    "1,A_020,ask for missing drawing,2026-03-02T00:00:00Z,Ben,North,2026-04-01,roof",
    "1,A_030,drawing received,2026-03-03T00:00:00Z,,North,2026-04-01,roof",
    "1,A_040,permit granted,2026-03-04T00:00:00Z,Chidi,North,2026-04-01,roof",
    "2,A_010,application received,2026-03-01T00:00:00Z,,South,2026-04-02,tree",
    "2,A_050,permit refused,2026-03-02T00:00:00Z,Chidi,South,2026-04-02,tree",
    "3,A_010,application received,2026-03-01T00:00:00Z,,South,2026-04-02,tree",
    "3,A_050,permit refused,2026-03-05T00:00:00Z,Chidi,South,2026-04-02,tree",
    "4,A_010,application received,2026-03-01T00:00:00Z,,South,2026-04-02,tree",
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n")
    return path


WORDS = Mapping(columns={"name": "words"})


def drafted(path: Path, told: Mapping = WORDS, **more: bool) -> Draft:
    return draft_of(path, told, at=NOW, **more)


def rows(path: Path, told: Mapping) -> list[dict]:
    return read_log(path, told).record.order_by("journey", "seq").to_pyarrow().to_pylist()


def test_a_draft_that_nobody_touched_reads_the_log_as_it_is_read_without_one(log: Path) -> None:
    told = mapping_from(draft_text(drafted(log)))

    assert rows(log, told) == rows(log, WORDS)


def test_an_accepted_draft_says_what_was_suggested(log: Path) -> None:
    told = mapping_from(draft_text(drafted(log), accepted=True))

    assert told.asks == {"ask for missing drawing": "drawing"}
    assert told.supplies == {"drawing received": "drawing"}
    assert told.from_ == {"application received"}
    assert told.endings == {"permit granted": "granted", "permit refused": "refused"}
    assert told.goals == {"granted"}
    assert told.columns["unit"] == "ward"


def test_no_column_is_offered_for_the_office_where_each_file_is_one(log: Path) -> None:
    told = mapping_from(draft_text(drafted(log, replace(WORDS, unit_from_file=True)), accepted=True))

    assert told.unit_from_file
    assert "unit" not in told.columns


@pytest.mark.parametrize("column", ["resource", "Machine ID"])
def test_machines_are_people_only_when_somebody_says_so(tmp_path: Path, column: str) -> None:
    path = tmp_path / "log.csv"
    rows = [f"{one},turn,2026-03-0{one}T09:00:00Z,Machine {one}" for one in range(1, 5)]
    path.write_text("\n".join([f"case_id,activity,timestamp,{column}", *rows]))

    text = draft_text(drafted(path, Mapping()), accepted=True)

    assert f"# {column} holds machines, such as Machine 1, and" in text
    assert "person" not in mapping_from(text).columns
    told = mapping_from(text.replace("#  person:", "  person:"))
    assert told.columns["person"] == column
    assert "holds machines" not in draft_text(drafted(path, told))


def test_an_activity_as_long_as_a_letter_can_be_an_ending_in_a_draft(tmp_path: Path) -> None:
    """YAML refuses a key of more than 1024 letters before a colon."""
    letter = "Permit granted: " + "we write to you " * 100
    path = tmp_path / "log.csv"
    begun = [f"{case},apply,2026-03-01T00:00:00Z" for case in range(30)]
    ended = [f'{case},"{letter.strip()}",2026-03-02T00:00:00Z' for case in range(30)]
    path.write_text("\n".join(["case_id,activity,timestamp", *begun, *ended]))
    draft = drafted(path, Mapping())

    accepted = mapping_from(draft_text(draft, accepted=True))
    taken = draft_text(draft).replace("#endings:", "endings:").replace('#  ? "Perm', '  ? "Perm')
    by_hand = mapping_from(taken.replace("#  : ", "  : "))

    assert letter.strip() in accepted.endings
    assert by_hand.endings == accepted.endings


def test_taking_the_mark_away_puts_a_suggestion_in_force(log: Path) -> None:
    text = draft_text(drafted(log))

    edited = text.replace("#endings:", "endings:").replace("#  permit granted", "  permit granted")

    assert mapping_from(edited).endings == {"permit granted": "granted"}


def test_words_beside_codes_are_offered_and_not_used(log: Path) -> None:
    text = draft_text(drafted(log, Mapping()))

    assert "#  name: words" in text
    assert mapping_from(text).columns["name"] == "activity"


def test_an_accepted_draft_reads_the_words_and_says_that_it_was_a_suggestion(log: Path) -> None:
    text = draft_text(drafted(log, Mapping(), accepted=True), accepted=True)

    assert mapping_from(text).columns["name"] == "words"
    assert "  name: words  # suggested: activity holds codes such as A_010" in text
    assert mapping_from(text).endings == {"permit granted": "granted", "permit refused": "refused"}


def test_codes_that_somebody_chose_stay_even_when_suggestions_are_accepted(log: Path) -> None:
    told = Mapping(columns={"name": "activity"})

    assert mapping_from(draft_text(drafted(log, told, accepted=True), accepted=True)).columns == {
        "journey": "case_id", "name": "activity", "at": "timestamp", "person": "user", "unit": "ward",
    }  # fmt: skip


def test_what_was_told_stays_and_is_not_contradicted(log: Path) -> None:
    told = mapping_from(
        "columns: {name: words}\nto: [ask for missing drawing]\nendings: {permit granted: yes}\n"
        "placeholders: [NOBODY]\nnot_told: [unit]\nduplicates: leave out\n"
        "promises: {decision: {due: deadline, kept: permit granted}}\nattributes: {kind: category}\n"
    )

    again = mapping_from(draft_text(drafted(log, told), accepted=True))

    assert again.to == {"ask for missing drawing"}
    assert again.asks == {}
    assert again.endings == {"permit granted": "yes", "permit refused": "refused"}
    assert again.promises == told.promises
    assert again.attributes == told.attributes
    assert (again.placeholders, again.not_told, again.duplicates) == (
        told.placeholders, told.not_told, told.duplicates,
    )  # fmt: skip


def test_a_promise_is_never_in_force_before_somebody_says_what_keeps_it(log: Path) -> None:
    text = draft_text(drafted(log), accepted=True)

    assert "#    kept: WHICH ACTIVITY KEEPS IT" in text
    assert mapping_from(text).promises == {}


def test_a_wide_table_is_drafted_with_its_milestones(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "SRNumber,Owner,CreatedDate,ClosedDate\n"
        "1,BOS,2026-03-01 09:00,2026-03-02 09:00\n2,BOS,2026-03-01 09:00,2026-03-04 09:00\n"
    )
    told = with_milestones(path, Mapping(columns={"journey": "SRNumber"}))

    text = draft_text(drafted(path, told))
    again = mapping_from(text)

    assert again.wide == {"CreatedDate": "Created", "ClosedDate": "Closed"}
    assert again.columns == {"journey": "SRNumber"}  # its other columns are made by reading
    assert "#zone:" in text
    assert "ClosedDate:  #" not in text  # a milestone is no promise
    assert [row["name"] for row in rows(path, replace(again, zone="UTC"))] == ["Created", "Closed"] * 2


def test_an_object_centric_log_is_drafted_for_the_objects_that_were_chosen(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonocel"
    ocel.second_json(path)

    draft = drafted(path, ocel.TOLD)
    again = mapping_from(draft_text(draft))

    assert (again.journey_type, again.object_types) == (ocel.TOLD.journey_type, ocel.TOLD.object_types)
    assert again.columns == {}  # the format says by itself which is which
    assert rows(path, again) == rows(path, ocel.TOLD)


def test_times_without_a_zone_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,timestamp\n1,check,2026-03-01 09:00\n1,close,2026-03-02 09:00\n")

    draft, told = drafted(path, Mapping()), drafted(path, Mapping(zone="Europe/Rome"))

    assert draft.needs_zone
    assert "\n#zone: Europe/Amsterdam\n" in draft_text(draft)
    assert "\nzone: Europe/Rome\n" in draft_text(told)


def test_what_is_lacking_is_said_with_what_it_would_tell(log: Path) -> None:
    lacking = dict(drafted(log).lacking)

    assert lacking["goals"] == "how many got what they came for"
    assert "person" not in lacking
    assert "start_at" in lacking


def test_activities_without_a_place_are_listed_and_very_many_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    steps = [f"step {n:02d},2026-03-01T{n // 60:02d}:{n % 60:02d}:00Z" for n in range(70)]
    events = "".join(f"{journey},{step}\n" for journey in (1, 2) for step in steps)
    path.write_text("case_id,activity,timestamp\n" + events)

    text = draft_text(drafted(path, Mapping()))

    assert text.count("#   step") == 60
    assert text.endswith("# and 9 more, none more frequent than these.\n")


def test_a_column_that_was_told_and_is_of_no_use_stays_in_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,timestamp,who\n1,check,2026-03-01T09:00:00Z,STAFF MEMBER\n")

    told = mapping_from(draft_text(drafted(path, Mapping(columns={"person": "who"}))))

    assert told.columns["person"] == "who"


def test_facts_of_activities_are_counted_by_journeys_and_places(log: Path) -> None:
    facts = {one.name: one for one in facts_of(read_log(log, WORDS).record)}

    refused = facts["permit refused"]
    assert (refused.events, refused.journeys, refused.first, refused.last, refused.near_end) == (
        2,
        2,
        0,
        2,
        2,
    )
    applied = facts["application received"]
    assert (applied.events, applied.journeys, applied.first, applied.last, applied.near_end) == (
        4,
        4,
        4,
        1,
        4,
    )


def test_the_last_among_some_activities_is_found_whatever_follows_it(log: Path) -> None:
    record = read_log(log, WORDS).record

    assert last_among(record, {"application received", "drawing received"}) == {
        "application received": 3, "drawing received": 1,
    }  # fmt: skip
    assert last_among(record, set()) == {}


TEXTS = st.text(min_size=1).filter(lambda text: not any(0xD800 <= ord(letter) < 0xE000 for letter in text))


@given(TEXTS, TEXTS)
def test_any_text_can_stand_in_a_mapping_and_is_read_as_it_was(one: str, other: str) -> None:
    assert mapping_from(f"to:\n  - {scalar(one)}  # {flat(other)}\n").to == {one}
    assert mapping_from(f"asks:\n  {scalar(one)}: {scalar(other)}\n").asks == {one: other}


def test_a_comment_is_one_short_line() -> None:
    assert flat("two\nlines\x07 and\tmore") == "two lines and more"
    assert flat("x" * 80) == "x" * 59 + "…"
