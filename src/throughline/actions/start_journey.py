"""Starting: with or without an account, and with a guide from the first moment."""

from datetime import datetime

from django.db import connection

from throughline.actions.act import Acted, act
from throughline.actions.new_ids import new_journey, new_stakeholder
from throughline.blueprint import Design
from throughline.blueprint.model import Engagement
from throughline.eventlog.shape import By, Channel
from throughline.ids import ServiceId, StaffId, StakeholderId, UnitId
from throughline.journey.decisions import beginning
from throughline.journey.decisions.deciding import Events
from throughline.journey.events import Actor
from throughline.journey.state import State
from throughline.people.viewer import Viewer
from throughline.store.models import Account, Stakeholder
from throughline.store.published import latest_design

FREEST_GUIDE = """
select staff.id from staff
left join journey on journey.guide = staff.id and journey.ended_at is null
where 'guide' = any(staff.roles) and %(unit)s = any(staff.units)
  and (staff.absent_from is null or staff.absent_from > %(day)s or staff.absent_until < %(day)s)
group by staff.id order by count(journey.id), staff.id limit 1
"""


def start_journey(
    *,
    by: Viewer,
    at: datetime,
    service: ServiceId,
    unit: UnitId,
    engagement: Engagement = Engagement.SELF_DIRECTED,
) -> Acted:
    """Begin a journey for the viewer.

    Without an account, `Acted.state.stakeholder` is who they are from now on: keep it in the session.
    """
    design = latest_design(service)
    stakeholder = _stakeholder(by, at)
    guide = free_guide(unit, at)

    def decided(state: State, here: Design, when: datetime) -> Events:
        return beginning.start_journey(
            state,
            here,
            at=when,
            by=Actor(by=By.STAKEHOLDER, person=stakeholder),
            stakeholder=stakeholder,
            unit=unit,
            guide=guide,
            engagement=engagement,
            channel=Channel.WEB,
        )

    return act(
        new_journey(at),
        at=at,
        decide=decided,
        design=design,
        alongside=lambda _: _keep_stakeholder(stakeholder, by, at),
    )


def free_guide(unit: UnitId, at: datetime) -> StaffId | None:
    """The guide of this office with the fewest open journeys who is here today."""
    with connection.cursor() as cursor:
        cursor.execute(FREEST_GUIDE, {"unit": unit, "day": at.date()})
        found = cursor.fetchone()
    return StaffId(found[0]) if found else None


def _stakeholder(by: Viewer, at: datetime) -> StakeholderId:
    return min(by.stakeholders, default=None) or new_stakeholder(at)


def _keep_stakeholder(stakeholder: StakeholderId, by: Viewer, at: datetime) -> None:
    account = Account.objects.filter(email=by.email).first() if by.signed_in else None
    Stakeholder.objects.get_or_create(
        id=stakeholder, defaults={"account": account, "email": by.email, "name": by.name, "made_at": at}
    )
