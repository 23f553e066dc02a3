"""Whose turn it was: with us, with the person, or with somebody else."""

from collections.abc import Iterator

import ibis
from ibis import _
from ibis.expr.types import BooleanValue

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import PAUSED, RESUMED, counts_once, is_ask, is_elsewhere
from throughline.insight.measures.measure import Measure, Need, ratio_of
from throughline.insight.measures.scene import Family, Scene, in_order
from throughline.insight.measures.spells import open_time
from throughline.insight.rung import Better, Tier

RULE = (
    "It is with the person from a question for a fact, or a paused promise, until the next thing that comes "
    "from them, or the promise runs again. It is with somebody else from an event of theirs until the next "
    "one that is inside or goes to the person; while we wait for both, it counts as with the person. At all "
    "other times it is with us, also at the start and after a reopening. "
)
MISSING = "A journey that took no time has no value."

YOURS = Need(
    met=lambda carried: carried.paused > 0 or (carried.asks > 0 and carried.inbound > 0),
    lacks="does not say when we waited for the person",
    record="record each question to the person and what comes from them",
    mapping="list them under `asks`, `supplies` and `from` in a mapping file",
)
THEIRS = Need(
    met=lambda carried: carried.elsewhere > 0,
    lacks="does not say when somebody else had to act",
    mapping="list the departments or activities of others under `elsewhere` in a mapping file",
)


def _over_turns(carried: Carried) -> str:
    apart = "" if carried.elsewhere else "; time with somebody else is not told apart and counts as with us"
    return f"over {carried.asks:,} questions and {carried.inbound:,} contacts from the person{apart}"


MEASURES = (
    Measure(
        name="turn_with_us",
        title="Share of time with us",
        question="How much of the time was it for us to act?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="share",
        definition=f"{RULE}The share of open time with us.",
        numerator="open time with us",
        denominator="open time of the journey",
        missing=MISSING,
        source="MEASURES 3.1 and 3.2; DESIGN 2, whose turn",
        needs=(YOURS,),
        basis=_over_turns,
        value=ratio_of("with_us", "open_turns"),
        pooled=("with_us", "open_turns"),
        ordered=True,
    ),
    Measure(
        name="turn_with_you",
        title="Share of time with the person",
        question="How much of the time did we wait for the person?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="share",
        definition=f"{RULE}The share of open time with the person.",
        numerator="open time with the person",
        denominator="open time of the journey",
        missing=MISSING,
        source="MEASURES 3.1 and 3.2; DESIGN 2, whose turn",
        needs=(YOURS,),
        basis=_over_turns,
        value=ratio_of("with_you", "open_turns"),
        pooled=("with_you", "open_turns"),
        ordered=True,
    ),
    Measure(
        name="turn_elsewhere",
        title="Share of time with somebody else",
        question="How much of the time did we and the person wait for somebody else?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="share",
        definition=f"{RULE}The share of open time with somebody else.",
        numerator="open time with somebody else",
        denominator="open time of the journey",
        missing=MISSING,
        source="MEASURES 3.1 and 3.2; DESIGN 2, whose turn",
        needs=(THEIRS,),
        basis=lambda carried: f"over {carried.elsewhere:,} events of somebody else",
        value=ratio_of("elsewhere", "open_turns"),
        pooled=("elsewhere", "open_turns"),
        ordered=True,
    ),
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if all(need.why_not_in(scene.carried) for need in (YOURS, THEIRS)):
        return
    each = _with_three(scene) if scene.carried.elsewhere else _with_two(scene)
    opened = scene.spells.group_by("journey").aggregate(open=open_time(scene.spells).sum())
    both = opened.left_join(each, "journey")
    you, elsewhere = both.you.fill_null(0), both.theirs.fill_null(0)
    yield both.select(
        "journey",
        with_us=both.open - you - elsewhere,
        with_you=you,
        elsewhere=elsewhere,
        open_turns=both.open,
    )


def _gives_turn(record: ibis.Table) -> BooleanValue:
    return (is_ask(record) | (record.kind == PAUSED)).fill_null(False)


def _takes_turn(record: ibis.Table) -> BooleanValue:
    came = counts_once(record) & (record.direction == "from").fill_null(False)
    return (came | (record.kind == RESUMED)) & ~_gives_turn(record)


def _with_two(scene: Scene) -> ibis.Table:
    """Between us and the person: each question lasts until the next question or answer."""
    record = scene.record
    turns = record.filter(_gives_turn(record) | _takes_turn(record)).select(
        "journey", "at", "seq", you=_gives_turn(record)
    )
    each = _until_next(turns, scene)
    lasts = each.until.delta(each["at"], unit="microsecond")
    yours = each.group_by("journey").aggregate(you=ibis.ifelse(each.you, lasts, 0).sum())
    return yours.mutate(theirs=ibis.literal(0, "int64"))


def _with_three(scene: Scene) -> ibis.Table:
    """With somebody else too: two things go on at once, each since its last opening or closing."""
    record = scene.record
    theirs = is_elsewhere(record)
    back = record.direction.isin(["to", "inside"]).fill_null(False) & ~theirs
    turns = record.filter(_gives_turn(record) | _takes_turn(record) | theirs | back).select(
        "journey",
        "at",
        "seq",
        you=_gives_turn(record).cast("int32"),
        you_over=_takes_turn(record).cast("int32"),
        theirs=theirs.cast("int32"),
        theirs_over=back.cast("int32"),
    )
    each = _until_next(turns, scene)
    so_far = ibis.window(group_by=["journey", "spell"], order_by=["at", "seq"], preceding=None, following=0)
    told = each.mutate(
        you_round=each.you_over.sum().over(so_far), their_round=each.theirs_over.sum().over(so_far)
    )
    you, theirs = (
        _since(told, name, turn) for name, turn in (("you", "you_round"), ("theirs", "their_round"))
    )
    held = told.select(
        "journey", lasts=told.until.delta(told["at"], unit="microsecond"), you=you, theirs=theirs
    )
    return held.group_by("journey").aggregate(
        you=ibis.ifelse(_.you > 0, _.lasts, 0).sum(),
        theirs=ibis.ifelse((_.theirs > 0) & (_.you == 0), _.lasts, 0).sum(),
    )


def _since(told: ibis.Table, name: str, turn: str) -> ibis.expr.types.IntegerValue:
    """Whether something was opened since it was last closed."""
    since = ibis.window(
        group_by=["journey", "spell", turn], order_by=["at", "seq"], preceding=None, following=0
    )
    return told[name].max().over(since)


def _until_next(turns: ibis.Table, scene: Scene) -> ibis.Table:
    """Each event within a time the journey was open, and until when it says whose turn it is."""
    here = turns.join(scene.spells, "journey").filter(_.at >= _.begin, _.at <= _.end)
    until = here["at"].lead().over(in_order("spell")).fill_null(here.end)
    return here.select("spell", *turns.columns, until=until)


FAMILY = Family(measures=MEASURES, counted=_counted)
