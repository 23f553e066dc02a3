"""What a mapping says of activities: which way they go, what kind they are, what ends a journey."""

from collections.abc import Mapping

from throughline.eventlog.shape import ACTIVITY
from throughline.intake.mapping import Mapping as Told
from throughline.intake.problems import Problem
from throughline.intake.source import Source
from throughline.intake.sql import chosen, listed

ASKED, GIVEN, RECEIVED = "fact.asked/1", "fact.given/1", "message.received/1"
"""The kinds that our own record has for what a mapping can tell."""

ELSEWHERE = "elsewhere"
"""The stage of what somebody outside the organisation does."""


def told_activities(source: Source, words: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    """The SQL of the columns that the mapping fills. `words` is their SQL before it spoke."""
    told = source.mapping
    _unmet(source, problems)
    columns: dict[str, str] = {}
    if told.tells_direction:
        columns["direction"] = chosen(source.text("name"), _ways(told), words["direction"])
    if kinds := _kinds(told):
        columns["kind"] = chosen(source.text("name"), kinds, _kind_there(source))
        columns["key"] = chosen(source.text("name"), _keys(told), source.text("key"))
    if told.elsewhere:
        columns |= _elsewhere(source, words)
    return columns


def _ways(told: Told) -> dict[str, str]:
    ways: dict[str, str] = {}
    for direction, activities in told.directed:
        ways = dict.fromkeys(sorted(activities), direction) | ways
    return ways


def _kinds(told: Told) -> dict[str, str]:
    return (
        dict.fromkeys(told.asks, ASKED)
        | dict.fromkeys(told.supplies, GIVEN)
        | dict.fromkeys(sorted(told.chases | told.complaints), RECEIVED)
    )


def _keys(told: Told) -> dict[str, str]:
    about = dict.fromkeys(sorted(told.chases), "chase") | dict.fromkeys(sorted(told.complaints), "complaint")
    return {**told.asks, **told.supplies, **about}


def _kind_there(source: Source) -> str:
    return f"coalesce({source.text('kind')}, '{ACTIVITY}')"


def _elsewhere(source: Source, words: Mapping[str, str]) -> dict[str, str]:
    """Nobody of our staff did it: who it was is not ours to count, the department stays."""
    outside = listed(source.mapping.elsewhere)
    theirs = (
        f"coalesce({source.text('name')} IN ({outside}) OR {source.text('function')} IN ({outside}), false)"
    )
    return {
        "by": f"CASE WHEN NOT {theirs} THEN {words['by']} END",
        "stage": f"CASE WHEN {theirs} THEN '{ELSEWHERE}' ELSE {source.text('stage')} END",
    }


def _unmet(source: Source, problems: list[Problem]) -> None:
    """Names in the mapping that the log does not know: a slip of the pen, or another year's log."""
    told = source.mapping
    if not (told.activities or told.elsewhere):
        return
    there = set(source.words("name"))
    places = there | set(source.words("function")) if told.elsewhere else there
    unmet = sorted(told.activities - there | told.elsewhere - places)
    if unmet:
        problems.append(
            Problem(
                what="activities of the mapping do not occur in the log",
                one="activity of the mapping does not occur in the log",
                count=len(unmet),
                examples=tuple(map(repr, unmet[:5])),
            )
        )
