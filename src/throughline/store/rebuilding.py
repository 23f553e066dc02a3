"""Read tables made again from the record alone. What comes out is what was there, or something was wrong."""

from collections.abc import Callable

from django.db import connection, transaction

from throughline.journey.state import NOTHING
from throughline.store.copying import READ_TABLES, Rows
from throughline.store.envelope import record_events
from throughline.store.history import design_of, histories

JOURNEYS_AT_ONCE = 500


@transaction.atomic
def rebuild_read_tables(*, told: Callable[[int], None]) -> int:
    """Empty the read tables and fill them again, in one transaction; others wait until it is done.

    `told` hears how many journeys more are done. Gives how many there are.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {', '.join(READ_TABLES)}")
    done = 0
    rows = Rows()
    waiting = 0
    for history in histories():
        design = design_of(history)
        recorded, state = record_events(history.journey, NOTHING, history.events, design.blueprint)
        rows.add(history.journey, state, recorded, design)
        done, waiting = done + 1, waiting + 1
        if waiting == JOURNEYS_AT_ONCE:
            rows.copy()
            told(waiting)
            waiting = 0
    rows.copy()
    told(waiting)
    return done
