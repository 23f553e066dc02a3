"""Questions on a page: one frozen value per question, and how an answer is read back from what was posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FieldKind(StrEnum):
    """The kinds of question we can ask. Each has a template of the same name under `ui/fields/`."""

    YES_NO = "yes/no"
    CHOICE = "choice"
    CHOICES = "choices"
    SELECT = "select"
    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    DOCUMENT = "document"
    CODE = "code"

    @property
    def template(self) -> str:
        """The fragment that draws this kind."""
        return f"ui/fields/_{self.value.replace('/', '_').replace(' ', '_')}.html"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    label: str
    hint: str = ""


DATE_PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

ADDRESS_PARTS = (
    ("line1", _("Address line 1"), "address-line1", 0),
    ("line2", _("Address line 2 (optional)"), "address-line2", 0),
    ("town", _("Town or city"), "address-level2", 20),
    ("postcode", _("Postcode"), "postal-code", 10),
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question with what was answered so far. `heading` makes its label the page's only heading."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    error: str = ""
    choices: Sequence[Choice] = ()
    value: str = ""
    values: Sequence[str] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    heading: bool = False
    autocomplete: str = ""
    rows: int = 5
    most: int = 0
    width: int = 0
    prefix: str = ""
    suffix: str = ""
    accept: str = ""

    @property
    def options(self) -> Sequence[Choice]:
        """The answers on offer; a yes/no question brings its own two."""
        if self.kind is FieldKind.YES_NO:
            return (Choice(value="yes", label=gettext("Yes")), Choice(value="no", label=gettext("No")))
        return self.choices


class Posted(Protocol):
    """What we need of Django's `QueryDict`."""

    def get(self, key: str, default: str, /) -> str | None: ...

    def getlist(self, key: str, /) -> list[str]: ...


def with_posted(question: Field, posted: Posted) -> Field:
    """The question with what the person sent, as they typed it, so a mistake can be shown back to them."""
    name = question.name
    match question.kind:
        case FieldKind.CHOICES:
            return replace(question, values=tuple(posted.getlist(name)))
        case FieldKind.DATE:
            parts = {part: _typed(posted, f"{name}-{part}") for part, _label, _width in DATE_PARTS}
            return replace(question, parts=parts, value=_date_from(parts))
        case FieldKind.ADDRESS:
            parts = {part: _typed(posted, f"{name}-{part}") for part, *_rest in ADDRESS_PARTS}
            return replace(question, parts=parts, value="\n".join(line for line in parts.values() if line))
        case _:
            return replace(question, value=_typed(posted, name))


def with_answer(question: Field, answer: str | Sequence[str]) -> Field:
    """The question with an answer we already hold: ISO date, address as lines, or the plain text."""
    if not isinstance(answer, str):
        return replace(question, values=tuple(answer))
    match question.kind:
        case FieldKind.DATE:
            return replace(question, value=answer, parts=_parts_of_date(answer))
        case FieldKind.ADDRESS:
            return replace(question, value=answer, parts=_parts_of_address(answer))
        case _:
            return replace(question, value=answer)


def _typed(posted: Posted, key: str) -> str:
    return (posted.get(key, "") or "").strip()


def _date_from(parts: Mapping[str, str]) -> str:
    """ISO date, or what was typed with slashes when it is not a day of the calendar."""
    if not any(parts.values()):
        return ""
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"])).isoformat()
    except ValueError:
        return "/".join(parts.values())


def _parts_of_date(iso: str) -> dict[str, str]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return {}
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _parts_of_address(lines: str) -> dict[str, str]:
    """Two to four lines; the last is the postcode, the one before it the town."""
    given = lines.splitlines()
    match given:
        case [line1, town, postcode]:
            return {"line1": line1, "town": town, "postcode": postcode}
        case [line1, line2, town, postcode]:
            return {"line1": line1, "line2": line2, "town": town, "postcode": postcode}
        case _:
            return {"line1": lines.replace("\n", ", ")}
