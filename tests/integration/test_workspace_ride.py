"""The ride of the live record on a page: sentences, two journeys, measures, and nobody's name."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import ibis
import pyarrow as pa
import pytest
from django.urls import reverse
from tests.integration.catching_up import catch_up, kept_again
from tests.integration.workspace_story import signed_in, up_to_the_check

from throughline.actions.endings import withdraw
from throughline.actions.start_journey import start_journey
from throughline.eventlog.shape import COLUMNS
from throughline.insight.measures.carried import OUR_RECORD
from throughline.insight.ride import Measured, Unmeasurable, ride_from, ride_kept, ride_of
from throughline.queries.workspace_insight import ride_page
from throughline.store.circle_rides import SHAPE
from throughline.store.circle_told import rides_told
from throughline.store.models import RideOfJourney
from throughline.store.writing import new_cursor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twelve(design, cast, at: datetime) -> datetime:
    """Twelve people went through at Ben's office, and one still does; gives a moment long after."""
    for number in range(13):
        begun = start_journey(
            by=cast.amara, at=at + timedelta(hours=number), service="food-business-licence", unit="harbour"
        )
        up_to_the_check(begun.journey, cast.amara, cast.ben, at + timedelta(days=number + 1))
        if number < 12:
            withdraw(journey=begun.journey, by=cast.amara, at=at + timedelta(days=20 + number * number))
    later = at + timedelta(days=400)
    catch_up(later)
    return later


def test_the_ride_is_told_of_journeys_that_have_ended(twelve: datetime) -> None:
    page = ride_page(None)

    assert page is not None
    assert (page.journeys, page.under_way) == (12, 1)
    assert page.as_of == twelve
    assert page.sentences[0].startswith("Half of the people were through after")
    took = page.ride.measures["elapsed_days"]
    assert isinstance(took, Measured)
    assert took.n == 12
    assert [part.number for part in page.parts] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_the_kept_rides_tell_what_the_whole_record_tells(twelve: datetime) -> None:
    """Row by row as it went on, or all at once on the other engine: the same figures and the same basis."""
    log = ride_of(ended_on_file(), now=twelve)
    at_once = ride_from(log.journeys, replace(log.carried, source=OUR_RECORD))

    kept = ride_kept(rides_told())

    assert kept.carried == at_once.carried
    for name, expected in at_once.measures.items():
        found = kept.measures[name]
        if isinstance(expected, Unmeasurable):
            assert found == expected, name
            continue
        assert isinstance(found, Measured), name
        assert (found.n, found.basis) == (expected.n, expected.basis), name
        assert figures(found) == pytest.approx(figures(expected), rel=1e-9, abs=1e-9), name


def figures(one: Measured) -> list[float]:
    return [one.mean, one.median, one.p90, -1.0 if one.pooled is None else one.pooled]


def ended_on_file() -> ibis.Table:
    """The journeys that have ended, taken out of the database and read by DuckDB."""
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    found = new_cursor().execute(
        f"select {names} from record where journey in (select id from journey where ended_at is not null)"  # noqa: S608
    )
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=SHAPE.to_pyarrow()))


def test_the_journeys_drawn_name_nobody(twelve: datetime, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    assert "A journey in the middle" in shown
    assert "Amara" not in shown
    assert "Ben" not in shown
    assert "staff-ben" not in shown


def test_an_office_with_few_journeys_is_not_described(twelve: datetime, cast) -> None:
    esi = signed_in(cast.esi)

    many = esi.get(reverse("workspace:insight"), {"office": "harbour"}).content.decode()
    none = esi.get(reverse("workspace:insight"), {"office": "northfield"}).content.decode()

    assert "12 journeys that have ended" in many
    assert f"{reverse('workspace:insight_asked')}?office=harbour" in many  # asked more of this office
    assert "Too few journeys to say" in none


def test_our_own_record_is_not_called_a_log(twelve: datetime, cast) -> None:
    """Nobody brought it as a file, and no mapping file would help."""
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    parts = shown[shown.index('class="ride"') :]
    assert "Our record " in parts
    assert re.findall(r"\b(?:the|this) log\b", parts, re.IGNORECASE) == []
    assert "mapping file" not in parts


@pytest.fixture
def three_offices(twelve: datetime) -> None:
    """As if there had been more: 28 at Ben's office, 20 at another, and 5 at a third, too few to describe."""
    rides = list(RideOfJourney.objects.exclude(ended_at=None).order_by("ended_at"))
    for again in range(4):
        for place, ride in enumerate(rides):
            unit = "northfield" if place < 5 else "harbour"
            kept_again(ride, f"{ride.journey}-{again}", unit)
    for ride in rides[:5]:
        kept_again(ride, f"{ride.journey}-third", "hillside")
    RideOfJourney.objects.filter(journey__in=[ride.journey for ride in rides]).delete()


def asked(cast, who=None, **said: str) -> tuple[int, str]:
    answer = signed_in(who or cast.esi).get(reverse("workspace:insight_asked"), said)
    return answer.status_code, answer.content.decode()


def test_the_ride_is_split_and_few_journeys_are_only_named(three_offices: None, cast) -> None:
    status, page = asked(cast, by="unit")

    assert status == 200
    assert "Journeys in groups: Office" in page
    assert page.count('<th scope="row">') == 2
    assert '<td class="n" data-label="journeys">28</td>' in page
    assert '<td class="n" data-label="journeys">20</td>' in page
    assert "Not shown, because fewer than 10 journeys would be about somebody" in page
    assert "hillside" in page[page.index("Not shown") :]


def test_offices_are_compared_on_a_measure_of_ones_choice(three_offices: None, cast) -> None:
    status, page = asked(cast, units="unit", measure="elapsed_days")

    assert status == 200
    assert "Journeys compared: Office" in page
    assert "<svg" in page
    assert re.findall(r"\bthe log\b", page, re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"by": "colour"}, "Journeys cannot be put in groups by “colour”. Choose from the list: Office."),
        ({"units": "colour"}, "Journeys cannot be compared by “colour”. Choose from the list: Office."),
        ({"units": "unit", "measure": "joy"}, "Nothing is told here called “joy” to compare on."),
    ],
)
def test_what_cannot_be_asked_of_our_record_is_said_with_what_can(
    three_offices: None, cast, said: dict[str, str], sentence: str
) -> None:
    status, page = asked(cast, **said)

    assert status == 422
    assert sentence in page
    assert 'id="answer"' not in page


def test_of_one_office_too_few_are_not_split_and_the_way_back_leads_there(three_offices: None, cast) -> None:
    of_northfield = RideOfJourney.objects.filter(unit="northfield").values_list("journey", flat=True)
    RideOfJourney.objects.filter(journey__in=list(of_northfield)[9:]).delete()  # one less than ten

    _status, page = asked(cast, office="northfield", by="unit")

    assert "Too few journeys to say" in page
    assert f'href="{reverse("workspace:insight")}?office=northfield"' in page


def test_where_all_is_alike_there_is_nothing_to_ask(twelve: datetime, cast) -> None:
    _status, page = asked(cast)

    assert "there is nothing to group or compare by" in page


def test_who_may_not_see_the_ride_may_not_ask_it(twelve: datetime, cast) -> None:
    assert asked(cast, cast.amara)[0] in {302, 404}
    assert signed_in(cast.esi).post(reverse("workspace:insight_asked")).status_code == 405


def test_an_office_that_does_not_exist_shows_everybody(twelve: datetime, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight"), {"office": "nowhere"}).content.decode()

    assert "All offices" in shown


def test_without_any_journey_the_page_teaches(design, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    assert "Too few journeys to say" in shown


def test_what_happens_shows_from_the_next_refresh_on(twelve: datetime, cast) -> None:
    begun = start_journey(by=cast.amara, at=twelve, service="food-business-licence", unit="harbour")
    withdraw(journey=begun.journey, by=cast.amara, at=twelve + timedelta(days=2))

    before = ride_page(None)
    catch_up(twelve + timedelta(days=3))
    after = ride_page(None)

    assert before is not None
    assert after is not None
    assert (before.journeys, before.as_of) == (12, twelve)
    assert (after.journeys, after.as_of) == (13, twelve + timedelta(days=3))


def test_looking_takes_few_questions_however_many_journeys(
    twelve: datetime, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        ride_page(None)


def test_each_place_of_the_workspace_can_be_reached_by_its_key(design, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    menu = shown[shown.index('aria-label="Workspace"') : shown.index("</nav>")]
    assert menu.count("accesskey=") == menu.count("<a ") > 1
    assert menu.count('aria-current="page"') == 1
