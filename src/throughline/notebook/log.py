"""A log that somebody opens in Python: what was read, what was found, and the ride over it."""

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow.parquet as pq
import yaml

from throughline.clock import now
from throughline.eventlog.arrow import SCHEMA
from throughline.insight.fetching import fetched
from throughline.insight.ride import ride_of
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import mapping_from, read_mapping
from throughline.intake.read import Log as Found
from throughline.intake.read import read_log as read
from throughline.notebook import frames, page
from throughline.notebook.ride import Ride

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Named = str | PathLike[str]
Told = Mapping | Named | Mapped[str, object] | None


def read_log(
    path: Named | Sequence[Named],
    mapping: Told = None,
    *,
    zone: str | None = None,
    unit_from_file: bool = False,
    journey_type: str | None = None,
) -> "Log":
    """Read an event log: XES, OCEL, CSV or Parquet, also packed.

    Args:
        path: a file, a folder of files, or several of them that are one log.
        mapping: what its columns and activities mean: a mapping file, the same as a dict, or a `Mapping`.
        zone: where times without an offset were written, such as `Europe/Amsterdam`.
        unit_from_file: each file is an office with the file's name.
        journey_type: in an OCEL log, the type of object whose passage is the journey.

    Raises:
        Refused: a sentence that says what is wrong with the file and what to do.
    """
    paths = [Path(fspath(one)) for one in ([path] if isinstance(path, str | PathLike) else path)]
    told = _mapping(mapping).with_choices({}, zone=zone, journey_type=journey_type)
    found = read(paths, told, at=now(), unit_from_file=unit_from_file)
    return Log(name=_name(paths), found=found, zone=told.zone or "UTC")


def _name(paths: Sequence[Path]) -> str:
    return paths[0].resolve().name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"


def _mapping(told: Told) -> Mapping:
    if isinstance(told, Mapping):
        return told
    if told is None:
        return Mapping()
    if isinstance(told, str | PathLike):
        return read_mapping(Path(fspath(told)))
    return mapping_from(yaml.safe_dump(dict(told)), "mapping")


@dataclass(frozen=True)
class Log:
    """A log in the record's shape. Nothing of it was changed; what could not be read is in `problems`."""

    name: str
    found: Found
    zone: str = "UTC"
    """Where business hours are kept."""

    @property
    def record(self) -> ibis.Table:
        """The events as an Ibis table: one row per event, in the record's shape."""
        return self.found.record

    @property
    def columns(self) -> dict[str, str]:
        """Which column of the source was taken for what."""
        return self.found.columns

    @property
    def problems(self) -> "pd.DataFrame":
        """What was found while reading: how often, where, and examples."""
        import pandas as pd  # noqa: PLC0415 - a third of a second, only for who wants frames

        rows = [
            (one.count, one.what, one.where or "", ", ".join(one.examples)) for one in self.found.problems
        ]
        return pd.DataFrame(rows, columns=["count", "what", "where", "examples"])

    def arrow(self) -> "pa.Table":
        """The events as an Arrow table, each journey in its order."""
        return frames.in_utc(fetched(self.record.order_by("journey", "at", "seq")))

    def events(self) -> "pd.DataFrame":
        """The events as a pandas frame, each journey in its order, without columns that are empty."""
        frame: pd.DataFrame = self.arrow().to_pandas()
        return frame.loc[:, frame.notna().any()]

    def to_parquet(self, folder: Named, *, parts: int = 16) -> Path:
        """Write the events for other tools and for Spark: in the record's shape, no journey split."""
        written = Path(fspath(folder))
        written.mkdir(parents=True, exist_ok=True)
        part = self.record.journey.hash().cast("int64").abs() % parts
        for number in range(parts):
            rows = fetched(self.record.filter(part == number).order_by("journey", "at", "seq"))
            pq.write_table(rows.cast(SCHEMA), written / f"part-{number:05}.parquet")
        return written

    @cached_property
    def _ride(self) -> Ride:
        ride = ride_of(self.record, journeys=self.found.journeys, zone=self.zone)
        return Ride(name=self.name, found=ride, log=self.found)

    def ride(self) -> Ride:
        """What it was like to be on the receiving end. Computed once."""
        return self._ride

    def __repr__(self) -> str:
        return f"<Log {self.name}: {', '.join(self.columns)}; {len(self.found.problems)} problems>"

    def _repr_html_(self) -> str:
        return page.of_log(self.name, self.found)
