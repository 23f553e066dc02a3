"""The journeys a person may open here, and one of them as everything else on the page needs it."""

from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.model import Ending
from throughline.ids import JourneyId, ServiceId, StakeholderId, UnitId
from throughline.journey.codec import read_state
from throughline.journey.events import Turn
from throughline.journey.state import State
from throughline.people import Viewer
from throughline.people.journeys import JourneyAccess, NotYours, check_can_act_as_person
from throughline.store.models import Journey
from throughline.store.published import design_for


@dataclass(frozen=True, kw_only=True, slots=True)
class MyJourney:
    """One journey of the person who looks, as it stands."""

    id: JourneyId
    state: State
    design: Design
    viewer: Viewer

    @property
    def blueprint(self) -> Blueprint:
        return self.design.blueprint

    @property
    def ending(self) -> Ending | None:
        return self.blueprint.ending_by_id[self.state.ending] if self.state.ending else None


@dataclass(frozen=True, kw_only=True, slots=True)
class MyJourneyLine:
    """One line of the person's own list."""

    id: JourneyId
    title: str
    turn: Turn | None
    ending: str
    started_at: datetime
    last_at: datetime


def my_journey(viewer: Viewer, journey: str) -> MyJourney:
    """The journey, if it is the viewer's own.

    Raises:
        NotYours: for anybody else's journey exactly as for one that does not exist.
    """
    found = Journey.objects.filter(id=journey).values("stakeholder", "unit", "state").first()
    if found is None:
        raise NotYours("We cannot find this journey among yours.")
    access = JourneyAccess(stakeholder=StakeholderId(found["stakeholder"]), unit=UnitId(found["unit"]))
    check_can_act_as_person(viewer, access)
    state = read_state(found["state"])
    design = design_for(ServiceId(state.service or ""), state.version)
    return MyJourney(id=JourneyId(journey), state=state, design=design, viewer=viewer)


def my_journeys(viewer: Viewer) -> tuple[MyJourneyLine, ...]:
    """Everything the viewer has begun, the newest first."""
    if not viewer.stakeholders:
        return ()
    columns = ("id", "service", "version", "turn", "ending", "started_at", "last_at")
    rows = Journey.objects.filter(stakeholder__in=viewer.stakeholders).order_by("-started_at")[:20]
    return tuple(
        MyJourneyLine(
            id=JourneyId(row["id"]),
            title=design_for(row["service"], row["version"]).blueprint.title,
            turn=Turn(row["turn"]) if row["turn"] else None,
            ending=_ending_title(row["service"], row["version"], row["ending"]),
            started_at=row["started_at"],
            last_at=row["last_at"],
        )
        for row in rows.values(*columns)
    )


def _ending_title(service: ServiceId, version: str, ending: str | None) -> str:
    if ending is None:
        return ""
    return next(one.title for one in design_for(service, version).blueprint.endings if one.id == ending)
