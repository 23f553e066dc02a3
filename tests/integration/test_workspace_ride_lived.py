"""The ride of a simulated organisation, as the demo shows it to who leads: everything that happens in it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.catching_up import catch_up

from throughline.actions import believable
from throughline.actions.believable import load_believable
from throughline.blueprint import Design
from throughline.insight.report.page import TITLES
from throughline.queries.cast import cast_account
from throughline.queries.workspace_words import units_here
from throughline.store.models import Journey

pytestmark = pytest.mark.django_db(transaction=True)
UNTIL = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
FEW = 60


@pytest.fixture
def leader(design: Design, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Esi's browser in front of a year and a half of a small organisation, filled as the demo is."""
    monkeypatch.setattr(believable, "JOURNEYS", FEW)
    load_believable(design, until=UNTIL, told=lambda more: None)
    catch_up(UNTIL)
    client = Client()
    client.force_login(cast_account("esi"))
    return client


def test_who_leads_reads_the_ride_and_asks_it_more(leader: Client) -> None:
    ended = Journey.objects.exclude(ended_at=None).count()

    page = leader.get(reverse("workspace:insight"))

    assert page.status_code == 200
    text = page.content.decode()
    assert f"{ended} journeys that have ended" in text
    for title in TITLES.values():
        assert title.replace("this log", "our record") in text
    for unit in units_here():
        assert leader.get(reverse("workspace:insight"), {"office": unit}).status_code == 200, unit
    for asking in ({"by": "ending"}, {"by": "unit"}, {"units": "unit", "measure": "elapsed_days"}):
        answered = leader.get(reverse("workspace:insight_asked"), asking)
        assert answered.status_code == 200, asking
        assert "<table" in answered.content.decode(), asking
