"""Questions: are they few, asked once, honest about why, and possible for everybody?"""

import re
from collections.abc import Iterator

from throughline.blueprint import places
from throughline.blueprint.lint.rule import Rule, Seen, Severity
from throughline.blueprint.model import Blueprint, Engagement, Fact, FactType, Reuse
from throughline.eventlog.shape import Channel
from throughline.ids import FactKey

MOST_AT_ONCE = 7
FEWEST_WORDS = 6
SAME_WORDS = 0.75
EMPTY_REASON = re.compile(r"\b(required|mandatory|necessary|needed|for our records|policy)\b", re.IGNORECASE)
SIGNS = re.compile(r"\b(accept|agree|consent|declare|sign|true and complete|permission)\b", re.IGNORECASE)
FOR_EVER = re.compile(r"\b(for ?ever|permanent(ly)?|indefinite(ly)?|always)\b", re.IGNORECASE)
SMALL_WORDS = re.compile(
    r"\b(an?|and|any|are|at|be|by|can|do|does|for|from|have|how|if|in|is|it|of|on|or|our|please|so|tell|that|"
    r"the|their|there|this|to|us|we|what|when|where|which|who|will|with|you|your)\b"
)
ON_SCREEN = {Channel.WEB, Channel.EMAIL}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w']+", SMALL_WORDS.sub(" ", text.lower())))


def _asked_twice(blueprint: Blueprint) -> Iterator[Seen]:
    yield from _needed_twice(blueprint)
    yield from _same_question(blueprint)


def _needed_twice(blueprint: Blueprint) -> Iterator[Seen]:
    asked: dict[FactKey, str] = {}
    for path, step in places.steps(blueprint):
        for position, fact in enumerate(step.needs):
            if fact in asked:
                yield Seen((*path, "needs", position), f"'{fact}' is already asked at '{asked[fact]}'.")
            asked.setdefault(fact, step.id)


def _same_question(blueprint: Blueprint) -> Iterator[Seen]:
    seen: list[tuple[FactKey, Fact]] = []
    for key, fact in blueprint.facts.items():
        for earlier, other in seen:
            if fact.type is other.type and _alike(fact.ask, other.ask):
                yield Seen(("facts", key, "ask"), f"'{key}' asks for the same as '{earlier}'.")
        seen.append((key, fact))


def _alike(left: str, right: str) -> bool:
    one, other = _words(left), _words(right)
    return bool(one and other) and len(one & other) / len(one | other) >= SAME_WORDS


def _too_many_at_once(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in places.steps(blueprint):
        if step.is_theirs and len(step.needs) > MOST_AT_ONCE:
            yield Seen((*path, "needs"), f"“{step.title}” asks {len(step.needs)} questions at once.")


def _without_honest_why(blueprint: Blueprint) -> Iterator[Seen]:
    for key, fact in blueprint.facts.items():
        if len(fact.why.split()) < FEWEST_WORDS or EMPTY_REASON.search(fact.why):
            yield Seen(("facts", key, "why"), f"“{fact.why}” does not tell why we ask.")
        elif _words(fact.why) <= _words(fact.ask):
            yield Seen(("facts", key, "why"), f"“{fact.why}” only repeats the question.")


def _never_used(blueprint: Blueprint) -> Iterator[Seen]:
    needed = {fact for step in blueprint.steps.values() for fact in step.needs}
    for key in blueprint.facts:
        if key not in needed:
            yield Seen(("facts", key), f"No step asks for '{key}'.")


def _upload_only(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in places.steps(blueprint):
        papers = [key for key in step.needs if blueprint.facts[key].type is FactType.DOCUMENT]
        if step.is_theirs and papers and ON_SCREEN.issuperset(step.channels):
            here = (*path, "channels") if "channels" in step.model_fields_set else path
            yield Seen(here, f"'{papers[0]}' can only be given as a file on a screen.")


def _one_channel(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in places.steps(blueprint):
        if step.is_theirs and len(set(step.channels)) < 2:
            here = (*path, "channels") if "channels" in step.model_fields_set else path
            yield Seen(here, f"“{step.title}” can only be done by {' or '.join(step.channels) or 'nothing'}.")


def _no_help_offered(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in places.steps(blueprint):
        lacking = [way for way in (Engagement.GUIDED, Engagement.INTENSIVE) if way not in step.engagement]
        if step.is_theirs and lacking:
            here = (*path, "engagement") if step.engagement else path
            yield Seen(here, f"“{step.title}” does not say how it goes when it is {' or '.join(lacking)}.")


def _carried_over(blueprint: Blueprint) -> Iterator[Seen]:
    for key, fact in blueprint.facts.items():
        if SIGNS.search(fact.ask) and fact.type is FactType.YES_NO and fact.reuse is not Reuse.NEVER:
            yield Seen(("facts", key), f"“{fact.ask}” could be answered by an old answer.")


def _kept_for_ever(blueprint: Blueprint) -> Iterator[Seen]:
    for key, fact in blueprint.facts.items():
        if FOR_EVER.search(fact.keep):
            yield Seen(("facts", key, "keep"), f"'{key}' is kept “{fact.keep}”.")


RULES = (
    Rule(
        "fact-asked-twice",
        "Did I not tell you that already?",
        "Being asked again says that nobody listened the first time.",
        "Ask in one step only. A fact is known to every later step.",
        _asked_twice,
    ),
    Rule(
        "too-many-questions-at-once",
        "How much more of this is there?",
        f"More than {MOST_AT_ONCE} questions at a sitting is where people stop.",
        "Split the step in two, or ask later what is only needed later.",
        _too_many_at_once,
    ),
    Rule(
        "fact-without-honest-why",
        "Why do you want to know?",
        "People give a fact gladly when they see what it does for them, and fear the worst when not.",
        "Say in 'why:' what you do with the answer and what it spares the person.",
        _without_honest_why,
    ),
    Rule(
        "fact-never-used",
        "What was that question for?",
        "A fact that no step needs is collected for its own sake.",
        "Add it to the 'needs' of the step that uses it, or remove it.",
        _never_used,
    ),
    Rule(
        "document-only-by-upload",
        "I have it on paper. What now?",
        "Not everybody has a scanner, a phone that works, or a quiet hour at a screen.",
        "Add 'in person' or 'post' to the step's 'channels'.",
        _upload_only,
    ),
    Rule(
        "one-channel-only",
        "Can I do this another way?",
        "One way in keeps somebody out.",
        "Add a second channel: phone, in person, post.",
        _one_channel,
    ),
    Rule(
        "step-without-help",
        "Can you do this with me?",
        "People can do what they can, and need help where they cannot. It changes from step to step.",
        "Add 'guided:' and 'intensive:' under 'engagement:', saying what really happens then.",
        _no_help_offered,
        Severity.NOTE,
    ),
    Rule(
        "consent-carried-over",
        "Did I ever say yes to this?",
        "A consent or a signature belongs to its moment. Copied over, it is not one.",
        "Add 'reuse: never' to the fact.",
        _carried_over,
    ),
    Rule(
        "kept-for-ever",
        "When do you forget it?",
        "Nobody can agree to something without an end.",
        "Say in 'keep:' until when, such as '2 years' or 'Until your licence ends'.",
        _kept_for_ever,
    ),
)
