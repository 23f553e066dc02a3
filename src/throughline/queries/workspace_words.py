"""How the design is said to the people who work here: functions, offices, steps, promises."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint
from throughline.blueprint.model import Step
from throughline.ids import FunctionId, StepId, UnitId
from throughline.store.published import organisation_here


def function_title(blueprint: Blueprint, function: str | None) -> str:
    """A function in words; guides and leads are not functions of a blueprint, so they are named here."""
    own = {"guide": _("Guide"), "lead": _("Office lead"), "stakeholder": _("The person")}
    here = blueprint.functions.get(FunctionId(function or ""))
    return here.title if here else own.get(function or "", function or "")


def function_here(function: str) -> str:
    """A function as the organisation calls it, whichever service it works for."""
    known = (one.title for one in organisation_here().functions if one.id == function)
    return next(known, _("Guides") if function == "guide" else function)


def unit_title(unit: str) -> str:
    """An office as people call it."""
    return next((one.title for one in organisation_here().units if one.id == unit), unit)


def staff_title(step: Step) -> str:
    """What a step is to the people who do it: the question it decides, or its title."""
    return step.decision.ask if step.decision else step.title


def promise_title(blueprint: Blueprint, step: StepId | None) -> str:
    """What we promised to do."""
    designed = blueprint.steps[step] if step else None
    if designed is None:
        return _("We will get in touch with you.")
    return designed.promise.tell if designed.promise else designed.title


def zone_here() -> ZoneInfo:
    """The organisation's own time: dates on every page are those of its wall clock."""
    return ZoneInfo(organisation_here().calendar.zone)


def units_here() -> dict[UnitId, str]:
    """Every office by its name."""
    return {one.id: one.title for one in organisation_here().units}
