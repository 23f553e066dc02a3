"""What a log says of whole cases: the table `journeys`, one row for each, typed."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.intake.attribute import (
    MANY,
    Attribute,
    attributes_of,
    cases_of,
    columns_of,
    counts_of,
    words_of,
)
from throughline.intake.attributes_last import as_they_stand, changed, choose_last
from throughline.intake.columns import Taken
from throughline.intake.mapping import AttributeKind
from throughline.intake.part import Part
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Source
from throughline.intake.sql import number, quoted, utc
from throughline.intake.times import reading

NUMBERS = frozenset({"BIGINT", "INTEGER", "DOUBLE", "FLOAT", "HUGEINT", "BOOLEAN"})
MOMENTS = ("TIMESTAMP", "DATE")
CATEGORY = AttributeKind.CATEGORY
FEW = 40
"""Unasked, words are taken for an attribute only if there are no more of them."""


def make_journeys(parts: Sequence[Part]) -> tuple[list[Taken], list[Problem]]:
    """Make the table `journeys`, if there is anything to put into it; which columns, and what was found."""
    without_rows = [part for part in parts if not cases_of(part.source)]
    attributes = [
        one
        for one in attributes_of(parts[0].source)
        if all(one.typed in part.source.about for part in without_rows)
    ]
    if not attributes:
        return [], []
    about = About(parts[0].source, _collect(parts, attributes))
    facts = about.facts(attributes)
    kinds = about.kinds(facts)
    kept = [one for one in attributes if one.told or facts[one].say_something(kinds[one])]
    if not kept:
        return [], []
    listed = ", ".join(f"{about.read_as(one, kinds[one])} AS {quoted(one.name)}" for one in kept)
    about.ask(f"CREATE TABLE journeys AS SELECT journey::VARCHAR AS journey, {listed} FROM about")
    unread = about.unread({one: kinds[one] for one in kept}, facts)
    problems = [
        problem for one in kept for problem in _found(one, kinds[one], facts[one].changed, unread[one])
    ]
    return [Taken(one.name, one.source, _why(one, kinds[one])) for one in kept], problems


def _why(attribute: Attribute, kind: AttributeKind) -> str:
    why = "as you said" if attribute.told else "the log says that it is about the case"
    return f"{why}; read as a {kind}"


def _collect(parts: Sequence[Part], attributes: Sequence[Attribute]) -> dict[str, str]:
    """Make the table `about`: the last value of each attribute in each journey, and whether it changed.

    The rows need not carry them any longer.
    """
    ask = parts[0].source.ask
    columns = [quoted(one.typed) for one in attributes]
    ask(f"CREATE TEMP VIEW said AS {' UNION ALL '.join(_said(part, attributes) for part in parts)}")
    if _said_once(parts):
        ask(f"CREATE TEMP TABLE about AS SELECT journey{as_they_stand(columns)} FROM said")
    else:
        choose_last(ask, columns)
    for part in parts:
        for column in () if cases_of(part.source) else columns:
            ask(f"ALTER TABLE {part.source.typed} DROP COLUMN {column}")
    return {str(name): str(kind) for name, kind, *_ in ask("DESCRIBE about")}


def _said(part: Part, attributes: Sequence[Attribute]) -> str:
    """What one source says of its cases, as often as it says it."""
    cases = cases_of(part.source)
    if not cases:
        listed = ", ".join(quoted(one.typed) for one in attributes)
        place = f"rowid + {part.first} AS place"
        return f"SELECT journey, {place}, {listed} FROM {part.source.typed} WHERE {part.usable}"
    journey, columns = part.source.text("journey"), columns_of(part.source, attributes)
    listed = ", ".join(f"{columns[one.typed]} AS {quoted(one.typed)}" for one in attributes)
    return (
        f"SELECT {journey} AS journey, {cases.place} + {part.first} AS place, {listed} FROM {cases.sql} "
        f"WHERE {journey} IS NOT NULL"
    )


def _said_once(parts: Sequence[Part]) -> bool:
    """Whether there is one row for each journey, so that nothing is to be chosen between."""
    if not all(cases_of(part.source) for part in parts):
        return False
    ((once,),) = parts[0].source.ask("SELECT count(*) = count(DISTINCT journey) FROM said")
    return bool(once)


@dataclass(frozen=True)
class Facts:
    """In how many journeys an attribute has a value, how many values differ, in how many it changed.

    How many differ is known exactly where it is few.
    """

    filled: int
    different: int
    changed: int

    def say_something(self, kind: AttributeKind) -> bool:
        """Whether it differs between journeys, in numbers or in few words."""
        return (kind is AttributeKind.NUMBER and self.different > 1) or 1 < self.different <= FEW


@dataclass(frozen=True)
class About:
    """The table `about`, and how its columns are read. Many are asked about at once."""

    source: Source
    types: dict[str, str]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.source.ask(sql)

    def counts(self, asked: Mapping[Attribute, Sequence[str]]) -> dict[Attribute, list[int]]:
        """Counts over the journeys."""
        return counts_of(self.ask, asked, "about")

    def facts(self, attributes: Sequence[Attribute]) -> dict[Attribute, Facts]:
        """What can be counted without reading a value."""
        asked = {
            one: (
                f"count({quoted(one.typed)})",
                f"approx_count_distinct({quoted(one.typed)})",
                f"count(*) FILTER ({changed(quoted(one.typed))})",
            )
            for one in attributes
        }
        found = {one: Facts(*counts) for one, counts in self.counts(asked).items()}
        few = {one.typed: f"{quoted(one.typed)}::VARCHAR" for one in found if found[one].different < MANY}
        words = self.ask(f"SELECT name, count(*) FROM ({words_of(few, 'about')}) GROUP BY name")
        exact = {str(name): int(str(different)) for name, different in words}
        return {
            one: replace(facts, different=exact.get(one.typed, facts.different))
            for one, facts in found.items()
        }

    def kinds(self, facts: Mapping[Attribute, Facts]) -> dict[Attribute, AttributeKind]:
        """How each is read: as told, as the source has it, or as what all its values are."""
        found = {one: one.kind for one in facts if one.kind}
        found |= dict.fromkeys(self._in_words([one for one in facts if one not in found]), CATEGORY)
        found |= self._numbers({one: facts[one] for one in facts if one not in found})
        found |= self._dates({one: facts[one] for one in facts if one not in found})
        return {one: found.get(one, CATEGORY) for one in facts}

    def _in_words(self, attributes: Sequence[Attribute]) -> list[Attribute]:
        """Those with a value without digits: it is no number and no time, and neither has to be tried."""
        asked = {
            one: [f"count(*) FILTER (NOT regexp_matches({quoted(one.typed)}::VARCHAR, '[0-9]'))"]
            for one in attributes
            if self.types[one.typed].startswith(("VARCHAR", "ENUM"))
        }
        return [one for one, (words,) in self.counts(asked).items() if words]

    def _numbers(self, facts: Mapping[Attribute, Facts]) -> dict[Attribute, AttributeKind]:
        """Those of which all values are numbers; few whole ones name things, such as offices."""
        may_be = [one for one in facts if not self.types[one.typed].startswith(MOMENTS)]
        values = {one: self.read_as(one, AttributeKind.NUMBER) for one in may_be}
        read = self.counts({one: [f"count({value})"] for one, value in values.items()})
        numbers = [one for one, (count,) in read.items() if count == facts[one].filled]
        few = [one for one in numbers if not one.told and facts[one].different <= FEW]
        broken = self.counts(
            {one: [f"count(*) FILTER ({values[one]} <> floor({values[one]}))"] for one in few}
        )
        return {
            one: CATEGORY if one in broken and broken[one] == [0] else AttributeKind.NUMBER for one in numbers
        }

    def _dates(self, facts: Mapping[Attribute, Facts]) -> dict[Attribute, AttributeKind]:
        """Those of which all values are moments; unasked, many different ones say nothing."""
        asked = [one for one in facts if one.told or facts[one].different <= FEW]
        return {one: AttributeKind.DATE for one in asked if self._has_only_dates(one)}

    def _has_only_dates(self, one: Attribute) -> bool:
        column = quoted(one.typed)
        different = f"SELECT DISTINCT {column} FROM about WHERE {column} IS NOT NULL"
        ((others,),) = self.ask(
            f"SELECT count(*) - count({self.read_as(one, AttributeKind.DATE)}) FROM ({different})"
        )
        return not others

    def unread(
        self, kinds: Mapping[Attribute, AttributeKind], facts: Mapping[Attribute, Facts]
    ) -> dict[Attribute, int]:
        """How many values are not of their kind: only of a kind that somebody told."""
        asked = {one: [f"count({self.read_as(one, kind)})"] for one, kind in kinds.items() if one.kind}
        read = self.counts(asked)
        return {one: facts[one].filled - read[one][0] if one in read else 0 for one in kinds}

    def read_as(self, attribute: Attribute, kind: AttributeKind) -> str:
        """The value as a number, a moment or a word."""
        column, there = quoted(attribute.typed), self.types[attribute.typed]
        if kind is CATEGORY:
            return f"{column}::VARCHAR"
        if kind is AttributeKind.DATE:
            read = reading(f"{column}::VARCHAR", zone=self.source.mapping.zone).utc
            return column if there == "TIMESTAMP" else utc(column) if there.endswith("ZONE") else read
        return f"{column}::DOUBLE" if there in NUMBERS else number(f"{column}::VARCHAR")


def _found(attribute: Attribute, kind: AttributeKind, changed: int, unread: int) -> Iterator[Problem]:
    """Values that changed within a journey, and values that are not of their kind."""
    where = f"column {attribute.source}"
    if changed:
        yield Problem(
            what="journeys have more than one value of it; we read the last",
            one="journey has more than one value of it; we read the last",
            count=changed,
            where=where,
            effect=Effect.READ_OTHERWISE,
        )
    if unread:
        yield Problem(
            what=f"journeys have a value of it that is no {kind}; we read it as missing",
            one=f"journey has a value of it that is no {kind}; we read it as missing",
            count=unread,
            where=where,
            effect=Effect.READ_OTHERWISE,
        )
