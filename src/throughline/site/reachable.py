"""Whether the database answers, and has the shape that this version expects."""

from urllib.parse import urlsplit

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from throughline.refused import Refused
from throughline.site.configuration import Configuration


class DatabaseUnreachable(Refused):
    """Nobody answers where the database should be, or it does not let us in."""


class OlderShape(Refused):
    """The database waits for `throughline migrate`."""


def check_reachable(configuration: Configuration) -> None:
    """Raises: DatabaseUnreachable. It names the place, never the password."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        reason = str(problem).partition("\n")[0].rstrip(".")
        raise DatabaseUnreachable(
            f"We cannot reach the database at {_place(configuration)}: {reason}. "
            "Check DATABASE_URL, and that PostgreSQL runs there."
        ) from None


def check_newest_shape() -> None:
    """Raises: OlderShape, when a migration of this version has not been run."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise OlderShape("The database does not have the newest shape yet. Run: throughline migrate")


def _place(configuration: Configuration) -> str:
    if configuration.embedded:
        return str(configuration.home)
    parts = urlsplit(configuration.database)
    return f"{parts.hostname or 'this machine'}{f', port {parts.port}' if parts.port else ''}"
