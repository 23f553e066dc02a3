"""The lines that a journey's pages are made of: steps, promises, words, mail, handoffs, the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughline.eventlog.shape import By, Channel
from throughline.ids import ActionId, GoalId, HandoffId, PromiseId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.next import OpenStep, open_steps
from throughline.journey.state import HandoffStatus, PromiseState, PromiseStatus, State
from throughline.queries.workspace_facts import Bodies
from throughline.queries.workspace_file import CaseFile
from throughline.queries.workspace_sql import ask, from_json
from throughline.queries.workspace_words import function_title, promise_title, staff_title

Found = Mapping[str, Any]
"""One row by column. `Any` because columns differ in type."""

Names = Mapping[StaffId, str]


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


def bodies_of(contents: Sequence[str]) -> Bodies:
    """Content by id."""
    found = ask("select id, body from content where id = any(%s)", [list(contents)])
    return {one["id"]: from_json(one["body"]) for one in found}


def names_of(staff: Sequence[str]) -> dict[StaffId, str]:
    """Who these people are."""
    found = ask("select id, name from staff where id = any(%s)", [list(staff)])
    return {StaffId(one["id"]): one["name"] for one in found}


def said_in(bodies: Bodies, content: str) -> str:
    body = bodies.get(content)
    return str(body) if body is not None else _("The words were erased.")


def step_lines(file: CaseFile, names: Names) -> tuple[StepLine, ...]:
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


def action_lines(state: State, bodies: Bodies) -> Iterator[ActionLine]:
    for action, held in state.actions.items():
        yield ActionLine(
            id=action,
            text=said_in(bodies, held.content),
            ours=held.side is e.Side.OURS,
            proposed_by_us=held.proposed_by is By.STAFF,
            agreed=held.agreed,
            done=held.done,
            due=held.due,
        )


def letter_line(found: Found, names: Names) -> LetterLine:
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


def mail_line(found: Found) -> MailLine:
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
        status=words.get(found["status"]) or str(found["status"]),
        to=found["to"],
    )


def opening_line(found: Found, names: Names) -> OpeningLine:
    return OpeningLine(
        at=datetime.fromisoformat(found["at"]),
        who=names.get(StaffId(found["staff"]), _("A colleague")),
        why=found["why"],
    )


def handoff_lines(
    file: CaseFile,
    bodies: Bodies,
    names: Names,
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
            context=said_in(bodies, held.context),
            answer=said_in(bodies, answers[handoff]) if handoff in answers else "",
            accepted_by=names.get(held.accepted_by, "") if held.accepted_by else "",
        )
        for handoff, held in file.state.handoffs.items()
        if only is None or held.step == only
    )


def handoff_answers(events: Sequence[e.JourneyEvent]) -> dict[HandoffId, str]:
    """Where the words lie with which each handoff was answered or declined."""
    given = {one.handoff: one.content for one in events if isinstance(one, e.InputGiven)}
    declined = {one.handoff: one.reason for one in events if isinstance(one, e.HandoffDeclined)}
    return {**given, **declined}
