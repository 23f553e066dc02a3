"""Conditions: can the person read why, and will the journey ever know?"""

from collections.abc import Iterator

from throughline.blueprint import places
from throughline.blueprint.conditions import keys_of
from throughline.blueprint.graph import upstream
from throughline.blueprint.lint.rule import Rule, Seen
from throughline.blueprint.model import Blueprint, Fact, FactType, Option, Step
from throughline.ids import StepId


def _decides_without_words(blueprint: Blueprint) -> Iterator[Seen]:
    looked_at = {key for _, condition in places.conditions(blueprint) for key in keys_of(condition)}
    for key, fact in blueprint.facts.items():
        if key in looked_at and not _all_said(fact):
            yield Seen(("facts", key), f"'{key}' decides, and has no words for 'because …'.")
    for path, _, decision in places.decisions(blueprint):
        for code, option in decision.options.items():
            if decision.id in looked_at and not option.says:
                what = f"'{decision.id}: {code}' decides, and has no words for 'because …'."
                yield Seen((*path, "options", code), what)


def _all_said(fact: Fact) -> bool:
    match fact.type:
        case FactType.YES_NO:
            return {"yes", "no"} <= fact.says.keys()
        case FactType.NUMBER:
            return "number" in fact.says
    return fact.options.keys() <= fact.says.keys()


def _never_known(blueprint: Blueprint) -> Iterator[Seen]:
    """A step waits for a value that nobody is asked for, or need not give, before it."""
    before = upstream(blueprint)
    sources = _sources(blueprint)
    for path, step in places.steps(blueprint):
        for key in dict.fromkeys(keys_of(step.when)):
            if not any(source in before[step.id] for source in sources.get(key, ())):
                yield Seen((*path, "when"), f"'{key}' is not known yet when “{step.title}” is reached.")
            elif _may_stay_unknown(blueprint, key):
                yield Seen((*path, "when"), f"'{key}' is not asked of everybody, so this may wait for ever.")


def _sources(blueprint: Blueprint) -> dict[str, list[StepId]]:
    """Which steps make each fact or decision known."""
    sources: dict[str, list[StepId]] = {}
    for step in blueprint.steps.values():
        for key in (*step.needs, *([step.decision.id] if step.decision else [])):
            sources.setdefault(key, []).append(step.id)
    return sources


def _may_stay_unknown(blueprint: Blueprint, key: str) -> bool:
    fact = next((fact for name, fact in blueprint.facts.items() if name == key), None)
    return fact is not None and (fact.optional or fact.when is not None)


def _ways_to(blueprint: Blueprint) -> set[str]:
    ways: set[str] = {step.ends for step in blueprint.steps.values() if step.ends}
    return ways | {option.ends for _, _, option in _all_options(blueprint) if option.ends}


def _all_options(blueprint: Blueprint) -> Iterator[tuple[object, Step, Option]]:
    return places.options(blueprint)


def _endings_never_reached(blueprint: Blueprint) -> Iterator[Seen]:
    ways = _ways_to(blueprint)
    for position, ending in enumerate(blueprint.endings):
        if ending.id not in ways and ending.kind != "withdrawn":
            yield Seen(("endings", position), f"No step leads to “{ending.title}”.")


RULES = (
    Rule(
        "decides-without-words",
        "Why do I have to do this, and my neighbour not?",
        "What decides about somebody's way has to be readable on their screen.",
        "Add 'says:' for each code, as it reads after 'because': {\"yes\": you sell alcohol, …}.",
        _decides_without_words,
    ),
    Rule(
        "never-known",
        "Why does nothing go on?",
        "A step whose condition is never known neither happens nor is left out. The journey stands still.",
        "Ask for the fact, of everybody, in a step that comes before; or look at another fact.",
        _never_known,
    ),
    Rule(
        "ending-never-reached",
        "Can that happen to me?",
        "An ending without a way to it is either a promise or a threat that nobody meant.",
        "Add 'ends:' to the step or option that leads there, or remove the ending.",
        _endings_never_reached,
    ),
)
