"""What every screen of the circle starts from: the strategy, one service of it, and what is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import TypeVar

from django.core.cache import cache
from django.db import connection

from throughline.blueprint import Blueprint
from throughline.ids import ServiceId, UnitId
from throughline.insight.rung import Rung
from throughline.queries.workspace_words import units_here
from throughline.refused import Refused
from throughline.store.circle_seen import rides_as_of, seen_of
from throughline.store.conversations import strategy_here
from throughline.store.models import PublishedStrategy, Staff
from throughline.store.published import latest_design
from throughline.strategy.model import Strategy
from throughline.strategy.observed import Seen

KEPT = 24 * 60 * 60
"""Seconds for which an answer is kept. Newer rides or another strategy make another answer anyway."""

Answer = TypeVar("Answer")


class NothingToSee(Refused):
    """There is no strategy in force, or nothing was measured yet."""


@dataclass(frozen=True, kw_only=True)
class CircleHere:
    """One service in the light of the strategy, as of the moment the rides last followed the record."""

    strategy: Strategy
    service: ServiceId
    blueprint: Blueprint
    units: Mapping[UnitId, str]
    as_of: datetime

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return self.strategy.rungs(self.service)

    @property
    def names(self) -> dict[str, str]:
        """What units are called."""
        return {str(unit): title for unit, title in self.units.items()}

    @property
    def short_names(self) -> dict[str, str]:
        """What tells units apart: their names without the words that all of them end in."""
        words = {unit: title.split() for unit, title in self.names.items()}
        backwards = zip(*(reversed(title) for title in words.values()), strict=False)
        same = len(list(takewhile(lambda column: len(set(column)) == 1, backwards))) if len(words) > 1 else 0
        return {unit: " ".join(title[: len(title) - same] or title) for unit, title in words.items()}

    def seen(self) -> Seen:
        """All that is known of the service. Reads every ride: ask once, and keep what comes of it."""
        return seen_of(self.strategy, self.service, until=self.as_of)

    def kept(self, name: str, make: Callable[[], Answer]) -> Answer:
        """An answer about these rides and this strategy, made once."""
        strategy = PublishedStrategy.objects.order_by("-published_at").values_list("published_at", flat=True)
        database = connection.settings_dict["NAME"]
        key = f"circle:{database}:{self.service}:{self.as_of:%Y%m%dT%H%M%S.%f}:{strategy[0]:%s%f}:{name}"
        known: Answer | None = cache.get(key)
        if known is None:
            known = make()
            cache.set(key, known, KEPT)
        return known


def circle_here(service: str = "") -> CircleHere:
    """The service that was asked for, or the first that the strategy names.

    Raises:
        NothingToSee: without a strategy, or before anything was measured.
    """
    strategy, as_of = strategy_here(), rides_as_of()
    if strategy is None:
        raise NothingToSee(
            "No strategy is in force yet. Write strategy.yaml beside your blueprint, and publish both with: "
            "throughline migrate --blueprints FOLDER"
        )
    if as_of is None:
        raise NothingToSee(
            "Nothing has been measured yet. The worker does it every two minutes: throughline worker"
        )
    services = list(strategy.services)
    chosen = ServiceId(service) if service in services else services[0]
    return CircleHere(
        strategy=strategy,
        service=chosen,
        blueprint=latest_design(chosen).blueprint,
        units=units_here(),
        as_of=as_of,
    )


def staff_names() -> dict[str, str]:
    """Who is who among the staff."""
    return dict(Staff.objects.values_list("id", "name"))
