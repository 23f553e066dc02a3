"""Whose journey it is and how it stands: what every page about one journey needs."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint, Design
from throughline.ids import JourneyId, ServiceId
from throughline.journey.codec import read_state
from throughline.journey.events import Turn
from throughline.journey.next import whose_turn
from throughline.journey.state import State
from throughline.people.journeys import JourneyAccess, NotYours
from throughline.queries.workspace_sql import ask, from_json
from throughline.queries.workspace_words import unit_title
from throughline.store.access import access_of
from throughline.store.published import design_for


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What every page about one journey needs: whose it is, and how it stands."""

    id: JourneyId
    state: State
    design: Design
    name: str
    email: str
    phone: str
    guide_name: str
    guide_away: bool
    stand_in_name: str
    unit: str

    @property
    def blueprint(self) -> Blueprint:
        return self.design.blueprint

    @property
    def access(self) -> JourneyAccess:
        return access_of(self.state, self.design)

    @property
    def turn(self) -> Turn | None:
        return whose_turn(self.blueprint, self.state)

    @property
    def called(self) -> str:
        """What to call the person where they have given no name yet."""
        return self.name or _("This person")


def case_file(journey: str, *, at: datetime) -> CaseFile:
    """The journey as it stands, in one statement.

    Raises:
        NotYours: when there is none.
    """
    found = ask(
        """
        select j.state, j.unit, coalesce(s.name, '') as name, coalesce(s.email, '') as email,
               coalesce(s.phone, '') as phone, coalesce(g.name, '') as guide_name,
               coalesce(c.name, '') as stand_in_name,
               coalesce(g.absent_from <= %(today)s
                        and coalesce(g.absent_until, 'infinity') >= %(today)s, false) as guide_away
        from journey j
        left join stakeholder s on s.id = j.stakeholder
        left join staff g on g.id = j.guide
        left join staff c on c.id = j.stand_in
        where j.id = %(journey)s
        """,
        {"journey": journey, "today": at.date()},
    )
    if not found:
        raise NotYours("We cannot find this journey among those that you may see.")
    one = found[0]
    state = read_state(from_json(one["state"]))
    return CaseFile(
        id=JourneyId(journey),
        state=state,
        design=design_for(ServiceId(state.service or ""), state.version),
        name=one["name"] or one["email"],
        email=one["email"],
        phone=one["phone"],
        guide_name=one["guide_name"],
        guide_away=one["guide_away"],
        stand_in_name=one["stand_in_name"],
        unit=unit_title(one["unit"]),
    )
