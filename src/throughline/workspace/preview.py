"""What the person will read, before anything is done: the same decision and the same words, kept nowhere."""

from collections.abc import Callable, Iterable, Mapping

from throughline.actions.new_ids import new_content
from throughline.actions.news import is_news
from throughline.actions.steps import ToPutRight
from throughline.actions.who import staff_actor
from throughline.blueprint import Design
from throughline.ids import ContentId, FunctionId, StepId
from throughline.journey import events as e
from throughline.journey.decisions import steps
from throughline.journey.decisions.deciding import Events
from throughline.journey.fold import replay
from throughline.journey.state import State
from throughline.notify.names import Names
from throughline.notify.wording import Paragraph, paragraph
from throughline.workspace.here import Here

Decide = Callable[[State, Design, e.Actor], Events]


class Draft(Names):
    """Names as they are, and words that are written but not sent."""

    def __init__(self, words: Mapping[ContentId, str], staff: Iterable[str]) -> None:
        super().__init__(contents=(), staff=staff)
        self._drafted = words

    def words(self, content: ContentId) -> str:
        return self._drafted.get(content, "")


def would_read(
    here: Here, function: FunctionId, decide: Decide, words: Mapping[ContentId, str]
) -> tuple[Paragraph, ...]:
    """What the mail would say.

    Raises:
        Refused: whatever the decision itself would refuse.
    """
    actor = staff_actor(here.viewer, here.file.access, function)
    state = here.file.state
    events = decide(state, here.file.design, actor)
    after = replay(events, state)
    staff = [one for one in (here.viewer.staff, state.guide, state.stand_in) if one]
    names = Draft(words, staff)
    told = [paragraph(event, after, here.file.blueprint, names) for event in events if is_news(event, after)]
    return tuple(dict.fromkeys(one for one in told if one is not None))


def of_finishing(
    here: Here, step: StepId, function: FunctionId, decision: str | None
) -> tuple[Paragraph, ...]:
    return would_read(
        here,
        function,
        lambda state, design, actor: steps.finish_step(
            state, design, at=here.at, by=actor, step=step, decision=decision
        ),
        {},
    )


def of_returning(
    here: Here, step: StepId, function: FunctionId, decision: str | None, items: Iterable[ToPutRight]
) -> tuple[Paragraph, ...]:
    drafted = [(new_content(here.at), item) for item in items]
    named = tuple(
        e.CorrectionItem(fact=item.fact, reason=item.reason, content=content if item.said else None)
        for content, item in drafted
    )
    return would_read(
        here,
        function,
        lambda state, design, actor: steps.return_step(
            state, design, at=here.at, by=actor, step=step, items=named, decision=decision
        ),
        {content: item.said for content, item in drafted},
    )
