"""Looking after the record from the command line: what it says, and how it ends."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from throughline.cli import keeping, living
from throughline.ids import JourneyId
from throughline.refused import Refused
from throughline.store.models import PublishedBlueprint

from .conftest import EXAMPLE

pytestmark = pytest.mark.django_db


def test_a_record_that_holds_ends_with_nought(journey: JourneyId, capsys: pytest.CaptureFixture[str]) -> None:
    assert keeping.check() == 0

    said = capsys.readouterr().out
    assert "Everything holds." in said
    assert "looked at" in said


def test_findings_are_named_and_end_with_one(journey: JourneyId, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update journey set guide = 'staff-nobody'")

    assert keeping.check() == 1

    said = capsys.readouterr().out.replace("\n", " ")
    assert journey in said
    assert "2 findings." in said  # the row differs, and its guide does not work here


def test_rebuilding_says_how_much_it_did(journey: JourneyId, capsys: pytest.CaptureFixture[str]) -> None:
    keeping.rebuild()

    assert "the rides of 1 journey from" in capsys.readouterr().out.replace("\n", " ")


def test_migrating_publishes_a_design_where_one_is_given(
    db: None, capsys: pytest.CaptureFixture[str], at: datetime
) -> None:
    keeping.migrate(EXAMPLE)

    assert PublishedBlueprint.objects.get().service == "food-business-licence"
    assert "Published" in capsys.readouterr().out


class Elsewhere:
    """A configuration whose blueprints are nowhere."""

    home = Path("nowhere")
    address = "http://127.0.0.1:8000"
    blueprints = Path("nowhere")
    embedded = False


def test_the_demo_runs_in_demo_mode_only(db: None) -> None:
    with pytest.raises(Refused, match="demo mode only"):
        living.prepare(Elsewhere(), fresh=False)


def test_the_demo_never_empties_a_database_that_is_not_its_own(db: None, settings: Settings) -> None:
    settings.THROUGHLINE_DEMO = True

    with pytest.raises(Refused, match="embedded database only"):
        living.prepare(Elsewhere(), fresh=True)


def test_the_demo_says_where_to_stand_when_it_finds_no_design(db: None, settings: Settings) -> None:
    settings.THROUGHLINE_DEMO = True

    with pytest.raises(Refused, match="THROUGHLINE_BLUEPRINTS"):
        living.prepare(Elsewhere(), fresh=False)
