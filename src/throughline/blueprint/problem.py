"""What is wrong in a written design: where it stands, what it is, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from throughline.refused import Refused

KeyPath = tuple[str | int, ...]
"""Where something stands in a file: keys and positions from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        about = f" {self.key}:" if self.key else ""
        return f"{where}:{about} {self.what} {self.mend}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A problem before it has a file and a line."""

    path: KeyPath
    what: str
    mend: str


class BlueprintUnreadable(Refused):
    """The files cannot be used as they stand. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """How to mend a name that nobody knows: the nearest one, or all of them."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Use one of: {', '.join(names)}." if names else "There is none to choose from yet."
