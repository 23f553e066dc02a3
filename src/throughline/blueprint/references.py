"""Whether the parts of a blueprint that name each other exist, and whether its steps lead to an end."""

from collections.abc import Iterable, Iterator

from throughline.blueprint import places
from throughline.blueprint.graph import circles, in_order, upstream
from throughline.blueprint.model import STAKEHOLDER, Blueprint, EndingKind, FactType, Step
from throughline.blueprint.names import twice_used
from throughline.blueprint.problem import Flaw, KeyPath, did_you_mean
from throughline.blueprint.values import Values, cannot_decide, leaves, values_of_answers, values_of_known

GUIDE = "guide"


def flaws(blueprint: Blueprint) -> Iterator[Flaw]:
    """Everything that does not fit together."""
    yield from twice_used(blueprint)
    yield from _steps(blueprint)
    yield from _returns(blueprint)
    yield from _endings(blueprint)
    yield from _facts(blueprint)
    yield from _conditions(blueprint)
    yield from _answers(blueprint)
    yield from _order(blueprint)


def _unknown(path: KeyPath, kind: str, name: str, known: Iterable[str]) -> Flaw:
    return Flaw(path, f"There is no {kind} '{name}'.", did_you_mean(name, known))


def _each(path: KeyPath, kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Flaw]:
    """One flaw for each name in a list that nobody knows."""
    there = list(known)
    for position, name in enumerate(names):
        if name not in there:
            yield _unknown((*path, position), kind, name, there)


def _steps(blueprint: Blueprint) -> Iterator[Flaw]:
    workers = [str(STAKEHOLDER), GUIDE, *blueprint.functions]
    for path, step in places.steps(blueprint):
        yield from _each((*path, "after"), "step", step.after, blueprint.steps)
        yield from _each((*path, "needs"), "fact", step.needs, blueprint.facts)
        if step.by not in workers:
            yield _unknown((*path, "by"), "function", step.by, workers)
        if step.ends is not None and step.ends not in blueprint.ending_by_id:
            yield _unknown((*path, "ends"), "ending", step.ends, blueprint.ending_by_id)


def _returns(blueprint: Blueprint) -> Iterator[Flaw]:
    before = upstream(blueprint)
    theirs = [step.id for step in blueprint.steps.values() if step.is_theirs]
    for path, step in places.steps(blueprint):
        back = step.may_return_to
        here = (*path, "may_return_to")
        if back is None:
            continue
        if back not in blueprint.steps:
            yield _unknown(here, "step", back, theirs)
        elif back not in theirs:
            mend = f"Name the step in which the person can put it right: {', '.join(theirs)}."
            yield Flaw(here, f"'{back}' is not a step of the person.", mend)
        elif step.id in before and back not in before[step.id]:
            mend = f"Name a step that '{step.id}' waits for, or add '{back}' to its 'after'."
            yield Flaw(here, f"'{back}' does not come before '{step.id}'.", mend)
    for path, step, option in places.options(blueprint):
        if option.returns and step.may_return_to is None:
            mend = f"Add 'may_return_to:' with the person's step to '{step.id}'."
            yield Flaw((*path, "returns"), "It does not say where the step goes back to.", mend)


def _endings(blueprint: Blueprint) -> Iterator[Flaw]:
    for path, _, option in places.options(blueprint):
        if option.ends is not None and option.ends not in blueprint.ending_by_id:
            yield _unknown((*path, "ends"), "ending", option.ends, blueprint.ending_by_id)
        if option.ends is not None and option.returns:
            yield Flaw(path, "It both ends the journey and goes back.", "Keep 'ends' or 'returns', not both.")
    if all(ending.kind is not EndingKind.WITHDRAWN for ending in blueprint.endings):
        mend = "Add an ending with 'kind: withdrawn': what we say to somebody who stops."
        yield Flaw(("endings",), "Nobody can stop: there is no ending for withdrawing.", mend)


def _facts(blueprint: Blueprint) -> Iterator[Flaw]:
    for key, fact in blueprint.facts.items():
        path = ("facts", key)
        if fact.type is FactType.CHOICE and len(fact.options) < 2:
            yield Flaw(path, f"'{key}' is a choice without options.", "Add 'options:' with at least two.")
        if fact.type is not FactType.CHOICE and fact.options:
            yield Flaw(
                (*path, "options"), f"'{key}' is not a choice.", "Write 'type: choice', or remove 'options'."
            )
        if fact.at_least is not None and fact.at_most is not None and fact.at_least > fact.at_most:
            yield Flaw(
                (*path, "at_most"), "No number is that large and that small.", "Swap at_least and at_most."
            )
        said = _codes_said(fact.type, tuple(fact.options))
        for code in fact.says:
            if code not in said:
                yield Flaw((*path, "says", code), f"'{key}' is never '{code}'.", did_you_mean(code, said))


def _codes_said(kind: FactType, options: tuple[str, ...]) -> tuple[str, ...]:
    match kind:
        case FactType.YES_NO:
            return ("yes", "no")
        case FactType.NUMBER:
            return ("number",)
    return options


def _conditions(blueprint: Blueprint) -> Iterator[Flaw]:
    known = values_of_known(blueprint)
    for path, condition in places.conditions(blueprint):
        for leaf in leaves(condition):
            if leaf.key not in known:
                yield _unknown(path, "fact or decision", leaf.key, known)
            elif path[:2] == ("facts", leaf.key):
                yield Flaw(path, f"'{leaf.key}' waits for itself.", "Look at a fact that is asked before it.")
            else:
                yield from _undecided(path, cannot_decide(leaf, known[leaf.key]))


def _undecided(path: KeyPath, wrong: tuple[str, str] | None) -> Iterator[Flaw]:
    if wrong:
        yield Flaw(path, *wrong)


def _answers(blueprint: Blueprint) -> Iterator[Flaw]:
    known = values_of_answers(blueprint)
    for position, check_in in enumerate(blueprint.aftercare):
        yield from _each(("aftercare", position, "asks"), "question", check_in.asks, known)
    if blueprint.experience:
        yield from _each(("experience", "asks"), "question", blueprint.experience.asks, known)
    for position, outcome in enumerate(blueprint.outcomes):
        if outcome.measured_at not in blueprint.check_in_by_id:
            at = ("outcomes", position, "measured_at")
            yield _unknown(at, "check-in", outcome.measured_at, blueprint.check_in_by_id)
    for path, condition, asked in places.answer_conditions(blueprint):
        for leaf in leaves(condition):
            yield from _answer(path, leaf.key, asked, known)
            if leaf.key in known and leaf.key in asked:
                yield from _undecided(path, cannot_decide(leaf, known[leaf.key]))


def _answer(path: KeyPath, key: str, asked: frozenset[str], known: dict[str, Values]) -> Iterator[Flaw]:
    if key not in known:
        yield _unknown(path, "question", key, known)
    elif key not in asked:
        yield Flaw(path, f"'{key}' is not asked at that check-in.", f"Add '{key}' to the check-in's 'asks'.")


def _order(blueprint: Blueprint) -> Iterator[Flaw]:
    in_circles = circles(blueprint)
    for circle in in_circles:
        path = (*places.step_place(blueprint, circle[0]), "after")
        around = " → ".join([*circle, circle[0]])
        mend = "Remove one 'after'. A step that may come back is written with 'may_return_to'."
        yield Flaw(path, f"These steps wait for each other: {around}.", mend)
    reached = _reached(blueprint)
    stuck = {step for circle in in_circles for step in circle}
    for path, step in places.steps(blueprint):
        if step.id not in reached and step.id not in stuck:
            mend = "Check its 'after': it waits for a step that is never done, or that ends the journey."
            yield Flaw((*path, "after"), f"Nobody can reach '{step.id}'.", mend)
    if not any(_may_end(step) for step in blueprint.steps.values() if step.id in reached):
        mend = "Add 'ends:' to the last step, or to an option of its decision."
        yield Flaw(("stages",), "No step leads to an ending, so no journey would ever be over.", mend)


def _reached(blueprint: Blueprint) -> set[str]:
    """Steps that can be reached without passing a step that ends the journey."""
    reached: set[str] = set()
    for step in in_order(blueprint):
        before = [blueprint.steps[one] for one in step.after if one in blueprint.steps]
        if all(one.id in reached and one.ends is None for one in before):
            reached.add(step.id)
    return reached


def _may_end(step: Step) -> bool:
    options = step.decision.options.values() if step.decision else ()
    return step.ends is not None or any(option.ends is not None for option in options)
