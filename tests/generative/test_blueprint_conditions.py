"""Two ways agree: written and read back; decided early and decided when everything is known."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from throughline.blueprint.conditions import (
    AllOf,
    AnyOf,
    Code,
    Compare,
    Comparison,
    Condition,
    Not,
    OneOf,
    holds,
    keys_of,
)
from throughline.blueprint.when import read_condition, write_condition

VALUES: dict[str, list[Code]] = {
    "sells_alcohol": [True, False],
    "premises": ["cafe", "restaurant"],
    "seats": [0, 20],
    "has_kitchen": [True, False],
}

KEYS = st.sampled_from(sorted(VALUES))
CODES = st.sampled_from([code for codes in VALUES.values() for code in codes])
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, KEYS, st.sampled_from(Comparison), CODES),
    st.builds(OneOf, KEYS, st.lists(CODES, min_size=1, max_size=3).map(tuple)),
)


def combined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), st.builds(Not, parts))


CONDITIONS: st.SearchStrategy[Any] = st.recursive(LEAVES, combined, max_leaves=8)
PARTLY_KNOWN = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(codes) for key, codes in VALUES.items()}
)


@given(CONDITIONS)
def test_what_is_written_is_read_back_as_the_same(condition: Condition) -> None:
    assert read_condition(write_condition(condition)) == condition


@given(CONDITIONS, PARTLY_KNOWN)
def test_an_early_answer_is_never_taken_back(condition: Condition, known: dict[str, Code]) -> None:
    """Whatever the missing answers turn out to be, what was decided without them stays."""
    early = holds(condition, known)

    unknown = [key for key in VALUES if key not in known]
    for values in product(*(VALUES[key] for key in unknown)):
        late = holds(condition, known | dict(zip(unknown, values, strict=True)))
        assert late is not None
        assert early is None or late is early


@given(CONDITIONS, PARTLY_KNOWN)
def test_what_it_looks_at_is_all_it_looks_at(condition: Condition, known: dict[str, Code]) -> None:
    looked_at = {key: code for key, code in known.items() if key in set(keys_of(condition))}

    assert holds(condition, known) is holds(condition, looked_at)
