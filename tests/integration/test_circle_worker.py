"""What the worker does for the circle: follows the record, and looks for signals once a week."""

import time
from datetime import datetime

import pytest
import time_machine
from procrastinate.contrib.django import app
from tests.integration.circle_story import half_a_year_and_more
from tests.integration.conftest import SERVICE

from throughline.actions.circle_signals import review_every_service
from throughline.blueprint import Design
from throughline.store.conversations import conversations_about, newest_review
from throughline.store.models import RideOfJourney, SignalReview
from throughline.worker.circle_tasks import follow_the_record, look_for_signals

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes its connection behind it
PATIENCE = 30


def test_the_worker_knows_both_tasks_and_when_they_are_due() -> None:
    due = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}

    assert due["throughline.worker.circle_tasks.follow_the_record"] == "*/2 * * * *"
    assert due["throughline.worker.circle_tasks.look_for_signals"] == "30 5 * * 1"


def test_following_takes_in_what_has_happened(journey: str) -> None:
    until = time.monotonic() + PATIENCE
    while not RideOfJourney.objects.exists() and time.monotonic() < until:
        follow_the_record(timestamp=0)  # it waits for older transactions of anybody on this server

    assert RideOfJourney.objects.get().journey == journey


def test_a_review_is_kept_and_the_next_one_opens_nothing_twice(
    design: Design, cast: object, at: datetime
) -> None:
    half_a_year_and_more(design, at)

    with time_machine.travel(at, tick=False):
        look_for_signals(timestamp=0)
        opened = conversations_about(SERVICE)
        look_for_signals(timestamp=0)

    assert opened
    assert conversations_about(SERVICE) == opened
    assert SignalReview.objects.count() == 2
    found = newest_review(SERVICE)
    assert found is not None
    assert found[1].watched > 30


def test_without_a_strategy_nothing_is_reviewed_and_nothing_fails(design: Design, at: datetime) -> None:
    assert review_every_service(at=at) == ()
