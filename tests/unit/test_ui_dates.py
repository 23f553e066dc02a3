"""Days, times and lengths as a person would say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from throughline.ui import dates

FRIDAY = date(2026, 12, 4)


@pytest.fixture(autouse=True)
def _in_london():
    with timezone.override("Europe/London"):
        yield


def test_a_day_of_this_year_is_named_without_the_year():
    assert dates.day_in_words(FRIDAY, today=date(2026, 11, 23)) == "Friday 4 December"


def test_a_day_of_another_year_says_which():
    assert dates.day_in_words(date(2027, 1, 4), today=FRIDAY) == "Monday 4 January 2027"


def test_a_moment_late_in_the_evening_belongs_to_the_day_where_the_reader_is():
    just_before_midnight_utc = datetime(
        2026, 7, 3, 23, 30, tzinfo=UTC
    )  # already half past midnight in London

    assert dates.day_in_words(just_before_midnight_utc, today=FRIDAY) == "Saturday 4 July"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (12, 0, "noon"),
        (12, 1, "12:01pm"),
        (17, 30, "5:30pm"),
    ],
)
def test_a_time_is_said_the_way_people_say_it(hour, minute, said):
    assert dates.time_in_words(datetime(2026, 12, 4, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (-1, "yesterday"), (-3, "3 days ago")],
)
def test_how_far_a_day_is_from_today(days, said):
    assert dates.days_from_today(FRIDAY + timedelta(days=days), today=FRIDAY) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "today"),
        (1, "in 1 working day"),
        (3, "in 3 working days"),
        (-1, "1 working day late"),
        (-2, "2 working days late"),
    ],
)
def test_working_days_are_counted_in_words(count, said):
    assert dates.working_days_in_words(count) == said


@pytest.mark.parametrize(
    ("stretch", "said"),
    [
        (timedelta(minutes=20), "a few minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=35), "35 hours"),
        (timedelta(hours=36), "2 days"),
        (timedelta(days=20), "20 days"),
        (timedelta(days=21), "3 weeks"),
        (timedelta(days=59), "8 weeks"),
        (timedelta(days=61), "2 months"),
        (timedelta(seconds=-1), "no time"),
    ],
)
def test_a_wait_is_told_in_the_unit_it_felt_like(stretch, said):
    assert dates.length_in_words(stretch) == said
