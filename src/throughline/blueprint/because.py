"""Conditions in words: "because you sell alcohol and serve food outdoors".

What holds is decided by `conditions.holds` alone; here it is only said. The words come from the design:
`says` of a fact or an option. Where a designer wrote none, the person's own answer is quoted.
"""

from itertools import pairwise

from throughline.blueprint.conditions import (
    AllOf,
    AnyOf,
    Code,
    Compare,
    Condition,
    Known,
    Not,
    OneOf,
    holds,
)
from throughline.blueprint.model import Blueprint, Decision, Fact, FactType


def because(condition: Condition | None, blueprint: Blueprint, known: Known) -> str | None:
    """Why something is part of this journey; `None` when it always is, or when it is not."""
    return _sentence(condition, blueprint, known, wanted=True)


def because_not(condition: Condition | None, blueprint: Blueprint, known: Known) -> str | None:
    """Why something is not part of this journey; `None` when it is, or when we do not know yet."""
    return _sentence(condition, blueprint, known, wanted=False)


def _sentence(condition: Condition | None, blueprint: Blueprint, known: Known, *, wanted: bool) -> str | None:
    if condition is None or holds(condition, known) is not wanted:
        return None
    keys = dict.fromkeys(_telling(condition, known, wanted))
    return f"because {_joined([said(key, known[key], blueprint) for key in keys])}"


def _telling(condition: Condition, known: Known, wanted: bool) -> list[str]:
    """The keys that make the condition come out as it did: only these are worth saying."""
    match condition:
        case Compare(key, _, _) | OneOf(key, _):
            return [key]
        case Not(part):
            return _telling(part, known, not wanted)
        case AllOf(parts) | AnyOf(parts):
            deciding = [part for part in parts if holds(part, known) is wanted]
            return [key for part in deciding for key in _telling(part, known, wanted)]


def said(key: str, value: Code, blueprint: Blueprint) -> str:
    """A fact or decision with its value, as it reads after 'because'."""
    fact = next((fact for name, fact in blueprint.facts.items() if name == key), None)
    if fact:
        return _fact_said(fact, value)
    decision = next((d for d in _decisions(blueprint) if d.id == key), None)
    if decision and isinstance(value, str) and value in decision.options:
        option = decision.options[value]
        return option.says or f"we decided “{option.title}” on “{decision.ask}”"
    return f"of what we know about {key.replace('_', ' ')}"


def _fact_said(fact: Fact, value: Code) -> str:
    code = _code_of(value)
    if fact.type is FactType.NUMBER and "number" in fact.says:
        return fact.says["number"].replace("{}", code)
    return fact.says.get(code) or f"you answered “{_answer(fact, code)}” to “{fact.ask}”"


def _answer(fact: Fact, code: str) -> str:
    if fact.type is FactType.YES_NO:
        return code.capitalize()
    return fact.options.get(code, code)


def _code_of(value: Code) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:g}"
    return value


def _decisions(blueprint: Blueprint) -> list[Decision]:
    return [step.decision for step in blueprint.steps.values() if step.decision]


def _joined(phrases: list[str]) -> str:
    """Phrases as one list; a repeated 'you' at the start is said once where two follow each other."""
    shortened = [phrases[0]]
    for before, phrase in pairwise(phrases):
        shortened.append(phrase.removeprefix("you ") if _leads_into(before, phrase) else phrase)
    if len(shortened) == 1:
        return shortened[0]
    return f"{', '.join(shortened[:-1])} and {shortened[-1]}"


def _leads_into(before: str, phrase: str) -> bool:
    """Whether one 'you' carries both. After a 'not' it would deny the second phrase too."""
    return before.startswith("you ") and phrase.startswith("you ") and " not " not in before
