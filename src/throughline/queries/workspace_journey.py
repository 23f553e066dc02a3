"""A journey at a glance: everything about it on one page, in two statements besides the journey itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from throughline.eventlog.shape import By
from throughline.eventlog.thread import Thread
from throughline.ids import StaffId
from throughline.journey import events as e
from throughline.journey.state import State
from throughline.queries.thread import events_of, thread_of
from throughline.queries.workspace_facts import Bodies, FactGroup, facts_known
from throughline.queries.workspace_file import CaseFile
from throughline.queries.workspace_lines import (
    ActionLine,
    Found,
    GoalLine,
    HandoffLine,
    LetterLine,
    MailLine,
    OpeningLine,
    PromiseLine,
    StepLine,
    action_lines,
    handoff_answers,
    handoff_lines,
    letter_line,
    mail_line,
    opening_line,
    promise_lines,
    said_in,
    step_lines,
)
from throughline.queries.workspace_sql import ask, from_json

MOST_LETTERS = 40
MOST_MAILS = 20
MOST_OPENINGS = 20


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
    messages: Sequence[Found] = field(default_factory=tuple)
    mails: Sequence[Found] = field(default_factory=tuple)
    openings: Sequence[Found] = field(default_factory=tuple)


def glance(file: CaseFile, *, at: datetime) -> Glance:
    """Everything about one journey on one page, in two more statements."""
    events = events_of(file.id)
    answers = handoff_answers(events)
    briefings = [one.briefing for one in events if isinstance(one, e.StandInAssigned) and one.briefing]
    beside = _beside(file, events, [*answers.values(), *briefings])
    blueprint, state = file.blueprint, file.state
    words = [letter_line(one, beside.names) for one in reversed(beside.messages)]
    kinds = [str(one["kind"]) for one in reversed(beside.messages)]
    return Glance(
        thread=thread_of(events, file.design, beside.names, at=at),
        steps=step_lines(file, beside.names),
        facts=facts_known(blueprint, state, beside.bodies),
        promises=promise_lines(file),
        goals=tuple(GoalLine(id=one, text=said_in(beside.bodies, held)) for one, held in state.goals.items()),
        actions=tuple(action_lines(state, beside.bodies)),
        letters=tuple(one for one, kind in zip(words, kinds, strict=True) if kind != e.NoteWritten.kind),
        notes=tuple(one for one, kind in zip(words, kinds, strict=True) if kind == e.NoteWritten.kind),
        mails=tuple(mail_line(one) for one in beside.mails),
        openings=tuple(opening_line(one, beside.names) for one in beside.openings),
        handoffs=handoff_lines(file, beside.bodies, beside.names, answers),
        briefing=said_in(beside.bodies, briefings[-1]) if briefings and state.stand_in else "",
    )


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
