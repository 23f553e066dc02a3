"""What is next follows from design and state alone."""

import pytest
from tests.journeys import AMARA, BEN, Ride, garden_plot, granted, sorted_out, staff, started

from throughline.journey import events as e
from throughline.journey.decisions.ending import reopen_journey
from throughline.journey.decisions.handoffs import accept_handoff, offer_handoff
from throughline.journey.decisions.steps import finish_step, return_step, skip_step, take_step
from throughline.journey.events import Turn
from throughline.journey.next import applies, current_stage, open_step, settled_steps, whose_turn
from throughline.journey.state import NOTHING, StepStatus

CHIDI = staff("chidi", "soil")


def fruit() -> Ride:
    return sorted_out(grows="fruit")


def sent_back() -> Ride:
    ride = sorted_out()
    ride.do(return_step, by=CHIDI, step="soil-check", items=[e.CorrectionItem(fact="who", reason="missing")])
    return ride


def asked_outside() -> Ride:
    ride = sorted_out()
    how = e.HandoffKind.ASK_FOR_INPUT
    ride.do(offer_handoff, by=CHIDI, handoff="h", how=how, step="soil-check", to="lab", context="c")
    ride.do(accept_handoff, by=staff("lucy", "lab"), handoff="h")
    return ride


def transferred_outside() -> Ride:
    ride = sorted_out()
    how = e.HandoffKind.TRANSFER
    ride.do(offer_handoff, by=CHIDI, handoff="h", how=how, step="soil-check", to="lab", context="c")
    ride.do(accept_handoff, by=staff("lucy", "lab"), handoff="h")
    return ride


@pytest.mark.parametrize(
    ("ride", "step", "turn"),
    [
        (started, "tell", Turn.WITH_YOU),
        (sorted_out, "soil-check", Turn.WITH_US),
        (sorted_out, "talk", Turn.WITH_US),
        (fruit, "sample", Turn.WITH_SOMEONE_ELSE),
        (asked_outside, "soil-check", Turn.WITH_SOMEONE_ELSE),
        (transferred_outside, "soil-check", Turn.WITH_SOMEONE_ELSE),
        (sent_back, "soil-check", Turn.WITH_YOU),
        (sent_back, "tell", Turn.WITH_YOU),
    ],
)
def test_whose_turn_a_step_is(ride: object, step: str, turn: Turn) -> None:
    assert ride().step(step).turn is turn  # type: ignore[operator]  # one of the rides above


def only_the_laboratory() -> Ride:
    ride = fruit()
    for step, decision in (("soil-check", "clean"), ("water-check", None), ("talk", None)):
        ride.finish(step, decision)
    return ride


def opened_again() -> Ride:
    ride = granted()
    ride.do(reopen_journey, by=AMARA)
    return ride


@pytest.mark.parametrize(
    ("ride", "turn"),
    [
        (lambda: Ride(garden_plot()), None),
        (started, Turn.WITH_YOU),
        (sorted_out, Turn.WITH_US),
        (fruit, Turn.WITH_US),
        (only_the_laboratory, Turn.WITH_SOMEONE_ELSE),
        (sent_back, Turn.WITH_YOU),
        (opened_again, Turn.WITH_US),
        (granted, None),
    ],
)
def test_whose_turn_the_journey_is(ride: object, turn: Turn | None) -> None:
    one: Ride = ride()  # type: ignore[operator]  # one of the rides above

    assert whose_turn(one.design.blueprint, one.state) is turn


@pytest.mark.parametrize(
    ("codes", "opened"),
    [
        ({"wants_shed": False, "grows": "flowers"}, ["soil-check", "water-check", "talk"]),
        ({"wants_shed": False, "grows": "fruit"}, ["soil-check", "water-check", "sample", "talk"]),
        ({"wants_shed": True, "grows": "flowers"}, ["draw", "soil-check", "water-check", "talk"]),
    ],
)
def test_what_is_open_follows_from_the_answers_in_the_order_of_the_design(
    codes: dict[str, bool | str], opened: list[str]
) -> None:
    assert sorted_out(**codes).open() == opened


def test_while_the_answers_do_not_tell_a_step_neither_opens_nor_is_passed_over() -> None:
    ride = started()
    draw = ride.design.blueprint.steps["draw"]

    assert applies(draw, ride.state) is None
    assert "draw" not in settled_steps(ride.design.blueprint, ride.state)


def test_a_step_behind_one_that_is_not_part_of_the_journey_waits_for_the_others_only() -> None:
    settled = settled_steps(garden_plot().blueprint, sorted_out().state)

    assert settled == {"tell", "sort", "draw", "shed-check", "sample"}


def test_the_stage_is_that_of_the_first_open_step() -> None:
    def stage(ride: Ride) -> str | None:
        now = current_stage(ride.design.blueprint, ride.state)
        return now.id if now else None

    assert [stage(started()), stage(sorted_out()), stage(sent_back()), stage(granted())] == [
        "ask",
        "look",
        "ask",
        None,
    ]


def test_a_step_that_does_not_exist_is_not_open() -> None:
    assert open_step(garden_plot().blueprint, started().state, "no-such-step") is None  # type: ignore[arg-type]
    assert open_step(garden_plot().blueprint, NOTHING, "tell") is None  # type: ignore[arg-type]


@pytest.mark.parametrize("status", StepStatus)
def test_every_way_a_step_can_stand_is_reached(status: StepStatus) -> None:
    ride = sorted_out(wants_shed=True)
    ride.do(skip_step, by=BEN, step="draw", reason="not needed")
    ride.do(take_step, by=staff("wanda", "water"), step="water-check")
    ride.do(return_step, by=CHIDI, step="soil-check", items=[e.CorrectionItem(fact="who", reason="missing")])
    ride.do(finish_step, by=BEN, step="talk")

    assert {
        StepStatus.STARTED: "water-check",
        StepStatus.DONE: "talk",
        StepStatus.RETURNED: "tell",
        StepStatus.WAITING_FOR_CORRECTION: "soil-check",
        StepStatus.SKIPPED: "draw",
    }[status] in {step for step, held in ride.state.steps.items() if held.status is status}
