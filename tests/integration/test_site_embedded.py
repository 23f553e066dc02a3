"""The embedded database: started on demand, and in production never reachable from outside."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from throughline.site.configuration import read_configuration
from throughline.site.database import database_settings
from throughline.site.embedded import (
    PostgresServer,
    ReachableFromOutside,
    check_listens_nowhere,
    get_server,
    pgexec,
    start_embedded,
)


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="throughline-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_it_starts_by_itself_with_our_database_and_a_socket_only(home: Path) -> None:
    configuration = read_configuration({"THROUGHLINE_HOME": str(home)})

    start_embedded(configuration)
    start_embedded(configuration)  # as quick as nothing, and no harm

    place = database_settings(configuration)
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"]) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        check_listens_nowhere(connection, home)
    get_server(home / "postgresql").cleanup()


def reopened_to_the_network(server: PostgresServer, port: int) -> str:
    """Somebody started the same data folder by hand, with a door to the network."""
    user = "pgserver" if os.geteuid() == 0 else None
    data = str(server.pgdata)
    pgexec("pg_ctl", ("-w", "-D", data, "stop"), bin_path=server.bin_path, user=user)
    options = f'-h 127.0.0.1 -p {port} -k "{data}"'
    arguments = ("-w", "-o", options, "-l", f"{data}/log", "-D", data, "start")
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=user)
    return f"host=127.0.0.1 port={port} user=postgres dbname=postgres"


def test_one_that_takes_connections_from_the_network_is_refused(home: Path) -> None:
    server = get_server(home / "postgresql")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    address = reopened_to_the_network(server, port)

    with (
        psycopg.connect(address) as connection,
        pytest.raises(ReachableFromOutside, match="from the network"),
    ):
        check_listens_nowhere(connection, home)

    server.ensure_postgres_running()
    server.cleanup()


def test_one_that_was_killed_does_not_keep_it_running(home: Path) -> None:
    configuration = read_configuration({"THROUGHLINE_HOME": str(home)})
    start_embedded(configuration)
    server = get_server(home / "postgresql")
    with subprocess.Popen((sys.executable, "-c", "")) as ended:
        ended.wait()
        server.global_process_id_list.get_and_add(ended.pid)  # as one that was killed leaves it

    start_embedded(configuration)
    server.cleanup()

    assert not (home / "postgresql" / "postmaster.pid").exists()
