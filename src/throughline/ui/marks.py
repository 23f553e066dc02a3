"""Marks: a word, a shape and a colour that always travel together."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mark(StrEnum):
    """What a small tag may say. The value is the name used in templates and in the styles."""

    WITH_US = "with-us"
    WITH_YOU = "with-you"
    WITH_SOMEONE_ELSE = "with-someone-else"
    MADE = "made"
    KEPT = "kept"
    BROKEN = "broken"
    RENEGOTIATED = "renegotiated"
    UNMEASURED = "unmeasured"
    DONE = "done"
    NOT_YET = "not-yet"
    CAME_BACK = "came-back"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Look:
    """How a mark is shown: its word, and the shape drawn before the word for those who do not see colour."""

    word: str | Promise
    shape: str


LOOKS: dict[Mark, Look] = {
    Mark.WITH_US: Look(_("With us"), "●"),
    Mark.WITH_YOU: Look(_("With you"), "◆"),
    Mark.WITH_SOMEONE_ELSE: Look(_("With someone else"), "○"),
    Mark.MADE: Look(_("Promised"), "◷"),
    Mark.KEPT: Look(_("Promise kept"), "✓"),
    Mark.BROKEN: Look(_("Promise broken"), "✕"),
    Mark.RENEGOTIATED: Look(_("New date agreed"), "↷"),
    Mark.UNMEASURED: Look(_("Unmeasured"), ""),
    Mark.DONE: Look(_("Done"), "✓"),
    Mark.NOT_YET: Look(_("Cannot start yet"), "–"),
    Mark.CAME_BACK: Look(_("Came back"), "↺"),
    Mark.NEUTRAL: Look("", ""),
}
