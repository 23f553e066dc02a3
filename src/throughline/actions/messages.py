"""Words both ways, and notes between staff."""

from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.who import as_either, as_staff
from throughline.actions.words import Kind, words
from throughline.eventlog.shape import Channel
from throughline.ids import JourneyId
from throughline.journey.decisions import words as decisions
from throughline.journey.events import About
from throughline.people.viewer import Viewer


def send_message(
    *, journey: JourneyId, by: Viewer, at: datetime, text: str, channel: Channel = Channel.EMAIL
) -> Acted:
    """Tell the person something in our own words."""
    said = words(text, kind=Kind.MESSAGE, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: decisions.send_message(
            state, design, at=when, by=actor, content=said.id, channel=channel
        ),
    )


def receive_message(
    *,
    journey: JourneyId,
    by: Viewer,
    at: datetime,
    text: str,
    about: About = About.QUESTION,
    channel: Channel = Channel.WEB,
) -> Acted:
    """The person writes, or staff write down what reached them by phone or in person."""
    said = words(text, kind=Kind.MESSAGE, at=at)
    return as_either(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: decisions.receive_message(
            state, design, at=when, by=actor, content=said.id, about=about, channel=channel
        ),
    )


def write_note(*, journey: JourneyId, by: Viewer, at: datetime, text: str) -> Acted:
    """Staff to staff; the person may ask to see it."""
    said = words(text, kind=Kind.NOTE, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: decisions.write_note(
            state, design, at=when, by=actor, content=said.id
        ),
    )
