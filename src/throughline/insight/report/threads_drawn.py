"""The two threads of the first page: a journey in the middle and a long one, wide, tall and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from throughline.eventlog.thread import Thread
from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.insight.telling import days
from throughline.insight.threads import Typical

COMPARABLE = 0.06
"""A journey shorter than this part of the other is drawn on its own scale, and that is said."""


@dataclass(frozen=True)
class Picture:
    """A thread, wide and tall, and the same in words."""

    title: str
    scale: str
    wide: Markup
    tall: Markup
    words: tuple[str, ...]


def pictures(threads: Sequence[Typical]) -> list[Picture]:
    """On one scale where that can be seen. One journey that stands for both is drawn once."""
    threads = list({typical.journey: typical for typical in reversed(threads)}.values())[::-1]
    longest = max((typical.thread.length for typical in threads), default=timedelta())
    return [_picture(typical, longest) for typical in threads]


def _picture(typical: Typical, longest: timedelta) -> Picture:
    thread = typical.thread
    own = thread.length < longest * COMPARABLE
    span = None if own else longest
    title = "A journey in the middle" if typical.share <= 0.5 else "A long journey"
    said = f"{days(thread.length / timedelta(days=1))}. {_rank(typical.share)}"
    note = " Drawn on its own scale: next to the other it would be a dot." if own else ""
    return Picture(
        title,
        said + note,
        Markup(wide(thread, span=span, in_days=True)),  # noqa: S704 - the drawing escapes what it writes
        Markup(tall(thread)),  # noqa: S704
        _shortened(thread),
    )


def _rank(share: float) -> str:
    return (
        "Half of the journeys that are over took no longer."
        if share <= 0.5
        else f"One in {round(1 / (1 - share))} of those that are over took longer."
    )


def _shortened(thread: Thread, most: int = 60) -> tuple[str, ...]:
    sentences = in_words(thread)
    left = len(sentences) - most
    return sentences if left <= 0 else (*sentences[:most], f"and {left} more")
