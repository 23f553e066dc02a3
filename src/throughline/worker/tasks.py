"""What happens on time. Each task makes one call; `procrastinate` remembers what is due and who runs it.

Messages wait a minute anyway, so that two changes become one: looking every ten seconds is soon enough.
"""

from procrastinate.contrib.django import app

from throughline.clock import now
from throughline.notify.delivery import deliver_due
from throughline.worker.clock import keep_promise_clock, send_check_ins
from throughline.worker.connections import on_its_own_connection


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="deliver")
@on_its_own_connection
def deliver(timestamp: int) -> None:
    """Send the messages that are due."""
    deliver_due(at=now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="promises")
@on_its_own_connection
def watch_promises(timestamp: int) -> None:
    """Warn before promises that will be missed, and say so when one was."""
    keep_promise_clock(at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="check-ins")
@on_its_own_connection
def ask_how_people_are(timestamp: int) -> None:
    """Send the check-ins that are due."""
    send_check_ins(at=now())
