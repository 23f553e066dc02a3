"""A service over months: five offices, each with its people, its staff and its habits."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from throughline.blueprint import Design
from throughline.ids import JourneyId, StakeholderId, UnitId
from throughline.journey.decisions.aftercare import send_due_check_ins
from throughline.journey.decisions.deciding import GUIDE, LEAD
from throughline.journey.decisions.promises import watch_promises
from throughline.simulate import names, ours, theirs
from throughline.simulate.amara import amaras_journey, can_be_told
from throughline.simulate.heed import heed
from throughline.simulate.manner import story_of
from throughline.simulate.office import Office, Team
from throughline.simulate.ride import Ride, character
from throughline.simulate.simulated import SimulatedJourney, SimulatedPerson, SimulatedStaff
from throughline.simulate.staff import staff_of
from throughline.simulate.working_time import WorkingTime

MONTH = timedelta(days=30.44)
SEASON = (0.8, 0.95, 1.2, 1.35, 1.3, 1.15, 0.95, 0.8, 1.05, 1.0, 0.85, 0.6)
"""People open in spring."""
SLACK = 2.7
"""How much more than a quiet month's work the teams can do. Work that comes back eats it up."""
SPARE = 0.6
"""Even a small office finds time for somebody now and then."""
CONDITIONAL = 0.6
"""How many journeys have a step that not everybody has."""


def simulate(
    design: Design, *, seed: int, until: datetime, journeys: int = 2400, months: int = 18
) -> Iterator[SimulatedJourney]:
    """Every journey of the service up to `until`, office by office, the same for the same arguments."""
    everybody = staff_of(design, seed, until=until, months=months)
    since = until - MONTH * months
    time = WorkingTime(design.organisation.calendar, since.date(), until.date() + timedelta(days=30))
    for number, unit in enumerate(design.organisation.units):
        share = journeys // len(design.organisation.units) + (
            number < journeys % len(design.organisation.units)
        )
        office = _office(design, unit.id, seed, time, until, everybody)
        _staff(office, everybody, share / max(1, len(time.days)))
        yield from _live(office, share, since)


def _office(
    design: Design,
    unit: UnitId,
    seed: int,
    time: WorkingTime,
    until: datetime,
    everybody: tuple[SimulatedStaff, ...],
) -> Office:
    random = Random(f"{seed} {unit}")  # noqa: S311 (a believable office, not a secret)
    office = Office(
        design, unit, random, time, until - timedelta(minutes=5), story_of(design.organisation, until)
    )
    here = [one for one in everybody if one.units == (unit,)]
    office.guides = [one for one in here if GUIDE in one.functions]
    office.lead = next(one.id for one in here if LEAD in one.functions)
    office.heed = heed
    return office


def _staff(office: Office, everybody: tuple[SimulatedStaff, ...], journeys_a_day: float) -> None:
    """Give every function its team, sized by the work that a quiet month brings."""
    steps = office.design.blueprint.steps.values()
    for function in office.design.blueprint.functions:
        members = [one for one in everybody if one.units == (office.unit,) and function in one.functions]
        load = sum(CONDITIONAL if step.when else 1.0 for step in steps if step.by == function)
        a_day = (journeys_a_day * load * SLACK + SPARE) / max(1, len(members))
        office.teams[function] = Team(function, members, a_day)


def _live(office: Office, journeys: int, since: datetime) -> Iterator[SimulatedJourney]:
    for at in _arrivals(office, journeys, since):
        ride = _somebody(office, at)
        office.rides.append(ride)
        office.later(at, theirs.begin, ride)
    for day, opens in enumerate(office.time.opens):
        if opens < office.until:
            office.run_to(opens)
            ours.morning(office, day)
    office.run_to(office.until)
    if office.unit == office.story.outside_in and can_be_told(office):
        office.rides.append(amaras_journey(office))
    for ride in office.rides:
        if ride.state.started:
            _bring_up_to_now(office, ride)
            yield ride.finished()


def _arrivals(office: Office, journeys: int, since: datetime) -> list[datetime]:
    days = [day for day, opens in enumerate(office.time.opens) if since <= opens < office.until]
    likely = [SEASON[office.time.days[day].month - 1] for day in days]
    chosen = office.random.choices(days, likely, k=journeys)
    moments = (office.time.moment(day, office.random.uniform(-0.1, 1.5)) for day in chosen)
    return sorted(min(moment, office.until - timedelta(minutes=30)) for moment in moments)


def _somebody(office: Office, at: datetime) -> Ride:
    name = names.person(office.random)
    person = SimulatedPerson(
        id=StakeholderId(office.id(at)),
        name=name,
        email=names.email(name, office.random),
        phone=names.phone(office.random),
    )
    return Ride(JourneyId(office.id(at)), person, office.unit, character(office.random))


def _bring_up_to_now(office: Office, ride: Ride) -> None:
    """What the clock would have done by now is done, so that the present begins without a backlog."""
    decision = watch_promises if ride.state.open else send_due_check_ins
    office.do(ride, office.until, decision)
