"""What this organisation offers, and what life is like after: told before anybody fills in anything."""

from dataclasses import dataclass

from throughline.blueprint import Blueprint, Organisation
from throughline.blueprint.model import Engagement, StepPromise
from throughline.blueprint.organisation import Unit
from throughline.ids import ServiceId, UnitId
from throughline.people.journeys import NotYours
from throughline.store.published import latest_design, organisation_here, services


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceOffered:
    """One line of the first page."""

    id: ServiceId
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HowWeWork:
    """One way to go through it, with what each stage would look like."""

    engagement: Engagement
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServicePage:
    """A service as somebody meets it who is still deciding."""

    blueprint: Blueprint
    organisation: Organisation
    promises: tuple[StepPromise, ...]
    ways: tuple[HowWeWork, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.organisation.units

    def unit(self, unit: str) -> Unit | None:
        return next((one for one in self.units if one.id == unit), None)


def services_offered() -> tuple[ServiceOffered, ...]:
    """Every service, with one sentence on what it changes."""
    return tuple(_offered(latest_design(service).blueprint) for service in services())


def _offered(blueprint: Blueprint) -> ServiceOffered:
    return ServiceOffered(
        id=blueprint.service, title=blueprint.title, summary=blueprint.life_after.summary.strip()
    )


def service_page(service: str) -> ServicePage:
    """The service as it is offered today.

    Raises:
        NotYours: when there is none of this name; the door answers with a page that was not found.
    """
    if service not in services():
        raise NotYours("We do not offer a service of this name.")
    design = latest_design(ServiceId(service))
    steps = design.blueprint.steps.values()
    return ServicePage(
        blueprint=design.blueprint,
        organisation=design.organisation,
        promises=tuple(step.promise for step in steps if step.promise),
        ways=ways_of(design.blueprint),
    )


def ways_of(blueprint: Blueprint) -> tuple[HowWeWork, ...]:
    return tuple(_way(blueprint, way) for way in Engagement)


def _way(blueprint: Blueprint, engagement: Engagement) -> HowWeWork:
    said = (step.engagement.get(engagement) for step in blueprint.steps.values() if step.is_theirs)
    examples = tuple(dict.fromkeys(one for one in said if one))
    return HowWeWork(engagement=engagement, examples=examples[:2])


def unit_title(unit: UnitId | None) -> str:
    """An office by its name."""
    return next((one.title for one in organisation_here().units if one.id == unit), "")
