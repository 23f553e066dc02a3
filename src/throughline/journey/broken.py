"""What it looks like when something that must always hold does not."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """One rule that one event, or the state it left, does not keep."""

    rule: str
    seq: int
    """The event after which it was found; 0 for a journey without events."""
    says: str

    def __str__(self) -> str:
        return f"Event {self.seq}: {self.says} ({self.rule})"
