"""Words in a source, turned into ours: placeholders, machines, lifecycle, what a mapping says."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from throughline.eventlog.shape import ACTIVITY
from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping as Told
from throughline.intake.placeholders import NOBODY, PLACEHOLDERS, SYSTEMS
from throughline.intake.problems import Problem
from throughline.intake.sql import text

KIND = re.compile(r"[a-z-]+(\.[a-z-]+)*/[0-9]+")
DIRECTIONS = {
    "to": "to", "out": "to", "outbound": "to", "outgoing": "to",
    "from": "from", "in": "from", "inbound": "from", "incoming": "from",
    "inside": "inside", "internal": "inside", "int": "inside",
}  # fmt: skip
WHO = {
    "staff": "staff", "employee": "staff", "person": "stakeholder", "stakeholder": "stakeholder",
    "customer": "stakeholder", "applicant": "stakeholder", "client": "stakeholder", "citizen": "stakeholder",
    "patient": "stakeholder", "delegate": "delegate", "system": "system", "robot": "system",
}  # fmt: skip


class Asked(Protocol):
    """A source that can be asked about its rows."""

    @property
    def taken(self) -> dict[str, Taken]: ...
    @property
    def mapping(self) -> Told: ...
    def ask(self, sql: str) -> list[tuple[object, ...]]: ...
    def text(self, ours: str) -> str: ...


def known_words(source: Asked, problems: list[Problem]) -> dict[str, str]:
    """The SQL of the columns whose words need turning, with what was found added to `problems`."""
    _check_kinds(source, problems)
    _check_known(source, "direction", DIRECTIONS, problems)
    _check_known(source, "by", WHO, problems)
    columns = {"function": _without_placeholders(source, "function", problems)}
    columns |= _people(source, problems)
    columns |= _lifecycle(source, problems)
    columns |= _activities(source, problems)
    return columns


def _check_kinds(source: Asked, problems: list[Problem]) -> None:
    """A column called kind that does not hold kinds of events as we write them is something else."""
    values = _values(source, "kind")
    others = [value for value in values if not KIND.fullmatch(value)]
    if others:
        column = source.taken.pop("kind").source
        what = "events have a kind that is not one of ours; the column is left aside"
        problems.append(
            Problem(what=what, count=values.total(), where=f"column {column}", examples=(repr(others[0]),))
        )


def _check_known(source: Asked, ours: str, words: Mapping[str, str], problems: list[Problem]) -> None:
    strange = {value: count for value, count in _values(source, ours).items() if value.lower() not in words}
    if strange:
        what = f"events have a word for `{ours}` that we do not know; we read it as not said"
        column = source.taken[ours].source
        examples = tuple(repr(value) for value in sorted(strange)[:3])
        problems.append(
            Problem(what=what, count=sum(strange.values()), where=f"column {column}", examples=examples)
        )


def _values(source: Asked, ours: str) -> Counter[str]:
    if ours not in source.taken:
        return Counter()
    column = source.text(ours)
    rows = source.ask(f"SELECT {column}, count(*) FROM timed WHERE {column} IS NOT NULL GROUP BY 1")
    return Counter({str(value): int(str(count)) for value, count in rows})


def _without_placeholders(
    source: Asked, ours: str, problems: list[Problem], extra: frozenset[str] = frozenset()
) -> str:
    """The column with placeholder words made NULL, each said with its count."""
    words = PLACEHOLDERS | extra | {word.casefold() for word in source.mapping.placeholders}
    values = _values(source, ours)
    found = {value: count for value, count in values.items() if value.casefold() in words}
    what = {"function": "no department", "person": "no person"}[ours]
    for value, count in sorted(found.items()):
        column = source.taken[ours].source
        problems.append(
            Problem(
                what=f"times {value!r} stood for a name; we read it as {what}",
                count=count,
                where=f"column {column}",
            )
        )
    return _nulled(source.text(ours), found)


def _people(source: Asked, problems: list[Problem]) -> dict[str, str]:
    """People, without machines. A column that only says "staff member" names nobody and is left aside."""
    values = _values(source, "person")
    machines = {value for value in values if value.casefold() in SYSTEMS}
    named = {value for value in values if value.casefold() not in PLACEHOLDERS | SYSTEMS}
    if values and all(value.casefold() in NOBODY for value in named):
        column = source.taken.pop("person").source
        said = ", ".join(repr(value) for value in sorted(values)[:5])
        problems.append(
            Problem(
                what=f"events name no person: the column holds only {said}",
                count=values.total(),
                where=f"column {column}",
            )
        )
        return {}
    person = _without_placeholders(
        source, "person", problems, extra=frozenset(word.casefold() for word in machines)
    )
    if not machines or "by" in source.taken:
        return {"person": person}
    is_machine = f"{source.text('person')} IN ({_listed(machines)})"
    return {"person": person, "by": f"CASE WHEN {is_machine} THEN 'system' END"}


def _lifecycle(source: Asked, problems: list[Problem]) -> dict[str, str]:
    """Completions and starts. A column that knows no completion is not about work items and is left aside."""
    values = _values(source, "lifecycle")
    if not values:
        return {}
    column = source.taken["lifecycle"].source
    complete = {value for value in values if value.casefold() == "complete"}
    if not complete:
        said = ", ".join(repr(value) for value in sorted(values)[:5])
        source.taken.pop("lifecycle")
        problems.append(
            Problem(
                what=f"events have a lifecycle that knows no 'complete' ({said}); every one counts",
                count=values.total(),
                where=f"column {column}",
            )
        )
        return {"lifecycle": "NULL::VARCHAR"}
    others = {value: count for value, count in values.items() if value not in complete}
    if others:
        said = ", ".join(repr(value) for value in sorted(others)[:5])
        problems.append(
            Problem(
                what=f"events are not the completion of their work ({said}); they count for time only",
                count=sum(others.values()),
                where=f"column {column}",
            )
        )
        problems += _never_complete(source, complete)
    text = source.text("lifecycle")
    return {
        "lifecycle": f"CASE WHEN {text} IN ({_listed(complete)}) THEN 'complete' "
        f"WHEN {text} IS NOT NULL THEN 'start' END"
    }


def _never_complete(source: Asked, complete: Iterable[str]) -> list[Problem]:
    name, lifecycle = source.text("name"), source.text("lifecycle")
    rows = source.ask(
        f"SELECT {name}, count(*) FROM timed GROUP BY 1 "
        f"HAVING count(*) FILTER (WHERE {lifecycle} IS NULL OR {lifecycle} IN ({_listed(complete)})) = 0 "
        "ORDER BY 2 DESC"
    )
    if not rows:
        return []
    names = tuple(repr(str(name)) for name, _ in rows[:5])
    count = sum(int(str(count)) for _, count in rows)
    return [
        Problem(
            what="events belong to activities that are never completed; they count for time only",
            count=count,
            examples=names,
        )
    ]


def _activities(source: Asked, problems: list[Problem]) -> dict[str, str]:
    """What the mapping says of activities: which go to or come from the person, ask, or supply."""
    told = source.mapping
    _unmet(source, problems)
    if not told.tells_direction:
        return {}
    name = source.text("name")
    goes: dict[str, str] = {}
    for direction, activities in told.directed:
        goes = dict.fromkeys(activities, direction) | goes
    columns = {"direction": _chosen(name, goes, _direction_there(source))}
    kinds, keys = _kinds(told), _keys(told)
    if kinds:
        columns["kind"] = _chosen(name, kinds, f"'{ACTIVITY}'")
        columns["key"] = _chosen(name, keys, source.text("key"))
    return columns


def _kinds(told: Told) -> dict[str, str]:
    return (
        dict.fromkeys(told.asks, "fact.asked/1")
        | dict.fromkeys(told.supplies, "fact.given/1")
        | dict.fromkeys(told.chases | told.complaints, "message.received/1")
    )


def _keys(told: Told) -> dict[str, str]:
    about = dict.fromkeys(told.chases, "chase") | dict.fromkeys(told.complaints, "complaint")
    return {**told.asks, **told.supplies, **about}


def _direction_there(source: Asked) -> str:
    if "direction" not in source.taken:
        return "NULL::VARCHAR"
    cases = " ".join(f"WHEN '{theirs}' THEN '{ours}'" for theirs, ours in DIRECTIONS.items())
    return f"CASE lower({source.text('direction')}) {cases} END"


def _unmet(source: Asked, problems: list[Problem]) -> None:
    named = source.mapping.activities
    if not named:
        return
    unmet = sorted(named - set(_values(source, "name")))
    if unmet:
        problems.append(
            Problem(
                what="activities of the mapping do not occur in the log",
                count=len(unmet),
                examples=tuple(map(repr, unmet[:5])),
            )
        )


def _chosen(column: str, words: Mapping[str, str], otherwise: str) -> str:
    cases = " ".join(f"WHEN {text(theirs)} THEN {text(ours)}" for theirs, ours in words.items())
    return f"CASE {column} {cases} ELSE {otherwise} END" if cases else otherwise


def _nulled(column: str, words: Iterable[str]) -> str:
    listed = _listed(words)
    return f"CASE WHEN {column} IN ({listed}) THEN NULL ELSE {column} END" if listed else column


def _listed(words: Iterable[str]) -> str:
    return ", ".join(text(word) for word in sorted(words))
