"""Keeping one row for each journey's ride, as the record goes on."""

from datetime import datetime

from django.db import transaction

from throughline.store.circle_rides import Followed, follow_record


@transaction.atomic
def refresh_rides(*, at: datetime) -> Followed:
    """Compute the rides of journeys that something happened to since last time."""
    return follow_record(at=at)


@transaction.atomic
def make_rides_again(*, at: datetime) -> Followed:
    """Compute every journey's ride. What comes out is what was there."""
    return follow_record(at=at, from_the_start=True)
