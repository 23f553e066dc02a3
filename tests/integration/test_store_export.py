"""The record leaves as it stands, in the one shape of a log."""

from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from throughline.actions.messages import receive_message
from throughline.cli import keeping
from throughline.eventlog.shape import COLUMNS, By, Direction
from throughline.ids import JourneyId
from throughline.queries.record_rows import rows_of_record
from throughline.store.models import Event

from .conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(journey: JourneyId, cast: Cast, later: datetime) -> JourneyId:
    receive_message(journey=journey, by=cast.amara, at=later, text="My number is 01632 960999")
    return journey


def test_every_event_is_a_row_of_the_shape(lived: JourneyId, later: datetime) -> None:
    rows = list(rows_of_record())

    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == Event.objects.count()
    last = rows[-1]
    assert (last.kind, last.direction, last.by) == ("message.received/1", Direction.FROM, By.STAKEHOLDER)
    assert last.at == later
    assert last.person is None  # only staff appear, and by pseudonym


def test_parquet_holds_what_the_record_holds(lived: JourneyId, tmp_path: Path) -> None:
    keeping.export(parquet=tmp_path / "record.parquet", xes=None)

    table = pq.read_table(tmp_path / "record.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert table.num_rows == Event.objects.count()


def test_what_people_wrote_does_not_leave_with_the_record(lived: JourneyId, tmp_path: Path) -> None:
    keeping.export(parquet=None, xes=tmp_path / "record.xes")

    written = (tmp_path / "record.xes").read_text()
    assert written.count("<event>") == Event.objects.count()
    assert "01632" not in written
    assert "Amara" not in written
