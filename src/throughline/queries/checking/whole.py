"""Every check over the whole record, in one transaction, so that nothing moves while it is looked at."""

from collections.abc import Callable

from django.db import transaction

from throughline.queries.checking.journeys import JourneyChecks
from throughline.queries.checking.look import Look
from throughline.queries.checking.pointers import look_at_pointers
from throughline.queries.checking.tables import TableChecks
from throughline.refused import Refused
from throughline.store.history import History, design_of, histories
from throughline.store.models import Journey


def check_record(*, told: Callable[[int], None]) -> list[Look]:
    """Look at everything. `told` hears how many journeys more were looked at."""
    with transaction.atomic():
        journeys, tables = JourneyChecks(), TableChecks()
        readable = Look("Every journey can be read, on a design that was published")
        known = set()
        for history in histories():
            known.add(history.journey)
            _see(history, journeys, tables, readable)
            told(1)
        orphans = Look("No journey stands in the read tables that is not in the record")
        for journey in Journey.objects.values_list("id", flat=True).iterator():
            orphans.see(journey in known, f"journey {journey} is not in the record")
        return [readable, *journeys.all(), *tables.all(), orphans, *look_at_pointers()]


def _see(history: History, journeys: JourneyChecks, tables: TableChecks, readable: Look) -> None:
    try:
        design = design_of(history)
        state = journeys.see(history)
    except Refused as problem:
        readable.see(False, f"journey {history.journey}: {problem}")
        return
    readable.see(True, "")
    tables.see(history, state, design)
