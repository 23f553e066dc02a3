"""How an office works. Four work from the inside out, one from the outside in, and two of them change.

The numbers are chances and working days, made up to be believable. Nothing here says how a journey feels
or ends: that follows from what happens to it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from throughline.blueprint.organisation import Organisation
from throughline.ids import UnitId


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    guide_changes: float
    """Chance, at each piece of our work, that another guide is named."""
    welcomes: float
    keeps_in_touch: float
    """Chance, each week without a word, that the guide writes."""
    answer_days: float
    answered_by_guide: float
    never_answers: float
    asks_again: float
    """Chance, at each piece of work, that somebody asks for what the person has told us."""
    asks_colleagues: float
    sends_back: float
    same_hands: float
    """Chance that whoever had the work before gets it again."""
    shelf_days: float
    """How long work of five promised days lies before anybody looks at it."""
    touch_hours: float
    """How long it takes once somebody has taken it up: what the office measures."""
    watches_dates: float
    """Chance that somebody looks at a date before it has passed."""
    gives_new_date: float
    plans_together: float
    explains: float
    """How much of the first weeks is really gone through, from 0 to 1."""
    introduces: float
    writes_notes: float
    covers: float
    """Chance that somebody stands in when a guide is away."""


INSIDE_OUT = Manner(
    guide_changes=0.22,
    welcomes=0.35,
    keeps_in_touch=0.08,
    answer_days=4.5,
    answered_by_guide=0.25,
    never_answers=0.2,
    asks_again=0.17,
    asks_colleagues=0.1,
    sends_back=0.27,
    same_hands=0.35,
    shelf_days=2.1,
    touch_hours=2.0,
    watches_dates=0.1,
    gives_new_date=0.1,
    plans_together=0.12,
    explains=0.35,
    introduces=0.25,
    writes_notes=0.07,
    covers=0.0,
)

OUTSIDE_IN = Manner(
    guide_changes=0.0,
    welcomes=0.97,
    keeps_in_touch=0.85,
    answer_days=0.5,
    answered_by_guide=0.94,
    never_answers=0.0,
    asks_again=0.01,
    asks_colleagues=0.14,
    sends_back=0.15,
    same_hands=0.95,
    shelf_days=1.5,
    touch_hours=2.4,
    watches_dates=1.0,
    gives_new_date=0.8,
    plans_together=0.85,
    explains=0.95,
    introduces=0.92,
    writes_notes=0.12,
    covers=0.95,
)

GUIDE_STAYS = replace(
    INSIDE_OUT,
    guide_changes=0.0,
    welcomes=0.95,
    keeps_in_touch=0.5,
    answer_days=1.2,
    answered_by_guide=0.85,
    never_answers=0.03,
    asks_again=0.06,
    same_hands=0.9,
    explains=0.75,
    introduces=0.7,
    plans_together=0.45,
)
"""Inside-out as before, but for one change: the guide who begins stays."""

WORN_OUT = replace(
    INSIDE_OUT,
    guide_changes=0.75,
    welcomes=0.1,
    keeps_in_touch=0.0,
    answer_days=9.0,
    answered_by_guide=0.05,
    never_answers=0.55,
    asks_again=0.8,
    sends_back=0.24,
    shelf_days=1.7,
    same_hands=0.1,
    explains=0.1,
    introduces=0.05,
    touch_hours=1.2,
    watches_dates=0.0,
)
"""Quicker at the desk than ever, and nobody left who knows the person."""

IMPROVED_FOR = timedelta(days=245)
WORN_FOR = timedelta(days=126)


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Which office is which, and when something changed."""

    outside_in: UnitId
    improved: UnitId
    improved_at: datetime
    worn_out: UnitId
    worn_out_at: datetime

    def manner(self, unit: UnitId, at: datetime) -> Manner:
        if unit == self.outside_in:
            return OUTSIDE_IN
        if unit == self.improved and at >= self.improved_at:
            return GUIDE_STAYS
        if unit == self.worn_out and at >= self.worn_out_at:
            return WORN_OUT
        return INSIDE_OUT


def story_of(organisation: Organisation, until: datetime) -> Story:
    """The story by the place of an office in the list: in the example Riverside works outside in."""
    units = [unit.id for unit in organisation.units]
    return Story(
        outside_in=units[3 % len(units)],
        improved=units[1 % len(units)],
        improved_at=until - IMPROVED_FOR,
        worn_out=units[2 % len(units)],
        worn_out_at=until - WORN_FOR,
    )
