"""Keeping the rides up to the record, and looking over all watched series once a week."""

from procrastinate.contrib.django import app

from throughline.actions.circle_rides import refresh_rides
from throughline.actions.circle_signals import review_every_service
from throughline.clock import now
from throughline.worker.connections import on_its_own_connection


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="rides")
@on_its_own_connection
def follow_the_record(timestamp: int) -> None:
    """Compute again the rides of journeys that something happened to."""
    refresh_rides(at=now())


@app.periodic(cron="30 5 * * 1")
@app.task(queueing_lock="signals")
@on_its_own_connection
def look_for_signals(timestamp: int) -> None:
    """On Monday morning, when the week before is whole. Looking more often would find more by chance."""
    refresh_rides(at=now())
    review_every_service(at=now())
