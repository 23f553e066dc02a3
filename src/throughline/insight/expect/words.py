"""Expectations in sentences that the person who waits would understand."""

from throughline.insight.expect.expectation import FEWEST, Expectation, Expected
from throughline.insight.telling import days


def sentence(told: Expectation) -> str:
    """What is to be expected of one journey."""
    if told.whole is None:
        return f"There is not enough history to say: it takes {FEWEST} journeys that have ended."
    said = f"{_within(told.whole)}."
    if told.waits_for_person:
        return f"It waits for the person's answer. From then on: {said[0].lower()}{said[1:]}"
    return said


def _within(expected: Expected) -> str:
    return (
        f"Half of those like it are done within {days(expected.half)}, "
        f"nine in ten within {days(expected.nine_in_ten)}"
    )
