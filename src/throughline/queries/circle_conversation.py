"""One conversation as its page shows it: evidence, decisions, the change and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from throughline.insight.series import Series
from throughline.insight.signals_picture import Flag, Stretch, run_chart
from throughline.insight.verification import TooEarlyToTell, Verdict, smallest_detectable
from throughline.insight.verification_judging import Result
from throughline.queries.circle_here import CircleHere, circle_here, staff_names
from throughline.queries.circle_signals import SignalShown, shown
from throughline.store.conversations import conversations_about, load_conversation
from throughline.store.models import PublishedBlueprint
from throughline.strategy.changing import can_go_live
from throughline.strategy.conversation import Change, Conversation, Note, Phase
from throughline.strategy.deciding import can_decide
from throughline.strategy.observed import Seen, series


@dataclass(frozen=True, kw_only=True)
class NoteShown:
    """What somebody at the front line has seen, and whose words they are."""

    note: Note
    by: str


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """A change with its plan in words, and the verdict drawn where there is one."""

    change: Change
    place: str
    smallest: str
    picture: str
    worked: bool
    baseline: str
    estimate: str


@dataclass(frozen=True, kw_only=True)
class ConversationPage:
    """Everything one conversation holds, and what can be done with it now."""

    here: CircleHere
    conversation: Conversation
    owner: str
    evidence: tuple[SignalShown | NoteShown, ...]
    decided_by: dict[str, str]
    changes: tuple[ChangeShown, ...]
    may_decide: bool
    may_go_live: bool
    overdue: bool

    @property
    def phase(self) -> Phase:
        return self.conversation.phase


def conversation_page(conversation: str, *, at: datetime) -> ConversationPage:
    """Raises: NoSuchConversation."""
    held, _version = load_conversation(conversation)
    here = circle_here(held.topic.service)
    names, seen = staff_names(), here.seen()
    return ConversationPage(
        here=here,
        conversation=held,
        owner=names.get(held.owner, held.owner),
        evidence=tuple(_evidence(here, seen, held, names)),
        decided_by={one.by: names.get(one.by, one.by) for one in held.decisions},
        changes=tuple(_change(here, seen, held, one) for one in held.changes),
        may_decide=can_decide(held),
        may_go_live=_may_go_live(held),
        overdue=held.is_open and held.due < at.date(),
    )


def _may_go_live(held: Conversation) -> bool:
    return held.is_open and held.phase is Phase.PLANNING and can_go_live(held)


def _evidence(
    here: CircleHere, seen: Seen, held: Conversation, names: dict[str, str]
) -> Iterator[SignalShown | NoteShown]:
    for one in held.evidence:
        if isinstance(one, Note):
            yield NoteShown(note=one, by=names.get(one.by, one.by))
        else:
            yield shown(here, seen, one.signal, at=one.at)


def _change(here: CircleHere, seen: Seen, held: Conversation, change: Change) -> ChangeShown:
    plan, verdict = change.plan, change.check.verdict if change.check else None
    if plan is None:
        return ChangeShown(
            change=change, place="", smallest="", picture="", worked=False, baseline="", estimate=""
        )
    rung = plan.hypothesis.rung
    return ChangeShown(
        change=change,
        place=here.names.get(plan.unit or "", plan.unit or ""),
        smallest=rung.difference(plan.hypothesis.smallest_effect),
        picture=_picture(series(seen, rung, plan.unit), held, change) if change.went_live else "",
        worked=verdict is not None and verdict.result is Result.WORKED,
        baseline=f"{verdict.baseline.periods}" if verdict else "",
        estimate=rung.difference(verdict.estimate) if verdict else "",
    )


def _picture(known: Series, held: Conversation, change: Change) -> str:
    """All periods, the time before the question, the time since, and the day of the change."""
    live = change.went_live
    if live is None:
        return ""
    flags = (Flag(day=live.date(), name="change went live"),)
    verdict = change.check.verdict if change.check else None
    stretches = tuple(_stretches(known, verdict)) if verdict else ()
    return run_chart(known, stretches, f"{known.rung.called}, before and after the change.", flags)


def _stretches(known: Series, verdict: Verdict) -> Iterator[Stretch]:
    for window, name, is_now in ((verdict.baseline, "before", False), (verdict.after, "after", True)):
        inside = [i for i, start in enumerate(known.starts) if window.first <= start <= window.last]
        values = [value for i in inside if (value := known.values[i]) is not None]
        if values:
            mean = sum(values) / len(values)
            yield Stretch(
                first=window.first,
                last=window.last,
                mean=mean,
                name=f"{name}: {known.rung.figure(mean)}",
                is_now=is_now,
            )


@dataclass(frozen=True, kw_only=True)
class Detectable:
    """What a check could find at all; `why_not` where nobody can say."""

    measure: str
    called: str
    smallest: str = ""
    why_not: str = ""


def detectable(held: Conversation, unit: str | None, *, periods: int) -> tuple[Detectable, ...]:
    """For every measure, the smallest effect that a check would find four times in five."""
    here = circle_here(held.topic.service)
    seen = here.seen()
    return tuple(_detectable(series(seen, rung, unit), held, periods) for rung in here.rungs)


def _detectable(known: Series, held: Conversation, periods: int) -> Detectable:
    rung = known.rung
    try:
        smallest = smallest_detectable(known, trigger_from=held.trigger_from, after=periods)
    except TooEarlyToTell as refusal:
        return Detectable(measure=rung.measure, called=rung.called, why_not=str(refusal))
    return Detectable(measure=rung.measure, called=rung.called, smallest=rung.difference(smallest))


def versions_of(service: str) -> tuple[str, ...]:
    """Published versions, the newest first."""
    found = PublishedBlueprint.objects.filter(service=service).order_by("-published_at", "-version")
    return tuple(found.values_list("version", flat=True))


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question that is being talked about, for those who may have seen something."""

    id: str
    question: str


def open_questions() -> tuple[OpenQuestion, ...]:
    """What is being talked about, in every service."""
    here = circle_here()
    return tuple(
        OpenQuestion(id=one.id, question=one.question)
        for service in here.strategy.services
        for one in conversations_about(service)
        if one.is_open
    )
