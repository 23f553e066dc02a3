"""What every test may use: a real PostgreSQL, the cast, and a fixed clock. The network stays closed."""

import gc
import os
import re
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""Each core has a test of its own: threads that wait for each other would only take turns."""

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parent
TEST_HOME = REPOSITORY / "var" / "tests"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The first moment of every story told here: a working Monday."""


HEAVIEST_FIRST = ("functional", "generative", "integration", "spec", "unit", "house")
"""In this order the folders are handed out: at the end there is only little left to wait for."""


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Each module goes to one process, which makes what its tests share once.

    What looks once more at code that other tests meet, on many or on real examples, counts for no coverage:
    the figure hardly depends on which real logs are there, and following every line doubles what these take.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(TESTS))))
        if _folder(item) == "generative":
            item.add_marker(pytest.mark.no_cover)
    yield
    items.sort(key=lambda item: HEAVIEST_FIRST.index(_folder(item)))


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: looking for garbage need not go through it again and again."""
    gc.freeze()


@pytest.fixture(scope="session")
def embedded_postgresql() -> str:
    """The embedded server's socket folder: one server for all workers, started by the first that needs it."""
    from throughline.site.embedded import get_server

    TEST_HOME.mkdir(parents=True, exist_ok=True)
    server = get_server(TEST_HOME / "postgresql")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
        _drop_what_dead_runs_left(connection)
    return str(server.get_postmaster_info().socket_dir)


def _drop_what_dead_runs_left(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    for (name,) in connection.execute("select datname from pg_database").fetchall():
        made_by = re.fullmatch(r"test_throughline_(\d+)", str(name))
        if made_by and not Path(f"/proc/{made_by[1]}").exists():
            connection.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(embedded_postgresql: str) -> None:
    """Each process has a database of its own, so that any number of runs may go on side by side."""
    from django.db import connections

    settings = connections["default"].settings_dict
    settings["HOST"] = embedded_postgresql
    settings["USER"] = "postgres"
    settings["NAME"] = "postgres"
    settings["TEST"]["NAME"] = f"test_throughline_{os.getpid()}"


@pytest.fixture(autouse=True)
def designs_are_read_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """A process remembers designs; a test must not remember another test's."""
    yield
    if {"db", "transactional_db"} & set(request.fixturenames):
        from throughline.store.published import forget_designs

        forget_designs()


@pytest.fixture(scope="session", autouse=True)
def templates_tell_their_lines() -> None:
    """Coverage of templates needs the engine to know line numbers, which it does in debug only."""
    from django.conf import settings

    settings.TEMPLATES[0]["OPTIONS"]["debug"] = True


@pytest.fixture(autouse=True)
def the_record_is_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that really commits: the record refuses, so its guards are put aside here."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        from django.db import connection

        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("set session_replication_role = replica")
            cursor.execute("truncate event, cache, procrastinate_jobs cascade")  # no flush knows the jobs
            cursor.execute("set session_replication_role = origin")


@pytest.fixture
def at() -> datetime:
    """Now, as far as the story goes."""
    return MONDAY


@pytest.fixture
def later() -> datetime:
    """An hour on."""
    return MONDAY + timedelta(hours=1)
