"""The ladder of a service or one office: every rung with its numbers and its picture."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from throughline.ids import UnitId
from throughline.insight.ladder_lies import Finding, findings
from throughline.insight.ladder_picture import hatched_picture, number, rung_picture
from throughline.insight.ladder_reading import Reading, Unmeasured
from throughline.insight.rung import Rung, Tier
from throughline.insight.signals import Signal
from throughline.queries.circle_here import CircleHere
from throughline.store.conversations import conversations_about, newest_review
from throughline.strategy.observed import Seen, ladder_of, series


@dataclass(frozen=True, kw_only=True)
class RungShown:
    """One measured rung, ready for the page."""

    reading: Reading
    value: str
    low: str
    high: str
    target: str
    everybody: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class RungUnmeasured:
    """One rung nobody has measured, and why. It is drawn hatched, and it is never green."""

    unmeasured: Unmeasured
    picture: str


@dataclass(frozen=True, kw_only=True)
class LadderPage:
    """Outcome on top, experience under it, process at the bottom."""

    as_of: datetime
    since: datetime
    tiers: tuple[tuple[Tier, tuple[RungShown | RungUnmeasured, ...]], ...]
    findings: tuple[Finding, ...]


def ladder_page(here: CircleHere, unit: UnitId | None) -> LadderPage:
    """The ladder as it is known by the moment the rides last followed the record."""
    signals = _signals(here)
    about = ",".join(f"{one.rung.measure}.{one.unit}.{one.window.first}" for one in signals)
    return here.kept(f"ladder:{unit}:{crc32(about.encode())}", lambda: _page(here, unit, signals))


def _signals(here: CircleHere) -> tuple[Signal, ...]:
    """Those of the last review, and those that are still being talked about."""
    found = newest_review(here.service)
    talks = [one for one in conversations_about(here.service) if one.is_open]
    heard = [one.signal for talk in talks for one in reversed(talk.signals)]
    raised = found[1].signals if found else ()
    return tuple({(one.rung.measure, one.unit): one for one in (*heard, *raised)}.values())


def _page(here: CircleHere, unit: UnitId | None, signals: tuple[Signal, ...]) -> LadderPage:
    seen = here.seen()
    ladder = ladder_of(seen, unit)
    return LadderPage(
        as_of=here.as_of,
        since=datetime.combine(seen.span.since, datetime.min.time(), here.as_of.tzinfo),
        tiers=tuple(
            (step.tier, tuple(_shown(one, seen, unit) for one in step.rungs)) for step in ladder.steps
        ),
        findings=findings(ladder, signals, here.names),
    )


def _shown(one: Reading | Unmeasured, seen: Seen, unit: UnitId | None) -> RungShown | RungUnmeasured:
    if isinstance(one, Unmeasured):
        return RungUnmeasured(unmeasured=one, picture=hatched_picture(f"Unmeasured: {one.why}"))
    interval = one.estimate.interval
    value, low, high = (number(x, one) for x in (one.estimate.value, interval.low, interval.high))
    return RungShown(
        reading=one,
        value=value,
        low=low,
        high=high,
        target="" if one.rung.target is None else number(one.rung.target, one),
        everybody=_everybody(one),
        picture=rung_picture(one, series(seen, one.rung, unit), _said(one.rung, value, low, high)),
    )


def _said(rung: Rung, value: str, low: str, high: str) -> str:
    return f"{rung.called}: {value}, between {low} and {high}."


def _everybody(one: Reading) -> str:
    if one.everybody is None:
        return ""
    return f"{number(one.everybody.low, one)} to {number(one.everybody.high, one)}"
