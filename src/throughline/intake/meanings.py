"""What an activity is to the person who goes through: one of ten things, or not known.

A mapping says it in lists by kind. Somebody who confirms it goes through the activities one by one; this is
the way from the one to the other and back.
"""

from collections.abc import Mapping as Mapped
from dataclasses import dataclass, replace
from enum import StrEnum

from throughline.intake.mapping import Mapping


class Meaning(StrEnum):
    """What an activity is, from the person's seat. The value is its written name."""

    UNKNOWN = "unknown"
    INSIDE = "inside"
    HEARS = "hears"
    DOES = "does"
    ASKED = "asked"
    GIVES = "gives"
    CHASES = "chases"
    COMPLAINS = "complains"
    ELSEWHERE = "elsewhere"
    ENDS = "ends"
    ENDS_WELL = "ends-well"


ABOUT_A_THING = frozenset({Meaning.ASKED, Meaning.GIVES})
"""These ask for something, or give it; the same word for both tells that it was asked again."""


@dataclass(frozen=True)
class Means:
    """A meaning, and the thing that is asked for or given."""

    meaning: Meaning = Meaning.UNKNOWN
    about: str = ""


def meaning_of(mapping: Mapping, activity: str) -> Means:
    """What the mapping says of one activity."""
    if activity in mapping.asks:
        return Means(Meaning.ASKED, mapping.asks[activity])
    if activity in mapping.supplies:
        return Means(Meaning.GIVES, mapping.supplies[activity])
    if activity in mapping.endings:
        well = mapping.endings[activity] in mapping.goals
        return Means(Meaning.ENDS_WELL if well else Meaning.ENDS)
    for meaning, names in (
        (Meaning.CHASES, mapping.chases),
        (Meaning.COMPLAINS, mapping.complaints),
        (Meaning.ELSEWHERE, mapping.elsewhere),
        (Meaning.HEARS, mapping.to),
        (Meaning.DOES, mapping.from_),
        (Meaning.INSIDE, mapping.inside),
    ):
        if activity in names:
            return Means(meaning)
    return Means()


def with_meanings(mapping: Mapping, said: Mapped[str, Means]) -> Mapping:
    """The mapping with what was said of some activities; what it says of all others stays.

    An ending keeps its name where it has one, and is called like its activity otherwise. Who ends it counts
    as before: somebody may withdraw as well as be told.
    """
    kept = _without(mapping, frozenset(said))

    def meant(meaning: Meaning) -> frozenset[str]:
        return frozenset(name for name, means in said.items() if means.meaning is meaning)

    ends = meant(Meaning.ENDS) | meant(Meaning.ENDS_WELL)
    endings = {name: mapping.endings.get(name, name) for name in sorted(ends)}
    return replace(
        kept,
        to=kept.to | meant(Meaning.HEARS) | (mapping.to & ends),
        from_=kept.from_ | meant(Meaning.DOES) | (mapping.from_ & ends),
        inside=kept.inside | meant(Meaning.INSIDE) | (mapping.inside & ends),
        asks={**kept.asks, **_things(said, Meaning.ASKED)},
        supplies={**kept.supplies, **_things(said, Meaning.GIVES)},
        chases=kept.chases | meant(Meaning.CHASES),
        complaints=kept.complaints | meant(Meaning.COMPLAINS),
        elsewhere=kept.elsewhere | meant(Meaning.ELSEWHERE),
        endings={**kept.endings, **endings},
        goals=_goals(kept, endings, meant(Meaning.ENDS_WELL)),
    )


def _goals(kept: Mapping, endings: Mapped[str, str], well: frozenset[str]) -> frozenset[str]:
    still_there = frozenset(kept.endings.values())
    return (kept.goals & still_there) | frozenset(endings[name] for name in well)


def _things(said: Mapped[str, Means], meaning: Meaning) -> dict[str, str]:
    return {name: means.about.strip() or name for name, means in said.items() if means.meaning is meaning}


def _without(mapping: Mapping, names: frozenset[str]) -> Mapping:
    def others(pairs: Mapped[str, str]) -> dict[str, str]:
        return {name: value for name, value in pairs.items() if name not in names}

    return replace(
        mapping,
        to=mapping.to - names,
        from_=mapping.from_ - names,
        inside=mapping.inside - names,
        asks=others(mapping.asks),
        supplies=others(mapping.supplies),
        chases=mapping.chases - names,
        complaints=mapping.complaints - names,
        elsewhere=mapping.elsewhere - names,
        endings=others(mapping.endings),
    )
