"""The times of a source: how they are written, read with it, and what still cannot be read."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from throughline.intake.clock_changes import changes, is_near
from throughline.intake.problems import Effect, Problem
from throughline.intake.skipped import NEAR_CHANGE, skipped_or_twice
from throughline.intake.source import Source, column_text
from throughline.intake.sql import quoted, text, utc
from throughline.intake.time_notations import LIKE_A_SERIAL, SERIAL
from throughline.intake.times import (
    EARLIEST,
    LATEST,
    SLASHED,
    TimesRefused,
    format_of,
    formats_beside,
    placed,
    reading,
)

TIMED = ("at", "due", "start_at")
"""Our columns that are times."""
MIXED = 0.01
"""With more than this share of days and months in another order than the rest, none can be trusted."""
TEXT, AT = '"our text"', '"our at"'
"""Where the text of `at` and what it was read as stand while the rows are read."""


@dataclass(frozen=True)
class Timing:
    """How the times of a source are read."""

    moments: dict[str, str]
    """SQL over the source's columns, for plain UTC timestamps; and for the text of those near a change."""
    formats: tuple[str, ...] = ()

    def mend(self, source: Source) -> list[Problem]:
        """Read what only the fewer rows need: other ways of writing a time. Refuse times without a zone."""
        said = list(_said_of_formats(source, self.formats))
        formats = self.formats
        if _unread(source):
            formats = _formats_of_the_rest(source, formats)
            said += self._mend_the_rest(source, formats)
        return [*said, *self._beside_changes(source, formats)]

    def _mend_the_rest(self, source: Source, formats: tuple[str, ...]) -> list[Problem]:
        moment = reading("at_text", zone=source.mapping.zone, formats=formats)
        source.ask(
            f'UPDATE {source.typed} SET "at" = {moment.utc} WHERE "at" IS NULL AND at_text IS NOT NULL'
        )
        if not source.mapping.zone:
            _refuse_naive(source, source.typed, "at_text", f'"at" IS NULL AND {moment.naive}')
        _refuse_mixed_orders(source, formats)
        return _several_ways(source)

    def _beside_changes(self, source: Source, formats: tuple[str, ...]) -> Iterator[Problem]:
        zone = source.mapping.zone
        if zone and NEAR_CHANGE in self.moments:
            where = f"column {source.taken['at'].source}"
            yield from skipped_or_twice(source, zone, formats, where)

    def unbegun(self, source: Source) -> Iterator[Problem]:
        """Rows whose work has no start that we could use; they are there as done."""
        if "start_at" not in self.moments:
            return
        where = f"column {source.taken['start_at'].source}"
        ((late, unread),) = source.ask(
            'SELECT count(*) FILTER (start_at > "at"), count(*) FILTER (start_at IS NULL) '
            f'FROM {source.typed} WHERE journey IS NOT NULL AND "at" IS NOT NULL'
        )
        if late:
            yield Problem(
                what="rows begin after their end; we use the end alone",
                one="row begins after its end; we use the end alone",
                count=int(str(late)),
                where=where,
                effect=Effect.READ_OTHERWISE,
            )
        if unread:
            yield Problem(
                what="rows do not say, in a way that we can read, when the work began; we use the end alone",
                one="row does not say, in a way that we can read, when the work began; we use the end alone",
                count=int(str(unread)),
                where=where,
            )


def timing(source: Source) -> Timing:
    """Look at the first rows and say how times are written. Times without a zone are refused early."""
    formats = _formats(source)
    if not source.mapping.zone and source.taken["at"].source not in source.rows.utc:
        at = source.text("at")
        rarer = _is_rarer(source, at, formats)
        _refuse_naive(source, "head", at, reading(at, zone=None, formats=formats, rarer=rarer).naive)
    moments = {
        ours: moment_of(source, source.taken[ours].source, formats, TEXT if ours == "at" else None)
        for ours in TIMED
        if ours in source.taken
    }
    if source.mapping.zone and changes(source.mapping.zone) and _may_be_local(source):
        near = is_near(AT, source.mapping.zone)
        moments[NEAR_CHANGE] = f"CASE WHEN {near} THEN {TEXT} END"
    return Timing(moments, formats)


def _may_be_local(source: Source) -> bool:
    column = source.taken["at"].source
    kind = source.rows.types.get(column, "VARCHAR")
    return column not in source.rows.utc and kind != "TIMESTAMP WITH TIME ZONE"


def moment_of(source: Source, column: str, formats: tuple[str, ...] = (), written: str | None = None) -> str:
    """A column of the source as a UTC timestamp, NULL where it cannot be read. `written` is its text."""
    kind, name = source.rows.types.get(column, "VARCHAR"), quoted(column)
    plain = name if kind == "TIMESTAMP WITH TIME ZONE" else f"{name}::TIMESTAMP"
    known = f"CASE WHEN {plain} BETWEEN '{EARLIEST}' AND '{LATEST}' THEN {plain} END"
    if column in source.rows.utc:
        return known
    if kind == "TIMESTAMP WITH TIME ZONE":
        return utc(known)
    if kind.startswith(("TIMESTAMP", "DATE")) and source.mapping.zone:
        moment = placed(f"{name}::TIMESTAMP", source.mapping.zone)
        return f"CASE WHEN {plain} BETWEEN '0002-01-01' AND '9998-12-31' THEN {moment} END"
    zone, rarer = source.mapping.zone, _is_rarer(source, column_text(column), formats)
    return reading(written or column_text(column), zone=zone, formats=formats, rarer=rarer).utc


def _is_rarer(source: Source, column: str, formats: tuple[str, ...]) -> bool:
    """Whether the first rows hold times that the quick ways of reading do not read."""
    quick = reading(column, zone=source.mapping.zone or "UTC", formats=formats, rarer=False).utc
    ((unread,),) = source.ask(f"SELECT count(*) FROM head WHERE {column} IS NOT NULL AND {quick} IS NULL")
    return bool(unread)


def _formats(source: Source) -> tuple[str, ...]:
    told = source.mapping.time_format
    if told:
        _check_format(source, told)
        return (told,)
    at = source.text("at")
    sample = [str(row[0]) for row in source.ask(f"SELECT {at} FROM head WHERE {at} IS NOT NULL LIMIT 2000")]
    if sum(bool(re.match(LIKE_A_SERIAL, one)) for one in sample) > 0.9 * len(sample):
        return (SERIAL,)
    if source.rows.types.get(source.taken["at"].source, "VARCHAR") != "VARCHAR":
        return ()
    return tuple(filter(None, [format_of(sample + _telling(source, sample))]))


def _check_format(source: Source, told: str) -> None:
    if told == SERIAL:
        return
    try:
        source.ask(f"SELECT try_strptime('', {text(told)})")
    except duckdb.Error as error:
        said = str(error).splitlines()[0].rpartition(": ")[2]
        raise TimesRefused(
            f"The time format {told!r} cannot be used: {said}. Write it with codes such as %d (day), %m "
            "(month), %Y (year), %H:%M:%S (time of day), %p (AM or PM) and %z (+0100), as in "
            "'%d/%m/%Y %H:%M'; or `excel` for the day numbers of a spreadsheet."
        ) from None


def _said_of_formats(source: Source, formats: tuple[str, ...]) -> Iterator[Problem]:
    """Notations in which part of the moment was not written, and what we took it for."""
    if source.mapping.time_format:
        yield from _told_in_vain(source, source.mapping.time_format)
        return
    if not formats:
        return
    serial = "of a spreadsheet; we read 45321.5 as 30 January 2024, noon"
    short = "of two digits; we read 69 to 99 as 1969 to 1999, the others as from 2000"
    notes = {
        SERIAL: (f"times are day numbers {serial}", f"time is a day number {serial}"),
        "%y": (f"times have years {short}", f"time has a year {short}"),
    }
    for mark, (what, one) in notes.items():
        if mark in formats[0]:
            ((count,),) = source.ask(f'SELECT count("at") FROM {source.typed}')
            where = f"column {source.taken['at'].source}"
            yield Problem(what=what, one=one, count=int(str(count)), where=where, effect=Effect.NOTED)


def _told_in_vain(source: Source, told: str) -> Iterator[Problem]:
    """A format that was told, and in which no time is written: it is not passed over in silence."""
    column = source.taken["at"].source
    where = f"column {column}"
    if column in source.rows.utc or source.rows.types.get(column, "VARCHAR") != "VARCHAR":
        ((count,),) = source.ask(f'SELECT count("at") FROM {source.typed}')
        what = f"times are moments already, and no text; the time format {told!r} was not needed"
        one = f"time is a moment already, and no text; the time format {told!r} was not needed"
        yield Problem(what=what, one=one, count=int(str(count)), where=where, effect=Effect.NOTED)
    elif told != SERIAL:
        at = source.text("at")
        ((count, fits, example),) = source.ask(
            f"SELECT count({at}), count(try_strptime({at}, {text(told)})), any_value({at}) FROM head"
        )
        if count and not fits:
            what = (
                f"of the first times were looked at; none is written as {told!r}, and we read what they say"
            )
            yield Problem(
                what=what,
                one=what,
                count=int(str(count)),
                where=where,
                examples=(repr(example),),
                effect=Effect.READ_OTHERWISE,
            )


def _refuse_mixed_orders(source: Source, formats: tuple[str, ...]) -> None:
    """Refuse a column in which some rows have the day first and others the month: 01/02 could be either."""
    if source.mapping.time_format or not formats or formats[0][:2] not in {"%d", "%m"}:
        return
    month = 3 if formats[0].startswith("%d") else 1
    above = f"try_cast(regexp_extract(at_text, '{SLASHED.pattern}', {month}) AS INT) > 12"
    ((count, place, example, rows),) = source.ask(
        f"SELECT count(*) FILTER ({above}), min(rowid) FILTER ({above}), "
        f"arg_min(at_text, rowid) FILTER ({above}), (SELECT count(*) FROM {source.typed}) "
        f'FROM {source.typed} WHERE "at" IS NULL AND at_text IS NOT NULL'
    )
    if int(str(count)) > MIXED * int(str(rows)):
        first, other = ("day", "month") if month == 3 else ("month", "day")
        raise TimesRefused(
            f'The times in column "{source.taken["at"].source}" of {source.name} have the {first} first in '
            f"some rows and the {other} first in others, for example {example!r} in "
            f"{source.where(int(str(place)))}; days up to the twelfth could be either. Export it again with "
            f"one order, or add --time-format {formats[0]!r} to leave the others out."
        )


def _telling(source: Source, sample: list[str]) -> list[str]:
    """A time that tells the day from the month, from the whole source, where the first rows do not."""
    matches = [match for match in (SLASHED.match(one) for one in sample) if match]
    if not matches or any(int(part) > 12 for match in matches for part in match.group(1, 3)):
        return []
    at = source.text("at")
    above = " OR ".join(
        f"try_cast(regexp_extract({at}, '{SLASHED.pattern}', {group}) AS INT) > 12" for group in (1, 3)
    )
    return [str(row[0]) for row in source.ask(f"SELECT {at} FROM timed WHERE {above} LIMIT 1")]


def _unread(source: Source) -> int:
    ((count,),) = source.ask(
        f'SELECT count(*) FROM {source.typed} WHERE "at" IS NULL AND at_text IS NOT NULL'
    )
    return int(str(count))


def _formats_of_the_rest(source: Source, formats: tuple[str, ...]) -> tuple[str, ...]:
    """The formats, and those of the rows that none of them fits, if these tell the day from the month."""
    first, second = (
        f"max(try_cast(regexp_extract(at_text, '{SLASHED.pattern}', {group}) AS INT))" for group in (1, 3)
    )
    ((day, month),) = source.ask(
        f"SELECT {first}, {second} FROM {source.typed} "
        f"WHERE \"at\" IS NULL AND regexp_matches(at_text, '{SLASHED.pattern}') "
        "AND NOT regexp_matches(at_text, '^[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}([^0-9]|$)')"
    )
    if formats and formats[0].startswith(("%d", "%m")):
        day_first = formats[0].startswith("%d")
    elif day is None or max(int(str(day)), int(str(month))) <= 12:
        return formats
    else:
        day_first = int(str(day)) > 12
    return (*formats, *formats_beside(day_first=day_first))


def _refuse_naive(source: Source, table: str, column: str, naive: str) -> None:
    ((count, place, example),) = source.ask(
        f"SELECT count(*), min(rowid), arg_min({column}, rowid) FROM {table} "
        f"WHERE {column} IS NOT NULL AND {naive}"
    )
    if count:
        raise TimesRefused(
            f'The times in column "{source.taken["at"].source}" of {source.name} do not say in which zone '
            f"they are, for example {example!r} in {source.where(int(str(place)))}. A day or an hour could "
            "be wrong if we guessed. Say where they were written: add --zone Europe/Amsterdam (or the zone "
            "of the place; --zone UTC if they are UTC)."
        )


def _several_ways(source: Source) -> list[Problem]:
    """Rows whose time is written in another way than that of the first rows."""
    ((count, example),) = source.ask(
        f"SELECT count(*), any_value(at_text) FROM {source.typed} "
        'WHERE "at" IS NOT NULL AND at_text IS NOT NULL AND journey IS NOT NULL'
    )
    if not count:
        return []
    return [
        Problem(
            what="rows write the time in another way than the rest; we read it all the same",
            one="row writes the time in another way than the rest; we read it all the same",
            count=int(str(count)),
            where=f"column {source.taken['at'].source}",
            examples=(repr(example),),
            effect=Effect.READ_OTHERWISE,
        )
    ]
