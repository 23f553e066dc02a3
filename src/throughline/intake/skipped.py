"""Local times that the clocks of their zone skipped, and those that they showed twice."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterator, Sequence

from throughline.intake.clock_changes import put_back
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Source
from throughline.intake.sql import text
from throughline.intake.times import reading

NEAR_CHANGE = "near_change"
"""The column of `typed` with the text of times near a change of the clocks: all others are certain."""


def skipped_or_twice(source: Source, zone: str, formats: Sequence[str], where: str) -> Iterator[Problem]:
    """What was read in a zone and is no moment of it, or is two. A time with an offset is neither."""
    read = reading("written", zone="UTC", formats=formats)
    shown, *later = (_shown(f'"at" + INTERVAL {by} SECOND', zone) for by in (0, *put_back(zone)))
    other = " OR ".join(f"{one} = here" for one in later)
    never, twice = "shown <> here", f"shown = here AND ({other or 'false'})"
    some = "list_sort(list_distinct(min(written, 3) FILTER ({})))"
    ((skipped, skips, doubled, doubles),) = source.ask(
        f"SELECT count(*) FILTER ({never}), {some.format(never)}, "
        f"count(*) FILTER ({twice}), {some.format(twice)} FROM "
        f'(SELECT "at", written, {shown} AS shown, {read.utc} AS here FROM '
        f'(SELECT "at", coalesce({NEAR_CHANGE}, at_text) AS written FROM {source.typed} '
        f'WHERE journey IS NOT NULL AND "at" IS NOT NULL) WHERE written IS NOT NULL AND {read.naive})'
    )
    forward, back = f"the clocks in {zone} were put forward", f"the clocks in {zone} were put back"
    found = (
        Problem(
            what=f"local times never were: {forward} over them; we read them as if they had not been",
            one=f"local time never was: {forward} over it; we read it as if they had not been",
            count=int(str(skipped)),
            where=where,
            examples=_examples(skips),
            effect=Effect.READ_OTHERWISE,
        ),
        Problem(
            what=f"local times came twice: {back}; we read each as the first of the two",
            one=f"local time came twice: {back}; we read it as the first of the two",
            count=int(str(doubled)),
            where=where,
            examples=_examples(doubles),
        ),
    )
    yield from (problem for problem in found if problem.count)


def _examples(written: object) -> tuple[str, ...]:
    return tuple(map(repr, written)) if isinstance(written, list) else ()


def _shown(moment: str, zone: str) -> str:
    """What the clocks of a zone show at a UTC timestamp."""
    return f"(({moment}) AT TIME ZONE 'UTC') AT TIME ZONE {text(zone)}"
