"""`when`: a small structured form over facts and decisions. It is data, not code, and is evaluated only here.

    {sells_alcohol: true}                     a fact or decision is exactly this
    {seats: {at_least: 20}}                   at_least, at_most, more_than, less_than, is, is_not
    {premises: {one_of: [cafe, restaurant]}}  membership
    {all: [...]}, {any: [...]}, {not: {...}}  combined

Several keys side by side mean all of them. A condition over something not yet known is neither true
nor false: it is `None`, and whoever asks must wait rather than guess.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Code = bool | int | float | str
"""A value that may decide something: yes/no, a number, or the code of a choice. Never free text."""

Known = Mapping[str, Code]
"""Facts and decisions known so far, by key."""


class Comparison(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Compare:
    key: str
    comparison: Comparison
    value: Code


@dataclass(frozen=True, slots=True)
class OneOf:
    key: str
    values: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Compare | OneOf | AllOf | AnyOf | Not


def holds(condition: Condition | None, known: Known) -> bool | None:
    """Whether the condition is met; `None` when what is known does not decide it yet.

    Shape: Kleene's three-valued logic, so `any` is true as soon as one part is.
    """
    match condition:
        case None:
            return True
        case Compare(key, comparison, value):
            return None if key not in known else _compare(known[key], comparison, value)
        case OneOf(key, values):
            return None if key not in known else any(_same(known[key], value) for value in values)
        case Not(part):
            inner = holds(part, known)
            return None if inner is None else not inner
        case AllOf(parts):
            return _all([holds(part, known) for part in parts])
        case AnyOf(parts):
            inner = _all([_negate(holds(part, known)) for part in parts])
            return _negate(inner)


def keys_of(condition: Condition | None) -> Iterator[str]:
    """Every fact or decision the condition looks at, in the order written."""
    match condition:
        case None:
            return
        case Compare(key, _, _) | OneOf(key, _):
            yield key
        case Not(part):
            yield from keys_of(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from keys_of(part)


def _negate(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _same(left: Code, right: Code) -> bool:
    """Equality that never takes `True` for 1."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def _compare(left: Code, comparison: Comparison, right: Code) -> bool:
    match comparison:
        case Comparison.IS:
            return _same(left, right)
        case Comparison.IS_NOT:
            return not _same(left, right)
    if isinstance(left, str) or isinstance(right, str):
        return False
    match comparison:
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.AT_MOST:
            return left <= right
        case Comparison.MORE_THAN:
            return left > right
        case Comparison.LESS_THAN:
            return left < right
