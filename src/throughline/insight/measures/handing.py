"""How many people and departments it took, how often another took over, and how often it came back."""

from collections.abc import Iterator

import ibis

from throughline.insight.measures import staff
from throughline.insight.measures.measure import Measure, count_of
from throughline.insight.measures.needs import FUNCTIONS, PEOPLE, over_functions, over_people
from throughline.insight.measures.scene import Family, Scene
from throughline.insight.rung import Better, Tier

NONE_COUNTS_AS_0 = "A journey without such an event counts as 0."

MEASURES = (
    Measure(
        name="people",
        title="People",
        question="How many of our people did it take?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Different people over the staff events of a journey.",
        numerator="different people",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2",
        needs=(PEOPLE,),
        basis=over_people,
        value=count_of("people"),
    ),
    Measure(
        name="functions",
        title="Departments",
        question="How many departments did it take?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Different departments over the staff events of a journey.",
        numerator="different departments",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2",
        needs=(FUNCTIONS,),
        basis=over_functions,
        value=count_of("functions"),
    ),
    Measure(
        name="handoffs_person",
        title="Handoffs between people",
        question="How often did another person take over?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Consecutive staff events done by different people. Events that name nobody are "
        "skipped over.",
        numerator="steps from one staff event to the next that change the person",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2",
        needs=(PEOPLE,),
        basis=over_people,
        value=count_of("handoffs_person"),
        ordered=True,
    ),
    Measure(
        name="handoffs_function",
        title="Handoffs between departments",
        question="How often did another department take over?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Consecutive staff events in different departments. Events that name no department are "
        "skipped over.",
        numerator="steps from one staff event to the next that change the department",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2",
        needs=(FUNCTIONS,),
        basis=over_functions,
        value=count_of("handoffs_function"),
        ordered=True,
    ),
    Measure(
        name="returns_person",
        title="Back to the same person",
        question="How often did it come straight back to the person who had just handed it on?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Handoffs from A to B that are followed by the handoff from B back to A (A → B → A), "
        "however many events in a row each of them did. A → B → A → B holds two.",
        numerator="handoffs to whoever had it before the one who hands it on",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2; handoffs A → B → A",
        needs=(PEOPLE,),
        basis=over_people,
        value=count_of("returns_person"),
        ordered=True,
    ),
    Measure(
        name="returns_function",
        title="Back to the same department",
        question="How often did it come straight back to the department that had just handed it on?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Handoffs from department A to B that are followed by the handoff from B back to A "
        "(A → B → A), however many events in a row each of them did.",
        numerator="handoffs to the department that had it before the one which hands it on",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2; handoffs A → B → A",
        needs=(FUNCTIONS,),
        basis=over_functions,
        value=count_of("returns_function"),
        ordered=True,
    ),
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.persons:
        yield staff.by_person(scene.record)
        yield staff.contacts(scene.record)
    if scene.carried.functions:
        yield staff.by_function(scene.record)


FAMILY = Family(measures=MEASURES, counted=_counted)
