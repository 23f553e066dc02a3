"""Where the database is: the operator's own, or the embedded one, by socket only."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from throughline.site.configuration import Configuration

EMBEDDED_NAME = "throughline"
SOCKET_LINE = 4
"""In PostgreSQL's own `postmaster.pid`, counted from nought."""
Settings = dict[str, Any]
"""Django's own mapping for one database. `Any` because Django's is."""


def database_settings(configuration: Configuration) -> Settings:
    """Django's settings for the database. Looking at them starts nothing."""
    common: Settings = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    options: Settings = {"application_name": "throughline", "prepare_threshold": 3, "connect_timeout": 10}
    if configuration.embedded:
        socket = embedded_socket(embedded_home(configuration))
        place = {"NAME": EMBEDDED_NAME, "USER": "postgres", "HOST": str(socket), "PORT": ""}
        return {**common, **place, "OPTIONS": options}
    parts = urlsplit(configuration.database)
    place = {
        "NAME": unquote(parts.path.lstrip("/")) or EMBEDDED_NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
    return {**common, **place, "OPTIONS": {**options, **dict(parse_qsl(parts.query))}}


def embedded_home(configuration: Configuration) -> Path:
    """The folder of the embedded database: its data, and its socket where the path is short enough."""
    return (configuration.home / "postgresql").resolve()


def embedded_socket(home: Path) -> Path:
    """The folder of the socket: what the running server wrote down, for a long path cannot hold a socket."""
    written = home / "postmaster.pid"
    lines = written.read_text().splitlines() if written.exists() else []
    return Path(lines[SOCKET_LINE]) if len(lines) > SOCKET_LINE and lines[SOCKET_LINE] else home
