"""How a step of ours comes out: mostly well, sometimes back to the person, seldom with a no."""

from datetime import datetime

from throughline.blueprint.model import Option, Step
from throughline.eventlog.shape import Channel
from throughline.ids import ContentId, FactKey
from throughline.journey.decisions.steps import CorrectionReason, finish_step, return_step
from throughline.journey.events import Actor, CorrectionItem
from throughline.journey.next import OpenStep, applies
from throughline.journey.state import StepStatus
from throughline.simulate.answers import ENDS_EARLY
from throughline.simulate.office import Office
from throughline.simulate.ride import Ride

NO_IN_THE_END = 0.02
SECOND_RETURN = 0.35
"""How likely a second return is, beside a first one."""
REASONS = tuple(CorrectionReason)


def settle(
    office: Office, ride: Ride, at: datetime, one: OpenStep, by: Actor, channel: Channel | None = None
) -> None:
    """Decide it where there is something to decide, and finish it or send it back."""
    code = _outcome(office, ride, at, one)
    if code is not None and one.step.decision is not None and one.step.decision.options[code].returns:
        items = _items(office, ride, at, one.step)
        office.do(ride, at, return_step, by=by, step=one.step.id, items=items, decision=code)
    else:
        office.do(ride, at, finish_step, by=by, step=one.step.id, decision=code, channel=channel)


def _outcome(office: Office, ride: Ride, at: datetime, one: OpenStep) -> str | None:
    """How it comes out: mostly well, sometimes back, seldom no."""
    if one.step.decision is None:
        return None
    options = one.step.decision.options
    back = [code for code, option in options.items() if option.returns]
    early = [code for code, option in options.items() if _is(office, option, "not eligible")]
    refused = [code for code, option in options.items() if _is(office, option, "refused")]
    if early and any(ride.state.known.get(key) is value for key, value in ENDS_EARLY.items()):
        return early[0]
    if back and _can_go_back(office, ride, one.step) and office.chance(_comes_back(office, ride, at, one)):
        return back[0]
    if refused and office.chance(NO_IN_THE_END):
        return refused[0]
    good = [code for code in options if code not in {*back, *early, *refused}]
    return office.random.choices(good, [8.0] + [1.0] * (len(good) - 1))[0]


def _is(office: Office, option: Option, kind: str) -> bool:
    return option.ends is not None and office.design.blueprint.ending_by_id[option.ends].kind == kind


def _comes_back(office: Office, ride: Ride, at: datetime, one: OpenStep) -> float:
    first = office.manner(at).sends_back / ride.character.care
    return first if not one.came_back else first * SECOND_RETURN


def _can_go_back(office: Office, ride: Ride, step: Step) -> bool:
    if step.may_return_to is None:
        return False
    recorded = ride.state.steps.get(step.may_return_to)
    designed = office.design.blueprint.steps[step.may_return_to]
    passed = recorded is not None and recorded.status in {StepStatus.DONE, StepStatus.RETURNED}
    return passed and applies(designed, ride.state) is not False and bool(_to_put_right(office, ride, step))


def _to_put_right(office: Office, ride: Ride, step: Step) -> list[FactKey]:
    if step.may_return_to is None:
        return []
    needs = office.design.blueprint.steps[step.may_return_to].needs
    known = [key for key in needs if ride.knows(key)]
    papers = [key for key in known if office.design.blueprint.facts[key].type == "document"]
    return papers or known


def _items(office: Office, ride: Ride, at: datetime, step: Step) -> tuple[CorrectionItem, ...]:
    keys = _to_put_right(office, ride, step)
    chosen = keys if len(keys) > 1 and office.chance(0.25) else [office.random.choice(keys)]
    return tuple(_item(office, ride, at, key) for key in chosen)


def _item(office: Office, ride: Ride, at: datetime, key: FactKey) -> CorrectionItem:
    content: ContentId = office.words(ride, "correction", "correction", at)
    return CorrectionItem(fact=key, reason=office.random.choice(REASONS), content=content)
