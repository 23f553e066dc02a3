"""How much of the time somebody worked on it, where the log knows when work was started and completed."""

from collections.abc import Iterator

import ibis

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import is_ours
from throughline.insight.measures.measure import Measure, Need
from throughline.insight.measures.moments import clock_changes, office_time, since_monday
from throughline.insight.measures.scene import HOUR_US, Family, Scene, in_order
from throughline.insight.measures.spells import open_time
from throughline.insight.rung import Better, Tier

STARTS = Need(
    met=lambda carried: carried.starts_of_work > 0 and carried.completions > 0,
    lacks="does not say when work was started and when it was completed",
    record="record both for each piece of work",
    mapping="name the column of start and complete under `lifecycle`",
)
ENDS = ("complete", "suspend")
"""What ends a piece of work."""
PAIRS = (
    "A start and the completion that follows it in the same journey, of the same work by the same person, "
    "are one piece of work. A pause ends it, and going on begins another; being planned or assigned is no "
    "work. Of several starts the last counts; a completion without a start counts for nothing. "
    "Where pieces overlap, time counts once: what is told is when somebody worked on it, not how "
    "many hours were spent. "
)
MISSING = "A journey without a piece of work that was both started and completed has no value."
POPULATION = "all journeys; a value where some work was both started and completed"


def _over_pairs(carried: Carried) -> str:
    return f"over {carried.completions:,} completions of work, those with a start before them"


WAITING = Measure(
    name="waiting_share",
    title="Share of time in which nobody worked on it",
    question="How much of the time does it lie waiting?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="share",
    definition=f"{PAIRS}1 − that time ÷ the time the journey was open, both by the calendar: nights and "
    "weekends are waiting too.",
    numerator="open time in which nobody worked on it",
    denominator="open time of the journey",
    population=POPULATION,
    missing=f"{MISSING} Nor has one that took no time.",
    source="MEASURES 3.2",
    needs=(STARTS,),
    basis=_over_pairs,
    value=lambda journeys: journeys.untouched / journeys.open_if_touched.nullif(0.0),
    pooled=("untouched", "open_if_touched"),
    ordered=True,
)

TOUCH = Measure(
    name="touch_hours",
    title="Hours in which somebody worked on it",
    question="How long was somebody at work on it?",
    tier=Tier.PROCESS,
    better=Better.LOWER,
    unit="hours",
    definition=f"{PAIRS}In hours by the calendar.",
    numerator="seconds in which at least one piece of work was under way",
    denominator="3,600",
    population=POPULATION,
    missing=MISSING,
    source="MEASURES 3.2",
    needs=(STARTS,),
    basis=_over_pairs,
    value=lambda journeys: journeys.touched.cast("float64") / HOUR_US,
    ordered=True,
)

OFFICE = Measure(
    name="touch_business_hours",
    title="Office hours in which somebody worked on it",
    question="How long was somebody at work on it, counting office hours alone?",
    tier=Tier.PROCESS,
    better=Better.LOWER,
    unit="business hours",
    definition=f"{PAIRS}Only what lies between 9 and 17 o'clock, Monday to Friday, in the zone that was "
    "given, or UTC. Holidays are not known and count.",
    numerator="seconds of office time in which at least one piece of work was under way",
    denominator="3,600",
    population=POPULATION,
    missing=MISSING,
    source="MEASURES 3.2",
    needs=(STARTS,),
    basis=_over_pairs,
    value=lambda journeys: journeys.touched_in_office.cast("float64") / HOUR_US,
    ordered=True,
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if STARTS.why_not_in(scene.carried):
        return
    touched = _by_journey(_pieces(scene), scene)
    opened = scene.spells.group_by("journey").aggregate(open=open_time(scene.spells).sum().cast("float64"))
    both = touched.inner_join(opened, "journey")
    yield both.mutate(open_if_touched=both.open, untouched=both.open - both.touched.cast("float64")).drop(
        "open"
    )


def _pieces(scene: Scene) -> ibis.Table:
    """Each piece of work from start to completion or pause, in microseconds, while the journey was open."""
    record = scene.record
    work = record.filter(is_ours(record), record.name.notnull(), record.lifecycle.isin(["start", *ENDS]))
    moment = since_monday(work["at"])
    steps = work.select(
        "journey",
        "lifecycle",
        until=moment,
        since=moment.lag().over(in_order("name", "person")),
        follows=work.lifecycle.lag().over(in_order("name", "person")),
    )
    done = steps.filter(steps.lifecycle.isin(ENDS), steps.follows == "start")
    spells = scene.spells
    opened = spells.select("journey", begin=since_monday(spells.begin), end=since_monday(spells.end))
    here = done.join(opened, "journey")
    within = here.select(
        "journey", since=ibis.greatest(here.since, here.begin), until=ibis.least(here.until, here.end)
    )
    return within.filter(within.since <= within.until)


def _by_journey(pieces: ibis.Table, scene: Scene) -> ibis.Table:
    """Each piece counts from where the ones before it have ended."""
    earlier = ibis.window(group_by="journey", order_by=["since", "until"], preceding=(None, 1))
    each = pieces.select("journey", "since", "until", reached=pieces.until.max().over(earlier))
    begin = ibis.greatest(each.since, each.reached.fill_null(each.since))
    alone = each.select("journey", begin=begin, end=ibis.greatest(each.until, begin))
    first, last = scene.carried.first or scene.horizon, scene.carried.last or scene.horizon
    clocks = clock_changes(scene.zone, first, last)
    office = office_time(alone.end, clocks) - office_time(alone.begin, clocks)
    return alone.group_by("journey").aggregate(
        touched=(alone.end - alone.begin).sum(), touched_in_office=office.sum()
    )


FAMILY = Family(measures=(WAITING, TOUCH, OFFICE), counted=_counted)
