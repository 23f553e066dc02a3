"""One person or many: how concentrated contacts are, and whether the next is with the same person.

COC and SECON are told together: one sees few people, the other sees ping-pong between them. Both mean little
on two contacts, so that only journeys with three or more have a value of their own; the ratio of sums over
all journeys holds those with two as well.
"""

from collections.abc import Callable, Iterator

import ibis

from throughline.insight.measures import staff
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.measure import Measure, Value, ratio_of
from throughline.insight.measures.needs import PEOPLE
from throughline.insight.measures.scene import Family, Scene
from throughline.insight.rung import Better, Tier

LEAST = 3
"""Contacts from which on a journey has an index of its own."""


def _over(least: str) -> Callable[[Carried], str]:
    def basis(carried: Carried) -> str:
        if carried.to_with_person:
            return f"over what the person met and who they met, in {least}"
        unsaid = "name whom the person met" if carried.to else "say what the person met"
        return f"over staff events, because {carried.source} does not {unsaid}, in {least}"

    return basis


def _from_three(value: Value) -> Value:
    return lambda journeys: ibis.ifelse(journeys.met >= LEAST, value(journeys), ibis.null("float64"))


COC = Measure(
    name="coc",
    title="Continuity of care",
    question="How concentrated are the contacts on few people?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    unit="share",
    definition="Bice–Boxerman: (Σ nᵢ² − N) ÷ (N(N − 1)) over N contacts, nᵢ of them with person i. "
    "Journeys with fewer than three contacts have no value of their own; those with two are in the ratio of "
    "sums.",
    numerator="Σ nᵢ² − N",
    denominator="N(N − 1)",
    population="all journeys; a value of its own from three contacts on",
    missing="Below three contacts a journey has no value; with two it counts in the ratio of sums.",
    source="MEASURES 3.3; Bice and Boxerman 1977",
    needs=(PEOPLE,),
    basis=_over("journeys with three contacts or more; pooled from two on"),
    value=_from_three(ratio_of("coc_pairs", "contact_pairs")),
    pooled=("coc_pairs", "contact_pairs"),
)

SECON = Measure(
    name="secon",
    title="Same person as last time",
    question="How often is the next contact with the same person?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    unit="share",
    definition="Of N contacts in a row, the share of N − 1 steps that stay with the same person. "
    "Journeys with fewer than three contacts have no value of their own; those with two are in the ratio of "
    "sums.",
    numerator="steps that stay with the same person",
    denominator="N − 1",
    population="all journeys; a value of its own from three contacts on",
    missing="Below three contacts a journey has no value; with two it counts in the ratio of sums.",
    source="MEASURES 3.3",
    needs=(PEOPLE,),
    basis=_over("journeys with three contacts or more; pooled from two on"),
    value=_from_three(ratio_of("secon_steps", "contact_steps")),
    pooled=("secon_steps", "contact_steps"),
    ordered=True,
)

UPC = Measure(
    name="upc",
    title="Share with the usual person",
    question="How much of it is with the one person met most?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    unit="share",
    definition="Contacts with the person met most ÷ all contacts: continuity in plain language. Falls with "
    "more contacts by arithmetic alone: do not compare units by it.",
    numerator="contacts with the person met most",
    denominator="contacts",
    population="journeys with at least one contact",
    missing="A journey without a contact has no value.",
    source="MEASURES 3.3",
    needs=(PEOPLE,),
    basis=_over("journeys with at least one contact"),
    value=ratio_of("most_met", "met"),
    pooled=("most_met", "met"),
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.to_with_person:
        yield staff.met_contacts(scene.record)
    elif scene.carried.persons:
        yield staff.contacts(scene.record)
        yield staff.by_person(scene.record)


def _made(journeys: ibis.Table, carried: Carried) -> dict[str, ibis.Value]:
    """Numerators and denominators: indices from two contacts on, the usual person from one."""
    if not carried.persons:
        return {}
    if carried.to_with_person:
        met, most, squares = journeys.met_contacts, journeys.met_most, journeys.met_squares
        same = journeys.met_same
    else:
        met, most, squares = journeys.contacts, journeys.most, journeys.squares
        same = met - 1 - journeys.handoffs_person
    two = met >= 2
    return {
        "met": met.cast("int64"),
        "most_met": most.cast("int64"),
        "coc_pairs": ibis.ifelse(two, squares - met, None).cast("float64"),
        "contact_pairs": ibis.ifelse(two, met * (met - 1), None).cast("float64"),
        "secon_steps": ibis.ifelse(two, same, None).cast("float64"),
        "contact_steps": ibis.ifelse(two, met - 1, None).cast("float64"),
    }


FAMILY = Family(measures=(COC, SECON, UPC), counted=_counted, made=_made)
