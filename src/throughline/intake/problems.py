"""What was found while reading: said, counted, with examples. Nothing is left out in silence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Effect(StrEnum):
    """What a problem does to the rows it is about."""

    LEFT_OUT = "left out"
    """They are not in the record."""
    READ_OTHERWISE = "read otherwise"
    """They are in the record, but not as they stand in the source."""
    KEPT = "kept"
    """They are in the record as they stand, and one should know about them."""
    NOTED = "noted"
    """Nothing is wrong with them: it is said how they were read."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One kind of thing that was found. `where` names a column or the first places."""

    what: str
    one: str = ""
    """The same, where it was found once and reads otherwise."""
    count: int
    where: str | None = None
    examples: tuple[str, ...] = ()
    effect: Effect = Effect.KEPT

    def as_json(self) -> dict[str, object]:
        """As scripts read it."""
        found: dict[str, object] = {"what": self.what, "count": self.count, "effect": str(self.effect)}
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


def troubles(problems: Iterable[Problem]) -> list[Problem]:
    """What one may not want to go on with: everything but what was only noted."""
    return [problem for problem in problems if problem.effect is not Effect.NOTED]


def rows_left_out(problems: Iterable[Problem]) -> int:
    """How many rows of the source are not in the record."""
    return sum(problem.count for problem in problems if problem.effect is Effect.LEFT_OUT)


def together(problems: Iterable[Problem]) -> list[Problem]:
    """The same thing found in several files is one problem with one count."""
    joined: dict[tuple[str, str | None, Effect], Problem] = {}
    for problem in problems:
        key = (
            problem.what,
            problem.where if (problem.where or "").startswith("column") else None,
            problem.effect,
        )
        before = joined.get(key)
        joined[key] = replace(before, count=before.count + problem.count) if before else problem
    return list(joined.values())
