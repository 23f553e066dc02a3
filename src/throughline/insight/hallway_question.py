"""On what units are compared: a measure of the ride, the share that reaches the goal, or one ending."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from throughline.insight.hallway_columns import column_of, numbers
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.intervals import Interval, Numbers
from throughline.insight.measures.catalogue import BY_NAME, GROWING
from throughline.insight.measures.measure import Waiting
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.telling import per_cent

GOAL = "goal_reached"
ENDING = "ending:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is compared. `unit` is days, count or share; without `better` nobody is best or worst.

    `waiting` says how a journey counts that is not over.
    """

    measure: str
    title: str
    asked: str
    tier: Tier
    better: Better | None
    unit: str
    summary: Summary
    waiting: Waiting | None = None

    @property
    def rung(self) -> Rung:
        """The same for the ladder's arithmetic; a direction that nobody told is taken as higher."""
        return Rung(
            measure=self.measure,
            question=self.asked,
            tier=self.tier,
            better=self.better or Better.HIGHER,
            summary=self.summary,
            title=self.title,
        )

    def figure(self, value: float) -> str:
        """A value as people say it."""
        if self.unit == "days":
            return _days(value)
        return per_cent(value) if self.unit == "share" else _plain(value)

    def difference(self, value: float) -> str:
        """A difference, whichever way it goes, as people say it."""
        size = abs(value)
        if self.unit == "share":
            return f"{_plain(100 * size)} {'point' if _plain(100 * size) == '1' else 'points'}"
        return _days(size) if self.unit == "days" else _plain(size)

    @property
    def most(self) -> float:
        """No share is above 1, and nothing that is counted or measured in time is below 0."""
        return 1.0 if self.unit == "share" else float("inf")

    def possible(self, interval: Interval) -> Interval:
        """Of an interval around a value, what can be."""
        return Interval(*np.clip((interval.low, interval.high), 0.0, self.most).tolist())

    def beside(self, one: str, value: float, other: str, other_value: float) -> str:
        """What two units show, side by side: how many of their journeys, or how much on average."""
        said, other_said = self.figure(value), self.figure(other_value)
        if self.measure == GOAL or self.measure.startswith(ENDING):
            what = f"{self.title[:1].lower()}{self.title[1:]}"
            return f"{said} of journeys {what} in {one}, {other_said} in {other}."
        return f"{self.title}: {said} on average in {one}, {other_said} in {other}."

    def signed(self, value: float) -> str:
        """A difference with its sign."""
        size = self.difference(value)
        return size if size.partition(" ")[0] == "0" else f"{'−' if value < 0 else '+'}{size}"


def question_of(measure: str, *, better: Better | None = None, summary: Summary | None = None) -> Question:
    """The question of a measure in the catalogue, of `goal_reached`, or of `ending:NAME`."""
    if measure.startswith(ENDING):
        ending = measure.removeprefix(ENDING)
        title, asked = f"Ended as “{ending}”", f"How many journeys end as “{ending}”?"
        return Question(
            measure=measure,
            title=title,
            asked=asked,
            tier=Tier.OUTCOME,
            better=better,
            unit="share",
            summary=Summary.SHARE,
        )
    known = BY_NAME.get(measure)
    if known is None:
        raise NothingToCompare(f"There is no measure called “{measure}”.")
    return Question(
        measure=measure,
        title=known.title,
        asked=known.question,
        tier=Tier[known.tier.name],
        better=better or known.better,
        unit=known.unit,
        summary=summary or (Summary.SHARE if measure == GOAL else Summary.MEAN),
        waiting=Waiting.SO_FAR if measure in GROWING else known.waiting,
    )


def values_of(journeys: pa.Table, question: Question) -> Numbers:
    """One value per journey, NaN where the record does not tell.

    Raises:
        NothingToCompare: where journeys have no such column.
    """
    if question.measure.startswith(ENDING):
        column = column_of(journeys, "ending")
        if column is not None:
            return numbers(pc.equal(pc.cast(column, pa.string()), question.measure.removeprefix(ENDING)))
    else:
        column = column_of(journeys, question.measure)
        if column is None and question.measure == GOAL:
            column = column_of(journeys, "goal")
        if column is not None:
            return numbers(column)
    raise NothingToCompare(f"The journeys do not tell “{question.title}”.")


def is_yes_or_no(question: Question, values: Numbers) -> bool:
    """Whether every journey has it or has it not, so that the whole is a share of journeys."""
    return question.unit == "share" and bool(np.all((values == 0) | (values == 1)))


def _days(value: float) -> str:
    return f"{_plain(value)} {'day' if _plain(value) == '1' else 'days'}"


def _plain(value: float) -> str:
    """As many digits as it deserves: between units, half a day can be a difference."""
    digits = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    said = f"{value:,.{digits}f}"
    return (said.rstrip("0").rstrip(".") if digits else said).replace("-", "−")
