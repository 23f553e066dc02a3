"""The strategy beside what we measure: which commitments are kept, which beliefs were shown wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.insight.ladder_picture import number
from throughline.insight.ladder_reading import Reading
from throughline.queries.circle_here import CircleHere
from throughline.store.published import latest_design, services
from throughline.strategy.model import Assumption, Commitment, Expectation
from throughline.strategy.observed import ladder_of
from throughline.strategy.standing import (
    Held,
    Readings,
    Stand,
    assumption_stands,
    commitment_stands,
    served_by,
)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One expectation beside what was measured. `value` is empty where nothing was."""

    question: str
    measure: str
    bound: str
    value: str = ""
    between: str = ""
    n: int = 0
    standing: str = ""
    why_none: str = ""


@dataclass(frozen=True, kw_only=True)
class CommitmentShown:
    commitment: Commitment
    stand: Stand
    evidence: tuple[Evidence, ...]
    served_by: tuple[str, ...]
    rest_on: tuple["AssumptionShown", ...]


@dataclass(frozen=True, kw_only=True)
class AssumptionShown:
    assumption: Assumption
    stand: Stand
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class StrategyPage:
    as_of: datetime
    title: str
    commitments: tuple[CommitmentShown, ...]


def strategy_page(here: CircleHere) -> StrategyPage:
    return here.kept("strategy", lambda: _page(here))


def _page(here: CircleHere) -> StrategyPage:
    strategy, readings = here.strategy, _readings(here)
    blueprints = [latest_design(one).blueprint for one in services()]
    titles = {one.service: one.title for one in blueprints}
    assumptions = [
        AssumptionShown(assumption=one, stand=stood.stand, evidence=_evidence(here, stood.held))
        for one in strategy.assumptions
        for stood in [assumption_stands(one, readings)]
    ]
    return StrategyPage(
        as_of=here.as_of,
        title=strategy.title,
        commitments=tuple(
            CommitmentShown(
                commitment=one,
                stand=stood.stand,
                evidence=_evidence(here, stood.held),
                served_by=tuple(titles[service] for service in served_by(one, blueprints)),
                rest_on=tuple(held for held in assumptions if held.assumption.behind == one.id),
            )
            for one in strategy.commitments
            for stood in [commitment_stands(one, readings)]
        ),
    )


def _readings(here: CircleHere) -> Readings:
    """What the whole service's ladder reads, measure by measure."""
    ladder = ladder_of(here.seen())
    rungs = [one for step in ladder.steps for one in step.rungs]
    return {(here.service, one.rung.measure): one for one in rungs if one.rung is not None}


def _evidence(here: CircleHere, held: Sequence[Held]) -> tuple[Evidence, ...]:
    return tuple(_one(here, one) for one in held)


def _one(here: CircleHere, held: Held) -> Evidence:
    expectation, reading = held.expectation, held.reading
    rung = next(one for one in here.strategy.rungs(expectation.service) if one.measure == expectation.measure)
    bound = _bound(expectation, rung.figure)
    if not isinstance(reading, Reading):
        why = reading.why if reading else "Nobody has measured it."
        return Evidence(question=rung.question, measure=rung.called, bound=bound, why_none=why)
    interval = reading.estimate.interval
    return Evidence(
        question=rung.question,
        measure=rung.called,
        bound=bound,
        value=number(reading.estimate.value, reading),
        between=f"{rung.figure(interval.low)} to {rung.figure(interval.high)}",
        n=reading.n,
        standing=str(held.standing or ""),
    )


def _bound(expectation: Expectation, figure: Callable[[float], str]) -> str:
    if expectation.at_least is not None:
        return f"at least {figure(expectation.at_least)}"
    return f"at most {figure(expectation.at_most or 0.0)}"
