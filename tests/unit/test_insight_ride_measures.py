"""Measures one by one on journeys small enough to count by hand: returns, touch, turns, demand, endings."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from tests.unit.test_insight_ride import FROM, INSIDE, TO, at, mean, record_of, ride_over

from throughline.eventlog.shape import ACTIVITY, By, Channel, Direction, Lifecycle, Row
from throughline.insight.ride import Measured, Unmeasurable, ride_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = at(3, 2)
START, COMPLETE = Lifecycle.START, Lifecycle.COMPLETE


def row(when: datetime, journey: str = "J", **more: object) -> Row:
    more.setdefault("kind", ACTIVITY)
    return Row(journey=journey, seq=more.pop("seq", 0), at=when, **more)  # type: ignore[arg-type]


def numbered(rows: list[Row]) -> list[Row]:
    """In the order they are written."""
    return [replace(one, seq=seq) for seq, one in enumerate(rows, start=1)]


def work(sequence: str, column: str) -> list[Row]:
    return numbered([row(MONDAY + i * DAY, name="step", **{column: who}) for i, who in enumerate(sequence)])


@pytest.mark.parametrize(
    ("sequence", "returns"),
    [
        ("ABA", 1),
        ("ABAB", 2),  # A → B → A and B → A → B
        ("AABBA", 1),  # several events in a row are one stay
        ("ABCA", 0),  # by way of a third: not straight back
        ("ABCBA", 1),  # B → C → B; then A had it two stays before
        ("AAAA", 0),
        ("A", 0),
    ],
)
@pytest.mark.parametrize("column", ["person", "function"])
def test_a_return_is_a_handoff_straight_back(sequence: str, returns: int, column: str) -> None:
    ride = ride_over(work(sequence, column))

    assert mean(ride, f"returns_{column}") == returns


def piece(name: str, since: datetime, until: datetime, who: str = "Ben") -> list[Row]:
    return [
        row(since, name=name, person=who, lifecycle=START),
        row(until, name=name, person=who, lifecycle=COMPLETE),
    ]


def in_time(rows: list[Row]) -> list[Row]:
    return numbered(sorted(rows, key=lambda one: one.at))


def test_two_who_work_side_by_side_count_once_and_nights_are_waiting() -> None:
    rows = [
        *piece("check", MONDAY, MONDAY + 4 * HOUR),  # Monday 9 to 13
        *piece("visit", MONDAY + 2 * HOUR, MONDAY + 6 * HOUR, "Chidi"),  # 11 to 15, of which 13 to 15 is new
        *piece("decide", MONDAY + 22 * HOUR, MONDAY + 25 * HOUR),  # Tuesday 7 to 10
    ]

    ride = ride_over(in_time(rows))

    assert mean(ride, "touch_hours") == pytest.approx(6 + 3)
    assert mean(ride, "touch_business_hours") == pytest.approx(6 + 1)  # Tuesday 9 to 10
    assert mean(ride, "waiting_share") == pytest.approx(1 - 9 / 25)


def test_a_piece_within_a_longer_one_adds_nothing() -> None:
    rows = [*piece("check", MONDAY, MONDAY + 9 * HOUR), *piece("call", MONDAY + HOUR, MONDAY + 2 * HOUR)]

    assert mean(ride_over(in_time(rows)), "touch_hours") == pytest.approx(9)


def test_the_last_start_counts_and_a_completion_without_one_does_not() -> None:
    rows = [
        row(MONDAY, name="check", person="Ben", lifecycle=START),  # begun, and left lying
        row(MONDAY + 3 * HOUR, name="check", person="Ben", lifecycle=START),
        row(MONDAY + 4 * HOUR, name="check", person="Ben", lifecycle=COMPLETE),
        row(MONDAY + 6 * HOUR, name="check", person="Ben", lifecycle=COMPLETE),  # never started again
        row(MONDAY + 7 * HOUR, name="check", person="Chidi", lifecycle=COMPLETE),  # started by somebody else
        row(MONDAY + 8 * HOUR, name="form", by=By.STAKEHOLDER, direction=FROM, lifecycle=START),
        row(MONDAY + 9 * HOUR, name="form", by=By.STAKEHOLDER, direction=FROM, lifecycle=COMPLETE),  # theirs
    ]

    assert mean(ride_over(numbered(rows)), "touch_hours") == pytest.approx(1)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (MONDAY, MONDAY + 7 * DAY, 40),  # a week from Monday at nine
        (at(3, 7), at(3, 9), 0),  # Saturday at nine to Monday at nine
        (at(3, 6, 16), at(3, 9, 10), 2),  # Friday 16 to Monday 10
        (at(3, 2, 20), at(3, 3, 6), 0),  # a night
        (at(3, 2, 3), at(3, 2, 23), 8),  # a day from end to end
    ],
)
def test_office_hours_are_nine_to_five_from_monday_to_friday(
    since: datetime, until: datetime, hours: float
) -> None:
    assert mean(ride_over(numbered(piece("check", since, until))), "touch_business_hours") == pytest.approx(
        hours
    )


@pytest.mark.parametrize(
    ("since", "until", "zone", "hours"),
    [
        # 8 to 10 in UTC is 9 to 11 in winter's Amsterdam and 10 to 12 in its summer
        (at(3, 2, 7), at(3, 2, 10), "Europe/Amsterdam", 2),  # 8 to 11 there
        (
            at(3, 27, 15),
            at(3, 30, 8),
            "Europe/Amsterdam",
            1 + 1,
        ),  # Friday 16 to 17; Monday 9 to 10, now at +2
        (at(3, 2, 14), at(3, 2, 23), "America/New_York", 8),  # 9 to 18 there
    ],
)
def test_office_hours_are_kept_by_the_clocks_of_the_place(
    since: datetime, until: datetime, zone: str, hours: float
) -> None:
    ride = ride_of(record_of(numbered(piece("check", since, until))), zone=zone)

    assert mean(ride, "touch_business_hours") == pytest.approx(hours)


def test_planning_is_no_work_and_a_pause_ends_a_stretch() -> None:
    check = partial(row, name="check", person="Ben")
    rows = [
        check(MONDAY, lifecycle=Lifecycle.SCHEDULE),  # waits for five hours
        check(MONDAY + 5 * HOUR, lifecycle=START),
        check(MONDAY + 5.5 * HOUR, lifecycle=Lifecycle.SCHEDULE),  # planned anew while somebody is at it
        check(MONDAY + 6 * HOUR, lifecycle=Lifecycle.SUSPEND),  # one hour
        check(MONDAY + 8 * HOUR, lifecycle=START),  # goes on
        check(MONDAY + 10 * HOUR, lifecycle=COMPLETE),  # two hours
        row(MONDAY, name="visit", person="Ben", lifecycle=Lifecycle.SCHEDULE),
        row(MONDAY + 20 * HOUR, name="visit", person="Ben", lifecycle=COMPLETE),  # nobody said that it began
    ]

    ride = ride_over(in_time(rows))

    assert mean(ride, "touch_hours") == pytest.approx(3)
    assert mean(ride, "waiting_share") == pytest.approx(1 - 3 / 20)


def test_a_log_that_only_plans_and_completes_cannot_tell_touch() -> None:
    rows = [
        row(MONDAY, name="check", person="Ben", lifecycle=Lifecycle.SCHEDULE),
        row(MONDAY + HOUR, name="check", person="Ben", lifecycle=COMPLETE),
    ]

    assert isinstance(ride_over(numbered(rows)).measures["touch_hours"], Unmeasurable)


def test_a_log_without_starts_cannot_tell_touch() -> None:
    ride = ride_over(work("AB", "person"))

    for name in ("waiting_share", "touch_hours", "touch_business_hours"):
        result = ride.measures[name]
        assert isinstance(result, Unmeasurable)
        assert "when work was started" in result.why


def asked(day: float) -> Row:
    return row(MONDAY + day * DAY, kind="fact.asked/1", direction=TO, by=By.STAFF, key="payslip")


def came(day: float, kind: str = "fact.given/1", key: str | None = "payslip") -> Row:
    return row(MONDAY + day * DAY, kind=kind, direction=FROM, by=By.STAKEHOLDER, key=key)


def done(day: float, direction: Direction = INSIDE, **more: object) -> Row:
    return row(MONDAY + day * DAY, kind="step.done/1", direction=direction, by=By.STAFF, **more)


@pytest.mark.parametrize(
    ("rows", "us", "you"),
    [
        ([done(0), asked(2), came(5), done(10)], 7, 3),
        ([done(0), asked(2), done(4, TO), came(5), done(10)], 7, 3),  # work and letters do not end it
        ([done(0), asked(2), asked(4), came(5), came(7), done(10)], 7, 3),  # asked twice, it waits once
        ([done(0), asked(2), came(5), asked(6), done(10)], 3, 7),  # the last question waits to the end
        ([done(0), asked(2), came(5, "message.received/1", "question"), done(10)], 7, 3),  # any sign of life
    ],
)
def test_after_a_question_it_is_the_persons_turn_until_they_answer(
    rows: list[Row], us: float, you: float
) -> None:
    ride = ride_over(numbered(rows))

    assert mean(ride, "turn_with_us") == pytest.approx(us / 10)
    assert mean(ride, "turn_with_you") == pytest.approx(you / 10)
    assert isinstance(ride.measures["turn_elsewhere"], Unmeasurable)


def elsewhere(day: float) -> Row:
    return row(MONDAY + day * DAY, name="advice", stage="elsewhere")


@pytest.mark.parametrize(
    ("rows", "us", "you", "theirs"),
    [
        ([done(0), elsewhere(1), done(4), asked(5), came(6), done(10)], 6, 1, 3),
        ([done(0), elsewhere(1), asked(4), came(6), done(10)], 5, 2, 3),  # a letter brings it back
        ([done(0), asked(1), elsewhere(2), came(5), done(10)], 1, 4, 5),  # waiting for both: with the person
        (
            [done(0), elsewhere(1), came(4), asked(8), came(9), done(10)],
            2,
            1,
            7,
        ),  # a word does not bring it back
    ],
)
def test_somebody_else_has_it_until_we_act_again(
    rows: list[Row], us: float, you: float, theirs: float
) -> None:
    ride = ride_over(numbered(rows))

    shares = [mean(ride, name) for name in ("turn_with_us", "turn_with_you", "turn_elsewhere")]
    assert shares == pytest.approx([us / 10, you / 10, theirs / 10])


def test_a_paused_promise_is_the_persons_turn_until_it_runs_again() -> None:
    rows = [
        done(0),
        row(MONDAY + 2 * DAY, kind="promise.paused/1", direction=INSIDE, by=By.SYSTEM, key="P"),
        row(MONDAY + 6 * DAY, kind="promise.resumed/1", direction=TO, by=By.SYSTEM, key="P"),
        done(10),
    ]

    assert mean(ride_over(numbered(rows)), "turn_with_you") == pytest.approx(4 / 10)


def test_what_happens_after_an_ending_is_nobodys_turn() -> None:
    rows = [
        row(MONDAY, kind="journey.started/1", direction=FROM, by=By.STAKEHOLDER),
        asked(1),
        came(3),
        row(MONDAY + 4 * DAY, kind="journey.ended/1", direction=TO, by=By.STAFF, key="granted"),
        asked(5),  # after-care
        done(20),
    ]

    ride = ride_over(numbered(rows))

    assert mean(ride, "turn_with_you") == pytest.approx(2 / 4)


def test_failure_demand_counts_chases_complaints_corrections_and_what_was_given_before() -> None:
    rows = [
        came(0, "journey.started/1", None),  # the application: a contact, and a good one
        came(1),  # given for the first time
        came(2, "message.received/1", "question"),  # a question is no failure
        came(3, "message.received/1", "chase"),
        came(4, "message.received/1", "complaint"),
        came(5, "fact.corrected/1"),  # a correction: once, though the fact was known
        came(6),  # given again
        came(7, "fact.reused/1"),  # leave to use it again is no contact
        came(8, "question.answered/1", "clear"),  # our survey is no contact
        row(
            MONDAY + 9 * DAY, kind="message.received/1", direction=INSIDE, key="chase"
        ),  # not from the person
    ]

    ride = ride_over(numbered(rows))

    assert mean(ride, "inbound") == 7
    assert mean(ride, "failure_demand") == pytest.approx(4 / 7)


def test_failure_demand_over_journeys_is_also_told_as_a_ratio_of_sums() -> None:
    many = [came(day, "message.received/1", "question") for day in range(8)]
    one = [replace(came(0, "message.received/1", "chase"), journey="K")]

    result = ride_over(numbered([*many, *one])).measures["failure_demand"]

    assert isinstance(result, Measured)
    assert result.mean == pytest.approx((0 + 1) / 2)
    assert result.pooled == pytest.approx(1 / 9)


def test_a_log_that_does_not_say_why_people_come_cannot_tell_failure_demand() -> None:
    ride = ride_over(numbered([row(MONDAY, direction=FROM), row(MONDAY + DAY, direction=TO)]))

    result = ride.measures["failure_demand"]
    assert isinstance(result, Unmeasurable)
    assert "why the person came to us" in result.why
    assert mean(ride, "inbound") == 1


def test_contacts_that_move_to_another_channel_are_counted_in_both_directions() -> None:
    rows = [
        row(MONDAY, direction=FROM, channel=Channel.WEB),
        row(MONDAY + DAY, direction=TO, channel=Channel.EMAIL),  # a change
        row(
            MONDAY + 2 * DAY, direction=INSIDE, channel=Channel.PHONE
        ),  # between us: not the person's contact
        row(MONDAY + 3 * DAY, direction=TO),  # no channel known: skipped
        row(MONDAY + 4 * DAY, direction=FROM, channel=Channel.EMAIL),
        row(MONDAY + 5 * DAY, direction=TO, channel=Channel.POST),  # a change
    ]

    assert mean(ride_over(numbered(rows)), "channel_switches") == 2


def test_certainty_comes_with_a_date_a_promise_or_the_ending_whichever_is_first() -> None:
    start = row(MONDAY, kind="journey.started/1", direction=FROM)
    ways = {
        "dated": row(MONDAY + DAY, direction=TO, due=MONDAY + 30 * DAY),
        "promised": row(
            MONDAY + 2 * DAY, kind="promise.made/1", direction=INSIDE, due=MONDAY + 30 * DAY, key="P"
        ),
        "ended": row(MONDAY + 3 * DAY, kind="journey.ended/1", direction=TO, key="granted"),
    }
    rows = [replace(one, journey=name) for name, sure in ways.items() for one in numbered([start, sure])]

    ride = ride_over(rows, now=MONDAY + 3 * DAY)

    assert sorted(ride.values("time_to_certainty_days")) == [1, 2, 3]


def test_who_never_learns_where_they_stand_is_censored_and_not_left_out() -> None:
    rows = [
        *numbered(
            [row(MONDAY, journey="told"), row(MONDAY + 2 * DAY, journey="told", direction=TO, due=MONDAY)]
        ),
        *numbered([row(MONDAY, journey="never"), row(MONDAY + 9 * DAY, journey="never", direction=INSIDE)]),
    ]

    result = ride_over(rows).measures["time_to_certainty_days"]

    assert isinstance(result, Measured)
    assert (result.n, result.censored) == (2, 1)
    # half were told after two days; of the other half we only know that nine days were not enough
    assert (result.median, result.p90) == (2, 9)
    assert "p90" in result.at_least
    assert result.mean == pytest.approx(2 + 0.5 * 7)


def test_a_journey_seen_not_to_have_ended_is_censored_when_the_record_knows_endings() -> None:
    ended = [
        row(MONDAY, journey="over", kind="journey.started/1"),
        row(MONDAY + 2 * DAY, journey="over", kind="journey.ended/1", key="granted"),
    ]
    still = [row(MONDAY, journey="open", kind="journey.started/1")]

    result = ride_over([*numbered(ended), *numbered(still)], now=MONDAY + 30 * DAY).measures["elapsed_days"]

    assert isinstance(result, Measured)
    assert (result.n, result.censored, result.median) == (2, 1, 2)
    assert result.at_least == ("mean", "p90")


def test_the_next_word_counts_every_wait_and_cuts_off_the_one_that_goes_on() -> None:
    rows = [
        row(MONDAY, kind="journey.started/1", direction=FROM),
        row(MONDAY + DAY, kind="message.sent/1", direction=TO),
        row(MONDAY + DAY, kind="message.sent/1", direction=TO),  # at the same moment: one word
        row(MONDAY + 4 * DAY, kind="message.sent/1", direction=TO),
    ]

    ride = ride_over(numbered(rows), now=MONDAY + 14 * DAY)

    result = ride.measures["next_word_days"]
    assert isinstance(result, Measured)
    assert sorted(ride.values("next_word_days")) == [1, 3]
    assert (result.n, result.censored, result.coverage) == (3, 1, 1)
    assert (result.median, result.p90) == (3, 10)  # 1 of 3 over by day 1, 2 of 3 by day 3
    assert result.at_least == ("mean", "p90")


def test_an_ending_ends_the_last_wait() -> None:
    rows = [
        row(MONDAY, kind="journey.started/1", direction=FROM),
        row(MONDAY + DAY, kind="message.sent/1", direction=TO),
        row(MONDAY + 7 * DAY, kind="journey.ended/1", direction=INSIDE, key="lapsed"),
        row(MONDAY + 50 * DAY, kind="message.sent/1", direction=TO),  # after-care
    ]

    ride = ride_over(numbered(rows), now=MONDAY + 90 * DAY)

    assert sorted(ride.values("next_word_days")) == [1, 6]


def ended(journey: str, how: str, value: float | None = None) -> list[Row]:
    return numbered(
        [
            row(MONDAY, journey=journey, kind="journey.started/1"),
            row(MONDAY + DAY, journey=journey, kind="journey.ended/1", direction=TO, key=how, value=value),
        ]
    )


def test_endings_say_how_many_reached_the_goal_and_open_journeys_say_nothing_of_it() -> None:
    still = numbered([row(MONDAY, journey="e", kind="journey.started/1")])
    rows = [
        *ended("a", "granted", 1),
        *ended("b", "granted", 1),
        *ended("c", "refused", 0),
        *ended("d", "lost"),
        *still,
    ]

    ride = ride_over(rows)

    result = ride.measures["goal_reached"]
    assert isinstance(result, Measured)
    assert (result.n, result.population, result.coverage) == (3, 4, 3 / 4)
    assert result.mean == pytest.approx(2 / 3)
    # Wilson, 2 of 3: (0.2077, 0.9385)
    assert [round(bound, 4) for bound in (result.intervals["mean"].low, result.intervals["mean"].high)] == [
        0.2077,
        0.9385,
    ]
    assert [(one.name, one.n) for one in ride.endings] == [
        ("granted", 2),
        ("lost", 1),
        ("refused", 1),
        (None, 1),
    ]
    assert [ride.journeys["closed"].to_pylist().count(said) for said in (True, False)] == [4, 1]


def test_where_endings_do_not_say_the_outcomes_do_each_by_its_newest_look() -> None:
    looks = [
        ("a", "trading", 0, 30), ("a", "trading", 1, 90),  # by the newest look, achieved
        ("b", "trading", 1, 30), ("b", "understands", 0, 31),  # one of two was not
    ]  # fmt: skip
    rows = [*ended("a", "granted"), *ended("b", "granted")]
    rows += [
        row(MONDAY + day * DAY, journey=journey, kind="outcome.observed/1", key=key, value=value, seq=day)
        for journey, key, value, day in looks
    ]

    ride = ride_over(rows)

    assert dict(
        zip(*(ride.journeys[name].to_pylist() for name in ("journey", "goal_reached")), strict=True)
    ) == {
        "a": 1,
        "b": 0,
    }


def test_a_journey_opened_again_is_open_and_its_ending_is_none() -> None:
    again = row(MONDAY + 2 * DAY, journey="a", kind="journey.reopened/1", seq=9)

    ride = ride_over([*ended("a", "granted", 1), again])

    assert ride.journeys.select(["closed", "ending", "goal_reached"]).to_pylist() == [
        {"closed": False, "ending": None, "goal_reached": None}
    ]


def test_a_log_without_endings_does_not_say_whether_a_journey_is_over() -> None:
    ride = ride_over(work("AB", "person"))

    assert ride.journeys["closed"].to_pylist() == [None]
    assert ride.endings == ()


def test_new_dates_count_only_before_the_old_one_has_passed() -> None:
    def promised(what: str, day: int, due: int | None) -> Row:
        until = MONDAY + due * DAY if due is not None else None
        return row(MONDAY + day * DAY, kind=f"promise.{what}/1", direction=TO, key="P", due=until)

    in_time = numbered(
        [promised("made", 0, 5), promised("renegotiated", 4, 9), promised("renegotiated", 9, 12)]
    )
    too_late = numbered([promised("made", 0, 5), promised("renegotiated", 6, 9)])
    unmoved = numbered([promised("made", 0, 5)])
    rows = [
        replace(one, journey=name)
        for name, many in zip("abc", (in_time, too_late, unmoved), strict=True)
        for one in many
    ]

    ride = ride_over(rows)

    assert sorted(ride.values("promises_renegotiated")) == [0, 0, 2]


def visits(people: str, hours: float) -> list[Row]:
    """One visit each so many hours."""
    return numbered(
        [
            row(MONDAY + i * hours * HOUR, name="visit", direction=TO, person=who)
            for i, who in enumerate(people)
        ]
    )


@pytest.mark.parametrize(
    ("people", "hours", "most"),
    [
        ("AB" * 14, 12, 2),  # 28 visits in 13.5 days
        ("AB" * 14 + "C" * 28, 12, 3),  # both and C for a while
        ("A" * 14 + "B" * 14 + "C" * 14 + "D" * 14, 12, 3),  # 28 visits back, at most three of them
        ("A" + "B" * 27 + "C", 12, 2),  # A's visit is exactly fourteen days before C's: outside
        ("A" + "B" * 27 + "C", 11.9, 3),  # and now inside
    ],
)
def test_different_people_in_fourteen_days_where_visits_are_two_a_day(
    people: str, hours: float, most: int
) -> None:
    assert mean(ride_over(visits(people, hours)), "people_14_days") == most


def test_fewer_visits_than_two_a_day_are_not_what_kolada_measures() -> None:
    result = ride_over(visits("ABCD" * 10, 13)).measures["people_14_days"]

    assert isinstance(result, Unmeasurable)
    assert "two contacts a day" in result.why
