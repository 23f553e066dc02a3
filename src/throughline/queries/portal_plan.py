"""The plan that both sides make: goals in the person's words, and who does what."""

from dataclasses import dataclass
from datetime import datetime

from throughline.eventlog.shape import By
from throughline.ids import ActionId
from throughline.journey.events import Side
from throughline.queries.portal_contents import bodies_of, words_in
from throughline.queries.portal_journey import MyJourney


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanAction:
    """One thing that somebody will do."""

    id: ActionId
    text: str
    theirs: bool
    agreed: bool
    done: bool
    proposed_by_us: bool
    due: datetime | None

    @property
    def waits_for_their_yes(self) -> bool:
        return not self.agreed and self.proposed_by_us

    @property
    def theirs_to_finish(self) -> bool:
        return self.agreed and self.theirs and not self.done


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    goals: tuple[str, ...]
    ours: tuple[PlanAction, ...]
    theirs: tuple[PlanAction, ...]

    @property
    def empty(self) -> bool:
        return not (self.goals or self.ours or self.theirs)


def plan_of(mine: MyJourney) -> Plan:
    state = mine.state
    bodies = bodies_of([*state.goals.values(), *(one.content for one in state.actions.values())])
    actions = tuple(
        PlanAction(
            id=key,
            text=words_in(bodies.get(one.content)),
            theirs=one.side is Side.THEIRS,
            agreed=one.agreed,
            done=one.done,
            proposed_by_us=one.proposed_by is By.STAFF,
            due=one.due,
        )
        for key, one in state.actions.items()
    )
    return Plan(
        goals=tuple(words_in(bodies.get(content)) for content in state.goals.values()),
        ours=tuple(one for one in actions if not one.theirs),
        theirs=tuple(one for one in actions if one.theirs),
    )
