"""What an evaluation has to reach, each with a verdict."""

from dataclasses import dataclass

from throughline.insight.expect.evaluation import Evaluation
from throughline.insight.expect.judging import Errors
from throughline.insight.expect.published import Published

COVER = (0.77, 0.83)
CELL = 0.70


@dataclass(frozen=True)
class Gate:
    """What was asked, what was found, and whether it was reached; none where it cannot be judged."""

    asks: str
    found: str
    passed: bool | None


def gates(found: Evaluation, line: Published | None) -> list[Gate]:
    """The verdicts, those of the table first."""
    return [*_against_table(found, line), *_against_baselines(found), *_of_intervals(found)]


def _against_table(found: Evaluation, line: Published | None) -> list[Gate]:
    if line is None:
        return []
    asks = f"better than {line.best:g} days, the best published for {line.log} ({line.model})"
    other = (
        ""
        if line.is_same_log(found.cycle)
        else f"; not the same log: an average journey takes {found.cycle:.2f} days here, {line.cycle:g} there"
    )
    return [
        Gate(f"{asks}, {way}", f"{errors.mean:.2f} days{other}", errors.mean < line.best)
        for way, errors in _both_ways(found)
    ]


def _both_ways(found: Evaluation) -> tuple[tuple[str, Errors], ...]:
    return ("learned as published", found.published), ("overlap removed, learning on", found.honest)


def _against_baselines(found: Evaluation) -> list[Gate]:
    return [
        Gate(
            f"better than every baseline, {way}",
            f"{errors.mean:.2f} days; the best baseline {errors.best_baseline:.2f}",
            errors.mean < errors.best_baseline,
        )
        for way, errors in _both_ways(found)
    ]


def _of_intervals(found: Evaluation) -> list[Gate]:
    kept, worst = found.kept, found.kept.worst
    low, high = COVER
    return [
        Gate(
            f"80% intervals hold in {low:.0%} to {high:.0%} of cases",
            f"{kept.coverage:.1%} of {kept.n:,}",
            low <= kept.coverage <= high,
        ),
        Gate(
            f"and in at least {CELL:.0%} in every kind of journey and fifth of elapsed time",
            "no cell has a hundred journeys"
            if worst is None
            else f"{worst.coverage:.1%} in the worst, with {worst.journeys} journeys",
            None if worst is None else worst.coverage >= CELL,
        ),
        Gate(
            "and are no wider, in the middle, than the naive ones",
            f"{kept.width:.2f} days; the naive ones {kept.naive_width:.2f}, "
            f"and hold in {kept.naive_coverage:.1%}",
            kept.width <= kept.naive_width,
        ),
    ]
