"""What happens on time: promises watched, check-ins sent, and nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from throughline.actions.endings import withdraw
from throughline.actions.load import PastJourney, load_past
from throughline.blueprint import Design
from throughline.blueprint.model import EndingKind, Engagement
from throughline.eventlog.shape import By
from throughline.ids import EndingId, JourneyId, StaffId, StakeholderId
from throughline.journey.events import SYSTEM, Actor, GuideAssigned, JourneyEnded, JourneyStarted
from throughline.store.models import CheckIn, Event, Outbox, Promise
from throughline.worker import tasks
from throughline.worker.clock import keep_promise_clock, send_check_ins

from .conftest import OFFICE, Cast
from .test_actions_each import answer_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(journey: JourneyId, cast: Cast, design: object, later: datetime) -> Promise:
    """We promised Amara an answer about her idea."""
    answer_everything(journey, cast.amara, "tell-idea", later, design)
    Outbox.objects.all().delete()
    return Promise.objects.get(step="check-idea")


def kinds() -> list[str]:
    return list(Event.objects.order_by("position").values_list("kind", flat=True))


def test_long_before_its_date_a_promise_is_left_alone(promised: Promise, later: datetime) -> None:
    before = kinds()

    assert keep_promise_clock(at=later + timedelta(minutes=1)) == 0

    assert kinds() == before


def test_on_its_last_day_the_person_hears_that_it_will_be_missed(promised: Promise) -> None:
    last_morning = promised.due - timedelta(hours=6)

    assert keep_promise_clock(at=last_morning) == 1
    assert keep_promise_clock(at=last_morning + timedelta(minutes=1)) == 0

    assert kinds().count("promise.warned/1") == 1
    assert Outbox.objects.count() == 1


def test_when_its_date_has_passed_it_is_broken_aloud_and_stays_so(promised: Promise) -> None:
    after = promised.due + timedelta(minutes=1)

    assert keep_promise_clock(at=after) == 1
    keep_promise_clock(at=after + timedelta(minutes=1))

    assert kinds().count("promise.broken/1") == 1
    promised.refresh_from_db()
    assert promised.status == "broken"


def test_a_journey_that_ended_has_no_clock(promised: Promise, cast: Cast, later: datetime) -> None:
    withdraw(journey=JourneyId(promised.journey), by=cast.amara, at=later + timedelta(minutes=2))

    assert keep_promise_clock(at=promised.due + timedelta(days=3)) == 0

    assert "promise.broken/1" not in kinds()


@pytest.fixture
def granted(design: Design, cast: Cast, at: datetime) -> JourneyId:
    """Amara's journey, granted some time ago."""
    ben, amara = Actor(by=By.STAFF, person=StaffId("staff-ben")), StakeholderId("amara")
    started = JourneyStarted(
        at=at,
        actor=Actor(by=By.STAKEHOLDER, person=amara),
        stakeholder=amara,
        service=design.blueprint.service,
        version=design.blueprint.version,
        unit=OFFICE,
        engagement=Engagement.GUIDED,
    )
    guided = GuideAssigned(at=at, actor=SYSTEM, guide=StaffId("staff-ben"))
    ended = JourneyEnded(at=at, actor=ben, ending=EndingId("granted"), ending_kind=EndingKind.GRANTED)
    past = PastJourney(journey=JourneyId("granted"), events=(started, guided, ended))
    load_past([past], design, told=lambda more: None)
    return past.journey


def test_a_check_in_is_sent_once_and_only_when_it_is_due(granted: JourneyId, at: datetime) -> None:
    assert send_check_ins(at=at + timedelta(days=29)) == 0

    assert send_check_ins(at=at + timedelta(days=30)) == 1
    assert send_check_ins(at=at + timedelta(days=31)) == 0

    assert kinds().count("check-in.sent/1") == 1
    assert CheckIn.objects.get(journey=granted, check_in="first-month").sent_at == at + timedelta(days=30)
    assert Outbox.objects.get(journey=granted).seqs == [4]


def work_off_what_waits() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@pytest.mark.django_db(transaction=True)
def test_every_task_runs_in_a_real_worker(promised: Promise) -> None:
    stamp = int(timezone.now().timestamp())
    for task in (tasks.deliver, tasks.watch_promises, tasks.ask_how_people_are):
        task.defer(timestamp=stamp)

    # A thread of its own, because a browser test before this one leaves its event loop in this thread.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(work_off_what_waits).result()

    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}
    assert "promise.broken/1" in kinds()  # its date passed long ago by the real clock
