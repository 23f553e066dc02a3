"""Making the read tables again."""

from collections.abc import Callable

from throughline.store.rebuilding import rebuild_read_tables


def rebuild(*, told: Callable[[int], None]) -> int:
    """Make every read table again from the record and the designs. Gives the number of journeys."""
    return rebuild_read_tables(told=told)
