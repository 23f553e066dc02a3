"""Promises as the person reads them: with date and reason, paused or broken said plainly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from throughline.ids import StepId
from throughline.journey.events import Turn
from throughline.journey.next import open_steps
from throughline.journey.state import PromiseState, PromiseStatus
from throughline.queries.portal_journey import MyJourney


class Word(StrEnum):
    """How our word stands."""

    STANDS = "stands"
    MAY_BE_LATE = "may be late"
    PAUSED = "paused"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True, slots=True)
class OurWord:
    """One promise that still matters to the person."""

    word: Word
    due: datetime
    tell: str
    late: str
    why: str
    step_title: str
    expected: datetime | None = None
    renegotiated: bool = False
    new_due: datetime | None = None
    """After a broken one: the date we promise now."""
    with_someone_else: bool = False


def our_words(mine: MyJourney) -> tuple[OurWord, ...]:
    """What stands, what stands still, and what we broke and have not done yet. Broken ones come first."""
    return tuple(sorted(_words(mine), key=lambda one: (one.word is not Word.BROKEN, one.due)))


def _words(mine: MyJourney) -> Iterator[OurWord]:
    open_now = {one.step.id for one in open_steps(mine.blueprint, mine.state)}
    held = list(mine.state.promises.values())
    missed = {one.step for one in held if one.status is PromiseStatus.BROKEN and one.step in open_now}
    for one in held:
        if one.status is PromiseStatus.BROKEN and one.step in missed:
            yield _word(mine, one, Word.BROKEN, new_due=_standing_due(held, one.step))
        elif one.status is PromiseStatus.RUNNING and one.step not in missed:
            yield _word(mine, one, Word.MAY_BE_LATE if one.warned else Word.STANDS)
        elif one.status is PromiseStatus.PAUSED and one.step not in missed:
            yield _word(mine, one, Word.PAUSED)


def _standing_due(held: list[PromiseState], step: StepId | None) -> datetime | None:
    return next((one.due for one in held if one.step == step and one.status is PromiseStatus.RUNNING), None)


def _word(mine: MyJourney, one: PromiseState, word: Word, *, new_due: datetime | None = None) -> OurWord:
    step = mine.blueprint.steps[one.step] if one.step else None
    promised = step.promise if step else None
    return OurWord(
        word=word,
        due=one.due,
        tell=promised.tell if promised else "",
        late=promised.late if promised else "",
        why=step.why if step else "",
        step_title=step.title if step else "",
        expected=one.expected if one.warned else None,
        renegotiated=one.renegotiated > 0,
        new_due=new_due,
        with_someone_else=one.turn is Turn.WITH_SOMEONE_ELSE,
    )
