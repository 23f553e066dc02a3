"""The people who stay: the guide, and whoever stands in. And how much help the person wants."""

from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.who import as_either, as_staff
from throughline.actions.words import Kind, kept, words_if_any
from throughline.blueprint.model import Engagement
from throughline.ids import JourneyId, StaffId
from throughline.journey.decisions import beginning
from throughline.people.viewer import Role, Viewer
from throughline.refused import Refused
from throughline.store.models import Staff


class CannotStay(Refused):
    """Somebody who cannot be named as the one who stays."""


def assign_guide(*, journey: JourneyId, by: Viewer, at: datetime, guide: StaffId) -> Acted:
    """Name another guide."""
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: beginning.assign_guide(
            state, design, at=when, by=actor, guide=a_guide(guide)
        ),
    )


def assign_stand_in(
    *, journey: JourneyId, by: Viewer, at: datetime, stand_in: StaffId, briefing: str = ""
) -> Acted:
    """Somebody covers for the guide, with a briefing. A colleague of the same office may take it on."""
    said = words_if_any(briefing, kind=Kind.BRIEFING, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        contents=kept(said),
        decide=lambda state, design, when, actor: beginning.assign_stand_in(
            state, design, at=when, by=actor, stand_in=a_guide(stand_in), briefing=said.id if said else None
        ),
    )


def end_stand_in(*, journey: JourneyId, by: Viewer, at: datetime) -> Acted:
    """The guide is back."""
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: beginning.end_stand_in(state, design, at=when, by=actor),
    )


def choose_engagement(*, journey: JourneyId, by: Viewer, at: datetime, engagement: Engagement) -> Acted:
    """Alone, with a guide, or together all the way: switchable at any time."""
    return as_either(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: beginning.choose_engagement(
            state, design, at=when, by=actor, engagement=engagement
        ),
    )


def a_guide(staff: StaffId) -> StaffId:
    """Only somebody who works here as a guide can be the one who stays."""
    found = Staff.objects.filter(id=staff).first()
    if found is None or Role.GUIDE not in found.roles:
        raise CannotStay("Choose somebody who works here as a guide.")
    return staff
