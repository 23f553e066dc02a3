"""A suggestion: what something in a log may mean, why we think so, and how much there is of it."""

from dataclasses import dataclass

from throughline.intake.taken import Confidence


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One line that a mapping might have. It is never used before somebody accepts it."""

    key: str
    """The key of the mapping it would stand under."""
    name: str
    """The activity or column, or the name of an ending."""
    value: str | None = None
    """What stands behind the name where the key holds pairs."""
    why: str
    confidence: Confidence
    count: str = ""
    """How much there is of it, in words."""
