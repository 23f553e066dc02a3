"""What the person heard: the first word, the longest silence, and how long until the next word."""

from collections.abc import Iterator
from datetime import timedelta

import ibis
from ibis import _

from throughline.eventlog.thread import LONG_SILENCE
from throughline.insight.measures.kinds import is_to
from throughline.insight.measures.measure import Measure, Waiting, ratio_of
from throughline.insight.measures.needs import MEETINGS, over_meetings
from throughline.insight.measures.scene import DAY_US, Family, Scene, in_order, together
from throughline.insight.rung import Better, Tier

FIRST_WORD = Measure(
    name="first_word_days",
    title="Days until the first word",
    question="How long until the person hears from us?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="days",
    definition="Open time from the start to the first thing that went to the person.",
    numerator="seconds of open time before the first word",
    denominator="86,400",
    missing="A journey in which the person never heard a word is censored at its end.",
    source="MEASURES 3.2",
    needs=(MEETINGS,),
    basis=over_meetings,
    value=lambda journeys: journeys.first_word.cast("float64") / DAY_US,
    waiting=Waiting.UNTIL,
)

LONGEST = Measure(
    name="longest_silence_days",
    title="Longest silence",
    question="How long does the person hear nothing?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="days",
    definition="The longest gap between two things that went to the person, counting from the start "
    "to the first and from the last to the end. An ending ends a silence; after a reopening, counting "
    "starts anew.",
    numerator="seconds of the longest gap",
    denominator="86,400",
    missing="Every journey has a value. In an open one the silence that goes on counts as far as it got.",
    source="MEASURES 3.2",
    needs=(MEETINGS,),
    basis=over_meetings,
    value=lambda journeys: journeys.longest.cast("float64") / DAY_US,
)

SHARE = Measure(
    name="silence_share",
    title="Share of time in silence",
    question="How much of the time is spent waiting without a word?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="share",
    definition="Of all gaps between words to the person, the part beyond five days each, ÷ elapsed time.",
    numerator="time in gaps, of each only what lies beyond five days",
    denominator="open time of the journey",
    missing="A journey that took no time has no value.",
    source="MEASURES 3.2",
    needs=(MEETINGS,),
    basis=over_meetings,
    value=ratio_of("silence_beyond", "elapsed"),
    pooled=("silence_beyond", "elapsed"),
)


NEXT_WORD = Measure(
    name="next_word_days",
    title="Days until the next word",
    question="How long does the person wait for the next word from us?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="days",
    definition="Kaplan–Meier over all waits of all journeys: from the start to the first thing that went to "
    "the person, from each to the next, and from the last to the ending. Two things at one moment are one "
    "word. The last wait of a journey that was not seen to end is cut off where we looked last.",
    numerator="waits that were over by then",
    denominator="waits that had lasted so long",
    population="all waits; n counts waits",
    missing="A wait that goes on is censored, never left out. A journey heard at every moment has none.",
    source="MEASURES 3.2; Kaplan and Meier 1958",
    needs=(MEETINGS,),
    basis=over_meetings,
    waiting=Waiting.EACH,
)

SPELL = ("journey", "spell", "begin", "before", "open")


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.to:
        yield _by_journey(_gaps(scene))


def _gaps(scene: Scene) -> ibis.Table:
    """Each wait for a word, up to the word or to the end of the spell it lies in.

    Between an ending and a reopening nobody waits for a word.
    """
    record, spells = scene.record, scene.spells
    to = record.filter(is_to(record)).select("journey", "at", "seq")
    words = to.inner_join(spells, "journey").filter(_.at >= _.begin, _.at <= _.end)
    last = ibis.literal(2**62, "int64")
    heard = words.select(*SPELL, "at", seq=words.seq.cast("int64"), word=ibis.literal(True))
    over = spells.select(*SPELL, at="end", seq=last, word=ibis.literal(False))
    moments = together(heard, over)
    since = moments["at"].lag().over(in_order("spell")).fill_null(moments.begin)
    return moments.select(
        "journey",
        "word",
        over=moments.word | ~moments.open,
        gap=moments["at"].delta(since, unit="microsecond"),
        open_before=moments.before + moments["at"].delta(moments.begin, unit="microsecond"),
    )


def _by_journey(gaps: ibis.Table) -> ibis.Table:
    return gaps.group_by("journey").aggregate(
        first_word=_.open_before.min(where=_.word),
        longest=_.gap.max(),
        silence_beyond=_beyond(_.gap).sum().cast("float64"),
        waited=(_.gap > 0).sum(),
        waits=_.gap.collect(where=_.over & (_.gap > 0)),
        wait_goes_on=_.gap.max(where=~_.over & (_.gap > 0)),
    )


def _beyond(gap: ibis.Deferred) -> ibis.Deferred:
    limit = LONG_SILENCE // timedelta(microseconds=1)
    return ibis.ifelse(gap > limit, gap - limit, 0)


FAMILY = Family(measures=(FIRST_WORD, LONGEST, SHARE, NEXT_WORD), counted=_counted)
