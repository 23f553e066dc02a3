"""The site as a whole: who comes in how, what goes along with every page, what a refusal looks like."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from throughline.actions.start_journey import start_journey
from throughline.ids import JourneyId
from throughline.journey.decisions.deciding import NotNow
from throughline.people import ANONYMOUS
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.attempts import TooOften
from throughline.queries.viewer import DRAFT, viewer_for
from throughline.refused import Refused
from throughline.site.proxy import AddressFromProxy
from throughline.site.refusals import RefusalPages, refusal_page
from throughline.store.models import Account, Stakeholder

from .conftest import OFFICE, SERVICE, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.THROUGHLINE_DEMO = True


def code_in(text: str) -> str:
    found = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text)
    assert found, text
    return found[0]


def sign_in(client: Client, email: str) -> HttpResponse:
    client.post("/accounts/login/code/", {"email": email})
    code = code_in(f"{mail.outbox[-1].subject}\n{mail.outbox[-1].body}")
    return client.post("/accounts/login/code/confirm/", {"code": code})


def test_anybody_signs_in_with_a_code_sent_to_them(client: Client, design: object) -> None:
    answer = sign_in(client, "Zola@Example.org")

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="zola@example.org").pk)


def test_a_wrong_code_lets_nobody_in(client: Client, design: object) -> None:
    client.post("/accounts/login/code/", {"email": "zola@example.org"})

    client.post("/accounts/login/code/confirm/", {"code": "WRNG-CODE"})

    assert "_auth_user_id" not in client.session


def test_what_was_begun_without_account_belongs_to_whoever_signs_in(
    client: Client, design: object, cast: Cast, at: datetime
) -> None:
    begun = start_journey(by=ANONYMOUS, at=at, service=SERVICE, unit=OFFICE)
    session = client.session
    session[DRAFT] = [begun.state.stakeholder]
    session.save()

    sign_in(client, "zola@example.org")

    account = Account.objects.get(email="zola@example.org")
    person = Stakeholder.objects.get(id=begun.state.stakeholder)
    assert person.account == account
    assert person.email == "zola@example.org"
    assert begun.state.stakeholder in viewer_for(account).stakeholders


def test_a_draft_that_somebody_adopted_is_nobody_elses(
    client: Client, cast: Cast, journey: JourneyId
) -> None:
    session = client.session
    session[DRAFT] = ["amara"]
    session.save()

    sign_in(client, "zola@example.org")

    assert viewer_for(Account.objects.get(email="zola@example.org")).stakeholders == frozenset()
    assert viewer_for(None, frozenset({"amara"})).stakeholders == frozenset()  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["amara", "ben", "chidi", "femi", "esi"])
def test_the_demo_signs_in_with_one_click(demo: None, client: Client, cast: Cast, who: str) -> None:
    answer = client.post(f"/demo/sign-in/{who}/")

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(Account.objects.get(email=f"{who}@throughline.example").pk)


def test_dana_stays_the_stranger(demo: None, client: Client, cast: Cast) -> None:
    answer = client.post("/demo/sign-in/dana/")

    assert answer.status_code == 409
    assert "_auth_user_id" not in client.session


def test_looking_signs_nobody_in(demo: None, client: Client, cast: Cast) -> None:
    assert client.get("/demo/sign-in/ben/").status_code == 405


@pytest.mark.parametrize("page", ["/demo/", "/demo/mailbox/", "/demo/mailbox/x/", "/ui/"])
def test_without_the_demo_its_pages_do_not_exist(client: Client, cast: Cast, page: str) -> None:
    assert client.get(page).status_code == 404


def test_without_the_demo_one_click_signs_nobody_in(client: Client, cast: Cast) -> None:
    assert client.post("/demo/sign-in/ben/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_every_page_says_what_it_may_load_and_where_it_may_stand(client: Client, design: object) -> None:
    answer = client.get("/")

    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_health_is_asked_of_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("refusal", "status", "says"),
    [
        (NotYours("Secret sentence."), 404, "cannot find this page"),
        (NotYourAct("Only the guide can do this."), 403, "Only the guide can do this."),
        (NotNow("This journey has ended."), 409, "This journey has ended."),
        (TooOften("Wait a little."), 429, "wait"),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(
    rf: RequestFactory, refusal: Refused, status: int, says: str
) -> None:
    answer = refusal_page(rf.get("/"), refusal)

    assert answer.status_code == status
    assert says.lower() in answer.content.decode().lower()


def test_what_one_may_not_see_is_not_given_away(rf: RequestFactory) -> None:
    answer = refusal_page(rf.get("/"), NotYours("Amara's journey is not yours."))

    assert "Amara" not in answer.content.decode()


def test_an_unexpected_error_stays_loud(rf: RequestFactory) -> None:
    unused: Callable[[HttpRequest], HttpResponse] = lambda request: HttpResponse()  # noqa: E731

    assert RefusalPages(unused).process_exception(rf.get("/"), ValueError("bug")) is None


@pytest.mark.parametrize(
    "page",
    ["signup", "password/reset", "password/change", "email", "confirm-email", "reauthenticate", "inactive"],
)
def test_ways_to_sign_in_that_we_do_not_offer_do_not_exist(client: Client, cast: Cast, page: str) -> None:
    client.force_login(Account.objects.get(email="amara@throughline.example"))

    assert client.get(f"/accounts/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["/demo/mailbox/?to=%00", "/demo/mailbox/?to=%25"])
def test_the_mailbox_takes_any_address_to_look_for(demo: None, client: Client, page: str) -> None:
    assert client.get(page).status_code == 200


def test_mail_that_is_not_there_does_not_exist(demo: None, client: Client, design: object) -> None:
    assert client.get("/demo/mailbox/none/").status_code == 404


@pytest.mark.parametrize(
    ("told", "seen"),
    [("203.0.113.9", "203.0.113.9"), ("10.9.9.9, 203.0.113.9", "203.0.113.9"), ("", "127.0.0.1")],
)
def test_behind_a_proxy_everybody_has_an_address_of_their_own(told: str, seen: str) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told} if told else {})

    answer = AddressFromProxy(lambda asked: HttpResponse(asked.META["REMOTE_ADDR"]))(request)

    assert answer.content.decode() == seen
