"""The page of events: every kind the record may hold, and what it carries."""

import inspect
from dataclasses import fields

from throughline.journey.codec import EVENT_TYPES
from throughline.journey.events import Event

HEAD = """# Events of a journey

Generated from `throughline.journey.events`; do not edit.

Events are past tense and never changed.
They carry ids, keys, times and codes.
What people wrote or gave lies in erasable rows that `content` points to.
Every event also says when it happened (`at`) and who did it (`actor`).

| kind | carries | what to know |
| --- | --- | --- |
"""

COMMON = {field.name for field in fields(Event)}


def as_markdown() -> str:
    """One line for each kind, in the order of a journey."""
    return HEAD + "\n".join(_line(kind, event) for kind, event in EVENT_TYPES.items())


def _line(kind: str, event: type[Event]) -> str:
    carried = ", ".join(f"`{field.name}`" for field in fields(event) if field.name not in COMMON)
    return f"| `{kind}` | {carried or '–'} | {_why(event)} |"


def _why(event: type[Event]) -> str:
    """The first line of the class's own docstring; a dataclass's made-up one says nothing."""
    said = inspect.cleandoc(event.__doc__ or "").splitlines()
    return "" if not said or said[0].startswith(f"{event.__name__}(") else said[0].replace("|", "\\|")
