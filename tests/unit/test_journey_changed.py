"""The quick `replace` makes what the slow one makes."""

import dataclasses
from datetime import UTC, datetime

import pytest

from throughline.ids import StaffId
from throughline.journey.changed import replace
from throughline.journey.state import PromiseState, PromiseStatus, State, StepState, StepStatus

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (State(), {"seq": 3, "guide": StaffId("staff-ben")}),
        (State(seq=3), {}),
        (StepState(status=StepStatus.STARTED, at=AT), {"status": StepStatus.DONE, "rounds": 2}),
        (PromiseState(status=PromiseStatus.RUNNING, due=AT, made_at=AT), {"warned": True}),
    ],
)
def test_it_makes_what_dataclasses_make(value: object, changes: dict[str, object]) -> None:
    made = replace(value, **changes)  # type: ignore[type-var]

    assert made == dataclasses.replace(value, **changes)  # type: ignore[type-var]
    assert type(made) is type(value)


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="State has no field sequence"):
        replace(State(), sequence=3)  # type: ignore[call-arg]


def test_what_it_was_made_from_stays_as_it_was() -> None:
    before = State(seq=3)

    replace(before, seq=4)

    assert before.seq == 3
