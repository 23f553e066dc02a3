"""Reading a strategy from its file. Everything wrong is said at once, each with its line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from throughline.blueprint.model import Blueprint
from throughline.blueprint.problem import BlueprintUnreadable, Flaw, Problem
from throughline.blueprint.shape_problems import shape_problems
from throughline.blueprint.written import Written, parse
from throughline.strategy.model import Strategy
from throughline.strategy.references import blueprint_flaws, flaws

STRATEGY_FILE = "strategy.yaml"


class StrategyUnreadable(BlueprintUnreadable):
    """The strategy cannot be used as it stands. Carries every problem found."""


def read_strategy(path: Path, blueprints: Iterable[Blueprint] = ()) -> Strategy:
    """The strategy in a file, checked against the blueprints that serve it.

    Raises:
        StrategyUnreadable: with every problem, each with its line and how to mend it.
    """
    return strategy_from(_text_of(path), str(path), blueprints)


def strategy_from(text: str, file: str = STRATEGY_FILE, blueprints: Iterable[Blueprint] = ()) -> Strategy:
    """The same from text."""
    try:
        written = parse(text, file)
    except BlueprintUnreadable as error:
        raise StrategyUnreadable(error.problems) from error
    strategy = _model(written)
    found = [*flaws(strategy), *_of(blueprints, strategy)]
    if found:
        raise StrategyUnreadable(written.problem(flaw.path, flaw.what, flaw.mend) for flaw in found)
    return strategy


def _of(blueprints: Iterable[Blueprint], strategy: Strategy) -> Iterator[Flaw]:
    for blueprint in blueprints:
        yield from blueprint_flaws(strategy, blueprint)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(str(path), 0, "", "The file is not text in UTF-8.", "Save it again as UTF-8.")
        raise StrategyUnreadable([problem]) from error
    except OSError as error:
        what, mend = "The file cannot be opened.", "Check its name, and whether you may read it."
        raise StrategyUnreadable([Problem(str(path), 0, "", what, mend)]) from error


def _model(written: Written) -> Strategy:
    try:
        strategy = Strategy.model_validate(written.value)
    except ValidationError as error:
        raise StrategyUnreadable([*written.problems, *shape_problems(error, Strategy, written)]) from error
    if written.problems:
        raise StrategyUnreadable(written.problems)
    return strategy
