"""Promises that people make and change; the clock's own part is the worker's."""

from datetime import datetime

from throughline.actions.act import Acted, act
from throughline.actions.who import as_staff
from throughline.actions.words import Kind, words
from throughline.ids import JourneyId, PromiseId
from throughline.journey.decisions import promises
from throughline.people.viewer import Viewer


def make_promise(*, journey: JourneyId, by: Viewer, at: datetime, about: str, due: datetime) -> Acted:
    """Promise something by a date, beyond what the design promises anyway."""
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: promises.make_promise(
            state, design, at=when, by=actor, about=about, due=due
        ),
    )


def keep_promise(*, journey: JourneyId, by: Viewer, at: datetime, promise: PromiseId) -> Acted:
    """Done as promised, where no step says so by itself."""
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: promises.keep_promise(
            state, design, at=when, by=actor, promise=promise
        ),
    )


def renegotiate_promise(
    *, journey: JourneyId, by: Viewer, at: datetime, promise: PromiseId, due: datetime, reason: str
) -> Acted:
    """A new date before the old one has passed, with a reason that the person reads."""
    said = words(reason, kind=Kind.REASON, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: promises.renegotiate_promise(
            state, design, at=when, by=actor, promise=promise, due=due, reason=said.id
        ),
    )


def watch_promises(*, journey: JourneyId, at: datetime) -> Acted:
    """What the clock says about this journey's promises. Usually nothing."""
    return act(
        journey, at=at, decide=lambda state, design, when: promises.watch_promises(state, design, at=when)
    )
