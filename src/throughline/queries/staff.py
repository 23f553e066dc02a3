"""Everybody who works here, for whoever runs the service."""

from dataclasses import dataclass

from throughline.ids import StaffId
from throughline.store.models import Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class WorksHere:
    """One person, and what they do where."""

    id: StaffId
    name: str
    email: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    functions: tuple[str, ...]


def everybody_who_works_here() -> tuple[WorksHere, ...]:
    """By name."""
    return tuple(
        WorksHere(
            id=StaffId(one.id),
            name=one.name,
            email=one.email,
            roles=tuple(one.roles),
            units=tuple(one.units),
            functions=tuple(one.functions),
        )
        for one in Staff.objects.order_by("name", "id")
    )
