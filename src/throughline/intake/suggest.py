"""Suggestions about activities: what the person may hear, do, be asked for, and how journeys may end.

They come from the names of activities and from where in journeys they stand. None is used unasked.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from throughline.intake.activity_facts import ActivityFacts
from throughline.intake.column_names import plain
from throughline.intake.suggest_words import hint
from throughline.intake.suggestion import Suggestion
from throughline.intake.taken import Confidence

SIDES = ("asks", "supplies", "chases", "complaints", "elsewhere", "to", "from")
"""What an activity may be, the most particular first; it can be only one."""
OFTEN = 0.8
"""The share of an activity's journeys that have to end with it, before the places alone suggest an ending."""
SELDOM = 0.002
"""What ends fewer journeys than this share is not suggested as an ending."""
NEARLY_ALL = 0.8
"""Where endings that are called so end this share of the journeys, places alone suggest no more of them."""

LastAmong = Callable[[Collection[str]], Mapping[str, int]]
"""In how many journeys each of some activities is the last of them."""


def suggest(activities: Sequence[ActivityFacts], last_among: LastAmong) -> list[Suggestion]:
    """What may be said of the activities of a log, in the order of a mapping's keys."""
    sides = [found for facts in activities if (found := _side(facts))]
    others = {side.name for side in sides if side.key not in {"to", "from"}}
    endings = _endings([facts for facts in activities if facts.name not in others], last_among)
    return [*_paired(sides), *endings, *_goals(endings)]


def _side(facts: ActivityFacts) -> Suggestion | None:
    hints = {kind: said for kind in SIDES if (said := hint(kind, facts.name))}
    if not hints:
        return None
    (kind, said), *others = hints.items()
    also = f"; it also says {_quoted(others[0][1])}" if others and others[0][1] != said else ""
    return Suggestion(
        key=kind,
        name=facts.name,
        why=f"the name says {_quoted(said)}{also}",
        confidence=Confidence.GUESS if also else Confidence.LIKELY,
        count=_counted(facts),
    )


def _paired(sides: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Asks and supplies named for what they are about, in the order of a mapping's keys."""
    about = {side.name: _about(side.name) for side in sides if side.key in {"asks", "supplies"}}
    for key in ("to", "from", "asks", "supplies", "chases", "complaints", "elsewhere"):
        for side in sides:
            if side.key == key:
                yield replace(side, value=about.get(side.name))


THINGS = (
    "missing data", "additional data", "drawing", "payslip", "document", "paper", "proof", "evidence", "plan",
    "offer", "gegevens", "stukken", "unterlagen", "angaben", "information", "data",
)  # fmt: skip
"""What one asks for, the most particular first."""
SAME = {"additional data": "missing data", "data": "missing data", "paper": "document"}


def _about(name: str) -> str:
    thing = next((thing for thing in THINGS if thing in plain(name)), "what was asked for")
    return SAME.get(thing, thing)


def _endings(activities: Sequence[ActivityFacts], last_among: LastAmong) -> list[Suggestion]:
    """What is called an ending and is the last of those; where that is not enough, what journeys last do."""
    journeys = sum(facts.last for facts in activities) or 1
    called = {facts.name for facts in activities if hint("endings", facts.name) and facts.over_soon >= 0.3}
    placed = {facts.name for facts in activities if facts.stays_last >= OFTEN}
    ends = last_among(called)
    if sum(ends.values()) < NEARLY_ALL * journeys:
        ends = last_among(called | placed)
    likeliest = sorted(activities, key=lambda facts: -ends.get(facts.name, 0))
    return [_ending(facts, ends[facts.name], facts.name in called & placed)
            for facts in likeliest if ends.get(facts.name, 0) > SELDOM * journeys]  # fmt: skip


def _ending(facts: ActivityFacts, ends: int, sure: bool) -> Suggestion:
    said = hint("endings", facts.name)
    named = [f"the name says {_quoted(said)}"] if said else []
    where = f"it would end {_journeys(ends)}; nothing follows it in {facts.last:,}"
    return Suggestion(
        key="endings",
        name=facts.name,
        value=said or plain(facts.name),
        why=" and ".join([*named, where]),
        confidence=Confidence.LIKELY if sure else Confidence.GUESS,
        count=_counted(facts),
    )


def _goals(endings: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Endings whose names sound as if the person got what they came for."""
    for value in dict.fromkeys(ending.value for ending in endings if ending.value):
        names = [ending.name for ending in endings if ending.value == value]
        said = next((said for name in names if (said := hint("reached", name))), None)
        if said and not any(hint("missed", name) for name in names):
            yield Suggestion(
                key="goals", name=value, why=f"the name says {_quoted(said)}", confidence=Confidence.GUESS
            )


def _counted(facts: ActivityFacts) -> str:
    times = "once" if facts.events == 1 else f"{facts.events:,} times"
    return f"{times} in {_journeys(facts.journeys)}"


def _journeys(count: int) -> str:
    return "1 journey" if count == 1 else f"{count:,} journeys"


def _quoted(words: str) -> str:
    return f"'{words}'"
