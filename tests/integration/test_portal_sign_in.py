"""Save and come back: a code by email, and what was begun without an account stays the person's own."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.integration.portal_story import pages_are_looked_at_later
from tests.integration.test_portal_answering import check, question, tell_the_idea

from throughline.store.models import Account, Event, Journey, Stakeholder

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db
ADDRESS = "amara.new@throughline.example"


@pytest.fixture
def begun(client: Client, design: object, cast: object) -> str:
    """Somebody without an account has begun in this browser."""
    client.post("/food-business-licence/start/", {"office": "harbour", "engagement": "self-directed"})
    return Journey.objects.latest("started_at").id


def ask_for_a_code(client: Client, *, next_page: str = "") -> str:
    asked = client.post(reverse("account_request_login_code"), {"email": ADDRESS, "next": next_page})
    assert asked.status_code == 302
    found = re.search(r"Your code is (\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def sign_in(client: Client, *, next_page: str = "") -> str:
    code = ask_for_a_code(client, next_page=next_page)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code, "next": next_page})
    return str(answer["Location"])


def test_a_link_in_a_letter_leads_through_signing_in_to_the_page(client: Client, begun: str) -> None:
    sign_in(client)
    page = reverse("portal:messages", args=[begun])
    on_the_phone = Client()

    asked = on_the_phone.get(page, follow=True).content.decode()

    assert "Sign in to go on to your page." in asked
    assert sign_in(on_the_phone, next_page=page) == page


def test_before_sending_we_ask_where_to_write(client: Client, begun: str) -> None:
    tell_the_idea(client, begun)

    page = client.post(check(begun, "tell-idea"), follow=True).content.decode()

    assert "Where can we write to you?" in page
    assert not Event.objects.filter(kind="step.done/1").exists()


def test_after_the_code_one_is_back_at_the_check_with_every_answer(client: Client, begun: str) -> None:
    tell_the_idea(client, begun)

    landed = sign_in(client, next_page=check(begun, "tell-idea"))
    page = client.get(landed).content.decode()

    assert landed == check(begun, "tell-idea")
    assert "Amara&#x27;s Table" in page


def test_the_name_is_asked_once_and_then_it_is_sent(client: Client, begun: str) -> None:
    tell_the_idea(client, begun)
    sign_in(client)

    to_name = client.post(check(begun, "tell-idea"))
    back = client.post(to_name["Location"], {"name": "Amara Okoye", "next": check(begun, "tell-idea")})
    sent = client.post(back["Location"])

    assert "/name/" in to_name["Location"]
    assert sent["Location"] == reverse("portal:sent", args=[begun, "tell-idea"])
    assert Stakeholder.objects.get(name="Amara Okoye").account == Account.objects.get(email=ADDRESS)


def test_a_name_that_is_empty_says_why_we_ask(client: Client, begun: str) -> None:
    page = client.post(reverse("portal:name", args=[begun]), {"name": " "}).content.decode()

    assert "Tell us your name, so that we know what to call you." in page


def test_one_finds_it_again_from_another_browser(client: Client, begun: str) -> None:
    client.post(question(begun, "tell-idea", "business_name"), {"business_name": "Amara's Table"})
    sign_in(client)

    other = Client()
    sign_in(other)

    assert "Open a food business" in other.get("/").content.decode()
    assert "Amara&#x27;s Table" in other.get(reverse("portal:known", args=[begun])).content.decode()


def test_a_wrong_code_signs_nobody_in_and_says_so(client: Client, begun: str) -> None:
    ask_for_a_code(client)

    page = client.post(reverse("account_confirm_login_code"), {"code": "ABCD-EFGH"}).content.decode()

    assert "There is a problem" in page
    assert 'href="#field-code"' in page
    assert "_auth_user_id" not in client.session


def test_an_address_that_is_none_says_so_beside_the_field(client: Client, design: object) -> None:
    page = client.post(reverse("account_request_login_code"), {"email": "amara"}).content.decode()

    assert 'href="#field-email"' in page
    assert 'value="amara"' in page
    assert not mail.outbox


def test_signing_in_never_leads_to_another_site(client: Client, design: object) -> None:
    assert sign_in(client, next_page="https://elsewhere.example/") == "/"


def test_giving_a_name_never_leads_to_another_site(client: Client, begun: str) -> None:
    answer = client.post(
        reverse("portal:name", args=[begun]), {"name": "Amara", "next": "https://elsewhere.example/"}
    )

    assert answer["Location"] == reverse("portal:tasks", args=[begun])


def test_one_persons_draft_is_not_adopted_by_another_account(client: Client, begun: str) -> None:
    sign_in(client)
    client.post(reverse("account_logout"))

    answer = client.get(reverse("portal:journey", args=[begun]))

    assert answer["Location"].startswith(reverse("account_request_login_code"))


def test_signing_out_asks_first_when_it_is_only_a_link(client: Client, begun: str) -> None:
    sign_in(client)

    page = client.get(reverse("account_logout")).content.decode()

    assert "Do you want to sign out?" in page
    assert "_auth_user_id" in client.session


def test_saving_without_an_account_offers_to_give_an_address(client: Client, begun: str) -> None:
    page = client.get(reverse("portal:saved", args=[begun])).content.decode()

    assert "Everything is saved" in page
    assert reverse("account_request_login_code") in page


def test_saving_with_an_account_says_how_to_come_back(client: Client, begun: str) -> None:
    sign_in(client)

    page = client.get(reverse("portal:saved", args=[begun])).content.decode()

    assert ADDRESS in page
