"""What of a journey decides who may see it, read off its state."""

from throughline.blueprint import Design
from throughline.journey.next import open_steps
from throughline.journey.state import State
from throughline.people.journeys import JourneyAccess


def access_of(state: State, design: Design) -> JourneyAccess:
    """Its functions are those whose steps are open or were, and those that were asked."""
    steps = design.blueprint.steps
    were = {state.moved.get(step, steps[step].by) for step in state.steps if step in steps}
    promised = {steps[held.step].by for held in state.promises.values() if held.step in steps}
    are = {one.function for one in open_steps(design.blueprint, state)}
    asked = {held.to for held in state.handoffs.values()}
    return JourneyAccess(
        stakeholder=state.stakeholder,
        unit=state.unit,
        guide=state.guide,
        stand_in=state.stand_in,
        functions=frozenset(were | promised | are | asked),
    )
