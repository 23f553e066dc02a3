"""How every action changes a journey: read, decide, and write everything in one transaction.

A refused act changes nothing. When two act at once, one is written and the other decides again on what the
first one left, a few times at most.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from throughline.actions.new_ids import new_id
from throughline.actions.news import is_news
from throughline.blueprint import Design
from throughline.ids import JourneyId
from throughline.journey.decisions.deciding import Events
from throughline.journey.state import State
from throughline.people.journeys import NotYours
from throughline.store.envelope import Recorded, record_events
from throughline.store.projection import read_tables
from throughline.store.published import design_for
from throughline.store.writing import Change, NewContent, SomebodyWasFirst, load_state, write

TRIES = 4
SKEW = timedelta(seconds=5)
"""How far the clocks of two machines may differ before a change counts as dated in the past."""

Decide = Callable[[State, Design, datetime], Events]
"""What to do with the journey as it stands. It may be asked again when somebody else was first."""

Alongside = Callable[[State], None]
"""What is written in the same transaction: a document, the person who starts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Acted:
    """What an action did."""

    journey: JourneyId
    state: State
    recorded: tuple[Recorded, ...]

    @property
    def events(self) -> Events:
        return tuple(one.event for one in self.recorded)


def nothing_else(state: State) -> None:
    """Most acts write nothing beside the journey."""


def act(
    journey: JourneyId,
    *,
    at: datetime,
    decide: Decide,
    contents: Sequence[NewContent] = (),
    alongside: Alongside = nothing_else,
    design: Design | None = None,
) -> Acted:
    """Let `decide` say what happens to a journey, and write it.

    `alongside` writes what belongs to the same moment (a document, who starts), in the same transaction.
    `design` is given only where a journey starts; a running one knows its own.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _act_once(journey, at, decide, contents, alongside, design)
        except SomebodyWasFirst:
            if not left:
                raise
    raise SomebodyWasFirst


def _act_once(
    journey: JourneyId,
    at: datetime,
    decide: Decide,
    contents: Sequence[NewContent],
    alongside: Alongside,
    starting: Design | None,
) -> Acted:
    before = load_state(journey)
    design = _design_of(before, starting)
    at = _not_before(before, at)
    events = decide(before, design, at)
    if not events:
        return Acted(journey=journey, state=before, recorded=())
    recorded, after = record_events(journey, before, events, design.blueprint)
    change = Change(
        journey=journey,
        before=before,
        after=after,
        recorded=recorded,
        tables_before=read_tables(journey, before, design),
        tables_after=read_tables(journey, after, design),
        contents=contents,
        news=[one.row.seq for one in recorded if is_news(one.event, after)],
        message_id=new_id(at),
    )
    write(change, at=at)
    alongside(after)
    return Acted(journey=journey, state=after, recorded=recorded)


def _design_of(state: State, starting: Design | None) -> Design:
    if state.started:
        return design_for(state.service, state.version)
    if starting is None:
        raise NotYours("We cannot find this journey.")
    return starting


def _not_before(state: State, at: datetime) -> datetime:
    """Two machines' clocks differ a little: what follows is never dated before what it follows."""
    last = state.last_at
    return last if last is not None and at < last <= at + SKEW else at
