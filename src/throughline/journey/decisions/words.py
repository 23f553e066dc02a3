"""Messages both ways, and notes between staff. Words are content; the record holds that they were said."""

from datetime import datetime

from throughline.blueprint import Design
from throughline.eventlog.shape import By, Channel
from throughline.ids import ContentId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    CALL_BACK,
    Events,
    NotNow,
    check_is_staff,
    check_is_the_person,
    check_time,
    stays_with,
    with_consequences,
)
from throughline.journey.state import PromiseStatus, State


def send_message(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    content: ContentId,
    channel: Channel = Channel.EMAIL,
) -> Events:
    """Tell the person. A promised call-back is kept when the guide or stand-in writes or calls in time."""
    _check_has_begun(state, at)
    if by.by is not By.SYSTEM:
        check_is_staff(by)
    sent = e.MessageSent(at=at, actor=by, content=content, channel=channel)
    kept = [
        e.PromiseKept(at=at, actor=e.SYSTEM, promise=promise)
        for promise, held in state.promises.items()
        if promise.startswith(f"{CALL_BACK}.")
        and held.step is None
        and held.status is PromiseStatus.RUNNING
        and at <= held.due
        and stays_with(state, by)
    ]
    return with_consequences(state, design, at, sent, *kept)


def receive_message(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    content: ContentId,
    about: e.About = e.About.QUESTION,
    channel: Channel = Channel.WEB,
) -> Events:
    """The person wrote, called or came by. Staff may record what reached them by phone or in person."""
    _check_has_begun(state, at)
    if by.by is By.STAFF:
        check_is_staff(by)
    else:
        check_is_the_person(state, by)
    received = e.MessageReceived(at=at, actor=by, content=content, about=about, channel=channel)
    return with_consequences(state, design, at, received)


def write_note(state: State, design: Design, *, at: datetime, by: e.Actor, content: ContentId) -> Events:
    _check_has_begun(state, at)
    check_is_staff(by)
    return with_consequences(state, design, at, e.NoteWritten(at=at, actor=by, content=content))


def _check_has_begun(state: State, at: datetime) -> None:
    if not state.started:
        raise NotNow("This journey has not begun.")
    check_time(state, at)
