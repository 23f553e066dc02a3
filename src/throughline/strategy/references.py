"""Names in a strategy that must lead somewhere, and bounds that must make sense."""

from collections.abc import Iterator

from throughline.blueprint.model import Blueprint
from throughline.blueprint.problem import Flaw, KeyPath, did_you_mean
from throughline.insight.measures.kept import VALUES
from throughline.insight.rung import Summary, Tier
from throughline.strategy.model import Expectation, Gauge, Source, Strategy


def flaws(strategy: Strategy) -> Iterator[Flaw]:
    """What is wrong in the strategy alone."""
    yield from _twice("commitments", [one.id for one in strategy.commitments])
    yield from _twice("assumptions", [one.id for one in strategy.assumptions])
    commitments = [one.id for one in strategy.commitments]
    for position, assumption in enumerate(strategy.assumptions):
        if assumption.behind not in commitments:
            yield Flaw(
                ("assumptions", position, "behind"),
                f"There is no commitment '{assumption.behind}'.",
                did_you_mean(assumption.behind, commitments),
            )
    for path, expectation in _expectations(strategy):
        yield from _expectation_flaws(strategy, path, expectation)
    for path, gauge in _gauges(strategy):
        yield from _gauge_flaws(path, gauge)
    for service, measures in strategy.services.items():
        for name in sorted({n for n in measures.names if measures.names.count(n) > 1}):
            yield Flaw(("services", service), f"'{name}' stands on two tiers.", "Keep it on one of them.")


def blueprint_flaws(strategy: Strategy, blueprint: Blueprint) -> Iterator[Flaw]:
    """Where the strategy and the blueprint of a service do not know each other."""
    commitments = [one.id for one in strategy.commitments]
    for name in blueprint.serves:
        if name not in commitments:
            what = f"The blueprint '{blueprint.service}' serves '{name}', which is no commitment here."
            yield Flaw(("commitments",), what, did_you_mean(name, commitments))
    known = {
        Source.OUTCOME: [str(outcome.id) for outcome in blueprint.outcomes],
        Source.ANSWER: [str(question) for question in blueprint.questions],
    }
    for path, gauge in _gauges(strategy):
        if path[1] == blueprint.service and gauge.kind in known and gauge.name not in known[gauge.kind]:
            what = f"The blueprint '{blueprint.service}' has no {gauge.kind} '{gauge.name}'."
            yield Flaw((*path, "from"), what, did_you_mean(gauge.name, known[gauge.kind]))


def _twice(part: str, names: list[str]) -> Iterator[Flaw]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield Flaw((part, position, "id"), f"'{name}' is there twice.", "Give one of them another id.")


def _expectations(strategy: Strategy) -> Iterator[tuple[KeyPath, Expectation]]:
    for position, commitment in enumerate(strategy.commitments):
        for number, expectation in enumerate(commitment.kept_when):
            yield ("commitments", position, "kept_when", number), expectation
    for position, assumption in enumerate(strategy.assumptions):
        for number, expectation in enumerate(assumption.wrong_when):
            yield ("assumptions", position, "wrong_when", number), expectation


def _gauges(strategy: Strategy) -> Iterator[tuple[KeyPath, Gauge]]:
    for service, measures in strategy.services.items():
        for tier in Tier:
            for name, gauge in measures.tier(tier).items():
                yield ("services", service, str(tier), name), gauge


def _expectation_flaws(strategy: Strategy, path: KeyPath, expectation: Expectation) -> Iterator[Flaw]:
    if (expectation.at_least is None) == (expectation.at_most is None):
        yield Flaw(path, "An expectation has one bound.", "Write either 'at_least' or 'at_most'.")
    measures = strategy.services.get(expectation.service)
    if measures is None:
        services = [str(service) for service in strategy.services]
        mend = did_you_mean(expectation.service, services)
        yield Flaw((*path, "service"), f"'{expectation.service}' has no measures here.", mend)
    elif expectation.measure not in measures.names:
        mend = did_you_mean(expectation.measure, measures.names)
        yield Flaw((*path, "measure"), f"There is no measure '{expectation.measure}'.", mend)


def _gauge_flaws(path: KeyPath, gauge: Gauge) -> Iterator[Flaw]:
    if gauge.kind is Source.RIDE and gauge.name not in VALUES:
        mend = did_you_mean(gauge.name, VALUES)
        yield Flaw((*path, "from"), f"The ride has no measure '{gauge.name}'.", mend)
    if gauge.at_least is not None and gauge.at_most is not None:
        yield Flaw(path, "A measure has one bound at most.", "Keep 'at_least' or 'at_most'.")
    bounded = gauge.at_least is not None or gauge.at_most is not None
    if bounded and gauge.summary is not Summary.SHARE:
        yield Flaw(
            path, "With a bound, journeys count as yes or no.", "Write 'as: share', or drop the bound."
        )
    counts_scores = gauge.summary is Summary.SHARE and not bounded and gauge.kind is not Source.OUTCOME
    if counts_scores:
        mend = "Write 'at_least' or 'at_most', or 'as: mean'."
        yield Flaw(path, "A share needs to know what counts as yes.", mend)
