"""Every measure of the ride as data: what it asks, its tier, which way is better, its formula.

To add one: name it here, give `journeys.py` a column of that name, and say in `basis.py` what it rests on.
"""

from dataclasses import dataclass
from enum import StrEnum

from throughline.insight.rung import Better


class Tier(StrEnum):
    """What kind of thing a measure tells. Outcome stands above experience, experience above process."""

    OUTCOME = "outcome"
    EXPERIENCE = "observed experience"
    PROCESS = "process"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure over journeys. `share` measures lie between 0 and 1."""

    name: str
    title: str
    question: str
    tier: Tier
    better: Better
    unit: str
    definition: str
    source: str = "MEASURES 3.2"

    @property
    def is_share(self) -> bool:
        """Whether its values lie between 0 and 1."""
        return self.unit == "share"


MEASURES: tuple[Measure, ...] = (
    Measure(
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
    ),
    Measure(
        name="first_word_days",
        title="Days until the first word",
        question="How long until the person hears from us?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="days",
        definition="Open time from the start to the first thing that went to the person.",
    ),
    Measure(
        name="longest_silence_days",
        title="Longest silence",
        question="How long does the person hear nothing?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="days",
        definition="The longest gap between two things that went to the person, counting from the start "
        "to the first and from the last to the end. An ending ends a silence; after a reopening, counting "
        "starts anew.",
    ),
    Measure(
        name="silence_share",
        title="Share of time in silence",
        question="How much of the time is spent waiting without a word?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="share",
        definition="Of all gaps between words to the person, the part beyond five days each, ÷ elapsed time.",
    ),
    Measure(
        name="people",
        title="People",
        question="How many of our people did it take?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Different people over the staff events of a journey.",
    ),
    Measure(
        name="functions",
        title="Departments",
        question="How many departments did it take?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Different departments over the staff events of a journey.",
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
    ),
    Measure(
        name="coc",
        title="Continuity of care",
        question="How concentrated are the contacts on few people?",
        tier=Tier.EXPERIENCE,
        better=Better.HIGHER,
        unit="share",
        definition="Bice–Boxerman: (Σ nᵢ² − N) ÷ (N(N − 1)) over N ≥ 2 contacts, nᵢ of them with person i.",
        source="MEASURES 3.3",
    ),
    Measure(
        name="secon",
        title="Same person as last time",
        question="How often is the next contact with the same person?",
        tier=Tier.EXPERIENCE,
        better=Better.HIGHER,
        unit="share",
        definition="Of N ≥ 2 contacts in a row, the share of N − 1 steps that stay with the same person.",
        source="MEASURES 3.3",
    ),
    Measure(
        name="upc",
        title="Share with the usual person",
        question="How much of it is with the one person met most?",
        tier=Tier.EXPERIENCE,
        better=Better.HIGHER,
        unit="share",
        definition="Contacts with the person met most ÷ all contacts. Falls with more contacts by arithmetic "
        "alone: do not compare units by it.",
        source="MEASURES 3.3",
    ),
    Measure(
        name="asks",
        title="Times we asked for something",
        question="How often did we ask the person for something?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Questions for a fact that went to the person.",
    ),
    Measure(
        name="repeated_asks",
        title="Asked again",
        question="How often did we ask for what we already had?",
        tier=Tier.EXPERIENCE,
        better=Better.LOWER,
        unit="count",
        definition="Questions for a fact that had already been given in this journey.",
    ),
    Measure(
        name="promises_kept",
        title="Promises kept",
        question="Do we do what we said, by when we said?",
        tier=Tier.EXPERIENCE,
        better=Better.HIGHER,
        unit="share",
        definition="Kept ÷ (kept + broken) among promises whose date has passed. Given a new date before it "
        "passed, a promise is judged by the new date; given one afterwards, it stays broken.",
    ),
    Measure(
        name="rework_redo",
        title="Done again by someone else",
        question="How often is work done again by another person?",
        tier=Tier.PROCESS,
        better=Better.LOWER,
        unit="count",
        definition="Work of the same name done again, by somebody else than the last time.",
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
    ),
)

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
