"""Several files of one house: where they differ, and cases that only share a number."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterator, Sequence
from itertools import permutations

from throughline.intake.part import Part
from throughline.intake.problems import Effect, Problem
from throughline.intake.sql import text

WHO_AND_WHERE = ("name", "person", "function", "unit")
"""Columns whose words one could take for another's."""
ALIKE, UNLIKE = 0.5, 0.2


def keep_offices_apart(parts: Sequence[Part]) -> list[Problem]:
    """Offices that are files count their cases each for themselves: the same number is another case."""
    if len(parts) == 1 or not parts[0].source.mapping.unit_from_file:
        return []
    ask = parts[0].source.ask
    each = " UNION ALL ".join(f"SELECT DISTINCT journey FROM {part.source.typed}" for part in parts)
    ask(f"CREATE TEMP TABLE shared AS SELECT journey FROM ({each}) GROUP BY journey HAVING count(*) > 1")
    ((count,),) = ask("SELECT count(journey) FROM shared")
    for part in parts if count else ():
        ask(
            f"UPDATE {part.source.typed} SET journey = journey || {text(f' ({part.source.office})')} "
            "WHERE journey IN (SELECT journey FROM shared)"
        )
    return (
        [
            Problem(
                what="cases stand in more than one office; we take them for different ones",
                one="case stands in more than one office; we take it for different ones",
                count=int(str(count)),
            )
        ]
        if count
        else []
    )


def differences(parts: Sequence[Part]) -> Iterator[Problem]:
    """What a file calls otherwise than the first, and columns that seem to have changed places."""
    for ours in dict.fromkeys(ours for part in parts for ours in part.source.taken):
        sources = {part.source.name: _column(part, ours) for part in parts}
        if len(set(sources.values())) > 1:
            said = ", ".join(f"{column} in {name}" for name, column in list(sources.items())[:5])
            first = next(iter(sources.values()))
            yield Problem(
                what=f"files have another column than the first for what they say. {ours}: {said}",
                one=f"file has another column than the first for what it says. {ours}: {said}",
                count=sum(column != first for column in sources.values()),
            )
    for part in parts[1:]:
        for ours, other in permutations(WHO_AND_WHERE, 2):
            if _changed_places(parts[0], part, ours, other):
                yield Problem(
                    what=f"words that {parts[0].source.name} has for {ours} stand under {other} in "
                    f"{part.source.name}; look whether two columns changed places",
                    count=len(_words(parts[0], ours) & _words(part, other)),
                    effect=Effect.READ_OTHERWISE,
                )


def _column(part: Part, ours: str) -> str:
    return part.source.taken[ours].source if ours in part.source.taken else "nothing"


def _changed_places(one: Part, other: Part, ours: str, theirs: str) -> bool:
    """Whether the words of a column are found under another name, and hardly under their own."""
    there = _share(_words(one, ours), _words(other, theirs))
    return there > ALIKE and _share(_words(one, ours), _words(other, ours)) < UNLIKE


def _words(part: Part, ours: str) -> set[str]:
    return set(part.source.words(ours))


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
