"""The thread of one journey on the live record: every door draws the same line from the same events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint, Design
from throughline.eventlog.shape import By
from throughline.eventlog.thread import Ahead, Encounter, Mark, Meeting, Promised, Thread, Turn, Whose, Work
from throughline.ids import FunctionId, HandoffId, JourneyId, PromiseId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import GUIDE
from throughline.journey.fold import evolve
from throughline.journey.next import applies, open_steps, settled_steps, whose_turn
from throughline.journey.state import NOTHING, PromiseStatus, State
from throughline.queries.thread_labels import Told, told_by
from throughline.store.history import history_of

WHOSE = {
    e.Turn.WITH_US: Whose.US,
    e.Turn.WITH_YOU: Whose.YOU,
    e.Turn.WITH_SOMEONE_ELSE: Whose.SOMEONE,
}

Names = Mapping[StaffId, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """One event with the journey right before and right after it."""

    event: e.JourneyEvent
    before: State
    after: State


def events_of(journey: JourneyId) -> tuple[e.JourneyEvent, ...]:
    """What happened, in order."""
    return history_of(journey).events


def thread_of(events: Sequence[e.JourneyEvent], design: Design, names: Names, *, at: datetime) -> Thread:
    """The journey as a line from its start until its end, or until `at` while it is open."""
    zone = ZoneInfo(design.organisation.calendar.zone)
    moments = tuple(_moments(events))
    now = moments[-1].after if moments else NOTHING
    start = (now.started_at or at).astimezone(zone)
    until = max((now.ended_at or at).astimezone(zone), start)
    lived = tuple(one for one in moments if one.event.at <= until)
    return Thread(
        start=start,
        until=until,
        open=now.open,
        encounters=tuple(_encounters(lived, design, names, zone)),
        work=tuple(_work(lived, design, names, zone)),
        turns=tuple(_turns(lived, design.blueprint, until, zone)),
        promises=tuple(_promises(now, design.blueprint, zone)),
        ahead=tuple(_ahead(now, design.blueprint)),
    )


def _moments(events: Sequence[e.JourneyEvent]) -> Iterator[Moment]:
    state = NOTHING
    for event in events:
        before, state = state, evolve(state, event)
        yield Moment(event, before, state)


def _encounters(moments: Sequence[Moment], design: Design, names: Names, zone: tzinfo) -> Iterator[Encounter]:
    """What was said or done at one time in one direction is one encounter, told by what matters most.

    A promise that was broken is never hidden behind what else happened then.
    """
    met: dict[tuple[datetime, Meeting, Mark | None], Told] = {}
    for one in moments:
        told = told_by(one.event, one.after, design, names, zone)
        if told is None:
            continue
        spot = (one.event.at, told.kind, told.mark)
        if spot not in met or told.weight > met[spot].weight:
            met[spot] = told
    marks = dict(_settled(moments))
    for (at, kind, _mark), told in met.items():
        mark = marks.get((at, told.step)) if kind is Meeting.TO else None
        yield Encounter(
            at=at.astimezone(zone), label=told.label, kind=kind, mark=told.mark or mark, who=told.who
        )


def _settled(moments: Sequence[Moment]) -> Iterator[tuple[tuple[datetime, StepId | None], Mark]]:
    """When each promise was kept or broken, and about which step."""
    for one in moments:
        match one.event:
            case e.PromiseKept(promise=promise):
                yield (one.event.at, _step_of(one.after, promise)), Mark.KEPT
            case e.PromiseBroken(promise=promise):
                yield (one.event.at, _step_of(one.after, promise)), Mark.BROKEN
            case _:
                continue


def _step_of(state: State, promise: PromiseId) -> StepId | None:
    return state.promises[promise].step


def _work(moments: Sequence[Moment], design: Design, names: Names, zone: tzinfo) -> Iterator[Work]:
    """Who worked behind the line, from when somebody took a piece of work up until it was done."""
    began: dict[StepId | HandoffId, datetime] = {}
    for one in moments:
        event = one.event
        match event:
            case e.StepStarted(step=step):
                began.setdefault(step, event.at)
            case e.HandoffAccepted(handoff=handoff):
                began[handoff] = event.at
            case e.StepDone(step=step) | e.StepReturned(step=step) | e.StepSkipped(step=step):
                start = began.pop(step, None)
                if event.actor.by is By.STAFF:
                    again = step in one.before.steps and one.before.steps[step].rounds > 0
                    yield _piece(one, step, start, design, names, zone, again=again)
            case e.InputGiven(handoff=handoff):
                step = one.after.handoffs[handoff].step
                yield _piece(one, step, began.pop(handoff, None), design, names, zone, again=False)
            case _:
                continue


def _piece(
    one: Moment,
    step: StepId,
    start: datetime | None,
    design: Design,
    names: Names,
    zone: tzinfo,
    *,
    again: bool,
) -> Work:
    actor = one.event.actor
    return Work(
        start=start.astimezone(zone) if start else None,
        end=one.event.at.astimezone(zone),
        label=design.blueprint.steps[step].title,
        who=names.get(StaffId(actor.person)) if actor.person else None,
        function=_function_title(design.blueprint, actor.function),
        again=again,
    )


def _function_title(blueprint: Blueprint, function: FunctionId | None) -> str | None:
    if function == GUIDE:
        return _("Your guide")
    return blueprint.functions[function].title if function in blueprint.functions else None


def _turns(moments: Sequence[Moment], blueprint: Blueprint, until: datetime, zone: tzinfo) -> Iterator[Turn]:
    """Stretches of time by whose turn it was. Worked out once for each act, not for each event."""
    changes: list[tuple[datetime, Whose]] = []
    for i, one in enumerate(moments):
        if i + 1 < len(moments) and moments[i + 1].event.at == one.event.at:
            continue
        turn = whose_turn(blueprint, one.after) or e.Turn.WITH_YOU
        if not changes or changes[-1][1] is not WHOSE[turn]:
            changes.append((one.event.at.astimezone(zone), WHOSE[turn]))
    ends = [start for start, _whose in changes[1:]] + [until]
    for (start, whose), end in zip(changes, ends, strict=True):
        if end > start:
            yield Turn(start=start, end=end, whose=whose)


def _promises(state: State, blueprint: Blueprint, zone: tzinfo) -> Iterator[Promised]:
    """Those that run now. What became of the others stands where it was settled."""
    for held in state.promises.values():
        if held.status is PromiseStatus.RUNNING and held.step is not None:
            yield Promised(due=held.due.astimezone(zone), label=blueprint.steps[held.step].title)


def _ahead(state: State, blueprint: Blueprint) -> Iterator[Ahead]:
    """What is open, then what comes after it, as far as facts tell. A promised step stands at its date."""
    if not state.open:
        return
    promised = {one.step for one in state.promises.values() if one.status is PromiseStatus.RUNNING}
    now = {one.step.id: one.turn for one in open_steps(blueprint, state)}
    settled = settled_steps(blueprint, state)
    for step, turn in now.items():
        if step in promised:
            continue
        yield Ahead(label=blueprint.steps[step].title, whose=WHOSE[turn])
    for step, designed in blueprint.steps.items():
        if step not in now and step not in settled and applies(designed, state) is not False:
            yield Ahead(label=designed.title, whose=Whose.YOU if designed.is_theirs else Whose.US)
