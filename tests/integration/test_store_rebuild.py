"""Read tables follow from the record alone."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from throughline.actions.messages import receive_message, send_message
from throughline.actions.rebuild import rebuild
from throughline.actions.start_journey import start_journey
from throughline.ids import JourneyId
from throughline.store.copying import READ_TABLES

from .conftest import OFFICE, SERVICE, Cast

pytestmark = pytest.mark.django_db


def whole(table: str) -> list[str]:
    """Every row of a table as PostgreSQL writes it, in a fixed order."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {table}::text from {table} order by 1")  # noqa: S608 - a table of ours
        return [row[0] for row in cursor.fetchall()]


def test_rebuilding_gives_the_same_rows_byte_for_byte(
    journey: JourneyId, cast: Cast, at: datetime, later: datetime
) -> None:
    start_journey(by=cast.amara, at=later, service=SERVICE, unit=OFFICE)
    receive_message(journey=journey, by=cast.amara, at=later, text="When will you come?")
    send_message(journey=journey, by=cast.ben, at=later + timedelta(hours=2), text="On Friday.")
    before = {table: whole(table) for table in READ_TABLES}

    journeys = rebuild(told=lambda more: None)

    assert journeys == 2
    assert {table: whole(table) for table in READ_TABLES} == before
    assert before["journey"]
    assert before["message"]
    assert before["work"]


def test_rebuilding_mends_what_somebody_changed_by_hand(journey: JourneyId) -> None:
    before = whole("journey")
    with connection.cursor() as cursor:
        cursor.execute("update journey set guide = null")
        cursor.execute("delete from work")

    rebuild(told=lambda more: None)

    assert whole("journey") == before
    assert whole("work")
