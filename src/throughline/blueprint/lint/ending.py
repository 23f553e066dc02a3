"""Endings and after: is every ending an ending, and does anybody look back?"""

import re
from collections.abc import Iterator

from throughline.blueprint.lint.rule import Rule, Seen, Severity
from throughline.blueprint.model import Blueprint, EndingKind

FIRST_LOOK_BACK_DAYS = 45


def _no_outcome(blueprint: Blueprint) -> Iterator[Seen]:
    if not blueprint.outcomes:
        yield Seen(("outcomes",), "Nobody will know whether the service did any good.")


def _no_aftercare(blueprint: Blueprint) -> Iterator[Seen]:
    if not blueprint.aftercare:
        yield Seen(("aftercare",), "After the end we are never heard of again.")


def _late_aftercare(blueprint: Blueprint) -> Iterator[Seen]:
    first = min(blueprint.aftercare, key=lambda check_in: check_in.days, default=None)
    if first and first.days > FIRST_LOOK_BACK_DAYS:
        here = ("aftercare", blueprint.aftercare.index(first), "after")
        yield Seen(here, f"The first look back comes after {first.days} days.")


def _happy_endings_only(blueprint: Blueprint) -> Iterator[Seen]:
    if blueprint.experience and blueprint.experience.at == "granted":
        yield Seen(("experience", "at"), "Only those who got what they wanted are asked how it was.")


def _nobody_asked(blueprint: Blueprint) -> Iterator[Seen]:
    if blueprint.experience is None:
        yield Seen(("experience",), "Nobody is asked what it was like.")


def _endings_without_way_on(blueprint: Blueprint) -> Iterator[Seen]:
    for position, ending in enumerate(blueprint.endings):
        if not (ending.what_you_can_do or "").strip():
            yield Seen(("endings", position), f"“{ending.title}” is where the road stops.")


def _no_transition(blueprint: Blueprint) -> Iterator[Seen]:
    granted = any(ending.kind is EndingKind.GRANTED for ending in blueprint.endings)
    if granted and (blueprint.transition is None or not blueprint.transition.first_weeks):
        here = ("transition", "first_weeks") if blueprint.transition else ("transition",)
        yield Seen(here, "The person has what they wanted, and nobody says what comes now.")


def _duties_never_asked_about(blueprint: Blueprint) -> Iterator[Seen]:
    duties = blueprint.transition.duties if blueprint.transition else ()
    words = re.compile(
        "|".join([r"\bdut(y|ies)\b", *(re.escape(duty.title) for duty in duties)]), re.IGNORECASE
    )
    asked = {question for check_in in blueprint.aftercare for question in check_in.asks}
    if duties and not any(words.search(f"{key} {blueprint.questions[key].ask}") for key in asked):
        yield Seen(("transition", "duties"), "No check-in asks whether the duties are understood.")


def _no_honest_time(blueprint: Blueprint) -> Iterator[Seen]:
    if blueprint.life_after.it_takes is None:
        yield Seen(("life_after",), "Before they start, people do not learn how long it takes.")


def _no_honest_effort(blueprint: Blueprint) -> Iterator[Seen]:
    if not blueprint.life_after.your_effort or not blueprint.life_after.it_costs:
        yield Seen(("life_after",), "Before they start, people do not learn what it asks of them and costs.")


RULES = (
    Rule(
        "no-outcome",
        "Did it do me any good?",
        "A service that measures only its own steps can be green while lives get no better.",
        "Add 'outcomes:' with a question about the person's life and the check-in where it is asked.",
        _no_outcome,
    ),
    Rule(
        "no-aftercare",
        "Do you still know me?",
        "Most of what a service is for happens after it has ended.",
        "Add 'aftercare:' with a check-in within a month.",
        _no_aftercare,
    ),
    Rule(
        "first-look-back-too-late",
        "Where were you when it was hard?",
        "Trouble shows in the first weeks, and that is when help is cheap.",
        f"Let the first check-in come within {FIRST_LOOK_BACK_DAYS} days.",
        _late_aftercare,
        Severity.NOTE,
    ),
    Rule(
        "survey-only-at-happy-endings",
        "Does anybody want to know how it was for me?",
        "Asking only those who succeeded is a good way to make a service look good.",
        "Write 'at: every-ending'.",
        _happy_endings_only,
    ),
    Rule(
        "nobody-asked",
        "Does anybody want to know how it was?",
        "Whether a service is clear and respectful can only be said by those who went through it.",
        "Add 'experience:' with a few questions, at every ending.",
        _nobody_asked,
    ),
    Rule(
        "ending-without-way-on",
        "And what can I do now?",
        "An ending without a next step is a closed door, also when the answer is yes.",
        "Add 'what_you_can_do:' to the ending.",
        _endings_without_way_on,
    ),
    Rule(
        "no-transition",
        "What happens on Monday?",
        "A form letter is not a beginning. The first weeks decide whether it goes well.",
        "Add 'transition:' with 'first_weeks', duties, and who comes next.",
        _no_transition,
    ),
    Rule(
        "duty-never-asked-about",
        "Was I supposed to know that?",
        "A duty that was handed over is not yet a duty that was understood.",
        "Let a check-in ask whether the duties are understood.",
        _duties_never_asked_about,
    ),
    Rule(
        "life-after-without-time",
        "How long will it take, honestly?",
        "People plan a lease, a loan, a move around it. An honest range is kinder than none.",
        "Add 'it_takes:' under 'life_after:' with half within and nine in ten within.",
        _no_honest_time,
    ),
    Rule(
        "life-after-without-effort",
        "What will it ask of me?",
        "Effort and cost that come out later feel like a trap.",
        "Add 'your_effort:' and 'it_costs:' under 'life_after:'.",
        _no_honest_effort,
        Severity.NOTE,
    ),
)
