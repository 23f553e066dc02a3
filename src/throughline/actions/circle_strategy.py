"""Publishing the strategy: what we promise, what we believe, and the measures that would show us wrong."""

from datetime import datetime
from pathlib import Path

from throughline.blueprint.model import Blueprint
from throughline.store.conversations import keep_strategy
from throughline.strategy.model import Strategy
from throughline.strategy.reading import STRATEGY_FILE, read_strategy


def publish_strategy(*, strategy: Strategy, at: datetime) -> None:
    """Put this strategy in force."""
    keep_strategy(strategy, at=at)


def publish_strategy_beside(*, folder: Path, blueprint: Blueprint, at: datetime) -> bool:
    """The strategy that lies beside a blueprint, if there is one. Gives whether there was.

    Raises:
        StrategyUnreadable: with every problem of the file.
    """
    path = folder / STRATEGY_FILE
    if not path.exists():
        return False
    publish_strategy(strategy=read_strategy(path, [blueprint]), at=at)
    return True
