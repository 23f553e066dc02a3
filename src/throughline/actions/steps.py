"""Steps: taken up, done, sent back with what to put right, left out with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.who import as_either, as_staff
from throughline.actions.words import Kind, kept, words_if_any
from throughline.eventlog.shape import Channel
from throughline.ids import FactKey, JourneyId, StaffId, StepId
from throughline.journey.decisions import steps
from throughline.journey.events import CorrectionItem
from throughline.people.viewer import Viewer


def take_step(
    *, journey: JourneyId, by: Viewer, at: datetime, step: StepId, instead_of: StaffId | None = None
) -> Acted:
    """Take it up. `instead_of` names the colleague it is taken from."""
    return as_either(
        journey,
        by=by,
        at=at,
        step=step,
        decide=lambda state, design, when, actor: steps.take_step(
            state, design, at=when, by=actor, step=step, instead_of=instead_of
        ),
    )


def finish_step(
    *,
    journey: JourneyId,
    by: Viewer,
    at: datetime,
    step: StepId,
    decision: str | None = None,
    channel: Channel | None = None,
) -> Acted:
    """Done. The journey ends here where the design says so."""
    return as_either(
        journey,
        by=by,
        at=at,
        step=step,
        decide=lambda state, design, when, actor: steps.finish_step(
            state, design, at=when, by=actor, step=step, decision=decision, channel=channel
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ToPutRight:
    """One thing the person is asked to put right: which fact, what is wrong, and what we say about it."""

    fact: FactKey
    reason: str
    said: str = ""


def return_step(
    *,
    journey: JourneyId,
    by: Viewer,
    at: datetime,
    step: StepId,
    items: Sequence[ToPutRight],
    decision: str | None = None,
) -> Acted:
    """Send it back with named things to put right."""
    said = [words_if_any(item.said, kind=Kind.CORRECTION, at=at) for item in items]
    named = tuple(
        CorrectionItem(fact=item.fact, reason=item.reason, content=content.id if content else None)
        for item, content in zip(items, said, strict=True)
    )
    return as_staff(
        journey,
        by=by,
        at=at,
        step=step,
        contents=kept(*said),
        decide=lambda state, design, when, actor: steps.return_step(
            state, design, at=when, by=actor, step=step, items=named, decision=decision
        ),
    )


def skip_step(*, journey: JourneyId, by: Viewer, at: datetime, step: StepId, reason: str) -> Acted:
    """Leave it out. The reason is a code of a few words, kept in the record."""
    return as_staff(
        journey,
        by=by,
        at=at,
        step=step,
        decide=lambda state, design, when, actor: steps.skip_step(
            state, design, at=when, by=actor, step=step, reason=reason
        ),
    )
