"""A simulated past is brought in whole: people, words and files, and it holds."""

from datetime import UTC, datetime

import pytest

from throughline.actions import believable
from throughline.actions.believable import load_believable
from throughline.actions.load import NotEmpty, is_empty
from throughline.blueprint import Design
from throughline.queries.cast import cast_account
from throughline.queries.checking import check_record
from throughline.store.models import Event, Journey, Stakeholder

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


@pytest.fixture
def lived(design: Design, monkeypatch: pytest.MonkeyPatch) -> int:
    """A year and a half of a small organisation."""
    monkeypatch.setattr(believable, "JOURNEYS", 40)
    return load_believable(design, until=UNTIL, told=lambda more: None)


def test_everything_that_was_lived_is_there_and_holds(lived: int) -> None:
    assert Event.objects.count() == lived
    assert Journey.objects.count() >= 40
    assert [look.findings for look in check_record(told=lambda more: None) if look.findings] == []


def test_the_cast_can_be_signed_in(lived: int) -> None:
    amara = cast_account("amara")

    assert Stakeholder.objects.filter(account=amara, id="amara").exists()
    assert {cast_account(who).staff_id for who in ("ben", "chidi", "femi", "esi")} == {
        "staff-ben",
        "staff-chidi",
        "staff-femi",
        "staff-esi",
    }


def test_a_past_is_never_mixed_with_a_record_that_is_there(lived: int, design: Design) -> None:
    assert not is_empty()

    with pytest.raises(NotEmpty):
        believable.load_past([], design, told=lambda more: None)
