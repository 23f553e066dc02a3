"""How events and states are written down and read back: JSON-ready, and the same again after a round trip."""

from datetime import datetime
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from throughline.journey.events import Actor, Event, JourneyEvent
from throughline.journey.state import State

Written = dict[str, Any]
"""JSON-ready: only strings, numbers, booleans, lists and mappings. `Any` because JSON nests."""

_ENVELOPE = {"at", "actor"}
"""Written in columns of their own, so they are not repeated in the payload."""

EVENT_TYPES: dict[str, type[Event]] = {event.kind: event for event in get_args(JourneyEvent)}


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}
"""One per kind, made when first needed: making all of them would slow every start."""


def _adapter(kind: str) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(EVENT_TYPES[kind])
    return _ADAPTERS[kind]


@cache
def _state_adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)


def write_event(event: JourneyEvent) -> Written:
    """The payload of an event, without when and who, which stand beside it."""
    payload: Written = _adapter(event.kind).dump_python(
        event, mode="json", exclude=_ENVELOPE, exclude_defaults=True
    )
    return payload


def read_event(kind: str, payload: Written, *, at: datetime, actor: Actor) -> JourneyEvent:
    """The event that `write_event` wrote.

    Raises:
        KeyError: when the kind was never one of ours.
        pydantic.ValidationError: when the payload is not one of that kind.
    """
    event: JourneyEvent = _adapter(kind).validate_python({**payload, "at": at, "actor": actor})
    return event


def write_state(state: State) -> Written:
    """Sets are written in order, so that the same state is the same bytes in every process."""
    written: Written = _state_adapter().dump_python(state, mode="json", exclude_defaults=True)
    for name, value in written.items():
        if isinstance(getattr(state, name), frozenset):
            written[name] = sorted(value)
    return written


def read_state(written: Written) -> State:
    return _state_adapter().validate_python(written)
