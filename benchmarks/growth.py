"""Whether a person's journey page stays as quick when many others travel too.

Run as: python -m benchmarks.growth [FEW] [MANY]

The same pages are asked for with a thousand journeys stored and with a hundred thousand, in turns, so that
whatever else the machine does meets both. At most 10 queries each, and the median time on the server may
grow to at most 1.3 ×.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from benchmarks.with_service import EXAMPLE, a_service

FEW, MANY = 1_000, 100_000
VISITS = 60
MOST_QUERIES = 10
SLOWEST = 1.3
LIVED = 120
"""So many journeys are really simulated; the rest are copies of the shortest of them under other names."""
COPIED = {
    "event": "journey",
    "journey": "id",
    "work": "journey",
    "promise": "journey",
    "check_in": "journey",
    "message": "journey",
}


def main(few: int = FEW, many: int = MANY) -> None:
    with a_service():
        _live()
        _copy_up_to(few)
        _keep_as("few")
        _copy_up_to(many)
        _keep_as("many")
        with _visitor("few") as few_stored, _visitor("many") as many_stored:
            queries = max(_most_queries(few_stored), _most_queries(many_stored))
            times = [(_visit(few_stored), _visit(many_stored)) for _ in range(VISITS)]
    before, after = (statistics.median(some) for some in zip(*times, strict=True))
    ratio = after / before
    print(f"journey page, {few:,} stored       {before * 1000:8.1f} ms")
    print(f"journey page, {many:,} stored     {after * 1000:8.1f} ms")
    print(f"ratio                         {ratio:8.2f}    (at most {SLOWEST})")
    print(f"queries                       {queries:8}    (at most {MOST_QUERIES})")
    if ratio > SLOWEST or queries > MOST_QUERIES:
        raise SystemExit(1)


def _keep_as(name: str) -> None:
    """A copy of the database as it is now."""
    from django.db import connection

    settings = connection.settings_dict
    connection.close()
    with psycopg.connect(host=settings["HOST"], user="postgres", dbname="postgres", autocommit=True) as one:
        one.execute(f'create database "{name}" template "{settings["NAME"]}"')
    with psycopg.connect(host=settings["HOST"], user="postgres", dbname=name, autocommit=True) as one:
        one.execute("vacuum analyze")


@contextmanager
def _visitor(name: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that visits pages of one of the databases, one each time it is asked."""
    from django.db import connection

    url = f"postgresql://postgres@/{name}?host={connection.settings_dict['HOST']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.growth", "visit"],
        env=os.environ | {"DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate()


def _ask(process: "subprocess.Popen[str]", what: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{what}\n")
    process.stdin.flush()
    return process.stdout.readline()


def _visit(process: "subprocess.Popen[str]") -> float:
    return float(_ask(process, "time"))


def _most_queries(process: "subprocess.Popen[str]") -> int:
    return int(_ask(process, "queries"))


def visit() -> None:
    """The visiting process: answers each line it is given with one number."""
    from throughline.site.starting import start

    start()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    visitors = _visitors()
    for number, line in enumerate(sys.stdin):
        if line.strip() == "queries":
            print(max(_queries(client, page) for client, page in visitors), flush=True)
        else:
            print(_seconds(*visitors[number % len(visitors)]), flush=True)


def _queries(client: Any, page: str) -> int:
    client.get(page)
    with _counted() as asked:
        answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return len(asked)


def _seconds(client: Any, page: str) -> float:
    began = time.perf_counter()
    client.get(page)
    return time.perf_counter() - began


def _live() -> None:
    """Some journeys, and accounts for ten people whose journeys still go on."""
    from throughline.actions.load import PastJourney, load_past
    from throughline.blueprint.reading import read_design
    from throughline.clock import now
    from throughline.simulate import simulate
    from throughline.store.models import Account, Journey, Stakeholder

    lived = list(simulate(read_design(EXAMPLE), seed=1, journeys=LIVED, until=now()))
    past = [PastJourney(journey=one.id, events=tuple(one.events)) for one in lived]
    load_past(past, read_design(EXAMPLE), told=lambda more: None)
    for journey in Journey.objects.filter(ended_at=None).order_by("id")[:10]:
        account = Account.objects.create_user(f"{journey.stakeholder}@throughline.example")
        Stakeholder.objects.create(id=journey.stakeholder, account=account, made_at=journey.started_at)


def _visitors() -> list[tuple[Any, str]]:
    """A signed-in browser for each of the ten, and their page."""
    from django.conf import settings
    from django.test import Client

    from throughline.store.models import Journey, Stakeholder

    settings.ALLOWED_HOSTS = ["testserver"]
    visitors = []
    for person in Stakeholder.objects.exclude(account=None).order_by("id"):
        client = Client()
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        journey = Journey.objects.filter(stakeholder=person.id).order_by("id")[0]
        visitors.append((client, f"/journeys/{journey.id}/"))
    return visitors


@contextmanager
def _counted() -> Iterator[list[Any]]:
    """Every statement that goes to the database, by whatever way."""
    asked: list[Any] = []
    execute = psycopg.Cursor.execute

    def counting(self: Any, query: Any, *rest: Any, **more: Any) -> Any:
        asked.append(query)
        return execute(self, query, *rest, **more)

    psycopg.Cursor.execute = counting  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]


def _copy_up_to(wanted: int) -> None:
    """More journeys of the same kind: the shortest that were lived, under other names."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from journey")
        more = wanted - cursor.fetchone()[0]
        cursor.execute(
            "select array_agg(id) from (select id from journey where id !~ '~' order by seq limit 40) j"
        )
        (shortest,) = cursor.fetchone()
        times = -(-more // len(shortest))
        cursor.execute("select count(*) from journey where id ~ '~'")
        first = cursor.fetchone()[0]
        for table, key in COPIED.items():
            _copy(cursor, table, key, shortest, first, times)
        cursor.execute("vacuum analyze")


def _copy(cursor: Any, table: str, key: str, ids: list[str], first: int, times: int) -> None:
    skipped = ("position", "xid", "recorded_at") if table == "event" else ()
    cursor.execute("select column_name from information_schema.columns where table_name = %s", (table,))
    columns = [name for (name,) in cursor.fetchall() if name not in skipped]
    given = ", ".join(f'"{name}"' for name in columns)
    taken = ", ".join(
        f"\"{name}\" || '~' || n" if name in {key, "stakeholder"} else f'"{name}"' for name in columns
    )
    cursor.execute(
        f"insert into {table} ({given}) select {taken} from {table}, generate_series(%s, %s) as n "
        f"where {key} = any(%s)",
        (first, first + times - 1, ids),
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["visit"]:
        visit()
    else:
        main(*map(int, sys.argv[1:]))
