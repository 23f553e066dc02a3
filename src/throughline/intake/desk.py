"""The desk on which one log is read: a database in memory that spills to a folder, and the folder."""

import os
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import ibis

MEMORY = os.environ.get("THROUGHLINE_MEMORY", "640MB")
"""What the database may hold in memory before it writes to the folder; Python comes on top."""


@dataclass(frozen=True)
class Desk:
    """A database and the folder beside it, which goes when nobody holds the record any more."""

    engine: duckdb.DuckDBPyConnection
    folder: Path

    def hand_over(self) -> "ibis.BaseBackend":
        """The database as what ibis asks. The folder is cleared away with it, at the latest at the end."""
        import ibis  # noqa: PLC0415 - only once there is something to ask about: start-up time

        backend = ibis.duckdb.from_connection(self.engine)
        weakref.finalize(backend, shutil.rmtree, self.folder, ignore_errors=True)
        return backend

    def clear(self) -> None:
        """Nothing came of it: put everything away."""
        self.engine.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def open_desk() -> Desk:
    """An empty desk. Times on it are UTC."""
    folder = Path(tempfile.mkdtemp(prefix="throughline-"))
    engine = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spilled")})
    engine.execute("SET TimeZone = 'UTC'")
    return Desk(engine, folder)
