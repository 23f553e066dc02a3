"""What the person met: the first word, silence, and being asked again."""

from datetime import datetime, timedelta

import ibis
from ibis import _

from throughline.eventlog.thread import LONG_SILENCE
from throughline.insight.measures.kinds import ENDED, REOPENED, is_answer, is_ask, is_to

DAY_US = 86_400_000_000
ORDER = ["at", "seq"]


def spans(record: ibis.Table, *, ours: bool, horizon: datetime, unit: bool, service: bool) -> ibis.Table:
    """Per journey: start, end, and whether it is still open at the horizon.

    Our own journeys end by an event of their own; a reopened one is open again. Other logs know no
    endings, so a journey ends with its last row.
    """
    kept = {"start": record.at.min(), "last": record.at.max(), "events": record.count()}
    if unit:
        kept["unit"] = record.unit.max()
    if service:
        kept["service"] = record.service.max()
    if ours:
        kept["ended"] = record.at.max(where=record.kind == ENDED)
        kept["reopened"] = record.at.max(where=record.kind == REOPENED)
    each = record.group_by("journey").aggregate(**kept)
    if not ours:
        return each.mutate(end=each["last"], open=ibis.literal(False))
    over = each.ended.notnull() & (each.reopened.isnull() | (each.reopened <= each.ended)).fill_null(True)
    return each.mutate(
        end=ibis.ifelse(
            over, each.ended, ibis.greatest(each["last"], ibis.literal(horizon).cast(each.start.type()))
        ),
        open=~over,
    ).drop("ended", "reopened")


def silence(record: ibis.Table, journeys: ibis.Table) -> ibis.Table:
    """Per journey: first word, longest silence, and the time of silence beyond five days each."""
    to = record.filter(is_to(record)).select("journey", "at", "seq")
    heard = to.inner_join(journeys.select("journey", "start", "end"), "journey").filter(_.at <= _.end)
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    gaps = heard.select(
        "journey",
        "at",
        "end",
        "start",
        gap=heard.at.delta(heard.at.lag().over(in_order).fill_null(heard.start), unit="microsecond"),
    )
    each = gaps.group_by("journey").aggregate(
        first_word=_.at.min(), last_word=_.at.max(), longest=_.gap.max(), beyond=_beyond(_.gap).sum()
    )
    return each.rename(heard_in="journey")


def heard_by(journeys: ibis.Table, heard: ibis.Table) -> ibis.Table:
    """Add the silence measures to journeys; in a journey without a word all of it is silence."""
    both = journeys.left_join(heard, journeys.journey == heard.heard_in)
    tail = both.end.delta(both.last_word.fill_null(both.start), unit="microsecond")
    longest = ibis.greatest(both.longest.fill_null(0), tail)
    beyond = both.beyond.fill_null(0) + _beyond(tail)
    return both.mutate(
        longest_silence_days=longest / float(DAY_US),
        silence_share=beyond / both.elapsed.cast("float64").nullif(0.0),
        silence_beyond=beyond,
        first_word_days=both.first_word.delta(both.start, unit="microsecond") / float(DAY_US),
    ).drop("heard_in", "first_word", "last_word", "longest", "beyond")


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
