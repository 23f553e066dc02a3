"""How commitments and assumptions stand: sure only where the whole interval is."""

from pathlib import Path

import numpy as np
import pytest

from throughline.blueprint.reading import read_blueprint
from throughline.ids import ServiceId
from throughline.insight.ladder_reading import Known, Reading, Unmeasured, read
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.strategy.model import Assumption, Commitment, Expectation
from throughline.strategy.standing import Stand, assumption_stands, commitment_stands, served_by

EXAMPLE = Path(__file__).parents[2] / "examples" / "food-business-licence"
SERVICE = ServiceId("food-business-licence")


def expects(measure: str, *, at_least: float | None = None, at_most: float | None = None) -> Expectation:
    return Expectation(service=SERVICE, measure=measure, at_least=at_least, at_most=at_most)


def share(measure: str, yes: int, known: int = 400) -> Reading | Unmeasured:
    rung = Rung(
        measure=measure,
        question="Are you open?",
        tier=Tier.OUTCOME,
        better=Better.HIGHER,
        summary=Summary.SHARE,
    )
    values = np.array([1.0] * yes + [0.0] * (known - yes))
    return read(Known(rung=rung, unit=None, values=values, eligible=known))


COMMITMENT = Commitment(
    id="thriving-safe-food",
    title="Safe food",
    promise="Everybody who opens stays open.",
    kept_when=(expects("trading", at_least=0.75), expects("duties", at_least=0.75)),
)
ASSUMPTION = Assumption(
    id="guides-help",
    belief="People with a guide get there.",
    behind="thriving-safe-food",
    wrong_when=(expects("clear", at_most=0.5),),
)


@pytest.mark.parametrize(
    ("trading", "duties", "stand"),
    [
        (360, 360, Stand.KEPT),
        (360, 200, Stand.BROKEN),
        (360, 300, Stand.CANNOT_TELL),
        (360, None, Stand.CANNOT_TELL),
        (None, None, Stand.UNMEASURED),
        (None, 200, Stand.BROKEN),
    ],
)
def test_a_commitment_is_kept_only_when_every_measure_surely_is(
    trading: int | None, duties: int | None, stand: Stand
) -> None:
    given = {"trading": trading, "duties": duties}
    readings = {(SERVICE, name): share(name, yes) for name, yes in given.items() if yes is not None}

    assert commitment_stands(COMMITMENT, readings).stand is stand


@pytest.mark.parametrize(
    ("clear", "stand"),
    [
        (120, Stand.SHOWN_WRONG),
        (300, Stand.HOLDS),
        (205, Stand.CANNOT_TELL),
        (None, Stand.UNMEASURED),
    ],
)
def test_an_assumption_is_shown_wrong_only_when_its_condition_surely_came_true(
    clear: int | None, stand: Stand
) -> None:
    readings = {(SERVICE, "clear"): share("clear", clear)} if clear is not None else {}

    assert assumption_stands(ASSUMPTION, readings).stand is stand


def test_a_measure_without_values_leaves_the_commitment_unmeasured() -> None:
    readings = {(SERVICE, name): share(name, 0, known=0) for name in ("trading", "duties")}

    assert commitment_stands(COMMITMENT, readings).stand is Stand.UNMEASURED


def test_every_stand_shows_the_numbers_it_rests_on() -> None:
    reading = share("clear", 120)

    (held,) = assumption_stands(ASSUMPTION, {(SERVICE, "clear"): reading}).held

    assert held.reading == reading


def test_the_services_that_serve_a_commitment_are_those_whose_blueprints_say_so() -> None:
    blueprint = read_blueprint(EXAMPLE / "blueprint.yaml")
    other = COMMITMENT.model_copy(update={"id": "something-else"})

    assert served_by(COMMITMENT, [blueprint]) == (SERVICE,)
    assert served_by(other, [blueprint]) == ()
