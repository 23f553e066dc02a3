"""Reading what came of a log is written down, as opening somebody's journey is."""

from datetime import datetime, timedelta

from throughline.people.logs import check_can_see_logs
from throughline.people.viewer import Viewer
from throughline.store.models import LogAct

SAME_VISIT = timedelta(minutes=30)
"""Opened again within this time is one visit."""


def remember_reading(*, log: str, by: Viewer, at: datetime, downloaded: bool = False) -> None:
    check_can_see_logs(by)
    act = "downloaded" if downloaded else "opened"
    mine = LogAct.objects.filter(log=log, staff=by.staff or "", act=act, at__gt=at - SAME_VISIT)
    if not mine.exists():
        LogAct.objects.create(log=log, staff=by.staff or "", at=at, act=act)
