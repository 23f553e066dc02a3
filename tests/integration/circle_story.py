"""A year and a half of rides at five offices, made up in one go: Old Town gets worse in the last months."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.db import connection

from throughline.actions.circle_strategy import publish_strategy_beside
from throughline.blueprint import Design
from throughline.store.models import RideOfJourney, RideProgress

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "food-business-licence"
OFFICES = ("harbour", "northfield", "old-town", "riverside", "westgate")
WEEKS = 78
EACH_WEEK = 6
WORN_FOR = 12
"""Weeks since which people at Old Town meet strangers."""


def half_a_year_and_more(design: Design, at: datetime) -> None:
    """The strategy in force, and rides that say how it was; computed as of `at`."""
    publish_strategy_beside(folder=EXAMPLE, blueprint=design.blueprint, at=at)
    keep_rides(at)
    RideProgress.objects.update_or_create(id="rides", defaults={"followed_to": 0, "as_of": at})


KEPT: dict[datetime, bytes] = {}
"""Their rows as the database copied them out: the second time they are only copied in."""


def keep_rides(at: datetime) -> None:
    table = RideOfJourney._meta.db_table
    with connection.cursor() as cursor:
        if at in KEPT:
            with cursor.copy(f"copy {table} from stdin") as rows:
                rows.write(KEPT[at])
            return
        RideOfJourney.objects.bulk_create(rides(at))
        with cursor.copy(f"copy {table} to stdout") as rows:
            KEPT[at] = b"".join(rows)


def rides(at: datetime) -> Iterator[RideOfJourney]:
    random = Random(2026)  # noqa: S311 - a story, not a secret
    monday = at - timedelta(weeks=WEEKS, days=at.weekday())
    for week in range(WEEKS):
        for office in OFFICES:
            worn = office == "old-town" and week >= WEEKS - WORN_FOR
            for number in range(EACH_WEEK):
                ended = monday + timedelta(weeks=week, days=1 + number % 5)
                yield ride(f"{office}-{week}-{number}", office, ended, random, worn=worn)


def ride(name: str, office: str, ended: datetime, random: Random, *, worn: bool) -> RideOfJourney:
    """Every second person answers. Nobody at all was asked a year later."""
    liked = 0.9 if office == "riverside" else 0.1 if worn else 0.6
    said = ended + timedelta(days=1)
    asked = ended + timedelta(days=90)
    score = 5 if random.random() < liked else 2
    answers = {"one_person": [score, said.isoformat()]} if random.random() < 0.7 else {}
    open_still = random.random() < (0.9 if office == "riverside" else 0.7)
    outcome = [float(open_still), (asked + timedelta(days=2)).isoformat()]
    return RideOfJourney(
        journey=name,
        service="food-business-licence",
        version="1",
        unit=office,
        started_at=ended - timedelta(days=60),
        ended_at=ended,
        ending="withdrawn",
        ending_kind="withdrawn",
        measures={
            "elapsed_days": random.uniform(40, 80),
            "longest_silence_days": random.uniform(4, 14),
            "coc": random.uniform(0.02, 0.1) if worn else random.uniform(0.1, 0.4),
            "people": random.choice([6, 7, 8]),
            "repeated_asks": random.choice([0, 1, 2]),
            "promises_kept": random.choice([0.5, 1.0]),
            "rework_redo": random.choice([0, 1]),
        },
        outcomes={"trading-at-90-days": outcome} if random.random() < 0.6 else {},
        answers=answers,
        asked={"three-months": [None, asked.isoformat()]},
    )
