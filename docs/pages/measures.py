"""The page of measures, from the catalogue that the ride is computed from."""

# ruff: noqa: E501 - a row of a table is one line

from throughline.insight.measures.catalogue import MEASURES, Measure
from throughline.insight.measures.measure import Waiting

HEAD = """# Measures of the ride

Generated from `throughline.insight.measures`; do not edit.

Each is computed per journey first.
The ride then tells mean, median and the ninetieth percentile over journeys, each with its interval.
A measure whose inputs a log does not carry is *unmeasurable* and says why.
It is never silently zero.

What stands beside every number:

| field | meaning |
| --- | --- |
| `n` | Journeys that the number rests on; for `next_word_days`, waits. |
| `coverage` | Journeys that the number speaks of ÷ journeys in its population. |
| `intervals` | 95% each. Median and p90: two of the sorted values, exact whatever the distribution (binomial). Mean: Student's t; where values are only 0 and 1, Wilson. Ratio of sums: linear approximation over journeys. |
| `pooled` | The ratio of sums over all journeys, where a measure is a ratio. |
| `censored` | Of the n, those that were not over when we looked last. Then mean, median and p90 are read from the Kaplan–Meier curve, with Greenwood's variance and log-log limits. |
| `at_least` | Figures that are only a lower bound, because too many are not over. The mean is then the mean up to the longest time seen. |
"""

WAITING = {
    Waiting.SO_FAR: "The journeys that are open are censored where we looked last.",
    Waiting.UNTIL: "Journeys in which it never came are censored at their end.",
    Waiting.EACH: "Each wait counts by itself, and the ones that go on are censored.",
}
TIES = "The order of events at one and the same time can change it."


def as_markdown() -> str:
    """Every measure: its question, what it counts, and which way is better for the person."""
    return "\n".join([HEAD, *(_section(measure) for measure in MEASURES)])


def _section(measure: Measure) -> str:
    notes = [WAITING[measure.waiting]] if measure.waiting else []
    notes += [TIES] if measure.ordered else []
    unmeasurable = "".join(f"| not measurable when | {need.why_not()} |\n" for need in measure.needs)
    pooled = f"| ratio of sums | `{measure.pooled[0]}` ÷ `{measure.pooled[1]}` |\n" if measure.pooled else ""
    noted = f"| note | {' '.join(notes)} |\n" if notes else ""
    return f"""## {measure.name}

*{measure.question}* ({measure.tier}; {measure.better} is better; in {measure.unit})

{measure.definition}

| | |
| --- | --- |
| title | {measure.title} |
| numerator | {measure.numerator} |
| denominator | {measure.denominator} |
| population | {measure.population} |
| missing data | {measure.missing} |
{pooled}{noted}{unmeasurable}| source | {measure.source} |
"""
