"""Whether a person's journey page stays as quick when many others travel too.

Run as: python benchmarks/growth.py [FEW] [MANY]

The same pages are asked for with a thousand journeys stored and with a hundred thousand. At most 10 queries
each, and the median time on the server may grow to at most 1.3 ×.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from a_service import EXAMPLE, a_service

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
        from django.test.utils import setup_test_environment

        setup_test_environment()
        visitors = _live()
        _copy_up_to(few)
        queries, before = _visit(visitors)
        _copy_up_to(many)
        queries_then, after = _visit(visitors)
    ratio = after / before
    most = max(queries, queries_then)
    print(f"journey page, {few:,} stored       {before * 1000:8.1f} ms")
    print(f"journey page, {many:,} stored     {after * 1000:8.1f} ms")
    print(f"ratio                         {ratio:8.2f}    (at most {SLOWEST})")
    print(f"queries                       {most:8}    (at most {MOST_QUERIES})")
    if ratio > SLOWEST or most > MOST_QUERIES:
        raise SystemExit(1)


def _live() -> list[tuple[Any, str]]:
    """Some journeys, and a signed-in browser for each of ten people."""
    from django.conf import settings
    from django.test import Client

    from throughline.actions.load import PastJourney, load_past
    from throughline.blueprint.reading import read_design
    from throughline.clock import now
    from throughline.simulate import simulate
    from throughline.store.models import Account, Journey, Stakeholder

    settings.ALLOWED_HOSTS = ["testserver"]
    lived = list(simulate(read_design(EXAMPLE), seed=1, journeys=LIVED, until=now()))
    past = [PastJourney(journey=one.id, events=tuple(one.events)) for one in lived]
    load_past(past, read_design(EXAMPLE), told=lambda more: None)
    visitors = []
    for journey in Journey.objects.filter(ended_at=None).order_by("id")[:10]:
        account = Account.objects.create_user(f"{journey.stakeholder}@throughline.example")
        Stakeholder.objects.get_or_create(
            id=journey.stakeholder,
            defaults={"account": account, "made_at": journey.started_at - timedelta(minutes=1)},
        )
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        visitors.append((client, f"/journeys/{journey.id}/"))
    return visitors


def _visit(visitors: list[tuple[Any, str]]) -> tuple[int, float]:
    """The most queries of any page, and the median time of a visit."""
    most, times = 0, []
    for client, page in visitors:
        client.get(page)
        with _counted() as asked:
            answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        most = max(most, len(asked))
    for number in range(VISITS):
        client, page = visitors[number % len(visitors)]
        began = time.perf_counter()
        client.get(page)
        times.append(time.perf_counter() - began)
    return most, statistics.median(times)


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
    main(*map(int, sys.argv[1:]))
