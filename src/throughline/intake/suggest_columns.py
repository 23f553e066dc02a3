"""Suggestions about columns: an office, what makes cases differ, a promised date, a readable name."""

import re
from collections.abc import Iterator, Mapping, Sequence

from throughline.intake.column_facts import ColumnFacts
from throughline.intake.column_names import TRAPS, plain
from throughline.intake.mapping import AttributeKind
from throughline.intake.suggestion import Suggestion
from throughline.intake.taken import Confidence, Taken

OFFICE = re.compile(
    r"\b(office|branch|location|municipality|department|dept|organi[sz]ational entity|entity|region|district|"
    r"area|site|ward|city|town|hospital|clinic|school|faculty|team|section|unit|vestiging|gemeente|kantoor|wijk|"
    r"standort|filiale|gemeinde|bezirk|apc)\b"
)
PROMISED = re.compile(
    r"\b(deadline|due|promised|promise|target|planned|sla|expected|term|streefdatum|termijn|"
    r"gepland|frist|fallig|soll)\b"
)
LATER = re.compile(
    r"\b(end|ended|enddate|finish|finished|close|closed|status|state|outcome|result|decision|last|phase|total|"
    r"duration|updated|resolved|resolution|responsible|handler|owner|variant|index|id|nr|no|number|key|"
    r"deadline|due|planned)\b"
)
"""What a case only knows at its end, or only its system knows: comparing by it would explain things away."""
CODE = re.compile(r"^[A-Z0-9]+([_.\-/][A-Za-z0-9]+)+$|^[A-Z0-9]{1,6}$")
MOST_KINDS = 100
MOST_ATTRIBUTES = 12
HALF = 0.5


def suggest_columns(
    columns: Sequence[ColumnFacts], taken: Mapping[str, Taken], journeys: int
) -> list[Suggestion]:
    """What the columns that were not taken may be good for."""
    used = {column.source for column in taken.values()}
    free = [facts for facts in columns if facts.name not in used and plain(facts.name) not in TRAPS]
    readable = [] if "name" not in taken else list(_readable(columns, free, taken["name"].source))
    offices = [] if "unit" in taken else list(_offices(free))
    places = {office.value for office in offices}
    mix = [facts for facts in free if facts.name not in places]
    attributes = list(_attributes(mix, journeys))[:MOST_ATTRIBUTES]
    return [*readable, *offices, *attributes, *_promises(free)]


def _readable(columns: Sequence[ColumnFacts], free: Sequence[ColumnFacts], name: str) -> Iterator[Suggestion]:
    """Words beside codes: as many different ones, or nearly, so that they most likely say the same."""
    codes = next((facts for facts in columns if facts.name == name), None)
    if codes is None or not _mostly_codes(codes.examples):
        return
    likely = [
        facts
        for facts in free
        if HALF * codes.different <= facts.different <= 1.2 * codes.different
        and facts.filled >= 0.95 * codes.filled
        and not facts.one_per_journey
        and _mostly_words(facts.examples)
    ]
    likely.sort(key=lambda facts: not plain(facts.name).endswith(" en"))
    for facts in likely[:2]:
        yield Suggestion(
            key="columns",
            name="name",
            value=facts.name,
            why=f"{name} holds codes such as {codes.examples[0]}, {codes.different:,} different; this one "
            f"holds words, {facts.different:,} different",
            confidence=Confidence.LIKELY,
            count=_such_as(facts),
        )


def _mostly_codes(examples: Sequence[str]) -> bool:
    return bool(examples) and sum(bool(CODE.match(text)) for text in examples) > HALF * len(examples)


def _mostly_words(examples: Sequence[str]) -> bool:
    return sum(
        " " in text.strip() and any(letter.islower() for letter in text) for text in examples
    ) > HALF * len(examples)


def _offices(free: Sequence[ColumnFacts]) -> Iterator[Suggestion]:
    for facts in free:
        said = OFFICE.search(plain(facts.name))
        if said and facts.one_per_journey and 2 <= facts.different <= MOST_KINDS and not facts.is_time:
            yield Suggestion(
                key="columns",
                name="unit",
                value=facts.name,
                why=f"the name says '{said.group()}', and a journey has only one",
                confidence=Confidence.GUESS,
                count=f"{facts.different:,} different, {_such_as(facts)}",
            )


def _attributes(free: Sequence[ColumnFacts], journeys: int) -> Iterator[Suggestion]:
    """What a case is from its begin: one value a journey, told for most, and neither an id nor an outcome."""
    for facts in free:
        kind = _kind(facts, journeys)
        if kind is None or facts.journeys < HALF * journeys or not facts.one_per_journey:
            continue
        if LATER.search(plain(facts.name)):
            continue
        yield Suggestion(
            key="attributes",
            name=facts.name,
            value=str(kind),
            why="a journey has one value, and it may make journeys differ from the begin",
            confidence=Confidence.GUESS,
            count=f"{facts.different:,} different, {_such_as(facts)}",
        )


def _kind(facts: ColumnFacts, journeys: int) -> AttributeKind | None:
    if facts.is_time or facts.different < 2:
        return None
    if all(text.isdigit() for text in facts.examples) and facts.different > HALF * journeys:
        return None  # numbered, not measured
    if facts.is_number and facts.different > 10:
        return AttributeKind.NUMBER
    return AttributeKind.CATEGORY if facts.different <= min(MOST_KINDS, HALF * journeys) else None


def _promises(free: Sequence[ColumnFacts]) -> Iterator[Suggestion]:
    for facts in free:
        said = PROMISED.search(plain(facts.name))
        if said and facts.is_time:
            yield Suggestion(
                key="promises",
                name=plain(facts.name),
                value=facts.name,
                why=f"the name says '{said.group()}' and it holds times; what keeps it is for you to say",
                confidence=Confidence.GUESS,
                count=f"told in {facts.journeys:,} journeys, {_such_as(facts)}",
            )


def _such_as(facts: ColumnFacts) -> str:
    return f"such as {', '.join(facts.examples[:2])}"
