"""Designs as published: stored once, read once for each process, and never changed after."""

from datetime import datetime
from functools import cache

from throughline.blueprint import Blueprint, Design, Organisation
from throughline.ids import ServiceId
from throughline.refused import Refused
from throughline.store.models import OrganisationHere, PublishedBlueprint


class NoSuchDesign(Refused):
    """A service or a version that was never published here."""


class AlreadyPublished(Refused):
    """A version is published once: journeys that run on it must find it as it was."""


def publish(design: Design, *, at: datetime) -> None:
    """Make a version available to new journeys. Publishing the very same again changes nothing.

    It is kept as its text: jsonb would forget the order of facts and options, which the person reads.
    """
    blueprint = design.blueprint
    written = blueprint.model_dump_json()
    known = PublishedBlueprint.objects.filter(service=blueprint.service, version=blueprint.version).first()
    if known is None:
        PublishedBlueprint.objects.create(
            service=blueprint.service, version=blueprint.version, design=written, published_at=at
        )
    elif known.design != written:
        raise AlreadyPublished(
            f"Version {blueprint.version} of {blueprint.service} is published already, and this one differs. "
            "Give it a new version."
        )
    OrganisationHere.objects.update_or_create(
        id=design.organisation.id, defaults={"design": design.organisation.model_dump(mode="json")}
    )
    forget_designs()


@cache
def design_for(service: ServiceId, version: str) -> Design:
    """The design that a journey runs on."""
    found = PublishedBlueprint.objects.filter(service=service, version=version).first()
    if found is None:
        raise NoSuchDesign(f"Version {version} of the service {service} was never published here.")
    return Design(Blueprint.model_validate_json(found.design), organisation_here())


@cache
def organisation_here() -> Organisation:
    found = OrganisationHere.objects.first()
    if found is None:
        raise NoSuchDesign("No organisation is set up here yet. Publish a design first.")
    return Organisation.model_validate(found.design)


@cache
def services() -> tuple[ServiceId, ...]:
    """Every service that is offered here, by name."""
    found = PublishedBlueprint.objects.order_by("service").values_list("service", flat=True).distinct()
    return tuple(ServiceId(service) for service in found)


def latest_design(service: ServiceId) -> Design:
    """The design that a journey starting now runs on."""
    return design_for(service, _latest_version(service))


@cache
def _latest_version(service: ServiceId) -> str:
    found = PublishedBlueprint.objects.filter(service=service).order_by("-published_at", "-version").first()
    if found is None:
        raise NoSuchDesign("We do not offer this service here.")
    return str(found.version)


def forget_designs() -> None:
    """After publishing, and between tests: read again."""
    for remembered in (design_for, organisation_here, services, _latest_version):
        remembered.cache_clear()
