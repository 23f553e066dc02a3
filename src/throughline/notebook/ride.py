"""A ride in Python: its figures as frames, its units side by side, and the report as a file."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.measures.journeys import ATTRIBUTE
from throughline.insight.ride import Ride as Found
from throughline.insight.ride import results
from throughline.insight.telling import told
from throughline.intake.read import Log
from throughline.notebook import frames, page
from throughline.refused import Refused

if TYPE_CHECKING:
    import pandas as pd

    from throughline.insight.hallway_walk import Walk


FACTS = ("journey", "start", "last", "events", "unit", "service", "ending", "closed", "goal")


class NoSuchColumn(Refused):
    """Journeys cannot be told apart by what they do not carry."""


@dataclass(frozen=True)
class Ride:
    """What journeys were like, from the person's seat. Figures carry n; what cannot be told says why."""

    name: str
    found: Found
    log: Log

    @property
    def journeys(self) -> "pd.DataFrame":
        """One row per journey: when it ran, how it ended, every measure, and what is known of the case."""
        there = self.found.journeys.column_names
        shown = [one for one in there if one in FACTS or one in BY_NAME or one.startswith(ATTRIBUTE)]
        frame: pd.DataFrame = frames.in_utc(self.found.journeys.select(shown)).to_pandas()
        return frame.set_index("journey").sort_index()

    @cached_property
    def measures(self) -> "pd.DataFrame":
        """One row per measure: n, coverage, figures with intervals; or why it is not measurable."""
        return frames.of_measures(self.found.measures)

    @property
    def told(self) -> tuple[str, ...]:
        """What it was like, in a few sentences."""
        return told(self.found)

    def by(self, column: str) -> "pd.DataFrame":
        """Every measure again, for the journeys of each unit, ending or value of a case attribute.

        The values stand beside each other as they are. To compare units fairly, use `units`.
        """
        values = self._column(column)
        parts = {
            str(value): frames.of_measures(results(self._where(values, value), self.found.carried))
            for value in sorted(values.unique().to_pylist(), key=str)
            if value is not None
        }
        return frames.side_by_side(parts, column)

    def units(
        self, measure: str = "elapsed_days", *, unit: str = "unit", mix: tuple[str, ...] = ()
    ) -> "pd.DataFrame":
        """Units side by side on one measure: as seen, and drawn to the whole by as much as is luck.

        `unit` may be any case attribute; `mix` names attributes in which journeys differ, so that like is
        compared with like. The frame's `attrs` say how reliable the comparison is and whether to rank.

        Raises:
            Refused: where there are fewer than two units to compare.
        """
        return frames.of_walk(self.walk(measure, unit=unit, mix=mix))

    def walk(self, measure: str = "elapsed_days", *, unit: str = "unit", mix: tuple[str, ...] = ()) -> "Walk":
        """The same with all there is to say: the ranking or why there is none, and the widest gap."""
        from throughline.insight.hallway_cut_off import judged  # noqa: PLC0415 - brings SciPy
        from throughline.insight.hallway_walk import hallway_of  # noqa: PLC0415 - likewise

        return judged(hallway_of(self.found.journeys, measure, unit=unit, mix=mix), self.found, unit)

    def expect(self, at: datetime | None = None) -> "pd.DataFrame":
        """How many more days each journey takes that is under way at `at`, or at the end of the log.

        Half of journeys alike take no longer than `half`, nine in ten no longer than `nine_in_ten`.

        Raises:
            Refused: where the log does not tell which journeys are under way, or none is.
        """
        from throughline.insight.expect.expectation import expectations  # noqa: PLC0415 - brings scikit-learn
        from throughline.insight.expect.history import history_of  # noqa: PLC0415 - likewise

        told_of = self.log.journeys if self.log.case_mix else None
        return frames.of_expectations(expectations(history_of(self.log.record, told_of), at=at))

    def report(self, path: str | PathLike[str]) -> Path:
        """Write the whole report as one HTML file that needs nothing else, and say where it is."""
        from throughline.insight.report.material import walks_of  # noqa: PLC0415 - only when asked for: start-up
        from throughline.insight.report.page import whole_report  # noqa: PLC0415 - likewise

        written = Path(fspath(path))
        text = whole_report(
            self.log.record,
            self.found,
            name=self.name,
            columns=self.log.reasons,
            problems=self.log.sentences,
            walks=walks_of(self.found, self.log.case_mix),
        )
        written.write_text(text, encoding="utf-8")
        return written

    def _column(self, name: str) -> pa.ChunkedArray:
        there = self.found.journeys.column_names
        for column in (name, ATTRIBUTE + name):
            if column in there:
                return self.found.journeys[column]
        known = [
            one.removeprefix("attribute.")
            for one in there
            if one in ("unit", "service", "ending") or "." in one
        ]
        raise NoSuchColumn(
            f"The journeys carry no {name!r}. They can be told apart by: {', '.join(known) or 'nothing'}."
        )

    def _where(self, values: pa.ChunkedArray, value: object) -> pa.Table:
        return self.found.journeys.filter(pc.equal(values, pa.scalar(value, values.type)))

    def __repr__(self) -> str:
        count = self.found.size
        return "\n".join(
            [f"<Ride {self.name}: {self.found.events:,} events, {count:,} journeys>", *self.told]
        )

    def _repr_html_(self) -> str:
        return page.of_ride(self.name, self.found)
