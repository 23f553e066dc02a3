"""One of something is no several."""

import pytest

from throughline.insight.counted import counted


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "0 journeys"), (1, "1 journey"), (2, "2 journeys"), (12_345, "12,345 journeys")],
)
def test_one_is_said_as_one(amount: int, said: str) -> None:
    assert counted(amount, "journey") == said


@pytest.mark.parametrize(("amount", "said"), [(1, "1 journey was"), (3, "3 journeys were")])
def test_more_than_the_noun_may_change(amount: int, said: str) -> None:
    assert counted(amount, "journey was", "journeys were") == said
