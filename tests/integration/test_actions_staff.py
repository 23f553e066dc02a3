"""Adding somebody who works here."""

import re
from datetime import datetime
from typing import TypedDict

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from throughline.actions.accounts import account_for
from throughline.actions.names import NotAName
from throughline.actions.staff import EmailTaken, NoSuchPlace, NoSuchRole, NotAnEmail, add_staff
from throughline.actions.start_journey import start_journey
from throughline.ids import StaffId, UnitId
from throughline.people import ANONYMOUS, Role
from throughline.queries.viewer import viewer_for
from throughline.refused import Refused
from throughline.store.models import Account, Event, Staff
from throughline.store.published import NoSuchDesign

pytestmark = pytest.mark.django_db
EMAIL = "ben.new@throughline.example"


class Asked(TypedDict, total=False):
    """What differs from Ben, guide at the harbour."""

    name: str
    email: str
    roles: list[str]
    units: list[str]
    functions: list[str]
    phone: str


def add(at: datetime, asked: Asked | None = None) -> StaffId:
    ben: Asked = {
        "name": "Ben Adler",
        "email": EMAIL,
        "roles": ["guide"],
        "units": ["harbour"],
        "functions": [],
    }
    return add_staff(**{**ben, **(asked or {})}, at=at)


def test_somebody_who_was_added_is_seen_as_what_they_do(design: object, at: datetime) -> None:
    added = add(
        at,
        {
            "email": " Ben.New@Throughline.example ",
            "roles": ["specialist", "guide"],
            "functions": ["plan-review"],
            "phone": "01632 960100",
        },
    )

    viewer = viewer_for(Account.objects.get(email=EMAIL))
    assert viewer.staff == added
    assert viewer.roles == {Role.GUIDE, Role.SPECIALIST}
    assert viewer.units == {"harbour"}
    assert viewer.functions == {"plan-review"}
    kept = Staff.objects.get(id=added)
    assert (kept.name, kept.initials, kept.phone) == ("Ben Adler", "BA", "01632 960100")


def test_the_id_says_nothing_about_them_and_the_record_says_nothing_at_all(
    design: object, at: datetime
) -> None:
    added = add(at)

    assert re.fullmatch(r"[0-9a-f]{32}", added)
    assert not Event.objects.exists()


def test_a_guide_who_was_added_stays_with_the_next_who_comes(design: object, at: datetime) -> None:
    ben = add(at)

    begun = start_journey(by=ANONYMOUS, at=at, service="food-business-licence", unit=UnitId("harbour"))

    assert begun.state.guide == ben
    assert not [
        one for one in Event.objects.all() if "Adler" in str(one.payload) or EMAIL in str(one.payload)
    ]


def test_they_sign_in_with_a_code_and_land_in_the_workspace(
    design: object, at: datetime, client: Client
) -> None:
    add(at)

    client.post(reverse("account_request_login_code"), {"email": EMAIL})
    code = re.search(r"Your code is (\S+)", mail.outbox[-1].body)
    assert code is not None
    landed = client.post(reverse("account_confirm_login_code"), {"code": code[1]})

    assert landed["Location"] == reverse("workspace:home")
    page = client.get(landed["Location"], follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == reverse("workspace:caseload")


def test_an_account_that_asked_for_a_code_too_early_becomes_theirs(design: object, at: datetime) -> None:
    early = account_for(EMAIL)

    added = add(at)

    early.refresh_from_db()
    assert early.staff_id == added


def test_a_leader_needs_neither_unit_nor_function(design: object, at: datetime) -> None:
    added = add(at, {"roles": ["leader"], "units": []})

    assert Staff.objects.get(id=added).roles == ["leader"]


@pytest.mark.parametrize(
    ("asked", "refusal", "sentence"),
    [
        ({"name": "  "}, NotAName, "Give the name"),
        ({"name": "B" * 201}, NotAName, "up to 200 letters"),
        ({"email": "ben"}, NotAnEmail, '"ben" is not an email address'),
        ({"roles": []}, NoSuchRole, "at least one role"),
        ({"roles": ["boss"]}, NoSuchRole, 'no role "boss".*guide, specialist, lead, designer, leader'),
        ({"units": ["moon"]}, NoSuchPlace, 'no unit "moon" here.*harbour'),
        ({"units": []}, NoSuchPlace, "A guide works at a unit.*harbour"),
        ({"functions": ["magic"]}, NoSuchPlace, 'no function "magic" here.*plan-review'),
        ({"roles": ["specialist"]}, NoSuchPlace, "A specialist works in a function.*plan-review"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_kept(
    design: object, at: datetime, asked: Asked, refusal: type[Refused], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        add(at, asked)

    assert not Staff.objects.exists()
    assert not Account.objects.exists()


def test_an_address_belongs_to_one_who_works_here_however_it_is_written(design: object, at: datetime) -> None:
    add(at)

    with pytest.raises(EmailTaken, match=EMAIL):
        add(at, {"name": "Chidi Eze", "email": EMAIL.upper()})

    assert Staff.objects.count() == 1


def test_without_an_organisation_nobody_can_be_added(db: None, at: datetime) -> None:
    with pytest.raises(NoSuchDesign, match="Publish a design first"):
        add(at)


def test_without_their_account_nobody_is_kept(design: object, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table account add constraint nobody_new check (false) not valid")

    with pytest.raises(DatabaseError, match="nobody_new"), transaction.atomic():
        add(at)

    assert not Staff.objects.exists()
