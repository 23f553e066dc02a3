"""Times written by others, read as UTC. A zone is never guessed: somebody has to name it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.intake.clock_changes import put_back
from throughline.intake.sql import let, listed, text, utc
from throughline.intake.time_notations import ENDS_WITH_A_NAME, EPOCH, SERIAL, has_zone, local, moment
from throughline.refused import Refused

OFFSET = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|z|UTC|GMT|[AP]M\s*Z|[+-]\d{2}(:?\d{2}(:?\d{2})?)?)$"
"""An offset can only follow a time of day: the last part of 2006-07-24 is a day."""

SAYS_ITS_ZONE = f"{OFFSET}|{EPOCH}|{ENDS_WITH_A_NAME}"
"""A moment wherever it is read: with an offset, as seconds since 1970, or with a zone by name."""

EPOCH_SECONDS = r"^\d{10}(\.\d+)?$"
EPOCH_FINER = {13: "* 1000", 16: "", 19: "// 1000"}
"""Digits of a moment in thousandths, millionths and billionths of a second; microseconds from each."""
ISO = r"^\d{4}[-/]\d"
"""How a time begins that the engine may read by itself: it takes 31/12/24 for a day in the year 31."""
YEAR_THEN_DAY = re.compile("%Y.?%d")
"""A format that looks like ISO and is not: it is followed, and nothing is read as ISO beside it."""
EARLIEST, LATEST = "0001-01-01", "9999-12-31 23:59:59.999999"
"""Nothing outside is a moment for Python; placeholders can fall out by their zone."""
SLASHED = re.compile(
    r"^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})([ T]+(\d{1,2}[:.]\d{2})([:.]\d{2})?([.,]\d+)?)?"
    r"\s*([AaPp][Mm])?(?:[ ,Z+-].*)?$"
)
TWO_DIGITS = r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(\D|$)"
"""A year of two digits, which the engine would read as one of the first century."""
TOO_FAR = r"[+-](1[6-9]|[2-9]\d)(:?\d{2})?$"
"""An offset of more hours than any clock is away from UTC."""


class TimesRefused(Refused):
    """Times that could mean more than one moment; `orders`: the formats they may have, by what is first."""

    def __init__(self, sentence: str, orders: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.orders = orders or {}


@dataclass(frozen=True)
class Moment:
    """How to read a column of times, as DuckDB expressions over its text."""

    utc: str
    """A plain UTC timestamp, or NULL where it cannot be read or needs a zone that nobody named."""
    naive: str
    """Whether the text is a time without an offset."""


def reading(column: str, *, zone: str | None, formats: Sequence[str] = (), rarer: bool = True) -> Moment:
    """The expressions for a column of text. The session's zone has to be UTC.

    What most files hold is tried first, because it is quick: an ISO time with an offset, or in a named zone.
    `rarer` notations are looked for among what is left, which costs time where they are many.
    """
    cleaned = _cleaned(column)
    looks_iso = not any(map(YEAR_THEN_DAY.match, formats))
    iso_is = f"regexp_matches({column}, '{ISO}')" if looks_iso else "false"
    iso = f"CASE WHEN {iso_is} THEN try_cast({cleaned} AS TIMESTAMP) END"
    here = f"coalesce({_as_told(column, formats)}{iso})"
    told = f"regexp_matches({column}, '{OFFSET}')"
    zoned = "".join(
        f"try_strptime({column}, {text(one)})::TIMESTAMPTZ, " for one in formats if "%z" in one.lower()
    )
    epoch, own = _epoch(column), "false"
    may = f"{told} AND {iso_is} AND NOT regexp_matches({column}, '{TOO_FAR}')"
    told_so = f"CASE WHEN {may} THEN try_cast({cleaned} AS TIMESTAMPTZ) END"
    slow = f"{zoned}{epoch}, {told_so}, CASE WHEN NOT {told} THEN {_placed(here, zone)} END"
    if rarer:
        own, other = has_zone(column), local(column, formats)
        slow += f", {moment(column, formats)}, CASE WHEN NOT {own} THEN {_placed(other, zone)} END"
        here = f"coalesce({here}, {other})"
    fits = f"CASE WHEN found BETWEEN '{EARLIEST}' AND '{LATEST}' THEN found END"
    quick = f"{_quick(column)}, {_quick_local(column, zone)}, " if looks_iso else ""
    found = f"coalesce({quick}{let('found', f'coalesce({slow})', fits)})"
    return Moment(
        utc=utc(found), naive=f"({epoch} IS NULL AND NOT {told} AND NOT {own} AND {here} IS NOT NULL)"
    )


def _as_told(column: str, formats: Sequence[str]) -> str:
    """The formats, each as a beginning for coalesce; a year of four digits is not met by two."""
    plain = [one for one in formats if "%z" not in one.lower() and one != SERIAL]
    whole, other = [one for one in plain if "%Y" in one], [one for one in plain if "%Y" not in one]
    ways, digits = "", f"regexp_matches({column}, '[0-9]')"  # the engine takes the word epoch for a time
    if whole:
        read = f"try_strptime({column}, [{listed(whole)}])"
        ways = f"CASE WHEN {digits} AND NOT regexp_matches({column}, '{TWO_DIGITS}') THEN {read} END, "
    if other:
        ways += f"CASE WHEN {digits} THEN try_strptime({column}, [{listed(other)}]) END, "
    return ways


def _epoch(column: str) -> str:
    """Seconds since 1970, or parts of them."""
    finer = " ".join(
        f"WHEN regexp_matches({column}, '^\\d{{{digits}}}(\\.\\d+)?$') THEN make_timestamp("
        f"try_cast(split_part({column}, '.', 1) AS BIGINT) {part})::TIMESTAMPTZ"
        for digits, part in EPOCH_FINER.items()
    )
    return (
        f"CASE WHEN regexp_matches({column}, '{EPOCH_SECONDS}') "
        f"THEN to_timestamp(try_cast({column} AS DOUBLE)) {finer} END"
    )


def _quick(column: str) -> str:
    """An ISO time that ends with its offset."""
    minus = f"(substr({column}, -6, 1) = '-' AND substr({column}, -3, 1) = ':')"
    told = f"contains({column}, '+') OR suffix({column}, 'Z') OR {minus}"
    far = f"substr({column}, -6, 1) IN ('+', '-') AND substr({column}, -5, 2) > '15'"
    return (
        f"CASE WHEN {_usual(column)} AND ({told}) AND NOT ({far}) THEN try_cast({column} AS TIMESTAMPTZ) END"
    )


def _quick_local(column: str, zone: str | None) -> str:
    """An ISO time without an offset, in the zone that was named."""
    if not zone:
        return "NULL::TIMESTAMPTZ"
    signs = " AND ".join(f"substr({column}, {place}, 1) NOT IN ('+', '-')" for place in (-3, -5, -6))
    last = f"right({column}, 1) BETWEEN '0' AND '9'"
    plain = f"length({column}) IN (19, 23, 26) AND {_usual(column)} AND {last} AND {signs}"
    return f"CASE WHEN {plain} THEN {_in_zone(f'try_cast({column} AS TIMESTAMP)', zone)} END"


def _usual(column: str) -> str:
    """Whether a text begins with a year that somebody may have lived in, and the mark of an ISO date."""
    return f"substr({column}, 5, 1) = '-' AND {column} BETWEEN '1' AND '9998' AND NOT contains({column}, '(')"


def _placed(here: str, zone: str | None) -> str:
    """A local time in the zone that was named, if one was."""
    return let("here", here, _in_zone("here", zone)) if zone else "NULL::TIMESTAMPTZ"


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
    year_may_be_first = matches[0][2] == "-" and all(_is_a_day(match[4]) for match in matches)
    orders = {
        "day": _like(matches[0], day_first=True) if second <= 12 else "",
        "month": _like(matches[0], day_first=False) if first <= 12 else "",
        "year": f"%y-%m-%d{_clock(matches[0])}" if year_may_be_first and second <= 12 else "",
    }
    known = {name: format for name, format in orders.items() if format}
    if len(known) > 1:
        what = "whether the year stands first or last" if "year" in known else "the day from the month"
        how = " or ".join(f"--time-format {format!r} ({name} first)" for name, format in known.items())
        raise TimesRefused(
            f"The times look like {samples[0]!r}, and we cannot tell {what}. Add {how}.", known
        )
    return _like(matches[0], day_first=first > 12)


def _is_a_day(year: str) -> bool:
    """Whether what stands last could be a day, and the year stand first."""
    return len(year) == 2 and int(year) <= 31


def _like(like: re.Match[str], *, day_first: bool) -> str:
    """The format of one time, in one of the two orders."""
    year = "%Y" if len(like[4]) == 4 else "%y"
    return _format(like[2], day_first=day_first, clock=_clock(like), year=year)


def _clock(like: re.Match[str]) -> str:
    if not like[5]:
        return ""
    hours = "%I:%M" if like[9] else "%H:%M"
    return f" {hours}{':%S' if like[7] else ''}{'.%f' if like[8] else ''}{' %p' if like[9] else ''}"


def _format(mark: str, *, day_first: bool, clock: str, year: str = "%Y") -> str:
    return f"%d{mark}%m{mark}{year}{clock}" if day_first else f"%m{mark}%d{mark}{year}{clock}"


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
    """A local time in a zone. A time that happens twice, when clocks go back, is the first of the two."""
    if zone == "UTC":
        return f"({local})::TIMESTAMPTZ"
    name = text(zone)
    late = f"({local} AT TIME ZONE {name})"
    earlier = [f"({late} - INTERVAL {seconds} SECOND)" for seconds in put_back(zone)]
    firsts = " ".join(f"WHEN ({early} AT TIME ZONE {name}) = {local} THEN {early}" for early in earlier)
    return f"CASE {firsts} ELSE {late} END" if firsts else late
