"""How long it takes, and how long until the person has a date or a decision."""

from collections.abc import Iterator

import ibis
from ibis import _

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import ENDED, MADE, is_to
from throughline.insight.measures.measure import Measure, Need, Waiting
from throughline.insight.measures.scene import DAY_US, Family, Scene
from throughline.insight.measures.spells import open_time
from throughline.insight.rung import Better, Tier


def _calendar(carried: Carried) -> str:
    return (
        "calendar time, all rows; an open journey counts up to the present"
        if carried.ours
        else "calendar time, first to last row"
    )


ELAPSED = Measure(
    name="elapsed_days",
    title="Days from start to end",
    question="How long does it take?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="days",
    definition="Calendar time during which the journey was open, in seconds ÷ 86,400: from its first "
    "event to its end. The end is the recorded ending, the present while a journey is open, or the last "
    "event where a log knows no endings. The time between an ending and a reopening does not count. "
    "All rows count, also starts of work.",
    numerator="seconds during which the journey was open",
    denominator="86,400",
    missing="Every journey has a value. One that is still open has it so far, and is censored there.",
    source="MEASURES 3.2",
    basis=_calendar,
    value=lambda journeys: journeys.elapsed / float(DAY_US),
    waiting=Waiting.SO_FAR,
)

CERTAINTY = Measure(
    name="time_to_certainty_days",
    title="Days until a date or a decision",
    question="How long until the person knows where they stand?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="days",
    definition="Time from the start to the first moment at which the person was given a date or a decision: "
    "something that went to them with a due date, a promise, or the ending.",
    numerator="seconds from the first event to the first date, promise or ending",
    denominator="86,400",
    missing="A journey that never got so far is censored at its end.",
    source="MEASURES 3.2",
    needs=(
        Need(
            met=lambda carried: carried.promises + carried.dated + carried.endings > 0,
            lacks="does not say when the person was given a date or a decision",
            record="record promises with their dates, and the ending of each journey",
            mapping="list `promises` and `endings` in a mapping file",
        ),
    ),
    basis=lambda carried: (
        f"from the first row to the first date, promise or ending that {carried.source} knows"
    ),
    value=lambda journeys: journeys.certain_after.cast("float64") / DAY_US,
    waiting=Waiting.UNTIL,
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    opened = scene.spells
    yield opened.group_by("journey").aggregate(elapsed=open_time(opened).sum().cast("float64"))
    if CERTAINTY.why_not(scene.carried) is None:
        yield _certainty(scene.record, scene.journeys)


def _certainty(record: ibis.Table, journeys: ibis.Table) -> ibis.Table:
    """An ending closes the first spell at the latest, so that no time in between lies before it."""
    sure = (is_to(record) & record.due.notnull()) | record.kind.isin([MADE, ENDED])
    first = record.filter(sure).group_by("journey").aggregate(at=_.at.min())
    since = first.join(journeys, "journey")
    return since.select("journey", certain_after=since["at"].delta(since.start, unit="microsecond"))


FAMILY = Family(measures=(ELAPSED, CERTAINTY), counted=_counted)
