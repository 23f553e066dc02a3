"""Publishing a design, so that journeys can start on it."""

from datetime import datetime

from throughline.blueprint import Design
from throughline.store.published import publish


def publish_design(*, design: Design, at: datetime) -> None:
    """Make this version the one that new journeys start on. Running journeys stay on theirs."""
    publish(design, at=at)
