"""What a fact, a decision or an answer may be: so that no condition waits for a value that never comes."""

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.blueprint.conditions import (
    AllOf,
    AnyOf,
    Code,
    Compare,
    Comparison,
    Condition,
    Not,
    OneOf,
)
from throughline.blueprint.model import Blueprint, FactType, QuestionType

SIZES = {Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE_THAN, Comparison.LESS_THAN}


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Number:
    """Any number, or one between two ends."""

    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, a date, a document: it may inform, but it decides nothing."""

    type: str


Values = YesNo | Number | Choice | Words


def values_of_known(blueprint: Blueprint) -> dict[str, Values]:
    """Every fact and decision a `when` may look at."""
    known: dict[str, Values] = {}
    for key, fact in blueprint.facts.items():
        known[key] = _values_of_fact(fact.type, tuple(fact.options), fact.at_least, fact.at_most)
    for step in blueprint.steps.values():
        if step.decision:
            known[step.decision.id] = Choice(tuple(step.decision.options))
    return known


def _values_of_fact(
    kind: FactType, codes: tuple[str, ...], lowest: float | None, highest: float | None
) -> Values:
    match kind:
        case FactType.YES_NO:
            return YesNo()
        case FactType.CHOICE:
            return Choice(codes)
        case FactType.NUMBER:
            return Number(lowest, highest)
    return Words(kind.value)


def values_of_answers(blueprint: Blueprint) -> dict[str, Values]:
    """Every question a check-in may ask."""
    return {
        key: YesNo() if question.type is QuestionType.YES_NO else Number(1, 5)
        for key, question in blueprint.questions.items()
    }


Leaf = Compare | OneOf


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The single comparisons in a condition, in the order written."""
    match condition:
        case Compare() | OneOf():
            yield condition
        case Not(part):
            yield from leaves(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)


def cannot_decide(leaf: Leaf, values: Values) -> tuple[str, str] | None:
    """What is wrong with a comparison and how to mend it; `None` when it can come out both ways."""
    if isinstance(values, Words):
        return (
            f"'{leaf.key}' is a {values.type} and decides nothing.",
            "Ask a yes/no, a choice or a number for it, and look at that.",
        )
    compared = leaf.values if isinstance(leaf, OneOf) else (leaf.value,)
    if isinstance(leaf, Compare) and leaf.comparison in SIZES and not isinstance(values, Number):
        return (
            f"'{leaf.key}' is not a number, so nothing is {leaf.comparison} it.",
            "Use is, is_not or one_of.",
        )
    return next((flaw for value in compared if (flaw := _never(leaf.key, value, values))), None)


def _never(key: str, value: Code, values: Values) -> tuple[str, str] | None:
    match values:
        case YesNo() if not isinstance(value, bool):
            return f"'{key}' is answered yes or no, and never '{value}'.", "Write true or false."
        case Choice(codes) if not isinstance(value, str) or value not in codes:
            return f"'{key}' has no option '{_written(value)}'.", f"Use one of: {', '.join(codes)}."
        case Number() if isinstance(value, bool | str):
            return f"'{key}' is a number, and never '{_written(value)}'.", "Write a number without quotes."
        case Number(lowest, highest) if not isinstance(value, str) and not _within(value, lowest, highest):
            return (
                f"'{key}' never is {value:g}.",
                f"Choose a number between {_end(lowest)} and {_end(highest)}.",
            )
    return None


def _written(value: Code) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _within(value: float, lowest: float | None, highest: float | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _end(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"
