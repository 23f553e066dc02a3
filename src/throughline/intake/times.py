"""Times written by others, read as UTC. A zone is never guessed: somebody has to name it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from throughline.intake.sql import listed, text, utc
from throughline.refused import Refused

OFFSET = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|z|UTC|GMT|[AP]M\s*Z|[+-]\d{2}(:?\d{2})?)$"
"""An offset can only follow a time of day: the last part of 2006-07-24 is a day."""

EPOCH_SECONDS = r"^\d{10}(\.\d+)?$"
EPOCH_MILLIS = r"^\d{13}$"
SLASHED = re.compile(
    r"^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})([ T]+(\d{1,2}:\d{2})(:\d{2})?([.,]\d+)?)?\s*([AaPp][Mm])?$"
)


class TimesRefused(Refused):
    """Times that could mean more than one moment."""


@dataclass(frozen=True)
class Moment:
    """How to read a column of times, as DuckDB expressions over its text."""

    utc: str
    """A plain UTC timestamp, or NULL where it cannot be read or needs a zone that nobody named."""
    naive: str
    """Whether the text is a time without an offset."""


def reading(column: str, *, zone: str | None, formats: Sequence[str] = ()) -> Moment:
    """The expressions for a column of text. The session's zone has to be UTC.

    What most files hold is tried first, because it is quick: an ISO time with an offset, or in a named zone.
    """
    cleaned = _cleaned(column)
    iso = f"try_cast({cleaned} AS TIMESTAMP)"
    plain = [one for one in formats if "%z" not in one]
    local = f"coalesce(try_strptime({column}, [{listed(plain)}]), {iso})" if plain else iso
    told = f"regexp_matches({column}, '{OFFSET}')"
    zoned = "".join(f"try_strptime({column}, {text(one)}), " for one in formats if "%z" in one)
    epoch = (
        f"CASE WHEN regexp_matches({column}, '{EPOCH_SECONDS}') "
        f"THEN to_timestamp(try_cast({column} AS DOUBLE)) WHEN regexp_matches({column}, '{EPOCH_MILLIS}') "
        f"THEN epoch_ms(try_cast({column} AS BIGINT))::TIMESTAMPTZ END"
    )
    placed = _in_zone(local, zone) if zone else "NULL::TIMESTAMPTZ"
    moment = (
        f"coalesce({_quick(column)}, {_quick_local(column, zone)}, {zoned}{epoch}, "
        f"CASE WHEN {told} THEN try_cast({cleaned} AS TIMESTAMPTZ) ELSE {placed} END)"
    )
    return Moment(utc=utc(moment), naive=f"({epoch} IS NULL AND NOT {told} AND {local} IS NOT NULL)")


def _quick(column: str) -> str:
    """An ISO time that ends with its offset."""
    minus = f"(substr({column}, -6, 1) = '-' AND substr({column}, -3, 1) = ':')"
    told = f"contains({column}, '+') OR suffix({column}, 'Z') OR {minus}"
    return f"CASE WHEN {told} THEN try_cast({column} AS TIMESTAMPTZ) END"


def _quick_local(column: str, zone: str | None) -> str:
    """An ISO time without an offset, in the zone that was named."""
    if not zone:
        return "NULL::TIMESTAMPTZ"
    signs = " AND ".join(f"substr({column}, {place}, 1) NOT IN ('+', '-')" for place in (-3, -5, -6))
    plain = f"length({column}) IN (19, 23, 26) AND substr({column}, 5, 1) = '-' AND {signs}"
    return f"CASE WHEN {plain} THEN {_in_zone(f'try_cast({column} AS TIMESTAMP)', zone)} END"


def placed(moment: str, zone: str) -> str:
    """A local timestamp in a zone, as a plain UTC timestamp."""
    return utc(_in_zone(moment, zone))


def format_of(samples: list[str]) -> str | None:
    """The format of times that are not ISO, such as 12/31/2017 11:59:58 PM; None if they are ISO.

    Day and month are told apart by a part above twelve. If none is, nobody can know, and we ask.
    """
    matches = [match for match in (SLASHED.match(sample) for sample in samples) if match]
    if not matches or len(matches) < 0.5 * len(samples):
        return None
    first = max(int(match[1]) for match in matches)
    second = max(int(match[3]) for match in matches)
    if first <= 12 and second <= 12:
        raise TimesRefused(
            f"The times look like {samples[0]!r}, and we cannot tell the day from the month. "
            "Add --time-format '%d/%m/%Y %H:%M' (day first) or --time-format '%m/%d/%Y %H:%M' (month first)."
        )
    like = matches[0]
    return _format(like[2], day_first=first > 12, clock=_clock(like))


def _clock(like: re.Match[str]) -> str:
    if not like[5]:
        return ""
    hours = "%I:%M" if like[9] else "%H:%M"
    return f" {hours}{':%S' if like[7] else ''}{'.%f' if like[8] else ''}{' %p' if like[9] else ''}"


def _format(mark: str, *, day_first: bool, clock: str) -> str:
    return f"%d{mark}%m{mark}%Y{clock}" if day_first else f"%m{mark}%d{mark}%Y{clock}"


CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")


def formats_beside(*, day_first: bool) -> list[str]:
    """Every way in which a day, a month and a year are written in this order, with or without a clock."""
    return [_format(mark, day_first=day_first, clock=clock) for mark in "/.-" for clock in CLOCKS]


def _cleaned(column: str) -> str:
    """Small differences from ISO that do not change the meaning: a comma, a space, seconds left out."""
    dotted = f"regexp_replace({column}, '(:[0-9]{{2}}),([0-9]+)', '\\1.\\2')"
    joined = f"regexp_replace({dotted}, '([0-9])\\s+([+-][0-9]{{2}}(:?[0-9]{{2}})?|Z|z)$', '\\1\\2')"
    return (
        f"regexp_replace({joined}, '([T ][0-9]{{2}}:[0-9]{{2}})(Z|[+-][0-9]{{2}}:?[0-9]{{2}})$', '\\1:00\\2')"
    )


def _in_zone(local: str, zone: str) -> str:
    """A local time in a zone. An hour that happens twice, when clocks go back, is the first of the two."""
    if zone == "UTC":
        return f"({local})::TIMESTAMPTZ"
    name = text(zone)
    late = f"({local} AT TIME ZONE {name})"
    early = f"({late} - INTERVAL 1 HOUR)"
    return f"CASE WHEN ({early} AT TIME ZONE {name}) = {local} THEN {early} ELSE {late} END"
