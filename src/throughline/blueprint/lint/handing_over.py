"""Handoffs and returns: is there one person who stays, and does work come back with a reason?"""

from collections.abc import Iterator

from throughline.blueprint import places
from throughline.blueprint.graph import Upstream, upstream
from throughline.blueprint.lint.rule import Rule, Seen
from throughline.blueprint.model import STAKEHOLDER, Blueprint, Step
from throughline.blueprint.references import GUIDE


def _handoffs_without_guide(blueprint: Blueprint) -> Iterator[Seen]:
    """Work has been with one function and goes to another, and no guide has been met on the way."""
    before = upstream(blueprint)
    for path, step in places.steps(blueprint):
        giver = _earlier_function(blueprint, step, before)
        if giver and not _guide_is_there(blueprint, step, before):
            what = f"“{step.title}” comes from '{giver}' to '{step.by}', and nobody goes with the person."
            yield Seen((*path, "by"), what)


def _earlier_function(blueprint: Blueprint, step: Step, before: Upstream) -> str | None:
    nobody = {STAKEHOLDER, GUIDE, step.by}
    if step.by in {STAKEHOLDER, GUIDE}:
        return None
    earlier = (blueprint.steps[one].by for one in blueprint.steps if one in before[step.id])
    return next((by for by in earlier if by not in nobody), None)


def _guide_is_there(blueprint: Blueprint, step: Step, before: Upstream) -> bool:
    """A guide's step comes before this one, or beside it with the same or less to wait for."""
    guides = (one for one in blueprint.steps.values() if one.by == GUIDE)
    return any(one.id in before[step.id] or before[one.id] <= before[step.id] for one in guides)


def _returns_without_reason(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step, option in places.options(blueprint):
        if option.returns and not option.says:
            yield Seen(path, f"When “{step.title}” goes back, the person does not read why.")


def _late_no(blueprint: Blueprint) -> Iterator[Seen]:
    """Somebody learns that they were never eligible after most of the work is done."""
    before = upstream(blueprint)
    theirs = {step.id for step in blueprint.steps.values() if step.is_theirs}
    for path, step, option in places.options(blueprint):
        ending = blueprint.ending_by_id[option.ends] if option.ends else None
        done = len(theirs & before[step.id])
        if ending and ending.kind == "not eligible" and done * 2 > len(theirs):
            what = f"“{ending.title}” is said after {done} of the person's {len(theirs)} steps."
            yield Seen((*path, "ends"), what)


RULES = (
    Rule(
        "handoff-without-guide",
        "Who knows my situation now?",
        "At each change of department the person starts again, unless somebody who knows them goes along.",
        "Let a step 'by: guide' come before the second department has its turn.",
        _handoffs_without_guide,
    ),
    Rule(
        "return-without-reason",
        "Why did it come back?",
        "Work that comes back without a reason comes back again.",
        "Add 'says:' to the option: how it reads after 'because'.",
        _returns_without_reason,
    ),
    Rule(
        "late-no",
        "Could you not have told me earlier?",
        "A no after weeks of work costs the person the weeks as well.",
        "Decide who is eligible early, on the few facts that decide it.",
        _late_no,
    ),
)
