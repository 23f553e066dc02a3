"""A lint rule is data: a question asked from the person's seat, why it matters, and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from throughline.blueprint.model import Blueprint
from throughline.blueprint.problem import KeyPath


class Severity(StrEnum):
    WARNING = "warning"
    """The person will feel it."""
    NOTE = "note"
    """Worth a second look; there may be a good reason."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One place where a rule's question is answered badly."""

    path: KeyPath
    what: str


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    question: str
    """What the person in the seat would ask."""
    reason: str
    remedy: str
    look: Callable[[Blueprint], Iterator[Seen]]
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule saw, and where it stands."""

    rule: Rule
    file: str
    line: int
    key: str
    what: str
