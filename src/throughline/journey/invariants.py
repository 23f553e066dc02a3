"""What must always hold in a journey, checked over its events: for the record, the simulator and the tests.

The decisions make these true. Here nothing is decided: a journey is replayed and every rule is looked at
again, by other means than those that made it, so that a mistake in one shows in the other.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from throughline.blueprint import Design
from throughline.journey import events as e
from throughline.journey.broken import Broken
from throughline.journey.codec import read_event, read_state, write_event, write_state
from throughline.journey.fold import evolve
from throughline.journey.invariant_events import broken_by_event, names_of
from throughline.journey.invariant_states import broken_in_state
from throughline.journey.state import NOTHING, State

__all__ = ["Broken", "find_broken"]


def find_broken(events: Sequence[e.JourneyEvent], design: Design) -> tuple[Broken, ...]:
    """Every rule that these events break, in order. Empty for a journey that is as it should be.

    Events of one moment belong to one act, and consequences follow within it: what holds of a state is
    looked at when the moment is over.
    """
    return tuple(_find(events, design)) if events else ()


def _find(events: Sequence[e.JourneyEvent], design: Design) -> Iterator[Broken]:
    names = names_of(design)
    state = NOTHING
    last_of_moment = [one.at != following.at for one, following in pairwise(events)] + [True]
    for event, moment_is_over in zip(events, last_of_moment, strict=True):
        yield from broken_by_event(state, event, design, names)
        try:
            after = evolve(state, event)
        except KeyError as missing:
            yield _cannot_follow(state, event, missing)
            return
        if after.seq != state.seq + 1:
            yield Broken(rule="gapless", seq=after.seq, says="The numbers of the events have a gap.")
        state = after
        yield from _not_read_back(event, state)
        if moment_is_over:
            yield from broken_in_state(state, design)
    yield from _state_not_read_back(state)


def _cannot_follow(state: State, event: e.JourneyEvent, missing: KeyError) -> Broken:
    says = f"'{event.kind}' is about {missing}, which the journey does not have."
    return Broken(rule="follows", seq=state.seq + 1, says=says)


def _not_read_back(event: e.JourneyEvent, state: State) -> Iterator[Broken]:
    written = json.loads(json.dumps(write_event(event)))
    if read_event(event.kind, written, at=event.at, actor=event.actor) != event:
        says = f"'{event.kind}' is not the same after it was written and read."
        yield Broken(rule="written as it is", seq=state.seq, says=says)


def _state_not_read_back(state: State) -> Iterator[Broken]:
    if read_state(json.loads(json.dumps(write_state(state)))) != state:
        says = "The journey is not the same after it was written and read."
        yield Broken(rule="written as it is", seq=state.seq, says=says)
