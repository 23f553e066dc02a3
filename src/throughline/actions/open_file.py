"""Opening somebody's journey: every opening by staff is recorded, and the person can see who and why."""

from datetime import datetime, timedelta

from throughline.ids import JourneyId
from throughline.people.journeys import NotYours, check_can_open_journey, stays_with
from throughline.people.viewer import Viewer
from throughline.store.access import access_of
from throughline.store.models import Opening
from throughline.store.published import design_for
from throughline.store.writing import load_state

SAME_VISIT = timedelta(minutes=30)
"""Pages opened within this time are one visit."""

MY_WORK = "to do my part of it"
I_STAY_WITH_IT = "as guide"


def open_file(*, journey: JourneyId, by: Viewer, at: datetime, why: str = "") -> None:
    """Check that the viewer may open this journey, and record that staff did.

    Raises:
        NotYours: when they may not, or there is no such journey.
    """
    state = load_state(journey)
    if not state.started:
        raise NotYours("We cannot find this journey.")
    access = access_of(state, design_for(state.service, state.version))
    check_can_open_journey(by, access)
    if by.staff is None or access.stakeholder in by.stakeholders:
        return
    lately = Opening.objects.filter(journey=journey, staff=by.staff, at__gt=at - SAME_VISIT)
    if not lately.exists():
        reason = why.strip() or (I_STAY_WITH_IT if stays_with(by, access) else MY_WORK)
        Opening.objects.create(journey=journey, staff=by.staff, at=at, why=reason)
