"""What components are given: frozen values, never rows. A screen's query turns its answer into these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from throughline.ui.marks import Mark


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the error summary. `field` is the name of the question it points to, if any."""

    message: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a summary list: what we hold, where it came from, and how to change it."""

    key: str
    value: str
    hint: str = ""
    change_url: str = ""
    change_text: str = ""
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of a task list. Without `url` it cannot be opened, and `status` should say why."""

    title: str
    url: str = ""
    hint: str = ""
    mark: Mark = Mark.NEUTRAL
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One place to go. `current` is the page one is on; `count` is shown as a badge when above zero."""

    text: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class NavigationGroup:
    """Items of the side navigation under one heading; an empty heading shows none."""

    items: Sequence[NavigationItem]
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One entry of a timeline: something that happened or will happen."""

    title: str
    at: datetime
    by: str = ""
    text: str = ""
    mark: Mark = Mark.NEUTRAL


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message of a conversation, `sent` by the reader or received from the other side."""

    text: str
    sender: str
    at: datetime
    sent: bool = False
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the page is about: always in sight in the workspace."""

    name: str
    reference: str = ""
    facts: Sequence[str] = field(default_factory=tuple)
    mark: Mark = Mark.NEUTRAL
    word: str = ""
    """Said instead of the mark's usual word."""
