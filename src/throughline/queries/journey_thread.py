"""The thread of a journey that runs here, from its events: what the person met, who worked, whose turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.blueprint import Blueprint, Design
from throughline.eventlog.shape import By, Direction
from throughline.eventlog.thread import (
    Ahead,
    Encounter,
    Mark,
    Meeting,
    Promised,
    Thread,
    Turn,
    Whose,
    Work,
    with_loops,
)
from throughline.ids import FunctionId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.fold import evolve
from throughline.journey.next import applies, open_steps, settled_steps, whose_turn
from throughline.journey.rows import direction_of
from throughline.journey.state import NOTHING, PromiseStatus, State

AT_ONCE = timedelta(minutes=2)
"""Events closer together than this are one encounter: nobody meets four things in a minute."""

_WHOSE = {e.Turn.WITH_US: Whose.US, e.Turn.WITH_YOU: Whose.YOU, e.Turn.WITH_SOMEONE_ELSE: Whose.SOMEONE}

Names = Mapping[StaffId, str]
"""Who the staff are, for those who may read names."""


def thread_of(
    events: Sequence[e.JourneyEvent], state: State, design: Design, *, at: datetime, names: Names
) -> Thread:
    """The journey as a line through time. `state` is the one after the last event."""
    blueprint = design.blueprint
    return Thread(
        start=state.started_at or at,
        until=state.ended_at or max(at, state.last_at or at),
        open=state.open,
        encounters=tuple(_encounters(events, state, blueprint, names)),
        work=with_loops(_work(events, blueprint, names)),
        turns=tuple(_turns(events, blueprint, at)),
        promises=tuple(_promises(state, blueprint)),
        ahead=tuple(_ahead(blueprint, state)),
    )


# What the person met -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Met:
    """One event the person met, before those of the same moment become one. The highest weight is said."""

    at: datetime
    kind: Meeting
    label: str
    weight: int


def _encounters(
    events: Sequence[e.JourneyEvent], state: State, blueprint: Blueprint, names: Names
) -> Iterator[Encounter]:
    kept = {one.closed_at for one in state.promises.values() if one.status is PromiseStatus.KEPT}
    for group in _at_once(list(_met(events, blueprint, names))):
        said = max(group, key=lambda one: one.weight)
        settled = Mark.KEPT if said.kind is Meeting.TO and any(one.at in kept for one in group) else None
        label = _counted(group) if said.weight == ANSWERS else said.label
        yield Encounter(at=said.at, label=label, kind=said.kind, mark=settled)


def _met(events: Sequence[e.JourneyEvent], blueprint: Blueprint, names: Names) -> Iterator[_Met]:
    for event in events:
        direction = direction_of(event, blueprint)
        if direction is Direction.INSIDE:
            continue
        kind = Meeting.TO if direction is Direction.TO else Meeting.FROM
        label, weight = encounter_words(event, blueprint, names)
        yield _Met(event.at, kind, label, weight)


def _at_once(met: list[_Met]) -> Iterator[list[_Met]]:
    """Neighbours of the same direction and about the same moment, together."""
    group: list[_Met] = []
    for one in met:
        if group and (one.kind is not group[0].kind or one.at - group[0].at > AT_ONCE):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _counted(group: list[_Met]) -> str:
    n = len(group)
    return ngettext("%(n)d answer", "%(n)d answers", n) % {"n": n}


ANSWERS = 2
"""The weight of an answer; several at once are counted instead of told."""


def encounter_words(event: e.JourneyEvent, blueprint: Blueprint, names: Names) -> tuple[str, int]:
    """How an encounter is said above the line, and how much it weighs among those of the same moment."""
    match event:
        case e.JourneyStarted():
            return _("Started"), 6
        case e.JourneyEnded(ending=ending):
            return blueprint.ending_by_id[ending].title, 9
        case e.JourneyReopened():
            return _("Opened again"), 8
        case e.StepReturned(to=to):
            return _("Came back: %(step)s") % {"step": blueprint.steps[to].title}, 8
        case e.StepDone(step=step, decision=decision):
            return _done(blueprint, step, decision), 7
        case e.MessageSent():
            return _("Message from %(name)s") % {"name": _name(event, names)}, 6
        case e.MessageReceived(about=about):
            return _about(about), 6
        case e.GuideAssigned(guide=guide) | e.StandInAssigned(stand_in=guide):
            return _("%(name)s is there for them") % {"name": names.get(guide, _("A guide"))}, 3
        case e.PromiseWarned():
            return _("Told that it will be late"), 6
        case e.PromiseBroken():
            return _("Told that we are late"), 6
        case e.PromiseRenegotiated():
            return _("New date agreed"), 6
        case e.PromiseMade() | e.PromiseResumed():
            return _("Promise made"), 1
        case e.FactGiven() | e.FactCorrected() | e.FactReused():
            return _("1 answer"), ANSWERS
        case e.FactAsked():
            return _("Asked"), 1
        case e.CheckInSent(check_in=check_in):
            return blueprint.check_in_by_id[check_in].title, 6
        case e.CheckInAnswered():
            return _("Check-in answered"), 6
        case e.QuestionAnswered():
            return _("Told us what it was like"), 4
        case e.TransitionBegun():
            return _("First weeks began"), 4
        case e.DutyUnderstood():
            return _("A duty is clear"), 4
        case e.IntroductionMade():
            return _("Introduced"), 5
        case e.GoalStated() | e.ActionProposed() | e.ActionAgreed() | e.ActionDone():
            return _("The plan"), 4
        case _:
            return _("Something changed"), 0


def _done(blueprint: Blueprint, step: StepId, decision: str | None) -> str:
    designed = blueprint.steps[step]
    if designed.decision is None or decision is None:
        return designed.title
    return designed.decision.options[decision].says or designed.decision.options[decision].title


def _about(about: e.About) -> str:
    return {
        e.About.QUESTION: _("Asked us something"),
        e.About.ANSWER: _("Answered us"),
        e.About.CHASE: _("Asked where it is"),
        e.About.COMPLAINT: _("Complained"),
    }[about]


def _name(event: e.JourneyEvent, names: Names) -> str:
    if event.actor.by is not By.STAFF or event.actor.person is None:
        return _("us")
    return names.get(StaffId(event.actor.person), _("a colleague"))


# Behind the line -----------------------------------------------------------------------------------


def _work(events: Sequence[e.JourneyEvent], blueprint: Blueprint, names: Names) -> Iterator[Work]:
    """Staff work, from when it was taken up to when it was done or went back."""
    taken: dict[StepId, datetime] = {}
    for event in events:
        if event.actor.by is not By.STAFF:
            continue
        match event:
            case e.StepStarted(step=step):
                taken.setdefault(step, event.at)
            case e.StepDone(step=step) | e.StepReturned(step=step):
                yield Work(
                    start=taken.pop(step, None),
                    end=event.at,
                    label=blueprint.steps[step].title,
                    who=_name(event, names),
                    function=function_title(blueprint, event.actor.function),
                )
            case e.InputGiven():
                yield Work(
                    end=event.at,
                    label=_("Gave input"),
                    who=_name(event, names),
                    function=function_title(blueprint, event.actor.function),
                )
            case _:
                continue


def function_title(blueprint: Blueprint, function: str | None) -> str:
    """A function in words; guides and leads are not functions of a blueprint, so they are named here."""
    own = {"guide": _("Guide"), "lead": _("Office lead"), "stakeholder": _("The person")}
    here = blueprint.functions.get(FunctionId(function or ""))
    return here.title if here else own.get(function or "", function or "")


def _turns(events: Sequence[e.JourneyEvent], blueprint: Blueprint, at: datetime) -> Iterator[Turn]:
    """Whose turn it was, looked at whenever something happened that can change it."""
    state, since, whose = NOTHING, at, None
    for event in events:
        state = evolve(state, event)
        if not isinstance(event, TURNING):
            continue
        now = whose_turn(blueprint, state)
        if now is whose:
            continue
        if whose is not None and event.at > since:
            yield Turn(start=since, end=event.at, whose=_WHOSE[whose])
        since, whose = event.at, now
    if whose is not None and at > since:
        yield Turn(start=since, end=at, whose=_WHOSE[whose])


TURNING = (
    e.JourneyStarted,
    e.JourneyEnded,
    e.JourneyReopened,
    e.StepStarted,
    e.StepDone,
    e.StepReturned,
    e.StepSkipped,
    e.HandoffAccepted,
    e.InputGiven,
)


# What was promised, and what is to come ------------------------------------------------------------


def _promises(state: State, blueprint: Blueprint) -> Iterator[Promised]:
    """Those that stand and those that were broken; a kept one is the tick on what kept it."""
    marks = {PromiseStatus.RUNNING: Mark.OPEN, PromiseStatus.BROKEN: Mark.BROKEN}
    for one in state.promises.values():
        if one.status in marks:
            yield Promised(due=one.due, label=promise_title(blueprint, one.step), mark=marks[one.status])


def promise_title(blueprint: Blueprint, step: StepId | None) -> str:
    """What a promise is about, in the words of the design."""
    if step is None:
        return _("We get in touch")
    return blueprint.steps[step].title


def _ahead(blueprint: Blueprint, state: State) -> Iterator[Ahead]:
    """Steps that are still to come, as far as the facts tell: never one that is already open."""
    if not state.open:
        return
    passed = settled_steps(blueprint, state) | {one.step.id for one in open_steps(blueprint, state)}
    for step in blueprint.steps.values():
        if step.id in passed or applies(step, state) is False:
            continue
        outside = step.by in blueprint.functions and blueprint.functions[step.by].outside
        whose = Whose.YOU if step.is_theirs else (Whose.SOMEONE if outside else Whose.US)
        yield Ahead(label=step.title, whose=whose)


def without_names(thread: Thread) -> Thread:
    """The same thread for those who look at many journeys and at nobody."""
    return replace(thread, work=tuple(replace(piece, who=None) for piece in thread.work))
