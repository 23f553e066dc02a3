"""Throughline: design, live, see and adapt a journey from the person's seat.

In Python and in notebooks: `import throughline as tl; tl.read_log("x.xes").ride()`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.notebook import Log, Mapping, Refused, Ride, read_log

__all__ = ["Log", "Mapping", "Refused", "Ride", "read_log"]


def __getattr__(name: str) -> object:
    """Loads the analysis only when it is asked for: every command and every page imports this package."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from throughline import notebook  # noqa: PLC0415 - on asking, so that importing stays instant

    return getattr(notebook, name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
