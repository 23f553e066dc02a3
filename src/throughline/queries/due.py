"""What the clock has to look at."""

from datetime import datetime

from throughline.ids import JourneyId
from throughline.store.models import CheckIn, Promise


def journeys_with_promises_due(*, by: datetime) -> list[JourneyId]:
    """Journeys with a running promise whose date comes by then, the most urgent first."""
    found = Promise.objects.filter(status="running", due__lte=by).order_by("due")
    return list(dict.fromkeys(JourneyId(one.journey) for one in found))


def journeys_with_check_ins_due(*, by: datetime) -> list[JourneyId]:
    """Journeys with a check-in that is due by then and was not sent."""
    found = CheckIn.objects.filter(sent_at=None, due__lte=by).order_by("due")
    return list(dict.fromkeys(JourneyId(one.journey) for one in found))
