"""The page of measures, from the catalogue that the ride is computed from."""

from throughline.insight.measures.catalogue import MEASURES, Measure

HEAD = """# Measures of the ride

Generated from `throughline.insight.measures`; do not edit.

Each is computed per journey first.
The ride then tells mean, median and the ninetieth percentile over journeys.
A measure whose inputs a log does not carry is *unmeasurable* and says why. It is never silently zero.
"""


def as_markdown() -> str:
    """Every measure: its question, what it counts, and which way is better for the person."""
    return "\n".join([HEAD, *(_section(measure) for measure in MEASURES)])


def _section(measure: Measure) -> str:
    return f"""## {measure.name}

*{measure.question}* ({measure.tier}; {measure.better} is better; in {measure.unit})

{measure.definition}
"""
