"""What one action costs: whatever the journey's age, and beside a transaction written by hand.

Run as: python -m benchmarks.actions

1. One action on a journey with 1,000 past events may cost at most 1.5 × the same on one with 20.
2. Actions per second must reach 0.5 × a hand-written psycopg transaction that writes the same rows,
   in the same database, with the same durability.

The two of each pair take turns, so that whatever else the machine does meets both.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.with_service import MONDAY, a_service

ROUNDS = 150
OLD, YOUNG = 1_000, 20
DEAREST_WITH_AGE = 1.5
SLOWEST = 0.5


def main() -> None:
    with a_service():
        young, old, by_hand = _measure()
    ratio, rate = old / young, by_hand / young
    print(f"action, {YOUNG} past events      {young * 1000:8.2f} ms")
    print(f"action, {OLD:,} past events   {old * 1000:8.2f} ms")
    print(f"the same rows by hand       {by_hand * 1000:8.2f} ms")
    print(f"1,000 events ÷ 20 events    {ratio:8.2f}    (at most {DEAREST_WITH_AGE})")
    print(f"actions/s                   {1 / young:8.0f}")
    print(f"actions/s ÷ by hand         {rate:8.2f}    (at least {SLOWEST})")
    if ratio > DEAREST_WITH_AGE or rate < SLOWEST:
        raise SystemExit(1)


def _measure() -> tuple[float, float, float]:
    from throughline.actions.messages import send_message

    ben, journeys = _people_and_journeys()
    young, old, by_hand_on = journeys
    hand = ByHand(by_hand_on)
    clock = iter(range(1_000_000))

    def act(journey: Any) -> None:
        at = MONDAY + timedelta(days=30, seconds=next(clock))
        send_message(journey=journey, by=ben, at=at, text="We come on Friday.")

    times: dict[str, list[float]] = {"young": [], "old": [], "hand": []}
    for _ in range(ROUNDS):
        times["young"].append(_timed(lambda: act(young)))
        times["old"].append(_timed(lambda: act(old)))
        times["hand"].append(_timed(hand.write))
    return tuple(statistics.median(times[name]) for name in ("young", "old", "hand"))  # type: ignore[return-value]


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _people_and_journeys() -> tuple[Any, list[Any]]:
    from throughline.actions.messages import send_message
    from throughline.actions.start_journey import start_journey
    from throughline.people import Role, Viewer
    from throughline.store.models import Account, Staff, Stakeholder

    Staff.objects.create(
        id="staff-ben", name="Ben", email="ben@throughline.example", roles=["guide"], units=["harbour"]
    )
    account = Account.objects.create_user("amara@throughline.example")
    Stakeholder.objects.create(id="amara", account=account, name="Amara", made_at=MONDAY)
    amara = Viewer(stakeholders=frozenset({"amara"}))
    ben = Viewer(staff="staff-ben", roles=frozenset({Role.GUIDE}), units=frozenset({"harbour"}))
    journeys = []
    for events in (YOUNG, OLD, YOUNG):
        begun = start_journey(by=amara, at=MONDAY, service="food-business-licence", unit="harbour")
        for number in range(events - begun.state.seq):
            at = MONDAY + timedelta(minutes=number + 1)
            send_message(journey=begun.journey, by=ben, at=at, text="We come on Friday.")
        journeys.append(begun.journey)
    return ben, journeys


class ByHand:
    """The rows of one sent message, written by somebody who knows the tables and nothing else."""

    def __init__(self, journey: str) -> None:
        import psycopg
        from django.db import connection

        parameters = connection.get_connection_params()
        self.connection = psycopg.connect(
            host=parameters["host"], user=parameters["user"], dbname=parameters["dbname"]
        )
        self.journey = journey
        with self.connection.cursor() as cursor:
            cursor.execute("select seq, state from journey where id = %s", (journey,))
            self.seq, self.state = cursor.fetchone()
        self.connection.commit()

    def write(self) -> None:
        at = MONDAY + timedelta(days=60, seconds=self.seq)
        content = f"by-hand-{self.seq}"
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.execute("select seq, state from journey where id = %s", (self.journey,))
            seq, state = cursor.fetchone()
            state |= {"seq": seq + 1, "last_at": at.isoformat(), "told_at": at.isoformat()}
            cursor.execute(
                "insert into event (journey, seq, at, kind, direction, by, person, function, unit, service, "
                "version, channel, actor, payload) values (%s, %s, %s, 'message.sent/1', 'to', 'staff', "
                "'staff-ben', 'guide', 'harbour', 'food-business-licence', '1', 'email', 'staff-ben', %s)",
                (self.journey, seq + 1, at, json.dumps({"content": content})),
            )
            cursor.execute(
                "update journey set seq = %s, last_at = %s, told_at = %s, unanswered = 0, state = %s "
                "where id = %s and seq = %s",
                (seq + 1, at, at, json.dumps(state), self.journey, seq),
            )
            cursor.execute(
                "insert into content (id, journey, stakeholder, kind, body, made_at) "
                "values (%s, %s, 'amara', 'message', %s, %s)",
                (content, self.journey, json.dumps("We come on Friday."), at),
            )
            cursor.execute(
                "insert into message (journey, seq, at, kind, by, person, channel, content) "
                "values (%s, %s, %s, 'message.sent/1', 'staff', 'staff-ben', 'email', %s)",
                (self.journey, seq + 1, at, content),
            )
            cursor.execute(
                'insert into outbox (id, journey, seqs, opened_at, due, status, attempts, "to", subject, '
                "text, html, problem) values (%s, %s, %s, %s, %s, 'waiting', 0, '', '', '', '', '') "
                "on conflict (journey) where status = 'waiting' "
                "do update set seqs = outbox.seqs || excluded.seqs",
                (content, self.journey, [seq + 1], at, at + timedelta(minutes=1)),
            )
        self.seq = seq + 1


if __name__ == "__main__":
    main()
