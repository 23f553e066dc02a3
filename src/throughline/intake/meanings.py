"""What an activity is to the person who goes through: one of ten things, or not known.

A mapping says it in lists by kind. Somebody who confirms it goes through the activities one by one; this is
the way from the one to the other and back.
"""

from collections.abc import Iterable
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


NAMED = frozenset({Meaning.ASKED, Meaning.GIVES, Meaning.ENDS, Meaning.ENDS_WELL})
"""These say in a word what is asked for or given, or what the ending is called."""


@dataclass(frozen=True)
class Means:
    """A meaning; what is asked for or given, or what the ending is called."""

    meaning: Meaning = Meaning.UNKNOWN
    about: str = ""


def meaning_of(mapping: Mapping, activity: str) -> Means:
    """What the mapping says of one activity."""
    if activity in mapping.asks:
        return Means(Meaning.ASKED, mapping.asks[activity])
    if activity in mapping.supplies:
        return Means(Meaning.GIVES, mapping.supplies[activity])
    if activity in mapping.endings:
        ending = mapping.endings[activity]
        return Means(Meaning.ENDS_WELL if ending in mapping.goals else Meaning.ENDS, ending)
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

    What is asked for and what an ending is called is the activity itself until somebody says it. Who ends it
    counts as before: somebody may withdraw as well as be told.
    """
    kept = _without(mapping, frozenset(said))

    def meant(meaning: Meaning) -> frozenset[str]:
        return frozenset(name for name, means in said.items() if means.meaning is meaning)

    ends = meant(Meaning.ENDS) | meant(Meaning.ENDS_WELL)
    endings = {**_named(said, Meaning.ENDS), **_named(said, Meaning.ENDS_WELL)}
    return replace(
        kept,
        to=kept.to | meant(Meaning.HEARS) | (mapping.to & ends),
        from_=kept.from_ | meant(Meaning.DOES) | (mapping.from_ & ends),
        inside=kept.inside | meant(Meaning.INSIDE) | (mapping.inside & ends),
        asks={**kept.asks, **_named(said, Meaning.ASKED)},
        supplies={**kept.supplies, **_named(said, Meaning.GIVES)},
        chases=kept.chases | meant(Meaning.CHASES),
        complaints=kept.complaints | meant(Meaning.COMPLAINS),
        elsewhere=kept.elsewhere | meant(Meaning.ELSEWHERE),
        endings={**kept.endings, **endings},
        goals=_goals(kept, endings, meant(Meaning.ENDS_WELL)),
    )


def _goals(kept: Mapping, endings: Mapped[str, str], well: frozenset[str]) -> frozenset[str]:
    still_there = frozenset(kept.endings.values())
    return (kept.goals & still_there) | frozenset(endings[name] for name in well)


def unclear_endings(said: Mapped[str, Means]) -> frozenset[str]:
    """Endings of one name that are said to be the goal and not to be it."""
    well, other = (
        set(_named(said, Meaning.ENDS_WELL).values()),
        set(_named(said, Meaning.ENDS).values()),
    )
    return frozenset(well & other)


def suggested_meanings(suggested: Iterable[Mapped[str, str]]) -> dict[str, Means]:
    """What each activity may mean, from suggestions for the keys of a mapping; the first for it counts."""
    known = list(suggested)
    goals = {one["name"] for one in known if one["key"] == "goals"}
    found: dict[str, Means] = {}
    for one in known:
        meaning = KEYS.get(one["key"])
        if meaning is Meaning.ENDS and one["value"] in goals:
            meaning = Meaning.ENDS_WELL
        if meaning is not None and (one["name"] not in found or meaning in ENDINGS):
            found[one["name"]] = Means(meaning, one["value"])
    return found


KEYS = {
    "to": Meaning.HEARS,
    "from": Meaning.DOES,
    "asks": Meaning.ASKED,
    "supplies": Meaning.GIVES,
    "chases": Meaning.CHASES,
    "complaints": Meaning.COMPLAINS,
    "elsewhere": Meaning.ELSEWHERE,
    "endings": Meaning.ENDS,
}
"""The keys of a mapping under which activities stand."""
ENDINGS = frozenset({Meaning.ENDS, Meaning.ENDS_WELL})


def _named(said: Mapped[str, Means], meaning: Meaning) -> dict[str, str]:
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
