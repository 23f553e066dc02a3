"""When the bottom of the ladder is green and the top is not: a metric that lies, said in one sentence.

A finding is a reason to look, not a proof. L1: the process keeps passing while experience or outcome shifts
for the worse. L2: the process passes while nobody knows what came of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from throughline.insight.ladder import Ladder
from throughline.insight.ladder_reading import Reading
from throughline.insight.rung import Tier
from throughline.insight.signals import Signal

KNOWN_ENOUGH = 0.3
"""With outcomes of fewer than this share of journeys, we say that the outcome is unknown."""


class Lie(StrEnum):
    """Which test found it."""

    GREEN_WHILE_FALLING = "L1"
    GREEN_WHILE_UNKNOWN = "L2"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A sentence, and the numbers it rests on."""

    lie: Lie
    service: str
    unit: str | None
    process: str
    sentence: str
    evidence: tuple[str, ...]


def findings(
    ladder: Ladder, signals: Sequence[Signal], names: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """At most one finding of each kind for each green process measure. `names`: what units are called."""
    green = [reading for reading in ladder.tier(Tier.PROCESS).readings if reading.is_green]
    always_green = [reading for reading in green if reading.passes_consistently]
    falling, unknown = _falling(ladder, signals), _what_is_unknown(ladder)
    return (
        *(_green_while_falling(ladder, reading, falling, names or {}) for reading in always_green if falling),
        *(_green_while_unknown(ladder, reading, unknown) for reading in green if unknown),
    )


def _falling(ladder: Ladder, signals: Sequence[Signal]) -> list[Signal]:
    return [
        signal
        for signal in signals
        if signal.adverse
        and signal.tier is not Tier.PROCESS
        and signal.service == ladder.service
        and ladder.unit in (None, signal.unit)
    ]


def _what_is_unknown(ladder: Ladder) -> str | None:
    outcome = ladder.tier(Tier.OUTCOME)
    if outcome.is_unmeasured:
        return "nobody has measured what came of it for the person"
    best = max(reading.coverage for reading in outcome.readings)
    if best < KNOWN_ENOUGH:
        return f"we know what came of it for only {best:.0%} of people"
    return None


def _green_while_falling(
    ladder: Ladder, process: Reading, falling: Sequence[Signal], names: Mapping[str, str]
) -> Finding:
    worst = min(falling, key=lambda signal: signal.p)
    where = f" at {names.get(worst.unit, worst.unit)}" if worst.unit and ladder.unit is None else ""
    return Finding(
        lie=Lie.GREEN_WHILE_FALLING,
        service=ladder.service,
        unit=ladder.unit,
        process=process.rung.measure,
        sentence=(
            f"“{process.rung.called}” keeps passing its target, while “{worst.rung.called}”{where} has got "
            f"worse, from {worst.rung.figure(worst.baseline_mean)} to {worst.rung.figure(worst.recent_mean)}."
        ),
        evidence=(
            _passing(process),
            *(
                f"{signal.rung.called} ({signal.tier}): {signal.rung.figure(signal.baseline_mean)} before, "
                f"{signal.rung.figure(signal.recent_mean)} in the last {signal.window.periods} periods, "
                f"q = {signal.q:.2g}"
                for signal in falling
            ),
        ),
    )


def _green_while_unknown(ladder: Ladder, process: Reading, unknown: str) -> Finding:
    return Finding(
        lie=Lie.GREEN_WHILE_UNKNOWN,
        service=ladder.service,
        unit=ladder.unit,
        process=process.rung.measure,
        sentence=f"“{process.rung.called}” meets its target, but {unknown}.",
        evidence=(
            _passing(process),
            *(f"{u.tier}: {u.why}" for u in ladder.tier(Tier.OUTCOME).rungs if not isinstance(u, Reading)),
            *(
                f"{r.rung.called}: {r.n} of {r.eligible} journeys known"
                for r in ladder.tier(Tier.OUTCOME).readings
            ),
        ),
    )


def _passing(process: Reading) -> str:
    rung, interval = process.rung, process.estimate.interval
    return (
        f"{rung.called}: {rung.figure(process.estimate.value)} "
        f"({rung.figure(interval.low)} to {rung.figure(interval.high)}), "
        f"target {rung.figure(rung.target or 0.0)}, n = {process.n}"
    )
