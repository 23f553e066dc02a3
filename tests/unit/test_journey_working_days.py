"""Working days, worked by hand on England's calendar."""

from datetime import UTC, date, datetime

import pytest
from tests.journeys import organisation

from throughline.blueprint.organisation import Calendar
from throughline.journey.working_days import (
    add_working_days,
    closing_time,
    due_within,
    is_working_day,
    local_date,
    moved_by_pause,
    working_days_between,
)

ENGLAND = organisation().calendar


def utc(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Easter Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 5, 4), False),  # early May bank holiday
        (date(2026, 12, 25), False),  # Christmas Day, a Friday
        (date(2026, 12, 26), False),  # Boxing Day falls on a Saturday …
        (date(2026, 12, 28), False),  # … so the Monday after it is off
        (date(2026, 12, 29), True),
        (date(2027, 12, 27), False),  # Christmas Day on a Saturday: Monday and Tuesday stand in
        (date(2027, 12, 28), False),
        (date(2027, 12, 29), True),
    ],
)
def test_which_days_somebody_can_keep_a_promise_on(day: date, works: bool) -> None:
    assert is_working_day(day, ENGLAND) is works


def test_scotland_has_days_off_of_its_own() -> None:
    scotland = Calendar(zone="Europe/London", country="GB", subdivision="SCT")

    assert is_working_day(date(2026, 4, 6), scotland), "Easter Monday is not a bank holiday in Scotland"
    assert not is_working_day(date(2026, 11, 30), scotland), "Saint Andrew's Day is"


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # a week without anything special: Monday to Monday
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday to Monday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 4, 1), 3, date(2026, 4, 8)),  # 2, 7, 8
        (date(2026, 12, 23), 2, date(2026, 12, 29)),  # 24, 29
        (date(2026, 12, 24), 3, date(2026, 12, 31)),  # 29, 30, 31
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # New Year's Day and a weekend
        (date(2026, 3, 4), 0, date(2026, 3, 4)),
    ],
)
def test_the_day_itself_never_counts(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, ENGLAND) == end
    assert working_days_between(start, end, ENGLAND) == count


def test_between_a_day_and_an_earlier_one_lie_no_working_days() -> None:
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 2), ENGLAND) == 0


@pytest.mark.parametrize(
    ("at", "within", "due"),
    [
        (utc(3, 2), "2 working days", utc(3, 4, 17)),
        (utc(4, 2), "1 working day", utc(4, 7, 16)),  # summer time: five o'clock is 16:00 UTC
        (utc(3, 27), "1 working day", utc(3, 30, 16)),  # asked on the last Friday of winter time
        (utc(10, 23), "1 working day", utc(10, 26, 17)),  # and on the last Friday of summer time
        (utc(3, 2, 23, 30), "1 working day", utc(3, 3, 17)),  # half past eleven at night is still Monday
        (utc(6, 1, 23, 30), "1 working day", utc(6, 3, 16)),  # but in June it is Tuesday there already
        (utc(3, 2), "10 days", utc(3, 12, 17)),
        (utc(3, 2), "5 days", utc(3, 9, 17)),  # ends on a Saturday: nobody is told a Saturday
        (utc(3, 20), "2 weeks", utc(4, 7, 16)),  # ends on Good Friday
        (utc(3, 2), "1 week", utc(3, 9, 17)),
        (utc(3, 2), "0 days", utc(3, 2, 17)),  # today …
        (utc(3, 2, 18), "0 days", utc(3, 3, 17)),  # … or, when the offices have closed, tomorrow
        (utc(3, 7), "0 working days", utc(3, 9, 17)),
    ],
)
def test_when_a_promise_is_due(at: datetime, within: str, due: datetime) -> None:
    assert due_within(at, within, ENGLAND) == due


def test_offices_close_on_their_own_clocks() -> None:
    assert closing_time(date(2026, 3, 27), ENGLAND) == utc(3, 27, 17)
    assert closing_time(date(2026, 3, 30), ENGLAND) == utc(3, 30, 16)
    assert local_date(utc(6, 1, 23, 30), ENGLAND) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("due", "paused", "resumed", "moved"),
    [
        (utc(3, 13, 17), utc(3, 6), utc(3, 10), utc(3, 17, 17)),  # Friday to Tuesday: Monday and Tuesday
        (utc(3, 13, 17), utc(3, 6), utc(3, 6, 15), utc(3, 13, 17)),  # the same day: nothing lost
        (utc(3, 13, 17), utc(3, 6), utc(3, 8), utc(3, 13, 17)),  # a weekend: nobody would have worked
        (utc(4, 2, 16), utc(3, 31), utc(4, 8), utc(4, 10, 16)),  # 1, 2, 7, 8: four days, over Easter
        (utc(3, 27, 17), utc(3, 26), utc(3, 30), utc(3, 31, 16)),  # 27, 30; winter time ends in between
        (utc(3, 6, 17), utc(3, 6), utc(3, 10, 18, 30), utc(3, 11, 17)),  # an answer in the evening
        (utc(3, 6, 17), utc(3, 6), utc(3, 8), utc(3, 9, 17)),  # an answer on Sunday
        (utc(3, 6, 17), utc(3, 6), utc(3, 6, 20), utc(3, 9, 17)),  # paused and answered on the due day
    ],
)
def test_a_date_moves_by_the_working_days_it_was_not_with_us(
    due: datetime, paused: datetime, resumed: datetime, moved: datetime
) -> None:
    assert moved_by_pause(due, paused, resumed, ENGLAND) == moved
