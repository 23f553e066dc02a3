"""Which way units are made comparable, and how that is said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from throughline.insight.case_mix import CaseMix
from throughline.insight.case_mix_amounts import adjusted_means, adjusted_medians
from throughline.insight.case_mix_model import (
    Adjusted,
    adjusted_fractions,
    adjusted_shares,
    inverse,
    least_squares,
)
from throughline.insight.case_mix_tables import NOT_COMPARABLE, direct, indirect
from throughline.insight.hallway_columns import Codes
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.intervals import Numbers
from throughline.insight.rung import Summary

ENOUGH_IN_A_CELL = 5
FAR_APART = 2.0
"""In standard deviations inside units, all attributes together."""
NOT_ADJUSTED = "Not adjusted: the log names no case mix."


class Way(StrEnum):
    """How to adjust."""

    AUTO = "auto"
    REGRESSION = "regression"
    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Adjustment:
    """The adjusted values of units, the way that was taken, and the sentences that go with it."""

    adjusted: Adjusted
    way: Way | None
    said: tuple[str, ...]


def adjust(
    values: Numbers,
    unit: Codes,
    units: Sequence[str],
    mix: CaseMix,
    question: Question,
    way: Way = Way.AUTO,
) -> Adjustment:
    """Adjusted values per unit; with one category that every unit has, by table, otherwise by regression."""
    model, summary = _model(question), question.summary
    if not mix.parts:
        plain = model(values, unit, np.empty((len(values), 0)))
        return Adjustment(adjusted=plain, way=None, said=(NOT_ADJUSTED, *mix.notes))
    kind = _kind(mix)
    if way is Way.AUTO:
        way = Way.DIRECT if summary is not Summary.MEDIAN and _full(unit, kind) else Way.REGRESSION
    said = (*_said(way, mix), *mix.notes)
    if way is Way.REGRESSION:
        columns = mix.columns(len(values))
        said = (*said, *_far(unit, columns, units))
        return Adjustment(adjusted=_possible(model(values, unit, columns), question), way=way, said=said)
    if kind is None or summary is Summary.MEDIAN:
        raise NothingToCompare("Standardising by a table needs categories, and means or shares.")
    by_table = direct if way is Way.DIRECT else indirect
    return Adjustment(adjusted=_possible(by_table(values, unit, kind), question), way=way, said=said)


def _possible(adjusted: Adjusted, question: Question) -> Adjusted:
    """Indirect ratios and medians may take a share beyond all there is."""
    return replace(adjusted, values=np.minimum(adjusted.values, question.most))


def _far(unit: Codes, columns: Numbers, units: Sequence[str]) -> Iterator[str]:
    """Units whose journeys are unlike everybody's: how they would do with those is a guess."""
    fit = least_squares(np.zeros(len(unit)), unit, columns)
    within = inverse(fit.spread / max(len(unit) - len(units), 1))
    apart = np.sqrt(np.einsum("ij,jk,ik->i", fit.apart, within, fit.apart))
    for name, far in zip(units, apart, strict=True):
        if far > FAR_APART:
            yield (
                f"The journeys of {name} have little in common with the others' in what is adjusted for; its "
                "adjusted value is a guess from afar."
            )


def _model(question: Question) -> Callable[[Numbers, Codes, Numbers], Adjusted]:
    match question.summary:
        case Summary.MEDIAN:
            return adjusted_medians
        case Summary.SHARE:
            return adjusted_shares
        case Summary.MEAN:
            return adjusted_fractions if question.unit == "share" else adjusted_means


def _kind(mix: CaseMix) -> Codes | None:
    """The kinds of all categories crossed; None where an attribute is a number."""
    kinds = [part.kinds for part in mix.parts]
    crossed = np.zeros(len(mix.parts[0].columns), dtype=np.intp)
    for kind in kinds:
        if kind is None:
            return None
        crossed = crossed * len(kind.names) + kind.codes
    return np.asarray(np.unique(crossed, return_inverse=True)[1], dtype=np.intp)


def _full(unit: Codes, kind: Codes | None) -> bool:
    """Every unit has enough journeys of every kind."""
    if kind is None:
        return False
    wide = int(kind.max()) + 1
    cells = np.bincount(unit * wide + kind, minlength=(int(unit.max()) + 1) * wide)
    return bool(cells.min() >= ENOUGH_IN_A_CELL)


def _said(way: Way, mix: CaseMix) -> tuple[str, ...]:
    names = _and(mix.names)
    match way:
        case Way.INDIRECT:
            return (f"Adjusted for {names} by indirect standardisation.", NOT_COMPARABLE)
        case Way.DIRECT:
            return (
                f"Adjusted for {names}: every unit as if it had the mix of all (direct standardisation).",
            )
        case _:
            return (f"Adjusted for {names}: every unit as if it had everybody's journeys (regression).",)


def _and(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
