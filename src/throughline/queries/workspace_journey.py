"""One journey as staff see it: who it is about, and everything about it at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint, Design
from throughline.eventlog.shape import By, Channel
from throughline.eventlog.thread import Thread
from throughline.ids import ActionId, GoalId, HandoffId, JourneyId, PromiseId, ServiceId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.codec import read_state
from throughline.journey.next import OpenStep, open_steps, whose_turn
from throughline.journey.state import HandoffStatus, PromiseState, PromiseStatus, State
from throughline.people.journeys import JourneyAccess, NotYours
from throughline.queries.thread import events_of, thread_of
from throughline.queries.workspace_facts import Bodies, FactGroup, facts_known
from throughline.queries.workspace_sql import ask, from_json
from throughline.queries.workspace_words import function_title, promise_title, staff_title, unit_title
from throughline.store.access import access_of
from throughline.store.published import design_for

MOST_LETTERS = 40
MOST_MAILS = 20
MOST_OPENINGS = 20


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What every page about one journey needs: whose it is, and how it stands."""

    id: JourneyId
    state: State
    design: Design
    name: str
    email: str
    phone: str
    guide_name: str
    guide_away: bool
    stand_in_name: str
    unit: str

    @property
    def blueprint(self) -> Blueprint:
        return self.design.blueprint

    @property
    def access(self) -> JourneyAccess:
        return access_of(self.state, self.design)

    @property
    def turn(self) -> e.Turn | None:
        return whose_turn(self.blueprint, self.state)

    @property
    def called(self) -> str:
        """What to call the person where they have given no name yet."""
        return self.name or _("This person")


def case_file(journey: str, *, at: datetime) -> CaseFile:
    """The journey as it stands, in one statement.

    Raises:
        NotYours: when there is none.
    """
    found = ask(
        """
        select j.state, j.unit, coalesce(s.name, '') as name, coalesce(s.email, '') as email,
               coalesce(s.phone, '') as phone, coalesce(g.name, '') as guide_name,
               coalesce(c.name, '') as stand_in_name,
               coalesce(g.absent_from <= %(today)s
                        and coalesce(g.absent_until, 'infinity') >= %(today)s, false) as guide_away
        from journey j
        left join stakeholder s on s.id = j.stakeholder
        left join staff g on g.id = j.guide
        left join staff c on c.id = j.stand_in
        where j.id = %(journey)s
        """,
        {"journey": journey, "today": at.date()},
    )
    if not found:
        raise NotYours("We cannot find this journey among those that you may see.")
    one = found[0]
    state = read_state(from_json(one["state"]))
    return CaseFile(
        id=JourneyId(journey),
        state=state,
        design=design_for(ServiceId(state.service or ""), state.version),
        name=one["name"] or one["email"],
        email=one["email"],
        phone=one["phone"],
        guide_name=one["guide_name"],
        guide_away=one["guide_away"],
        stand_in_name=one["stand_in_name"],
        unit=unit_title(one["unit"]),
    )


# At a glance ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One open step: what it is, who has it, and by when we promised it."""

    one: OpenStep
    title: str
    function: str
    holder: str
    due: datetime | None
    paused: bool


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """One promise: what we said, and what became of it."""

    id: PromiseId
    title: str
    held: PromiseState

    @property
    def standing(self) -> bool:
        return self.held.status in {PromiseStatus.RUNNING, PromiseStatus.PAUSED}


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """A message, or a note between staff."""

    at: datetime
    text: str
    who: str
    channel: str
    about: str
    from_us: bool


@dataclass(frozen=True, kw_only=True)
class MailLine:
    """What the person was told by mail: every outgoing message belongs to the history."""

    at: datetime
    subject: str
    text: str
    status: str
    to: str


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """Who of us looked, when and why. The person sees the same."""

    at: datetime
    who: str
    why: str


@dataclass(frozen=True, kw_only=True)
class HandoffLine:
    """Work that was offered, with its context and what came of it."""

    id: HandoffId
    how: e.HandoffKind
    status: HandoffStatus
    step: str
    came_from: str
    to: str
    at: datetime
    context: str
    answer: str
    accepted_by: str


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    id: GoalId
    text: str


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    id: ActionId
    text: str
    ours: bool
    proposed_by_us: bool
    agreed: bool
    done: bool
    due: datetime | None


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A journey at a glance."""

    thread: Thread
    steps: tuple[StepLine, ...]
    facts: tuple[FactGroup, ...]
    promises: tuple[PromiseLine, ...]
    goals: tuple[GoalLine, ...]
    actions: tuple[ActionLine, ...]
    letters: tuple[LetterLine, ...]
    notes: tuple[LetterLine, ...]
    mails: tuple[MailLine, ...]
    openings: tuple[OpeningLine, ...]
    handoffs: tuple[HandoffLine, ...]
    briefing: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What lies beside the record, fetched together: words, mail, openings, names."""

    bodies: Bodies
    names: Mapping[StaffId, str]
    messages: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    mails: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    openings: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def glance(file: CaseFile, *, at: datetime) -> Glance:
    """Everything about one journey on one page, in two more statements."""
    events = events_of(file.id)
    answers = handoff_answers(events)
    briefings = [one.briefing for one in events if isinstance(one, e.StandInAssigned) and one.briefing]
    beside = _beside(file, events, [*answers.values(), *briefings])
    blueprint, state = file.blueprint, file.state
    words = [_letter(one, beside.names) for one in reversed(beside.messages)]
    kinds = [str(one["kind"]) for one in reversed(beside.messages)]
    return Glance(
        thread=thread_of(events, file.design, beside.names, at=at),
        steps=step_lines(file, beside.names),
        facts=facts_known(blueprint, state, beside.bodies),
        promises=promise_lines(file),
        goals=tuple(GoalLine(id=one, text=_said(beside.bodies, held)) for one, held in state.goals.items()),
        actions=tuple(_actions(state, beside.bodies)),
        letters=tuple(one for one, kind in zip(words, kinds, strict=True) if kind != e.NoteWritten.kind),
        notes=tuple(one for one, kind in zip(words, kinds, strict=True) if kind == e.NoteWritten.kind),
        mails=tuple(_mail(one) for one in beside.mails),
        openings=tuple(_opening(one, beside.names) for one in beside.openings),
        handoffs=handoff_lines(file, beside.bodies, beside.names, answers),
        briefing=_said(beside.bodies, briefings[-1]) if briefings and state.stand_in else "",
    )


def handoff_answers(events: Sequence[e.JourneyEvent]) -> dict[HandoffId, str]:
    """Where the words lie with which each handoff was answered or declined."""
    given = {one.handoff: one.content for one in events if isinstance(one, e.InputGiven)}
    declined = {one.handoff: one.reason for one in events if isinstance(one, e.HandoffDeclined)}
    return {**given, **declined}


BESIDE = """
select
  (select coalesce(jsonb_agg(x), '[]') from (
     select id, body from content where id = any(%(contents)s)) x) as contents,
  (select coalesce(jsonb_agg(x), '[]') from (
     select m.at, m.kind, m.by, m.person, m.channel, m.about, c.body
     from message m left join content c on c.id = m.content
     where m.journey = %(journey)s order by m.seq desc limit %(letters)s) x) as messages,
  (select coalesce(jsonb_agg(x), '[]') from (
     select opened_at, sent_at, status, "to", subject, text from outbox
     where journey = %(journey)s order by opened_at desc limit %(mails)s) x) as mails,
  (select coalesce(jsonb_agg(x), '[]') from (
     select at, staff, why from opening
     where journey = %(journey)s order by at desc, id desc limit %(openings)s) x) as openings,
  (select coalesce(jsonb_agg(x), '[]') from (
     select id, name from staff where id = any(%(staff)s)
       or id in (select staff from opening where journey = %(journey)s)
       or id in (select person from message where journey = %(journey)s)) x) as names
"""


def _beside(file: CaseFile, events: Sequence[e.JourneyEvent], more: Sequence[str]) -> Beside:
    found = ask(
        BESIDE,
        {
            "journey": file.id,
            "contents": [*_contents(file.state), *more],
            "staff": sorted(_staff(file.state, events)),
            "letters": MOST_LETTERS,
            "mails": MOST_MAILS,
            "openings": MOST_OPENINGS,
        },
    )[0]
    read = {name: from_json(written) for name, written in found.items()}
    return Beside(
        bodies={one["id"]: one["body"] for one in read["contents"]},
        names={StaffId(one["id"]): one["name"] for one in read["names"]},
        messages=read["messages"],
        mails=read["mails"],
        openings=read["openings"],
    )


def _contents(state: State) -> Iterator[str]:
    """Content that the journey as it stands points to: bounded by the design, not by age."""
    yield from (held.content for held in state.facts.values())
    yield from state.goals.values()
    yield from (action.content for action in state.actions.values())
    yield from (handoff.context for handoff in state.handoffs.values())


def _staff(state: State, events: Sequence[e.JourneyEvent]) -> set[str]:
    acted = {one.actor.person for one in events if one.actor.by is By.STAFF and one.actor.person}
    named = {one.guide for one in events if isinstance(one, e.GuideAssigned)}
    stood = {one.stand_in for one in events if isinstance(one, e.StandInAssigned)}
    held = {one.holder for one in state.steps.values() if one.holder}
    return {*acted, *named, *stood, *held}


def bodies_of(contents: Sequence[str]) -> Bodies:
    """Content by id."""
    found = ask("select id, body from content where id = any(%s)", [list(contents)])
    return {one["id"]: from_json(one["body"]) for one in found}


def names_of(staff: Sequence[str]) -> dict[StaffId, str]:
    """Who these people are."""
    found = ask("select id, name from staff where id = any(%s)", [list(staff)])
    return {StaffId(one["id"]): one["name"] for one in found}


def _said(bodies: Bodies, content: str) -> str:
    body = bodies.get(content)
    return str(body) if body is not None else _("The words were erased.")


# The parts -----------------------------------------------------------------------------------------


def step_lines(file: CaseFile, names: Mapping[StaffId, str]) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            one=one,
            title=one.step.title if one.step.is_theirs else staff_title(one.step),
            function=function_title(file.blueprint, one.function),
            holder=names.get(one.holder, _("A colleague")) if one.holder else "",
            due=one.promise.due if one.promise else None,
            paused=one.promise is not None and one.promise.status is PromiseStatus.PAUSED,
        )
        for one in open_steps(file.blueprint, file.state)
    )


def promise_lines(file: CaseFile) -> tuple[PromiseLine, ...]:
    """Those that stand first, the soonest at the top; then those that are settled, the latest first."""
    lines = [
        PromiseLine(id=promise, title=promise_title(file.blueprint, held.step), held=held)
        for promise, held in file.state.promises.items()
    ]
    standing = sorted((one for one in lines if one.standing), key=lambda one: one.held.due)
    settled = sorted((one for one in lines if not one.standing), key=lambda one: one.held.due, reverse=True)
    return (*standing, *settled)


def _actions(state: State, bodies: Bodies) -> Iterator[ActionLine]:
    for action, held in state.actions.items():
        yield ActionLine(
            id=action,
            text=_said(bodies, held.content),
            ours=held.side is e.Side.OURS,
            proposed_by_us=held.proposed_by is By.STAFF,
            agreed=held.agreed,
            done=held.done,
            due=held.due,
        )


def _letter(found: Mapping[str, Any], names: Mapping[StaffId, str]) -> LetterLine:
    from_us = found["by"] in {By.STAFF, By.SYSTEM} and found["kind"] != e.MessageReceived.kind
    person = found["person"]
    return LetterLine(
        at=datetime.fromisoformat(found["at"]),
        text=str(found["body"]) if found["body"] is not None else _("The words were erased."),
        who=names.get(StaffId(person), "") if person and found["by"] == By.STAFF else "",
        channel=channel_words(found["channel"]),
        about=about_words(found["about"]),
        from_us=from_us,
    )


def channel_words(channel: str | None) -> str:
    if channel is None:
        return ""
    return {
        Channel.WEB: _("on the website"),
        Channel.EMAIL: _("by email"),
        Channel.TEXT: _("by text message"),
        Channel.PHONE: _("by phone"),
        Channel.IN_PERSON: _("in person"),
        Channel.POST: _("by post"),
    }[Channel(channel)]


def about_words(about: str | None) -> str:
    if about is None:
        return ""
    return {
        e.About.QUESTION: "",
        e.About.ANSWER: _("Answer"),
        e.About.CHASE: _("Asks where it is"),
        e.About.COMPLAINT: _("Complaint"),
    }[e.About(about)]


def _mail(found: Mapping[str, Any]) -> MailLine:
    words = {
        "waiting": _("Goes out within a minute"),
        "sending": _("Going out now"),
        "sent": _("Sent"),
        "nobody to tell": _("No address to send it to"),
    }
    return MailLine(
        at=datetime.fromisoformat(found["sent_at"] or found["opened_at"]),
        subject=found["subject"] or _("News about this journey"),
        text=found["text"],
        status=words.get(found["status"], found["status"]),
        to=found["to"],
    )


def _opening(found: Mapping[str, Any], names: Mapping[StaffId, str]) -> OpeningLine:
    return OpeningLine(
        at=datetime.fromisoformat(found["at"]),
        who=names.get(StaffId(found["staff"]), _("A colleague")),
        why=found["why"],
    )


def handoff_lines(
    file: CaseFile,
    bodies: Bodies,
    names: Mapping[StaffId, str],
    answers: Mapping[HandoffId, str],
    *,
    only: StepId | None = None,
) -> tuple[HandoffLine, ...]:
    """Work that moved or was asked about, of one step or of all, in the order it was offered."""
    return tuple(
        HandoffLine(
            id=handoff,
            how=held.how,
            status=held.status,
            step=staff_title(file.blueprint.steps[held.step]),
            came_from=function_title(file.blueprint, held.from_function),
            to=function_title(file.blueprint, held.to),
            at=held.at,
            context=_said(bodies, held.context),
            answer=_said(bodies, answers[handoff]) if handoff in answers else "",
            accepted_by=names.get(held.accepted_by, "") if held.accepted_by else "",
        )
        for handoff, held in file.state.handoffs.items()
        if only is None or held.step == only
    )
