"""One row for each journey: only what was touched is computed again, and it comes to the same."""

from datetime import datetime, timedelta

import ibis
import pyarrow as pa
import pytest
from tests.integration.catching_up import catch_up
from tests.integration.conftest import SERVICE, Cast

from throughline.actions.circle_rides import make_rides_again
from throughline.actions.endings import reopen_journey, withdraw
from throughline.actions.start_journey import start_journey
from throughline.blueprint import Design
from throughline.eventlog.shape import COLUMNS
from throughline.ids import JourneyId, UnitId
from throughline.insight.ride import per_journey, ride_of
from throughline.simulate import simulate
from throughline.store.circle_rides import SHAPE
from throughline.store.copying import PastContent, PastJourney, copy_journeys
from throughline.store.models import RideOfJourney
from throughline.store.writing import new_cursor

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 30


@pytest.fixture
def past(design: Design, at: datetime) -> list[PastJourney]:
    """Thirty journeys of the last months, some ended and some not."""
    return [
        PastJourney(
            journey=one.id,
            events=tuple(one.events),
            contents=[PastContent(id=c.id, kind=c.kind, body=c.body, made_at=c.at) for c in one.contents],
        )
        for one in simulate(design, seed=4, until=at, journeys=MANY, months=6)
    ]


def rows() -> list[dict[str, object]]:
    return list(RideOfJourney.objects.order_by("journey").values())


def bring(journeys: list[PastJourney], design: Design) -> None:
    copy_journeys(journeys, design, told=lambda _events: None)


def test_what_is_computed_bit_by_bit_is_what_is_computed_at_once(
    past: list[PastJourney], design: Design, at: datetime
) -> None:
    bring(past[:10], design)
    catch_up(at)
    bring(past[10:], design)
    catch_up(at + timedelta(days=1))
    bit_by_bit = rows()

    again = make_rides_again(at=at + timedelta(days=30))

    assert again.journeys == len(past)
    assert rows() == bit_by_bit
    assert {one["ended_at"] is None for one in bit_by_bit} == {True, False}


def test_only_the_journey_that_something_happened_to_is_computed_again(
    past: list[PastJourney], design: Design, cast: Cast, at: datetime
) -> None:
    bring(past, design)
    mine = start_journey(by=cast.amara, at=at, service=SERVICE, unit=UnitId("harbour")).journey
    assert catch_up(at) == len(past) + 1
    assert catch_up(at) == 0

    withdraw(journey=JourneyId(mine), by=cast.amara, at=at + timedelta(days=3))

    assert catch_up(at) == 1
    ended = RideOfJourney.objects.get(journey=mine)
    assert ended.ending_kind == "withdrawn"
    assert ended.measures["elapsed_days"] == pytest.approx(3.0)


def test_a_journey_opened_again_has_figures_when_it_ends_again_without_the_time_between(
    design: Design, cast: Cast, at: datetime
) -> None:
    mine = start_journey(by=cast.amara, at=at, service=SERVICE, unit=UnitId("harbour")).journey
    withdraw(journey=mine, by=cast.amara, at=at + timedelta(days=3))
    reopen_journey(journey=mine, by=cast.ben, at=at + timedelta(days=10))
    catch_up(at + timedelta(days=11))
    open_again = RideOfJourney.objects.get(journey=mine)

    withdraw(journey=mine, by=cast.amara, at=at + timedelta(days=14))
    catch_up(at + timedelta(days=15))

    assert not open_again.measures
    assert RideOfJourney.objects.get(journey=mine).measures["elapsed_days"] == pytest.approx(3 + 4)


def test_an_open_journey_has_no_figures_yet(past: list[PastJourney], design: Design, at: datetime) -> None:
    bring(past, design)
    catch_up(at)

    assert all(not one["measures"] for one in rows() if one["ended_at"] is None)
    assert all(one["measures"] for one in rows() if one["ended_at"] is not None)


def test_the_figures_are_those_of_the_ride_read_from_a_file(
    past: list[PastJourney], design: Design, at: datetime
) -> None:
    """The same expressions on the other engine: what counts is not where a number was computed."""
    bring(past, design)
    catch_up(at)

    record = on_file()
    told = per_journey(record, ride_of(record).carried, now=at).to_pylist()
    by_journey = {one["journey"]: one for one in told}
    for one in RideOfJourney.objects.exclude(ended_at=None):
        for name in ("elapsed_days", "people", "functions", "coc", "longest_silence_days", "asks"):
            expected = by_journey[one.journey][name]
            near = expected if expected is None else pytest.approx(expected, abs=1e-9)
            assert one.measures[name] == near, name


def on_file() -> ibis.Table:
    """The record taken out of the database and read by DuckDB."""
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    found = new_cursor().execute(f"select {names} from record").fetchall()  # noqa: S608 - our own columns
    table = pa.Table.from_pylist(
        [dict(zip(COLUMNS, row, strict=True)) for row in found], schema=SHAPE.to_pyarrow()
    )
    return ibis.memtable(table)


def test_answers_and_outcomes_stand_with_the_day_they_became_known(
    past: list[PastJourney], design: Design, at: datetime
) -> None:
    bring(past, design)
    catch_up(at)

    answered = [one for one in RideOfJourney.objects.all() if one.answers]
    assert answered
    for one in answered:
        for score, when in one.answers.values():
            assert 0 <= score <= 5
            assert datetime.fromisoformat(when) <= at
