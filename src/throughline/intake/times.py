"""Times written by others, read as UTC. A zone is never guessed: somebody has to name it."""

import re
from dataclasses import dataclass

from throughline.intake.sql import text
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
    """A TIMESTAMPTZ, or NULL where it cannot be read or needs a zone that nobody named."""
    naive: str
    """Whether the text is a time without an offset."""


def reading(column: str, *, zone: str | None, time_format: str | None) -> Moment:
    """The expressions for a quoted column. The session's zone has to be UTC."""
    cleaned = _cleaned(column)
    local = (
        f"try_strptime({column}, {text(time_format)})" if time_format else f"try_cast({cleaned} AS TIMESTAMP)"
    )
    told = "false" if time_format and "%z" not in time_format else f"regexp_matches({column}, '{OFFSET}')"
    epoch = (
        f"CASE WHEN regexp_matches({column}, '{EPOCH_SECONDS}') "
        f"THEN to_timestamp(try_cast({column} AS DOUBLE)) WHEN regexp_matches({column}, '{EPOCH_MILLIS}') "
        f"THEN epoch_ms(try_cast({column} AS BIGINT))::TIMESTAMPTZ END"
    )
    placed = _in_zone(local, zone) if zone else "NULL::TIMESTAMPTZ"
    utc = f"coalesce({epoch}, CASE WHEN {told} THEN try_cast({cleaned} AS TIMESTAMPTZ) ELSE {placed} END)"
    return Moment(utc=utc, naive=f"({epoch} IS NULL AND NOT {told} AND {local} IS NOT NULL)")


def format_of(samples: list[str]) -> str | None:
    """The format of times that are not ISO, such as 12/31/2017 11:59:58 PM; None if they are ISO.

    Day and month are told apart by a part above twelve. If none is, nobody can know, and we ask.
    """
    matches = [match for match in map(SLASHED.match, samples) if match]
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
    day = f"%d{like[2]}%m{like[2]}%Y" if first > 12 else f"%m{like[2]}%d{like[2]}%Y"
    if not like[5]:
        return day
    clock = "%I:%M" if like[9] else "%H:%M"
    return f"{day} {clock}{':%S' if like[7] else ''}{'.%f' if like[8] else ''}{' %p' if like[9] else ''}"


def _cleaned(column: str) -> str:
    """Small differences from ISO that do not change the meaning: a comma, a space, seconds left out."""
    dotted = f"regexp_replace({column}, '(:[0-9]{{2}}),([0-9]+)', '\\1.\\2')"
    joined = f"regexp_replace({dotted}, '([0-9])\\s+([+-][0-9]{{2}}(:?[0-9]{{2}})?|Z|z)$', '\\1\\2')"
    return (
        f"regexp_replace({joined}, '([T ][0-9]{{2}}:[0-9]{{2}})(Z|[+-][0-9]{{2}}:?[0-9]{{2}})$', '\\1:00\\2')"
    )


def _in_zone(local: str, zone: str) -> str:
    """A local time in a zone. An hour that happens twice, when clocks go back, is the first of the two."""
    name = text(zone)
    late = f"({local} AT TIME ZONE {name})"
    early = f"({late} - INTERVAL 1 HOUR)"
    return f"CASE WHEN ({early} AT TIME ZONE {name}) = {local} THEN {early} ELSE {late} END"
