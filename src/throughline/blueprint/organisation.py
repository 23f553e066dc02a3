"""The organisation that runs services: its units, its functions and its working calendar."""

from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from throughline.blueprint.model import Part, Words
from throughline.ids import FunctionId, UnitId

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Calendar(Part):
    """When the organisation works. Promises in working days are counted on it."""

    zone: str = Field(description="IANA time zone, such as Europe/London.")
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = Field(description="For public holidays.")
    subdivision: str | None = None
    works_on: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    opens: time = time(9)
    closes: time = time(17)


class Unit(Part):
    """An office that delivers the service."""

    id: UnitId
    title: Words
    address: str | None = None
    phone: str | None = None


class Function(Part):
    """A department that does backstage work."""

    id: FunctionId
    title: Words


class Colours(Part):
    """Two brand colours of the organisation's own."""

    brand: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#1B2A41"
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#0F766E"


class Organisation(Part):
    id: str
    title: Words
    calendar: Calendar
    units: tuple[Unit, ...] = Field(min_length=1)
    functions: tuple[Function, ...] = Field(min_length=1)
    colours: Colours = Colours()
