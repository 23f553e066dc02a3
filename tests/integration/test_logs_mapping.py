"""Confirming what columns and activities mean: on the own data, with mistakes at their questions."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from throughline.intake.mapping import AttributeKind, Mapping, ObjectUse, PromiseTold
from throughline.intake.mapping_file import mapping_from
from throughline.store.models import LogReport, UploadedLog

from .conftest import Cast
from .log_story import OBJECTS, PROMISED, SMALL, WIDE, file, log_folder, upload, worked
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]
COLUMNS = {
    "column-journey": "case",
    "column-name": "activity",
    "column-at": "when",
    "column-person": "employee",
    "column-function": "team",
    "column-unit": "",
}
EVERY_MEANING = {"activities-of": "activity", "means-0": "does", "means-1": "inside", "means-2": "hears"}
"""Apply and Letter stand there three times, Check twice: the most frequent first, then by the alphabet."""


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


@pytest.fixture
def log(esi: Client) -> str:
    return looked_into(upload(esi))


KEPT: dict[str, dict[str, Any]] = {}  # Any: it became JSON
"""What the first look shows of each kind of log: the worker really looks once, for the rows are the same."""


def looked_into(log: str, kind: str = "usual") -> str:
    """The log as it waits for somebody to say what it means."""
    if kind not in KEPT:
        found = worked(log)
        assert found.state == "waiting"
        KEPT[kind] = dict(found.looked)
    UploadedLog.objects.filter(id=log).update(state="waiting", looked=KEPT[kind])
    return log


def shown(client: Client, log: str) -> str:
    return client.get(reverse("workspace:log_mapping", args=[log])).content.decode()


def posted(client: Client, log: str, **said: str) -> str:
    """The page after something was sent that is not measured yet."""
    answer = client.post(reverse("workspace:log_mapping", args=[log]), {**COLUMNS, **said})
    assert answer.status_code == (200 if {"look", "take"} & set(said) else 422), answer
    assert UploadedLog.objects.get(id=log).state == "waiting"
    return answer.content.decode()


def confirmed(client: Client, log: str, **said: str) -> Mapping:
    answer = client.post(reverse("workspace:log_mapping", args=[log]), {**COLUMNS, **said})
    assert answer.status_code == 302, answer.content.decode()
    return mapping_from(UploadedLog.objects.get(id=log).mapping)


def test_each_column_is_shown_with_why_and_examples_of_the_own_data(esi: Client, log: str) -> None:
    page = shown(esi, log)

    assert '<option value="case" selected>case – 1</option>' in page
    assert "Taken by its name. We are sure." in page
    for example in ("Apply", "2026-03-02T09:00:00Z", "Ben", "Intake"):
        assert f'<span class="tl-tag">{example}</span>' in page


def test_every_activity_is_asked_about_with_how_often_it_stands_there(esi: Client, log: str) -> None:
    page = shown(esi, log)

    assert [page.index(f">{name}</th>") for name in ("Apply", "Letter", "Check")] == sorted(
        page.index(f">{name}</th>") for name in ("Apply", "Letter", "Check")
    )
    assert page.count('<option value="unknown" selected>') == 3  # nothing is chosen for anybody


def test_what_was_said_becomes_the_mapping_of_the_command_line(esi: Client, log: str) -> None:
    said = {"activities-of": "activity", "means-0": "does", "means-1": "ends-well", "means-2": "inside"}

    mapping = confirmed(esi, log, **said)

    assert mapping == Mapping(
        columns={
            "journey": "case",
            "name": "activity",
            "at": "when",
            "person": "employee",
            "function": "team",
        },
        not_told=frozenset({"unit"}),
        from_=frozenset({"Apply"}),
        inside=frozenset({"Check"}),
        endings={"Letter": "Letter"},
        goals=frozenset({"Letter"}),
    )
    assert worked(log).state == "ready"


def test_what_is_asked_for_has_a_name(esi: Client, log: str) -> None:
    said = {"activities-of": "activity", "means-2": "asked", "about-2": "drawing", "means-0": "gives"}

    mapping = confirmed(esi, log, **said)

    assert (mapping.asks, mapping.supplies) == ({"Check": "drawing"}, {"Apply": "Apply"})


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"column-journey": ""}, "column-journey", "Choose the column that says which case it is."),
        ({"column-name": ""}, "column-name", "Choose the column that says what happened."),
        ({"column-at": ""}, "column-at", "Choose the column that says when it happened."),
        ({"column-at": "no such column"}, "column-at", "Choose the column that says when it happened."),
        (
            {"column-at": "team", "column-function": ""},
            "column-at",
            "We can read no times in the column team.",
        ),
        ({"column-unit": "team"}, "column-unit", "The column team is chosen twice."),
        ({"zone": "Mars/Olympus"}, "zone", "Choose a time zone from the list."),
    ],
)
def test_a_mistake_is_named_at_its_question(
    esi: Client, log: str, said: dict[str, str], field: str, why: str
) -> None:
    page = posted(esi, log, **said)

    assert f'<a href="#field-{field}">{why}' in page
    assert f'id="field-{field}"' in page
    assert "<title>Error:" in page


def test_a_column_for_the_office_is_asked_about_where_each_file_was_said_to_be_one(
    esi: Client, log: str
) -> None:
    UploadedLog.objects.filter(id=log).update(mapping="unit_from_file: yes\n")

    page = posted(esi, log, **{"column-unit": "team", "column-function": ""})

    assert '<a href="#field-column-unit">Each file was said to be one office.' in page
    assert confirmed(esi, log).unit_from_file


def test_a_mistake_loses_nothing_that_was_chosen(esi: Client, log: str) -> None:
    page = posted(esi, log, **{**EVERY_MEANING, "column-journey": "", "column-person": ""})

    assert page.count('<option value="hears" selected>') == 1
    assert page.count('<option value="does" selected>') == 1
    assert '<option value="" selected>' not in page.split("field-column-function")[1].split("</select>")[0]


def test_the_activities_of_another_column_are_shown_before_anything_is_measured(
    esi: Client, log: str
) -> None:
    page = posted(esi, log, look="again", **{"column-name": "team", "column-function": "activity"})

    assert ">Review</th>" in page
    assert ">Apply</th>" not in page


def test_meanings_that_were_said_of_another_columns_activities_are_not_used(esi: Client, log: str) -> None:
    said = {**EVERY_MEANING, "column-name": "team", "column-function": "activity"}

    assert not confirmed(esi, log, **said).activities


def test_a_suggestion_is_shown_and_used_only_when_somebody_takes_it(esi: Client, log: str) -> None:
    suggested = [
        {"key": "to", "name": "Letter", "value": "", "why": "the name says letter"},
        {"key": "endings", "name": "Check", "value": "checked", "why": "nothing follows it"},
        {"key": "attributes", "name": "team", "value": "category", "why": "one for each"},
    ]
    UploadedLog.objects.filter(id=log).update(looked={**KEPT["usual"], "suggested": suggested})

    page = shown(esi, log)
    assert "Take all 2 suggestions" in page
    assert "the name says letter" in page
    assert page.count('<option value="unknown" selected>') == 3
    assert not confirmed(esi, log).to

    UploadedLog.objects.filter(id=log).update(state="waiting", mapping="")
    taken = posted(esi, log, take="all", **{"activities-of": "activity", "means-2": "chases"})
    assert taken.count('<option value="hears" selected>') == 1
    assert taken.count('<option value="chases" selected>') == 1  # what somebody said is not overruled
    assert "suggestions" not in taken


def test_what_the_page_does_not_ask_about_stays_in_the_mapping(esi: Client) -> None:
    mapping = "columns: {lifecycle: team}\npromises: {answer: {due: when, kept: Letter}}\nto: [Never met]\n"
    log = looked_into(upload(esi))
    UploadedLog.objects.filter(id=log).update(mapping=mapping)

    kept = confirmed(esi, log, **{"column-function": ""})

    assert kept.columns["lifecycle"] == "team"
    assert kept.promises == mapping_from(mapping).promises
    assert kept.to == {"Never met"}


def test_where_nobody_can_tell_the_day_from_the_month_it_is_asked(esi: Client) -> None:
    slashed = SMALL.replace("2026-03-0", "0").replace("2026-03-16", "06")
    slashed = slashed.replace("T09:00:00Z", "/03/2026 09:00").replace("T10:00:00Z", "/03/2026 10:00")
    log = upload(esi, file(slashed))
    assert worked(log).state == "waiting"

    page = posted(esi, log, zone="UTC")
    assert '<a href="#field-order">' in page
    mapping = confirmed(esi, log, zone="UTC", order="day")

    assert mapping.time_format == "%d/%m/%Y %H:%M"
    assert worked(log).state == "ready"


def test_where_nobody_can_tell_the_year_from_the_day_it_is_asked(esi: Client) -> None:
    log = upload(
        esi, file(SMALL.replace("2026-03-", "26-03-").replace("T09:00:00Z", "").replace("T10:00:00Z", ""))
    )
    worked(log)

    page = posted(esi, log, zone="UTC")
    assert '<a href="#field-order">' in page
    assert "The year first: 26-12-31" in page
    assert "The month first" not in page

    assert confirmed(esi, log, zone="UTC", order="year").time_format == "%y-%m-%d"


def test_a_log_that_is_being_worked_on_is_not_changed_under_the_work(esi: Client, log: str) -> None:
    UploadedLog.objects.filter(id=log).update(state="measuring")

    answer = esi.post(reverse("workspace:log_mapping", args=[log]), COLUMNS)

    assert answer.status_code == 422
    assert "This log is being worked on" in answer.content.decode()


def test_what_somebody_else_named_a_column_cannot_break_the_page(esi: Client) -> None:
    log = upload(esi, file(SMALL.replace("team", '"<script>alert(1)</script>"').replace("Ben", '"><b>"')))
    worked(log)

    page = shown(esi, log)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_log_nobody_has_looked_at_yet_has_nothing_to_confirm(esi: Client) -> None:
    log = upload(esi)

    assert esi.get(reverse("workspace:log_mapping", args=[log])).status_code == 404


def test_what_describes_a_case_is_ticked_and_read_as_it_was_suggested(esi: Client, log: str) -> None:
    suggested = [{"key": "attributes", "name": "team", "value": "category", "why": "one for each"}]
    UploadedLog.objects.filter(id=log).update(looked={**KEPT["usual"], "suggested": suggested})
    said = {"column-function": "", "attributes-asked": "yes"}

    page = posted(esi, log, look="again", **said)
    assert 'value="team" aria-describedby' in page  # offered, and not ticked for anybody
    mapping = confirmed(esi, log, attribute="team", **said)

    assert mapping.attributes == {"team": AttributeKind.CATEGORY}


def test_one_ending_that_is_good_and_not_good_is_asked_about(esi: Client, log: str) -> None:
    endings = {"means-0": "ends", "about-0": "over", "means-1": "ends-well", "about-1": "over"}

    page = posted(esi, log, **{"activities-of": "activity", **endings})

    assert '<a href="#field-activities">The ending “over” is said to be what they came for' in page


def test_of_a_log_of_many_things_one_says_whose_passage_is_the_journey(esi: Client) -> None:
    log = upload(esi, file(json.dumps(OBJECTS), "orders.json"))
    assert worked(log).looked["kinds"] == [["Order", 4], ["Parcel", 3]]
    address = reverse("workspace:log_mapping", args=[log])

    refused = esi.post(address, {"again": "yes"})
    esi.post(address, {"again": "yes", "journey-type": "Order"})
    found = worked(log)

    assert '<a href="#field-journey-type">Choose whose passage' in refused.content.decode()
    assert (found.state, mapping_from(found.mapping).journey_type) == ("waiting", "Order")
    assert found.looked["taken"]["journey"]["source"] == "Order"
    assert "from the log’s own way" in shown(esi, log).replace("&#x27;", "’")


def test_where_each_row_is_a_whole_case_each_date_becomes_an_event(esi: Client) -> None:
    log = upload(esi, file(WIDE))
    assert worked(log).looked["milestones"] == [["opened", "opened"], ["closed", "closed"]]
    assert "Make an event of each date" in shown(esi, log)

    esi.post(reverse("workspace:log_mapping", args=[log]), {"again": "yes"})
    found = worked(log)

    assert found.looked["rows"] == 14
    assert list(mapping_from(found.mapping).wide) == ["opened", "closed"]  # in the order of the file
    assert found.looked["taken"]["name"]["source"] == "milestone"


THINGS = {"column-journey": "Order", "column-name": "activity", "column-at": "time", "objects-asked": "yes"}


@pytest.fixture
def orders(esi: Client) -> str:
    """A log of orders and a parcel, of which somebody said that the journey is the order's."""
    log = looked_into(upload(esi, file(json.dumps(OBJECTS), "orders.json")), "things")
    esi.post(reverse("workspace:log_mapping", args=[log]), {"again": "yes", "journey-type": "Order"})
    return looked_into(log, "orders")


def sent(client: Client, log: str, **said: str) -> tuple[int, str]:
    answer = client.post(reverse("workspace:log_mapping", args=[log]), said)
    return answer.status_code, answer.content.decode()


def test_what_the_other_things_are_is_said_on_examples_of_them(esi: Client, orders: str) -> None:
    page = shown(esi, orders)

    assert "1 of them, in 3 events: packed, placed, sent." in page
    assert '<span class="tl-tag">p1</span>' in page
    assert '<option value="attribute" selected>' in page  # as it is read where nobody says otherwise
    status, _page = sent(esi, orders, **THINGS, **{"object-0": "function"})

    told = mapping_from(UploadedLog.objects.get(id=orders).mapping)
    assert status == 302
    assert told.object_types == {"Parcel": ObjectUse.FUNCTION}
    assert told.not_told == {"person", "unit"}  # the department is told: by the parcel
    assert worked(orders).state == "ready"
    assert '<option value="function" selected>' in shown(esi, orders)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            {"object-0": "person", "column-person": "case:number of Parcel"},
            "Parcel and the column case:number of Parcel are said to be the same.",
        ),
        (
            {"object-0": "ignore", "attributes-asked": "yes", "attribute": "case:number of Parcel"},
            "“case:number of Parcel” is ticked below. Count how many Parcel there are, or untick it.",
        ),
    ],
    ids=["also a column", "also ticked"],
)
def test_a_thing_that_is_said_to_be_two_is_asked_about(
    esi: Client, orders: str, said: dict[str, str], why: str
) -> None:
    status, page = sent(esi, orders, **THINGS, **said)

    assert status == 422
    assert f'<a href="#field-object-0">{why}' in page
    assert 'id="field-object-0"' in page


def test_a_use_that_there_is_not_changes_nothing(esi: Client, orders: str) -> None:
    sent(esi, orders, **THINGS, **{"object-0": "pet"})

    told = mapping_from(UploadedLog.objects.get(id=orders).mapping)
    assert told.object_types == {"Parcel": ObjectUse.ATTRIBUTE}


def test_another_journey_can_be_chosen_after_all(esi: Client, orders: str) -> None:
    sent(esi, orders, **THINGS, **{"object-0": "person"})
    assert worked(orders).state == "ready"

    sent(esi, orders, again="whose")

    found = worked(orders)
    assert found.looked["kinds"] == [["Order", 4], ["Parcel", 3]]
    assert mapping_from(found.mapping) == Mapping()
    sent(esi, orders, again="yes", **{"journey-type": "Parcel"})
    assert worked(orders).looked["beside"][0]["name"] == "Order"


DATES = {"column-journey": "case", "column-name": "activity", "column-at": "when", "promises-asked": "yes"}
LETTER = {"promise-due-0": "answer due", "promise-kept-0": "Letter", "zone": "UTC"}


@pytest.fixture
def promising(esi: Client) -> str:
    return looked_into(upload(esi, file(PROMISED)), "promising")


def test_a_promise_is_named_and_the_report_says_whether_it_was_kept(esi: Client, promising: str) -> None:
    page = shown(esi, promising)
    assert "answer due <span" in page  # suggested, and not taken by itself
    assert '<option value="answer due" selected>' not in page

    status, _page = sent(esi, promising, **DATES, **LETTER, **{"promise-made-0": "Apply"})

    told = mapping_from(UploadedLog.objects.get(id=promising).mapping)
    assert status == 302
    assert told.promises == {"answer due": PromiseTold(due="answer due", kept="Letter", made="Apply")}
    assert worked(promising).state == "ready", UploadedLog.objects.get(id=promising).error
    kept = LogReport.objects.get(log=promising).figures["measures"]["promises_kept"]
    assert kept["mean"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"promise-kept-0": ""}, "promise-kept-0", "Choose what keeps the promise of the column answer due."),
        ({"promise-due-0": "when"}, "promise-due-0", "The column when is when it happened."),
        ({"promise-due-0": "case"}, "promise-due-0", "Choose a column with dates."),
        ({"promise-made-0": "Letter"}, "promise-made-0", "Letter cannot make a promise and keep it at once."),
        ({"promise-made-0": "Dance"}, "promise-made-0", "Nothing in this log is called Dance."),
        ({"zone": ""}, "zone", "The times do not say in which zone they are."),
        (
            {"promise-due-1": "answer due", "promise-kept-1": "Letter"},
            "promise-name-1",
            "Two promises are called answer due.",
        ),
    ],
)
def test_what_is_no_promise_yet_is_said_at_its_question(
    esi: Client, promising: str, said: dict[str, str], field: str, why: str
) -> None:
    status, page = sent(esi, promising, **{**DATES, **LETTER, **said})

    assert status == 422
    assert f'<a href="#field-{field}">{why}' in page
    assert f'id="field-{field}' in page
    assert '<option value="answer due" selected>' in page or "promise-due-0" in said  # nothing is lost


def test_a_promise_is_taken_back_by_choosing_none(esi: Client, promising: str) -> None:
    sent(esi, promising, **DATES, **LETTER)
    worked(promising)

    sent(esi, promising, **DATES, **{"promise-due-0": "", "promise-kept-0": "Letter", "zone": "UTC"})

    assert not mapping_from(UploadedLog.objects.get(id=promising).mapping).promises
