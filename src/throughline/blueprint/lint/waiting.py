"""Waits: does the person know what goes on, until when, and what to do when it takes longer?"""

import re
from collections.abc import Iterator

from throughline.blueprint import places
from throughline.blueprint.graph import in_order
from throughline.blueprint.lint.rule import Rule, Seen, Severity
from throughline.blueprint.model import Blueprint, Step
from throughline.blueprint.problem import KeyPath

MOST_STEPS_UNHEARD = 3
FIRST_WORD_WITHIN_DAYS = 7
TURNS_TO_THE_PERSON = re.compile(r"\b(you|your|ring|ask|write|call|come|open|go)\b", re.IGNORECASE)


def _ours(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Step]]:
    return ((path, step) for path, step in places.steps(blueprint) if not step.is_theirs)


def _stages_without_sight(blueprint: Blueprint) -> Iterator[Seen]:
    for path, stage in places.stages(blueprint):
        if not any(step.is_theirs or step.sees for step in stage.steps):
            yield Seen(path, f"In “{stage.title}” the person meets nothing and sees nothing.")


def _waits_without_promise(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in _ours(blueprint):
        if step.promise is None:
            yield Seen(path, f"“{step.title}” takes as long as it takes.")


def _waits_without_sight(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in _ours(blueprint):
        if not step.sees:
            yield Seen(path, f"While “{step.title}” goes on, the person does not know what is happening.")


def _promises_without_way_out(blueprint: Blueprint) -> Iterator[Seen]:
    for path, step in _ours(blueprint):
        if step.promise and not TURNS_TO_THE_PERSON.search(step.promise.late):
            here = (*path, "promise", "late")
            yield Seen(here, f"When “{step.title}” is late, there is nothing the person can do.")


def _first_word_too_late(blueprint: Blueprint) -> Iterator[Seen]:
    """The first promise on the way is the first word the person gets from us."""
    unheard = 0
    for step in in_order(blueprint):
        if step.is_theirs:
            unheard += 1
            continue
        place = places.step_place(blueprint, step.id)
        if unheard > MOST_STEPS_UNHEARD:
            yield Seen(place, f"The person does {unheard} steps before they hear from anybody.")
        elif step.promise and _days(step.promise.within) > FIRST_WORD_WITHIN_DAYS:
            here = (*place, "promise", "within")
            yield Seen(here, f"The first word from us may take {step.promise.within}.")
        return


def _days(within: str) -> int:
    number, unit = within.split(" ", maxsplit=1)
    return int(number) * 7 if unit.startswith("week") else int(number)


RULES = (
    Rule(
        "stage-without-sight",
        "Is anything happening?",
        "A stage in which nothing can be seen feels like being forgotten, however hard people work behind.",
        "Add 'sees:' to a step of this stage: what the person meets while it goes on.",
        _stages_without_sight,
    ),
    Rule(
        "wait-without-promise",
        "When will I hear from you?",
        "Somebody who does not know how long it takes can plan nothing, and rings to ask.",
        "Add 'promise:' with 'within', 'tell' and 'late'. Promise what you can keep nine times in ten.",
        _waits_without_promise,
    ),
    Rule(
        "wait-without-sight",
        "What are you doing with it?",
        "A wait is shorter when one can see what it is for and who works on it.",
        "Add 'sees:': who works on it, and what the person can look at meanwhile.",
        _waits_without_sight,
    ),
    Rule(
        "promise-without-way-out",
        "And what can I do if you are late?",
        "A promise that only says sorry leaves the person where they were.",
        "Say in 'late:' what the person can do: whom to ring, what to go on with, what they keep.",
        _promises_without_way_out,
    ),
    Rule(
        "first-word-too-late",
        "Is anybody there?",
        "Trust is made in the first week. Work done into silence is work done in doubt.",
        "Let somebody answer, with a name, after the first step and within a week.",
        _first_word_too_late,
        Severity.NOTE,
    ),
)
