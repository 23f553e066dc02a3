"""The endings that a mapping tells: the last of a journey ends it, the earlier ones stay what they were."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence

from throughline.intake.part import Part
from throughline.intake.sql import chosen, listed

ENDED = "journey.ended/1"
"""The kind of the row that ends a journey, as our own record has it."""


def end_journeys(parts: Sequence[Part]) -> None:
    """Make the last row of each journey whose activity is an ending the one that ends it."""
    told = parts[0].source.mapping
    if not told.endings:
        return
    ask = parts[0].source.ask
    ask(
        'CREATE TEMP TABLE ended AS SELECT max_by(place, ("at", given_seq, place)) AS place '
        f"FROM ({_endings(parts)}) GROUP BY journey"
    )
    for part in parts:
        value = ""
        if told.goals:
            reached = {
                name: "1.0" if ending in told.goals else "0.0" for name, ending in told.endings.items()
            }
            value = f", value = {chosen(part.columns['name'], reached, 'NULL')}::DOUBLE"
        ask(
            f"UPDATE {part.source.typed} SET kind = '{ENDED}', "
            f"key = {chosen(part.columns['name'], told.endings, 'NULL')}{value} "
            f"WHERE rowid IN (SELECT place - {part.first} FROM ended)"
        )


def _endings(parts: Sequence[Part]) -> str:
    """The rows that could end a journey, of all parts, each with its place in the log."""
    return " UNION ALL ".join(
        f'SELECT journey, "at", {part.columns.get("given_seq", "NULL::BIGINT")} AS given_seq, '
        f"rowid + {part.first} AS place FROM {part.source.typed} "
        f"WHERE {part.columns['name']} IN ({listed(part.source.mapping.endings)}) "
        f"AND coalesce({part.columns['lifecycle']}::VARCHAR, 'complete') = 'complete' AND {part.usable}"
        for part in parts
    )
