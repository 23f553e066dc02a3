"""What the last review raised, with its evidence, and the conversations that hold it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from throughline.insight.series import Series
from throughline.insight.signals import Review, Signal
from throughline.insight.signals_picture import Stretch, run_chart
from throughline.queries.circle_here import CircleHere, staff_names
from throughline.store.conversations import conversations_about, newest_review
from throughline.strategy.conversation import Conversation
from throughline.strategy.listening import topic_of
from throughline.strategy.observed import Seen, series


@dataclass(frozen=True, kw_only=True)
class SignalShown:
    """A signal with its run chart. `conversation` is the address of the one that holds it, if any."""

    signal: Signal
    place: str
    before: str
    now: str
    period: str
    picture: str
    conversation: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ConversationLine:
    """A conversation in a list."""

    conversation: Conversation
    owner: str
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class SignalsPage:
    """The inbox: what is raised now, what we talk about, and what we came to."""

    as_of: datetime
    reviewed_at: datetime | None
    review: Review | None
    signals: tuple[SignalShown, ...]
    open: tuple[ConversationLine, ...]
    closed: tuple[ConversationLine, ...]


def signals_page(here: CircleHere, *, at: datetime) -> SignalsPage:
    found = newest_review(here.service)
    talks = conversations_about(here.service)
    lines = tuple(_lines(talks, at))
    return SignalsPage(
        as_of=here.as_of,
        reviewed_at=found[0] if found else None,
        review=found[1] if found else None,
        signals=_of_review(here, found[1], talks) if found else (),
        open=tuple(line for line in lines if line.conversation.is_open),
        closed=tuple(line for line in reversed(lines) if not line.conversation.is_open),
    )


def _of_review(here: CircleHere, review: Review, talks: tuple[Conversation, ...]) -> tuple[SignalShown, ...]:
    """Those against the person first, then by how sure they are."""
    if not review.signals:
        return ()
    seen = here.seen()
    ordered = sorted(review.signals, key=lambda one: (not one.adverse, one.p))
    return tuple(shown(here, seen, one, conversation=_talk_about(one, talks)) for one in ordered)


def shown(
    here: CircleHere, seen: Seen, signal: Signal, *, conversation: str = "", at: datetime | None = None
) -> SignalShown:
    """A signal with all its periods up to today."""
    rung = signal.rung
    place = here.names.get(signal.unit or "", signal.unit or "")
    before, now = rung.figure(signal.baseline_mean), rung.figure(signal.recent_mean)
    return SignalShown(
        signal=signal,
        place=place,
        before=before,
        now=now,
        period=str(seen.span.cut(rung)),
        picture=_picture(
            series(seen, rung, signal.unit), signal, f"{rung.called}: {before} before, {now} since."
        ),
        conversation=conversation,
        at=at,
    )


def _picture(known: Series, signal: Signal, said: str) -> str:
    rung, before, now = signal.rung, signal.baseline_window, signal.window
    return run_chart(
        known,
        (
            Stretch(
                first=before.first,
                last=before.last,
                mean=signal.baseline_mean,
                name=f"before: {rung.figure(signal.baseline_mean)}",
            ),
            Stretch(
                first=now.first,
                last=now.last,
                mean=signal.recent_mean,
                name=f"since: {rung.figure(signal.recent_mean)}",
                is_now=True,
            ),
        ),
        said,
    )


def _talk_about(signal: Signal, talks: tuple[Conversation, ...]) -> str:
    topic = topic_of(signal)
    return next((one.id for one in talks if one.is_open and one.topic == topic), "")


def _lines(talks: tuple[Conversation, ...], at: datetime) -> Iterator[ConversationLine]:
    names = staff_names()
    for one in talks:
        overdue = one.is_open and one.due < at.date()
        yield ConversationLine(conversation=one, owner=names.get(one.owner, one.owner), overdue=overdue)
