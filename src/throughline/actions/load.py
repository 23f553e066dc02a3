"""Bringing in a past that is ready made: the demo's believable organisation, and benchmarks."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction

from throughline.blueprint import Design
from throughline.refused import Refused
from throughline.store.copying import PastContent, PastJourney, copy_journeys

__all__ = ["NotEmpty", "PastContent", "PastJourney", "is_empty", "load_past"]


class NotEmpty(Refused):
    """A past is brought into an empty record only: the real one is never mixed with a made-up one."""


def is_empty() -> bool:
    """Whether the record holds nothing yet."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from event)")
        found = cursor.fetchone()
    return found is not None and not found[0]


@transaction.atomic
def load_past(journeys: Iterable[PastJourney], design: Design, *, told: Callable[[int], None]) -> int:
    """Write these journeys, all or none, by COPY. `told` hears how many more; gives the events."""
    if not is_empty():
        raise NotEmpty("There is a record here already. Start over with: throughline demo --fresh")
    total = copy_journeys(journeys, design, told=told)
    with connection.cursor() as cursor:
        cursor.execute("analyze event, journey, work, promise, check_in, message, content")
    return total
