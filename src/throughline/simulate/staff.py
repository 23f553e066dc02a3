"""Who works here: guides and specialists of every office, with the days on which they are away."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from throughline.blueprint import Design
from throughline.ids import FunctionId, StaffId, UnitId
from throughline.journey.decisions.deciding import GUIDE, LEAD
from throughline.simulate import names
from throughline.simulate.manner import story_of
from throughline.simulate.simulated import SimulatedStaff

GUIDES = 3
SPECIALISTS = 2
BEN: Final = StaffId("staff-ben")
CHIDI: Final = StaffId("staff-chidi")
FEMI: Final = StaffId("staff-femi")
ESI: Final = StaffId("staff-esi")
CAST: Final = {
    "guide": (BEN, "Ben Adler"),
    "plan-review": (CHIDI, "Chidi Eze"),
    "inspection": (FEMI, "Femi Balogun"),
}
"""Whom the demo signs in as, at the office that works from the outside in."""
AT_WORK_AGAIN = 3
"""The teams of the cast were away for so many days, so that something waits for them today."""


def staff_of(design: Design, seed: int, *, until: datetime, months: int = 18) -> tuple[SimulatedStaff, ...]:
    """Everybody, the same for the same seed."""
    random = Random(f"{seed} staff")  # noqa: S311 (a believable person, not a secret)
    away = _Away(random, until.date() - timedelta(days=months * 31), until.date())
    home = story_of(design.organisation, until).outside_in
    return (*_everybody(design, home, random, away), _leader(design))


class _Away:
    """Holidays in blocks, and days of illness."""

    def __init__(self, random: Random, since: date, until: date) -> None:
        self._random, self._since, self._until = random, since, until

    def days(self) -> frozenset[date]:
        span = (self._until - self._since).days
        away: set[date] = set()
        for _ in range(max(1, span * 5 // 365)):
            first = self._since + timedelta(days=self._random.randrange(span))
            away |= {first + timedelta(days=n) for n in range(self._random.choice((1, 2, 5, 9, 12)))}
        return frozenset(day for day in away if day <= self._until - timedelta(days=AT_WORK_AGAIN))

    def days_and_just_back(self) -> frozenset[date]:
        """As anybody, and just back from a training: what came in meanwhile waits for them."""
        last = {self._until - timedelta(days=n) for n in range(AT_WORK_AGAIN + 1)}
        return self.days() | last


def _everybody(design: Design, home: UnitId, random: Random, away: _Away) -> Iterator[SimulatedStaff]:
    for unit in design.organisation.units:
        yield _one(unit.id, LEAD, 0, random, away, home)
        for number in range(GUIDES):
            yield _one(unit.id, GUIDE, number, random, away, home)
        for function in design.blueprint.functions:
            for number in range(SPECIALISTS):
                yield _one(unit.id, function, number, random, away, home)


def _one(
    unit: UnitId, function: FunctionId, number: int, random: Random, away: _Away, home: UnitId
) -> SimulatedStaff:
    name = names.person(random)
    identity = StaffId(f"staff-{unit}-{function}-{number + 1}")
    if unit != home or function not in CAST:
        return _made(identity, name, function, (unit,), away.days())
    if number == 0:
        identity, name = CAST[function]
    absent = away.days() if function == GUIDE else away.days_and_just_back()
    return _made(identity, name, function, (unit,), absent)


def _leader(design: Design) -> SimulatedStaff:
    units = tuple(unit.id for unit in design.organisation.units)
    return SimulatedStaff(
        id=ESI,
        name="Esi Asante",
        initials="EA",
        email="esi@throughline.example",
        phone="01632 960100",
        about="Answers for what the city promises its people.",
        roles=("leader", "designer"),
        units=units,
        functions=(),
    )


def _made(
    identity: StaffId, name: str, function: FunctionId, units: tuple[UnitId, ...], absent: frozenset[date]
) -> SimulatedStaff:
    roles = {GUIDE: "guide", LEAD: "lead"}
    return SimulatedStaff(
        id=identity,
        name=name,
        initials="".join(word[0] for word in name.split()),
        email=f"{identity.removeprefix('staff-')}@throughline.example",
        phone="01632 960100",
        about=ABOUT.get(function, "Looks at plans, places and papers, and says what would make them work."),
        roles=(roles.get(function, "specialist"),),
        units=units,
        functions=(function,),
        absent=absent,
    )


ABOUT = {
    GUIDE: "Stays with you from your first question until long after you open.",
    LEAD: "Makes sure that everybody in this office has the time to do what was promised.",
    FunctionId("inspection"): "Has seen a thousand kitchens, and remembers being nervous in the first one.",
    FunctionId("plan-review"): "Reads drawings, and would rather move a pencil line than a wall.",
}
