"""Starting a journey."""

from datetime import datetime

import pytest

from throughline.actions.start_journey import start_journey
from throughline.ids import JourneyId, UnitId
from throughline.journey.decisions.beginning import NobodyToStay
from throughline.people import ANONYMOUS
from throughline.store.models import Event, Journey, Stakeholder

pytestmark = pytest.mark.django_db


def test_a_journey_has_a_guide_from_its_first_moment(journey: JourneyId) -> None:
    started = Journey.objects.get(id=journey)

    assert started.guide == "staff-ben"
    assert started.stakeholder == "amara"


def test_what_was_decided_is_what_was_recorded_without_gaps(journey: JourneyId) -> None:
    recorded = list(Event.objects.filter(journey=journey).order_by("seq"))

    assert [one.seq for one in recorded] == list(range(1, len(recorded) + 1))
    assert recorded[0].kind == "journey.started/1"
    assert Journey.objects.get(id=journey).seq == len(recorded)


def test_somebody_without_account_can_start(design: object, cast: object, at: datetime) -> None:
    begun = start_journey(by=ANONYMOUS, at=at, service="food-business-licence", unit="harbour")

    person = Stakeholder.objects.get(id=begun.state.stakeholder)
    assert person.account is None


def test_an_office_without_a_guide_cannot_start_and_leaves_nothing(
    design: object, cast: object, at: datetime
) -> None:
    with pytest.raises(NobodyToStay):
        start_journey(by=ANONYMOUS, at=at, service="food-business-licence", unit=UnitId("westgate"))

    assert not Event.objects.exists()
    assert Stakeholder.objects.count() == 1  # Amara, who was there before
