"""The journey as designed: a blueprint is read, checked and linted here, and never executed as code."""

from throughline.blueprint.design import Design
from throughline.blueprint.model import Blueprint
from throughline.blueprint.organisation import Organisation

__all__ = ["Blueprint", "Design", "Organisation"]
