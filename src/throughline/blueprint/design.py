"""A blueprint in the organisation that runs it: what every decision in a journey is made against."""

from dataclasses import dataclass

from throughline.blueprint.model import Blueprint
from throughline.blueprint.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Design:
    blueprint: Blueprint
    organisation: Organisation
