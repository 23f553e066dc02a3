"""Being asked, being asked again, and what the person had to come to us for."""

from collections.abc import Iterator

import ibis
from ibis import _

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import CORRECTED, REUSED, is_answer, is_ask, is_failing, is_inbound
from throughline.insight.measures.measure import Measure, Need, count_of, ratio_of
from throughline.insight.measures.needs import ASKS, INBOUND, over_asks
from throughline.insight.measures.scene import Family, Scene, count
from throughline.insight.rung import Better, Tier


def _over_inbound(carried: Carried) -> str:
    return f"over {carried.inbound:,} contacts from the person"


def _failing_known(carried: Carried) -> str:
    known = [
        what
        for there, what in (
            (carried.failing, "chases, complaints and corrections"),
            (carried.answers, "facts given again"),
        )
        if there
    ]
    return f"{_over_inbound(carried)}; {carried.source} tells {' and '.join(known)}"


MEASURES = (
    Measure(
        name="asks",
        title="Times we asked for something",
        question="How often did we ask the person for something?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Questions for a fact that went to the person.",
        numerator="questions for a fact",
        missing="A journey without a question counts as 0.",
        source="MEASURES 3.2",
        needs=(ASKS,),
        basis=over_asks,
        value=count_of("asks"),
    ),
    Measure(
        name="repeated_asks",
        title="Asked again",
        question="How often did we ask for what we already had?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Questions for a fact that had already been given in this journey.",
        numerator="questions whose fact had been given before",
        missing="A journey without a question counts as 0. The ratio of sums is of all questions.",
        source="MEASURES 3.2",
        needs=(ASKS,),
        basis=over_asks,
        value=count_of("repeated_asks"),
        pooled=("repeated_asks", "asks"),
        ordered=True,
    ),
    Measure(
        name="inbound",
        title="Contacts from the person",
        question="How often did the person have to come to us?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Everything that came from the person, each event once. An answer to a survey, or leave "
        "to use a fact again, is no contact.",
        numerator="contacts from the person",
        missing="A journey without a contact counts as 0.",
        source="MEASURES 3.2",
        needs=(INBOUND,),
        basis=_over_inbound,
        value=count_of("inbound"),
    ),
    Measure(
        name="failure_demand",
        title="Contacts that need not have been",
        question="How much of what the person comes to us for is because something did not work?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="share",
        definition="Contacts from the person that chase, complain, correct, or give once more what they had "
        "already given ÷ all contacts from the person.",
        numerator="chases, complaints, corrections, and facts given again",
        denominator="contacts from the person",
        population="journeys with a contact from the person",
        missing="A journey without a contact has no value. The ratio of sums is the share of all contacts.",
        source="MEASURES 3.2; Seddon: failure demand",
        needs=(
            INBOUND,
            Need(
                met=lambda carried: carried.failing + carried.answers > 0,
                lacks="does not say why the person came to us",
                record="record chases, complaints and facts that are given",
                mapping="list them under `chases`, `complaints` and `supplies` in a mapping file",
            ),
        ),
        basis=_failing_known,
        value=ratio_of("failing", "inbound"),
        pooled=("failing", "inbound"),
        ordered=True,
    ),
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    record, carried = scene.record, scene.carried
    if carried.asks or carried.answers:
        yield _asks(record)
    if carried.inbound:
        came = record.filter(is_inbound(record))
        contacts = came.group_by("journey").aggregate(
            inbound=came.count(), complained=count(is_failing(came))
        )
        if not carried.answers:
            yield contacts.mutate(failing=contacts.complained)
            return
        both = contacts.left_join(_asks(record), "journey")
        yield both.select("journey", "inbound", failing=both.complained + both.given_again.fill_null(0))


def _asks(record: ibis.Table) -> ibis.Table:
    """Per journey: questions asked, questions whose answer was known, and answers given once more."""
    once_more = ~record.kind.isin([CORRECTED, REUSED]) & is_inbound(record)
    told = record.filter(is_ask(record) | is_answer(record)).select(
        "journey",
        "at",
        "seq",
        "key",
        ask=is_ask(record).cast("int32"),
        answer=is_answer(record).cast("int32"),
        supply=(is_answer(record) & once_more).cast("int32"),
    )
    earlier = ibis.window(group_by=["journey", "key"], order_by=["at", "seq"], preceding=(None, 1))
    known = told.mutate(known=told.answer.max().over(earlier).fill_null(0))
    return known.group_by("journey").aggregate(
        asks=_.ask.sum(), repeated_asks=(_.ask * _.known).sum(), given_again=(_.supply * _.known).sum()
    )


FAMILY = Family(measures=MEASURES, counted=_counted)
