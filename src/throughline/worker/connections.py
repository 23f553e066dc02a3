"""Tasks run in threads that come and go: each task opens its connection and closes it again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")


def on_its_own_connection(task: Callable[P, T]) -> Callable[P, T]:
    """So that a database that was restarted is found again, and no thread keeps a connection for nothing."""

    @wraps(task)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return task(*args, **kwargs)
        finally:
            connections.close_all()

    return run
