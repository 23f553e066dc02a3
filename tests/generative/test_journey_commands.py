"""Anybody tries anything at any time: what must hold in a journey holds, and a refusal changes nothing."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.crowd import SENTENCE, Crowd
from tests.journeys import food_business, garden_plot

from throughline.journey.codec import EVENT_TYPES

LONG_RIDES = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = range(70)
"""Walks that are the same in every run: together they meet everything that can happen."""


@settings(LONG_RIDES, max_examples=100)
@given(seed=st.integers(0, 2**32), commands=st.integers(1, 150))
def test_nobody_brings_a_small_journey_out_of_order(seed: int, commands: int) -> None:
    Crowd(garden_plot(), seed).walk(commands)


@settings(LONG_RIDES, max_examples=40)
@given(seed=st.integers(0, 2**32), commands=st.integers(1, 150))
def test_nobody_brings_a_food_business_out_of_order(seed: int, commands: int) -> None:
    Crowd(food_business(), seed).walk(commands)


def test_the_crowd_meets_every_kind_of_event_and_every_refusal_is_a_sentence() -> None:
    met: Counter[str] = Counter()
    refusals: set[str] = set()

    for seed in SEEDS:
        crowd = Crowd(garden_plot() if seed % 3 else food_business(), seed)
        met.update(event.kind for event in crowd.walk(150).events)
        refusals |= crowd.refusals

    assert set(EVENT_TYPES) == set(met)
    assert [said for said in refusals if not SENTENCE.fullmatch(said)] == []
