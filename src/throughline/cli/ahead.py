"""Loading what is needed next while something else is waited for."""

from collections.abc import Callable, Sequence
from importlib import import_module
from threading import Thread


def nothing_more() -> None:
    """What follows where importing is enough."""


def load_ahead(modules: Sequence[str], then: Callable[[], None] = nothing_more) -> None:
    """Import modules beside the work that goes on. Whoever imports them meanwhile waits only for the rest.

    `then` is done after it, in the same thread.

    Worth it where that work is done outside Python, as DuckDB's is: a second core stands idle.
    """
    Thread(target=_load, args=(modules, then)).start()


def _load(modules: Sequence[str], then: Callable[[], None]) -> None:
    for name in modules:
        import_module(name)
    then()
