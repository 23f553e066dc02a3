"""What the person met: the first word, silence, and being asked again."""

from datetime import timedelta

import ibis
from ibis import _

from throughline.eventlog.thread import LONG_SILENCE
from throughline.insight.measures.kinds import is_answer, is_ask, is_to

DAY_US = 86_400_000_000
ORDER = ["at", "seq"]


def spans(record: ibis.Table, *, unit: bool, service: bool) -> ibis.Table:
    """Per journey: its first row and its last, and where it belongs."""
    kept = {"start": record.at.min(), "last": record.at.max(), "events": record.count()}
    if unit:
        kept["unit"] = record.unit.max()
    if service:
        kept["service"] = record.service.max()
    return record.group_by("journey").aggregate(**kept)


def silence(record: ibis.Table, spells: ibis.Table) -> ibis.Table:
    """Per journey, in open time: first word, longest silence, and silence beyond five days each.

    A silence ends with the spell it lies in: between an ending and a reopening nobody waits for a word.
    """
    heard = spells.left_join(_heard(record, spells), ["journey", "spell"])
    tail = heard.end.delta(heard.last_word.fill_null(heard.begin), unit="microsecond")
    each = heard.select(
        "journey",
        first_word=heard.before + heard.first_word.delta(heard.begin, unit="microsecond"),
        longest=ibis.greatest(heard.longest.fill_null(0), tail),
        beyond=heard.beyond.fill_null(0) + _beyond(tail),
    )
    return each.group_by("journey").aggregate(
        first_word=_.first_word.min(), longest=_.longest.max(), silence_beyond=_.beyond.sum().cast("float64")
    )


def _heard(record: ibis.Table, spells: ibis.Table) -> ibis.Table:
    """Per spell: the first and the last word in it, and the gaps up to each word."""
    to = record.filter(is_to(record)).select("journey", "at", "seq")
    words = to.inner_join(spells, "journey").filter(_.at >= _.begin, _.at <= _.end)
    in_order = ibis.window(group_by=["journey", "spell"], order_by=ORDER)
    before = words.at.lag().over(in_order).fill_null(words.begin)
    gaps = words.select("journey", "spell", "at", gap=words.at.delta(before, unit="microsecond"))
    return gaps.group_by(["journey", "spell"]).aggregate(
        first_word=_.at.min(), last_word=_.at.max(), longest=_.gap.max(), beyond=_beyond(_.gap).sum()
    )


def heard_by(journeys: ibis.Table) -> ibis.Table:
    """The silence of journeys as measures."""
    return journeys.mutate(
        longest_silence_days=journeys.longest.cast("float64") / DAY_US,
        silence_share=journeys.silence_beyond / journeys.elapsed.nullif(0.0),
        first_word_days=journeys.first_word.cast("float64") / DAY_US,
    ).drop("first_word", "longest")


def _beyond(gap: ibis.Deferred) -> ibis.Deferred:
    limit = LONG_SILENCE // timedelta(microseconds=1)
    return ibis.ifelse(gap > limit, gap - limit, 0)


def asks(record: ibis.Table) -> ibis.Table:
    """Per journey: questions asked, and those whose answer had already been given."""
    told = record.filter(is_ask(record) | is_answer(record)).select(
        "journey",
        "at",
        "seq",
        "key",
        ask=is_ask(record).cast("int32"),
        answer=is_answer(record).cast("int32"),
    )
    so_far = ibis.window(group_by=["journey", "key"], order_by=ORDER, preceding=None, following=0)
    known = told.mutate(known=told.answer.max().over(so_far))
    return known.group_by("journey").aggregate(asks=_.ask.sum(), repeated_asks=(_.ask * _.known).sum())
