"""An event as one row of the event table, and back: the record's shape, who did it, and the payload."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from throughline.blueprint import Blueprint
from throughline.eventlog.shape import COLUMNS, By, Row
from throughline.ids import FunctionId, JourneyId, StaffId
from throughline.journey.codec import Written, read_event, write_event
from throughline.journey.events import Actor, JourneyEvent
from throughline.journey.fold import evolve
from throughline.journey.rows import row_of
from throughline.journey.state import State

EVENT_COLUMNS = (*COLUMNS, "actor", "payload")
"""What is written; position, transaction and time of recording are the database's own."""


_row_values: Callable[[Row], tuple[Any, ...]] = attrgetter(*COLUMNS)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the journey, as it is written."""

    row: Row
    event: JourneyEvent
    payload: Written

    def values(self) -> tuple[Any, ...]:
        """In the order of EVENT_COLUMNS. `Any` because columns differ in type."""
        return (*_row_values(self.row), self.event.actor.person, self.payload)


def record_events(
    journey: JourneyId, state: State, events: tuple[JourneyEvent, ...], blueprint: Blueprint
) -> tuple[tuple[Recorded, ...], State]:
    """These events as rows, and the state after them."""
    recorded = []
    for event in events:
        state = evolve(state, event)
        recorded.append(Recorded(row_of(journey, event, state, blueprint), event, write_event(event)))
    return tuple(recorded), state


def event_of(line: Mapping[str, Any]) -> JourneyEvent:
    """The event that a row of the event table holds. Django has JSON come as text."""
    actor = Actor(
        by=By(line["by"]),
        person=StaffId(line["actor"]) if line["actor"] is not None else None,
        function=FunctionId(line["function"]) if line["function"] is not None else None,
    )
    at: datetime = line["at"]
    return read_event(line["kind"], json.loads(line["payload"]), at=at, actor=actor)
