"""A follower of the record meets every event once, also those that were numbered early and committed late."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
import pytest
from django.db import connection

from throughline.store.following import Place, events_after

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")
PATIENCE = 30
INSERT = "insert into event (journey, seq, at, kind, payload) values (%s, 1, now(), 'note.written/1', '{}')"


@contextmanager
def another_writer() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    settings = connection.settings_dict
    with psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]) as writer:
        yield writer


def met(place: Place) -> list[str]:
    return [one.journey for one in events_after(place)]


def soon(look: Callable[[], list[T]], *, many: int) -> list[T]:
    """What is seen once there are so many: transactions of other databases may hold a follower back."""
    until = time.monotonic() + PATIENCE
    while len(seen := look()) < many and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.05)")
    return seen


def test_an_event_numbered_early_and_committed_late_is_not_stepped_over() -> None:
    with another_writer() as slow, another_writer() as quick:
        slow.execute(INSERT, ("slow",))
        quick.execute(INSERT, ("quick",))
        quick.commit()

        assert met(Place()) == []  # 'quick' waits, for 'slow' may still come before it

        slow.commit()
        assert soon(lambda: met(Place()), many=2) == ["slow", "quick"]


def test_a_follower_goes_on_where_it_stopped() -> None:
    with another_writer() as writer:
        for journey in ("first", "second", "third"):
            writer.execute(INSERT, (journey,))
            writer.commit()

    soon(lambda: met(Place()), many=3)

    (first,) = events_after(Place(), limit=1)
    rest = events_after(first.place)

    assert [one.journey for one in (first, *rest)] == ["first", "second", "third"]
    assert events_after(rest[-1].place) == []


def test_what_was_rolled_back_is_never_met() -> None:
    with another_writer() as writer:
        writer.execute(INSERT, ("never",))
        writer.rollback()
        writer.execute(INSERT, ("kept",))
        writer.commit()

    assert soon(lambda: met(Place()), many=1) == ["kept"]
