"""Guessing columns: every guess says why, how sure it is, and what came second; traps are not fallen into."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from throughline.intake.column_names import NAMES, plain
from throughline.intake.columns import take_columns
from throughline.intake.looking import look_into
from throughline.intake.mapping import Mapping
from throughline.intake.read import read_log
from throughline.intake.roles import MACHINE
from throughline.intake.taken import Confidence, Sample, Taken
from throughline.refused import Refused

Table = dict[str, list[str]]
DAYS = [f"2026-03-{day:02d}T09:00:00Z" for day in range(1, 31)]
CASES = [str(number // 3) for number in range(30)]
STEPS = ["apply", "check", "decide"] * 10


def seen(values: list[str]) -> Sample:
    filled = [value for value in values if value]
    return Sample(
        filled=len(filled),
        different=len(set(filled)),
        times=sum(bool(re.match(r"\d{4}-\d\d-\d\d", value)) for value in filled),
        words=frozenset(value.lower() for value in filled) if len(set(filled)) < 20 else frozenset(),
        numbers=sum(value.isdigit() for value in filled),
        machines=sum(bool(re.search(MACHINE, value)) for value in set(filled)),
    )


def taken(table: Table, **told: str) -> dict[str, Taken]:
    return take_columns(list(table), Mapping(columns=told), lambda name: seen(table[name]), "log.csv")


def sources(table: Table, **told: str) -> dict[str, str]:
    return {ours: column.source for ours, column in taken(table, **told).items()}


def test_a_name_that_means_one_thing_is_sure_and_a_common_one_is_only_likely() -> None:
    found = taken({"case_id": CASES, "event": STEPS, "timestamp": DAYS, "user": ["Ben"] * 30})

    assert {ours: str(column.confidence) for ours, column in found.items()} == {
        "journey": "sure", "name": "likely", "at": "sure", "person": "likely",
    }  # fmt: skip
    assert found["journey"].sentence == "column case_id (by its name)"
    assert found["person"].sentence == "column user (by its name; likely)"


def test_what_the_log_does_not_tell_is_not_guessed() -> None:
    table = {"case": CASES, "activity": STEPS, "time": DAYS, "user": ["Ben"] * 30, "unit": ["North"] * 30}
    told = Mapping(not_told=frozenset({"person"}))

    found = take_columns(list(table), told, lambda name: seen(table[name]), "log.csv")

    assert set(found) == {"journey", "name", "at", "unit"}


def test_what_came_second_is_said_where_we_are_not_sure() -> None:
    found = taken({"case": CASES, "event": STEPS, "name": STEPS, "time": DAYS})

    assert found["name"].source == "event"
    assert found["name"].sentence == "column event (by its name; likely, or else name)"


def test_the_case_is_not_the_number_of_the_case_as_an_export_tool_counts_its_variants() -> None:
    table = {
        "Variant": CASES,
        "Variant index": CASES,
        "Case ID": CASES,
        "Activity": STEPS,
        "Complete Timestamp": DAYS,
    }

    assert sources(table) == {"journey": "Case ID", "name": "Activity", "at": "Complete Timestamp"}


def test_a_variant_is_not_taken_for_an_activity_either() -> None:
    table = {"Variant": CASES, "dossier nr": CASES, "moment": DAYS, "what": STEPS}

    assert sources(table)["name"] == "what"


def test_of_two_columns_without_a_telling_name_words_are_the_activity_rather_than_numbers() -> None:
    table = {"dossier nr": CASES, "moment": DAYS, "points": ["1", "2", "3"] * 10, "what": STEPS}

    found = taken(table)

    assert found["name"].sentence == "column what (by what stands in it; a guess, or else points)"


def test_a_likelier_name_is_passed_over_when_no_value_in_it_comes_again() -> None:
    table = {
        "request id": [f"e{n}" for n in range(30)],
        "ticket id": CASES,
        "activity": STEPS,
        "time": DAYS,
    }

    found = taken(table)["journey"]

    assert found.source == "ticket id"
    assert found.why == (
        "by its name; request id has the likelier name, but hardly any value in it comes again"
    )
    assert str(found.confidence) == "likely"


def test_a_name_for_which_nothing_better_is_found_is_taken_and_doubted() -> None:
    """A log in which every journey has one event is odd, not impossible."""
    found = taken({"case_id": [str(n) for n in range(30)], "activity": STEPS, "time": DAYS})["journey"]

    assert found.source == "case_id"
    assert str(found.confidence) == "a guess"


def test_a_column_called_date_that_holds_no_times_is_not_the_time() -> None:
    found = taken({"case_id": CASES, "activity": STEPS, "date": ["soon"] * 30, "created at": DAYS})["at"]

    assert found.source == "created at"
    assert found.why == "by its name; date has the likelier name, but holds no times"


def test_start_and_end_are_told_apart_and_a_start_alone_is_the_time() -> None:
    both = sources({"case": CASES, "activity": STEPS, "start_time": DAYS, "end_time": DAYS})
    alone = sources({"case": CASES, "activity": STEPS, "start_time": DAYS})

    assert (both["start_at"], both["at"]) == ("start_time", "end_time")
    assert alone["at"] == "start_time"
    assert "start_at" not in alone


def test_a_column_called_resource_that_holds_departments_is_the_department() -> None:
    table = {
        "case": CASES,
        "activity": STEPS,
        "time": DAYS,
        "org:resource": ["Permits team", "Legal department", "Front desk"] * 10,
    }

    found = taken(table)

    assert "person" not in found
    assert found["function"].sentence == (
        "column org:resource (by what stands in it: its name is a person's, but it holds departments; likely)"
    )


def test_machines_are_nobody_and_the_worker_beside_them_is_somebody() -> None:
    table = {"case id": CASES, "activity": STEPS, "timestamp": DAYS} | {
        "Resource": [f"Machine {number % 25} - Turning" for number in range(29)] + ["Packing"],
    }
    assert "person" not in sources(table)
    assert sources(table, person="Resource")["person"] == "Resource"

    table["Worker ID"] = ["ID4018", "ID4932", "ID4794"] * 10
    assert taken(table)["person"].sentence == (
        "column Worker ID (by its name; Resource has the likelier name, but holds machines; likely, "
        "or else Resource)"
    )


@pytest.mark.parametrize("who", ["Ben", "Stationsleiter", "Robotham, A", "machinist 4", "user_1"])
def test_people_are_no_machines(who: str) -> None:
    table = {"case id": CASES, "activity": STEPS, "timestamp": DAYS, "resource": [who] * 30}

    assert sources(table)["person"] == "resource"


@pytest.mark.parametrize("what", ["Machine4", "ROBOT_2", "Workstation B", "Maschine 3", "CNC-1", "Máquina 7"])
def test_machines_are_known_in_several_languages(what: str) -> None:
    table = {"case id": CASES, "activity": STEPS, "timestamp": DAYS, "resource": [what] * 30}

    assert "person" not in sources(table)


def test_two_columns_that_changed_places_in_the_second_log_of_a_house_are_noticed() -> None:
    first = {"user": ["Ben", "Chidi", "Femi"] * 10, "team": ["Intake", "Licensing", "Legal"] * 10}
    second = {"user": first["team"], "team": first["user"]}
    rest = {"case": CASES, "activity": STEPS, "time": DAYS}

    assert sources(rest | first).items() >= {"person": "user", "function": "team"}.items()
    assert sources(rest | second).items() >= {"person": "team", "function": "user"}.items()
    assert "its name is a person's, but it holds departments" in taken(rest | second)["function"].why


def test_what_somebody_told_us_stays_whatever_stands_in_it() -> None:
    table = {"case": CASES, "activity": STEPS, "time": DAYS, "user": ["Intake", "Legal", "Licensing"] * 10}

    found = taken(table, person="user")

    assert found["person"] == Taken("person", "user", "as you said")


@pytest.mark.parametrize(
    ("journey", "name", "at"),
    [
        ("Zaaknummer", "Activiteit", "Tijdstip"),
        ("Vorgangsnummer", "Tätigkeit", "Zeitstempel"),
        ("Numéro de dossier", "Étape", "Horodatage"),
        ("Número de caso", "Actividad", "Fecha y hora"),
        ("Número do processo", "Atividade", "Data e hora"),
        ("Numero pratica", "Attività", "Data e ora"),
    ],
)
def test_columns_are_found_in_six_more_languages(journey: str, name: str, at: str) -> None:
    assert sources({journey: CASES, name: STEPS, at: DAYS}) == {"journey": journey, "name": name, "at": at}


def test_every_name_we_know_is_written_as_names_are_compared() -> None:
    known = [name for names in NAMES.values() for name in names]

    assert [name for name in known if plain(name) != name] == []


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("case:concept:name", "case concept name"),
        ("(case)_OrganizationalEntity", "case organizational entity"),
        ("SRNumber", "sr number"),
        ("activityNameEN", "activity name en"),
        ("CASE_ID", "case id"),
        ("  Número/de-caso ", "numero de caso"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, compared: str) -> None:
    assert plain(name) == compared


def test_a_column_that_is_named_and_not_there_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(
        Refused, match=r"no column 'case_di' \(given for `journey`\). Did you mean 'case_id'\?"
    ):
        taken({"case_id": CASES, "activity": STEPS, "time": DAYS}, journey="case_di")


@pytest.mark.parametrize(
    "told",
    [
        Mapping(attributes={"amont": None}),
        Mapping(wide={"amont": "paid"}),
    ],
)
def test_an_attribute_or_milestone_that_is_not_there_is_refused(told: Mapping) -> None:
    table = {"case_id": CASES, "activity": STEPS, "time": DAYS, "amount": ["1"] * 30}

    with pytest.raises(Refused, match=r"no column 'amont'\. Did you mean 'amount'"):
        take_columns(list(table), told, lambda name: seen(table[name]), "log.csv")


def test_a_column_name_without_end_does_not_make_a_sentence_without_end() -> None:
    with pytest.raises(Refused) as refused:
        taken({"x" * 5000: CASES, "beta": STEPS, "gamma": DAYS}, journey="case_id")

    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("header", "sure"),
    [
        ("Case ID,Activity,Complete Timestamp,Resource", "sure"),
        ("CaseID,ActivityID,CompleteTimestamp,Resource", "sure"),
        ("zaaknummer,activiteit,tijdstip,medewerker", "sure"),
        ("Vorgang,Aktivität,Zeitstempel,Bearbeiter", "likely"),
        ("dossier,étape,horodatage,agent", "likely"),
        ("caso,actividad,fecha,usuario", "likely"),
        ("ärende,händelse,tidpunkt,handläggare", "likely"),
    ],
)
def test_columns_of_several_languages_are_known(header: str, sure: str) -> None:
    case, step, time, person = header.split(",")

    found = taken({case: CASES, step: STEPS, time: DAYS, person: STEPS})

    named = {ours: found[ours].source for ours in ("journey", "name", "at", "person")}
    assert named == {"journey": case, "name": step, "at": time, "person": person}
    assert (found["journey"].why, str(found["journey"].confidence)) == ("by its name", sure)


@pytest.mark.parametrize("case", ["ticket", "incident", "claim"])
def test_a_help_desk_that_keeps_three_columns_is_read_without_being_told(case: str) -> None:
    table = {case: CASES, "status": STEPS, "when": DAYS}

    assert sources(table) == {"journey": case, "name": "status", "at": "when"}
    assert taken(table)["journey"].confidence is Confidence.LIKELY


def test_the_stay_in_a_hospital_is_the_case_and_not_the_patient_who_comes_again() -> None:
    table = {
        "subject_id": [str(number // 6) for number in range(30)],
        "hadm_id": CASES,
        "transfer_id": [str(number) for number in range(30)],
        "eventtype": ["admit", "transfer", "discharge"] * 10,
        "careunit": ["Medicine", "Surgery", ""] * 10,
        "intime": DAYS,
        "outtime": [day if number % 3 < 2 else "" for number, day in enumerate(DAYS)],
    }

    found = taken(table)

    assert {ours: column.source for ours, column in found.items()} == {
        "journey": "hadm_id", "name": "eventtype", "at": "intime", "function": "careunit",
    }  # fmt: skip
    assert found["journey"].confidence is Confidence.SURE


def test_no_column_is_said_to_hold_the_office_where_the_file_is_one() -> None:
    table = {"case": CASES, "activity": STEPS, "time": DAYS, "office": ["North"] * 30}

    found = take_columns(list(table), Mapping(unit_from_file=True), lambda name: seen(table[name]), "log.csv")

    assert set(found) == {"journey", "name", "at"}


def test_what_an_export_says_of_the_event_beats_what_it_says_of_the_case() -> None:
    """The table of the BPI Challenge of 2019 has both, each by its name."""
    table = {
        "case Spend area text": STEPS,
        "case concept:name": CASES,
        "event User": ["user_1", "batch_2", "user_3"] * 10,
        "event org:resource": ["user_1", "batch_2", "user_3"] * 10,
        "event concept:name": STEPS,
        "event time:timestamp": DAYS,
    }

    assert sources(table) == {
        "journey": "case concept:name", "name": "event concept:name", "at": "event time:timestamp",
        "person": "event org:resource",
    }  # fmt: skip


def test_a_row_per_incident_is_not_read_by_the_article_that_helped_with_it() -> None:
    table = {
        "CI Name": STEPS,
        "Incident ID": [f"IM{number}" for number in range(30)],
        "KM number": CASES,
        "Open Time": DAYS,
        "Close Time": DAYS,
    }

    with pytest.raises(
        Refused, match=r"one row per journey with a column per date \(Open Time, Close Time\)"
    ):
        taken(table)

    table["Incident ID"] = CASES
    assert sources(table)["journey"] == "Incident ID"


def test_the_first_look_takes_words_before_numbers_as_reading_does(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = [f"{number // 3},{number % 3},{STEPS[number]},{DAYS[number]}" for number in range(30)]
    path.write_text("\n".join(["case_id,score,what,timestamp", *rows]))

    looked = look_into([path], Mapping(), at=datetime(2026, 4, 1, tzinfo=UTC), told=lambda *_: None)

    assert looked.taken["name"]["source"] == read_log(path).columns["name"] == "what"
