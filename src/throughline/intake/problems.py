"""What was found while reading: said, counted, with examples. Nothing is left out in silence."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One kind of thing that was found. `where` names a column or the first places."""

    what: str
    one: str = ""
    """The same, where it was found once and reads otherwise."""
    count: int
    where: str | None = None
    examples: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As scripts read it."""
        found: dict[str, object] = {"what": self.what, "count": self.count}
        if self.where:
            found["where"] = self.where
        if self.examples:
            found["examples"] = list(self.examples)
        return found

    @property
    def sentence(self) -> str:
        """As one reads it in the terminal and in the report."""
        place = f" ({self.where})" if self.where else ""
        such = f", for example {', '.join(self.examples)}" if self.examples else ""
        said = self.one if self.count == 1 and self.one else self.what
        return f"{self.count:,} {said}{place}{such}"
