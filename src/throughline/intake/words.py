"""Words in a source, turned into ours: placeholders, machines, lifecycle."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Collection, Iterable, Mapping

from throughline.intake.activities import told_activities
from throughline.intake.placeholders import NOBODY, PLACEHOLDERS, SYSTEMS
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Source
from throughline.intake.sql import chosen, listed, translated

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

BEGINS = frozenset({"start", "resume"})
STOPS = frozenset({"suspend", "withdraw", "abort", "ate_abort", "pi_abort", "cancel"})
"""Transitions after which nobody is at work. All others, such as schedule and assign, say nothing of work."""


def known_words(source: Source, problems: list[Problem]) -> dict[str, str]:
    """The SQL of the columns whose words need turning, with what was found added to `problems`."""
    _check_kinds(source, problems)
    _check_known(source, "direction", DIRECTIONS, problems)
    _check_known(source, "by", WHO, problems)
    columns = {"function": _without_placeholders(source, "function", problems)}
    columns |= _people(source, problems)
    columns |= _lifecycle(source, problems)
    columns["by"] = columns.get("by") or translated(source.text("by"), WHO)
    columns["direction"] = translated(source.text("direction"), DIRECTIONS)
    return columns | told_activities(source, columns, problems)


def _check_kinds(source: Source, problems: list[Problem]) -> None:
    """A column called kind that does not hold kinds of events as we write them is something else."""
    values = source.words("kind")
    others = [value for value in values if not KIND.fullmatch(value)]
    if others:
        column = source.taken.pop("kind").source
        problems.append(
            Problem(
                what="events have a kind that is not one of ours; the column is left aside",
                one="event has a kind that is not one of ours; the column is left aside",
                count=values.total(),
                where=f"column {column}",
                examples=(repr(others[0]),),
                effect=Effect.READ_OTHERWISE,
            )
        )


def _check_known(source: Source, ours: str, words: Mapping[str, str], problems: list[Problem]) -> None:
    strange = {value: count for value, count in source.words(ours).items() if value.lower() not in words}
    if strange:
        column = source.taken[ours].source
        examples = tuple(repr(value) for value in sorted(strange)[:3])
        problems.append(
            Problem(
                what=f"events have a word for `{ours}` that we do not know; we read it as not said",
                one=f"event has a word for `{ours}` that we do not know; we read it as not said",
                count=sum(strange.values()),
                where=f"column {column}",
                examples=examples,
                effect=Effect.READ_OTHERWISE,
            )
        )


def _without_placeholders(
    source: Source, ours: str, problems: list[Problem], extra: frozenset[str] = frozenset()
) -> str:
    """The column with placeholder words made NULL, each said with its count."""
    words = PLACEHOLDERS | extra | {word.casefold() for word in source.mapping.placeholders}
    values = source.words(ours)
    found = {value: count for value, count in values.items() if value.casefold() in words}
    what = {"function": "no department", "person": "no person"}[ours]
    for value, count in sorted(found.items()):
        column = source.taken[ours].source
        problems.append(
            Problem(
                what=f"times {value!r} stood for a name; we read it as {what}",
                one=f"time {value!r} stood for a name; we read it as {what}",
                count=count,
                where=f"column {column}",
                effect=Effect.READ_OTHERWISE,
            )
        )
    return _nulled(source.text(ours), found)


def _people(source: Source, problems: list[Problem]) -> dict[str, str]:
    """People, without machines. A column that only says "staff member" names nobody and is left aside."""
    values = source.words("person")
    machines = {value for value in values if value.casefold() in SYSTEMS}
    named = {value for value in values if value.casefold() not in PLACEHOLDERS | SYSTEMS}
    if values and all(value.casefold() in NOBODY for value in named):
        column = source.taken.pop("person").source
        said = ", ".join(repr(value) for value in sorted(values)[:5])
        problems.append(
            Problem(
                what=f"events name no person: the column holds only {said}",
                one=f"event names no person: the column holds only {said}",
                count=values.total(),
                where=f"column {column}",
                effect=Effect.READ_OTHERWISE,
            )
        )
        return {}
    person = _without_placeholders(
        source, "person", problems, extra=frozenset(word.casefold() for word in machines)
    )
    if not machines or "by" in source.taken:
        return {"person": person}
    is_machine = f"{source.text('person')} IN ({listed(machines)})"
    return {"person": person, "by": f"CASE WHEN {is_machine} THEN 'system' END"}


def _lifecycle(source: Source, problems: list[Problem]) -> dict[str, str]:
    """Completions and starts. A column that knows no completion is not about work items and is left aside."""
    values = source.words("lifecycle")
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
                one=f"event has a lifecycle that knows no 'complete' ({said}); it counts",
                count=values.total(),
                where=f"column {column}",
                effect=Effect.NOTED,
            )
        )
        return {"lifecycle": "NULL::VARCHAR"}
    others = {value: count for value, count in values.items() if value not in complete}
    if others:
        said = ", ".join(repr(value) for value in sorted(others)[:5])
        problems.append(
            Problem(
                what=f"events are not the completion of their work ({said}); they count for time only",
                one=f"event is not the completion of its work ({said}); it counts for time only",
                count=sum(others.values()),
                where=f"column {column}",
                effect=Effect.NOTED,
            )
        )
        problems += _never_complete(source, complete)
    known = {value: _transition(value) for value in values}
    return {"lifecycle": chosen(source.text("lifecycle"), known, "NULL")}


def _transition(word: str) -> str:
    word = word.casefold()
    if word == "complete":
        return "complete"
    return "start" if word in BEGINS else "suspend" if word in STOPS else "schedule"


def _never_complete(source: Source, complete: Iterable[str]) -> list[Problem]:
    name, lifecycle = source.text("name"), source.text("lifecycle")
    rows = source.ask(
        f"SELECT {name}, count(*) FROM timed GROUP BY 1 "
        f"HAVING count(*) FILTER (WHERE {lifecycle} IS NULL OR {lifecycle} IN ({listed(complete)})) = 0 "
        "ORDER BY 2 DESC"
    )
    if not rows:
        return []
    names = tuple(repr(str(name)) for name, _ in rows[:5])
    count = sum(int(str(count)) for _, count in rows)
    return [
        Problem(
            what="events belong to activities that are never completed; they count for time only",
            one="event belongs to an activity that is never completed; it counts for time only",
            count=count,
            examples=names,
            effect=Effect.NOTED,
        )
    ]


def _nulled(column: str, words: Collection[str]) -> str:
    return f"CASE WHEN {column} IN ({listed(words)}) THEN NULL ELSE {column} END" if words else column
