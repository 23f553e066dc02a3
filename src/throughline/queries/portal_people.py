"""Who is who on the person's pages: themselves, their guide, and whoever stands in."""

from collections.abc import Iterable
from dataclasses import dataclass

from throughline.ids import StaffId
from throughline.queries.portal_journey import MyJourney
from throughline.store.models import Staff, Stakeholder


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """Somebody who works here, as the person sees them."""

    id: StaffId
    name: str
    initials: str
    email: str
    phone: str
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Staying:
    """The guide, and the stand-in while there is one."""

    guide: Colleague | None
    stand_in: Colleague | None

    @property
    def now(self) -> Colleague | None:
        """Whom to turn to today."""
        return self.stand_in or self.guide


def my_name(mine: MyJourney) -> str:
    """What we call the person; nothing while they have not said."""
    found = Stakeholder.objects.filter(id=mine.state.stakeholder).values_list("name", flat=True).first()
    return found or ""


def staying_with(mine: MyJourney) -> Staying:
    """Guide and stand-in in one question."""
    found = people_by_id(one for one in (mine.state.guide, mine.state.stand_in) if one)
    return Staying(
        guide=found.get(mine.state.guide) if mine.state.guide else None,
        stand_in=found.get(mine.state.stand_in) if mine.state.stand_in else None,
    )


def people_by_id(staff: Iterable[StaffId]) -> dict[StaffId, Colleague]:
    """Colleagues by their pseudonym, in one question."""
    return {StaffId(one.id): _colleague(one) for one in Staff.objects.filter(id__in=set(staff))}


def _colleague(one: Staff) -> Colleague:
    return Colleague(
        id=StaffId(one.id),
        name=one.name,
        initials=one.initials or "".join(word[0] for word in one.name.split()[:2]).upper(),
        email=one.email,
        phone=one.phone,
        about=one.about,
    )
