"""Words: does it read as one person talking to another?"""

import re
from collections.abc import Iterator

from throughline.blueprint import places
from throughline.blueprint.lint.rule import Rule, Seen, Severity
from throughline.blueprint.model import Blueprint
from throughline.blueprint.problem import KeyPath

DEPARTMENT_WORDS = re.compile(
    r"\b(applicants?|submissions?|submit(ted)?|process(ed|ing)|pursuant|herewith|aforementioned|"
    r"adjudicat\w+|determination|assessment|case ?(file|work\w*|number)?|back ?office|workflow|stakeholders?|"
    r"compliance|documentation|triage|queue|ticket|escalat\w+|SLA|form [A-Z]?\d+\w*)\b",
    re.IGNORECASE,
)
INITIALS = re.compile(r"\b[A-Z]{3,}\b")
LONGEST_SENTENCE = 30


def _person_reads(blueprint: Blueprint) -> Iterator[tuple[KeyPath, str]]:
    """Titles and questions: what the person reads first, and often all they read."""
    for path, stage in places.stages(blueprint):
        yield (*path, "title"), stage.title
    for path, step in places.steps(blueprint):
        yield (*path, "title"), step.title
    for key, fact in blueprint.facts.items():
        yield ("facts", key, "ask"), fact.ask
    for position, ending in enumerate(blueprint.endings):
        yield ("endings", position, "title"), ending.title


def _department_words(blueprint: Blueprint) -> Iterator[Seen]:
    for path, text in _person_reads(blueprint):
        found = DEPARTMENT_WORDS.search(text) or INITIALS.search(text)
        if found:
            yield Seen(path, f"“{found[0]}” in “{text}” is a word of ours.")


def _long_sentences(blueprint: Blueprint) -> Iterator[Seen]:
    for path, text in _person_reads_at_length(blueprint):
        longest = max(re.split(r"[.!?:]\s", text), key=lambda sentence: len(sentence.split()))
        if len(longest.split()) > LONGEST_SENTENCE:
            yield Seen(path, f"One sentence has {len(longest.split())} words.")


def _person_reads_at_length(blueprint: Blueprint) -> Iterator[tuple[KeyPath, str]]:
    yield ("life_after", "summary"), blueprint.life_after.summary
    for key, fact in blueprint.facts.items():
        yield ("facts", key, "why"), fact.why
    for path, step in places.steps(blueprint):
        yield (*path, "why"), step.why
        if step.promise:
            yield (*path, "promise", "tell"), step.promise.tell
            yield (*path, "promise", "late"), step.promise.late
    for position, ending in enumerate(blueprint.endings):
        yield ("endings", position, "tell"), ending.tell


RULES = (
    Rule(
        "department-words",
        "What does that mean?",
        "Words from inside the organisation make people feel that they came to the wrong door.",
        "Say it as the person would say it to a friend.",
        _department_words,
    ),
    Rule(
        "sentence-too-long",
        "Can you say that again?",
        f"Beyond {LONGEST_SENTENCE} words most readers have lost the beginning.",
        "Make two sentences of it.",
        _long_sentences,
        Severity.NOTE,
    ),
)
