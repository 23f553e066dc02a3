"""The strategy as somebody writes it: what we promise, what we believe, and what would show us wrong."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from throughline.blueprint.model import Part, Words
from throughline.ids import ServiceId
from throughline.insight.rung import Better, Known, Rung, Summary, Tier


class Source(StrEnum):
    """Where the value of one journey comes from."""

    OUTCOME = "outcome"
    ANSWER = "answer"
    RIDE = "ride"


class Gauge(Part):
    """One measure on the ladder of a service, and how the record's values become it.

    With `at_least` or `at_most` a journey counts as yes or no: `answer/clear` at least 4 is a share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    source: Annotated[str, Field(alias="from", pattern=r"^(outcome|answer|ride)/[a-z0-9_-]+$")]
    title: str = Field(default="", description="What people call it; without one, its key.")
    question: Words
    better: Better = Better.HIGHER
    summary: Annotated[Summary, Field(alias="as")] = Summary.SHARE
    at_least: float | None = None
    at_most: float | None = None
    family: str = ""
    target: float | None = None

    @property
    def kind(self) -> Source:
        return Source(self.source.partition("/")[0])

    @property
    def name(self) -> str:
        """The outcome, question or ride measure it is made from."""
        return self.source.partition("/")[2]


class Measures(Part):
    """The ladder of one service, tier by tier. A tier may be empty; it is then shown as unmeasured."""

    outcome: dict[str, Gauge] = Field(default_factory=dict)
    experience: dict[str, Gauge] = Field(default_factory=dict)
    process: dict[str, Gauge] = Field(default_factory=dict)

    def tier(self, tier: Tier) -> dict[str, Gauge]:
        match tier:
            case Tier.OUTCOME:
                return self.outcome
            case Tier.EXPERIENCE:
                return self.experience
            case Tier.PROCESS:
                return self.process

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.outcome, *self.experience, *self.process)


class Expectation(Part):
    """One measure of one service at a level: exactly one of the two bounds."""

    service: ServiceId
    measure: str
    at_least: float | None = None
    at_most: float | None = None


class Commitment(Part):
    """What the organisation promises everybody it serves."""

    id: str
    title: Words
    promise: Words
    kept_when: tuple[Expectation, ...] = Field(min_length=1)


class Assumption(Part):
    """What the strategy believes, and what would show that it is wrong."""

    id: str
    belief: Words
    behind: str = Field(description="The commitment that rests on it.")
    wrong_when: tuple[Expectation, ...] = Field(min_length=1)


class Strategy(Part):
    """Commitments, assumptions, and the measures of the services that serve them."""

    title: Words
    commitments: tuple[Commitment, ...] = Field(min_length=1)
    assumptions: tuple[Assumption, ...] = ()
    services: dict[ServiceId, Measures] = Field(min_length=1)

    def rungs(self, service: ServiceId) -> tuple[Rung, ...]:
        """The measures of a service, from outcome down to process."""
        measures = self.services[service]
        return tuple(
            rung_of(name, tier, gauge) for tier in Tier for name, gauge in measures.tier(tier).items()
        )

    def gauge(self, service: ServiceId, measure: str) -> Gauge:
        """How a measure of a service is made."""
        measures = self.services[service]
        return {**measures.outcome, **measures.experience, **measures.process}[measure]


def rung_of(name: str, tier: Tier, gauge: Gauge) -> Rung:
    """The rung a gauge stands for."""
    return Rung(
        measure=name,
        question=gauge.question,
        tier=tier,
        better=gauge.better,
        summary=gauge.summary,
        known=Known.OBSERVED if gauge.kind is Source.RIDE else Known.REPORTED,
        family=gauge.family,
        target=gauge.target,
        title=gauge.title,
    )
