"""Loading what is needed next while something else is waited for."""

from collections.abc import Sequence
from importlib import import_module
from threading import Thread


def load_ahead(modules: Sequence[str]) -> None:
    """Import modules beside the work that goes on. Whoever imports them meanwhile waits only for the rest.

    Worth it where that work is done outside Python, as DuckDB's is: a second core stands idle.
    """
    Thread(target=_load, args=(modules,)).start()


def _load(modules: Sequence[str]) -> None:
    for name in modules:
        import_module(name)
