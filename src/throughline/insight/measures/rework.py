"""Work that was done again: by the same person, by somebody else, or twice in a row."""

from collections.abc import Iterator

import ibis
from ibis.expr.types import NumericValue

from throughline.insight.measures import staff
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.measure import Measure, count_of
from throughline.insight.measures.needs import NAMES, PEOPLE, once, over_people
from throughline.insight.measures.scene import Family, Scene
from throughline.insight.rung import Better, Tier

NONE_COUNTS_AS_0 = "A journey without such an event counts as 0."


def _over_work(carried: Carried) -> str:
    if carried.persons:
        return f"{over_people(carried).removesuffix(once(carried))}, in their order{once(carried)}"
    return f"over all {carried.names:,} events, because {carried.source} does not name people{once(carried)}"


def _with_other_work_in_between(journeys: ibis.Table) -> NumericValue:
    """What the same person did again, but not directly after it."""
    return count_of("again_by_same")(journeys) - count_of("self_loops_person")(journeys)


MEASURES = (
    Measure(
        name="rework_redo",
        title="Done again by someone else",
        question="How often is work done again by another person?",
        tier=Tier.PROCESS,
        better=Better.LOWER,
        unit="count",
        definition="Work of the same name done again, by somebody else than the last time.",
        numerator="events whose work was last done by somebody else",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2; edeaR, redo",
        needs=(PEOPLE,),
        basis=over_people,
        value=count_of("rework_redo"),
        ordered=True,
    ),
    Measure(
        name="rework_repeat",
        title="Done again by the same person",
        question="How often does the same person have to come back to it?",
        tier=Tier.PROCESS,
        better=Better.LOWER,
        unit="count",
        definition="Work of the same name done again by the same person as the last time, after "
        "something else.",
        numerator="events whose work was last done by the same person, with other work in between",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2; edeaR, repeat repetition",
        needs=(PEOPLE,),
        basis=over_people,
        value=_with_other_work_in_between,
        ordered=True,
    ),
    Measure(
        name="self_loops",
        title="Done twice in a row",
        question="How often is the same thing done twice in a row?",
        tier=Tier.PROCESS,
        better=Better.LOWER,
        unit="count",
        definition="Work of the same name directly after itself in the order of staff events, by whomever. "
        "By somebody else it also counts as done again by someone else.",
        numerator="events directly after one of the same name",
        missing=NONE_COUNTS_AS_0,
        source="MEASURES 3.2; edeaR, self-loop",
        needs=(NAMES,),
        basis=_over_work,
        value=count_of("self_loops"),
        ordered=True,
    ),
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.persons:
        yield staff.by_person(scene.record)
        yield staff.done_again(scene.record)
    elif scene.carried.names:
        yield staff.by_nobody(scene.record)


FAMILY = Family(measures=MEASURES, counted=_counted)
