"""The desk on which one log is read: a database in memory that spills to a folder, and the folder."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import ibis

MEMORY = os.environ.get("THROUGHLINE_MEMORY", "384MB")
"""What the database may hold in memory before it writes to the folder; Python comes on top."""


BEGUN = 0.004
"""Seconds after which the database works without Python."""


@dataclass(frozen=True)
class Desk:
    """A database and the folder beside it, which goes when nobody holds the record any more."""

    engine: duckdb.DuckDBPyConnection
    folder: Path
    leftovers: list[Callable[[], object]] = field(default_factory=list)
    """What has to be put away at the end, but need not be waited for."""

    @contextmanager
    def tidied(self) -> Iterator[None]:
        """Put what is left over away while the database works: both wait for little that is Python's."""
        with ThreadPoolExecutor(max_workers=1) as beside:
            tidying = beside.submit(self._tidy_soon)
            yield
        tidying.result()

    def _tidy_soon(self) -> None:
        """Lets the database begin, for which it needs Python."""
        sleep(BEGUN)
        self.tidy()

    def tidy(self) -> None:
        """Put what is left over away."""
        while self.leftovers:
            self.leftovers.pop()()

    def hand_over(self, *names: str) -> "list[ibis.Table]":
        """These tables as what ibis asks. The folder is cleared away with them, at the latest at the end.

        What their columns hold we learn from an empty answer: ibis would parse what the database calls it.
        """
        import ibis  # noqa: PLC0415 - only once there is something to ask about: start-up time

        from throughline.insight.fetching import standing  # noqa: PLC0415 - brings ibis too

        self.tidy()
        backend = ibis.duckdb.from_connection(self.engine)
        weakref.finalize(backend, shutil.rmtree, self.folder, ignore_errors=True)
        empty = {name: self.engine.table(name).limit(0).to_arrow_table() for name in names}
        return [
            standing(name, ibis.Schema.from_pyarrow(rows.schema), backend) for name, rows in empty.items()
        ]

    def clear(self) -> None:
        """Nothing came of it: put everything away."""
        self.tidy()
        self.engine.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def open_desk() -> Desk:
    """An empty desk. Times on it are UTC."""
    folder = Path(tempfile.mkdtemp(prefix="throughline-"))
    engine = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spilled")})
    engine.execute("SET TimeZone = 'UTC'")
    return Desk(engine, folder)
