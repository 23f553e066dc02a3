"""Times in rarer notations: written out months, weeks, AM and PM, zones by name. Read part by part, as SQL.

Only what the quick ways of reading leave over comes here. A text is cut into a date, a time of day and
a zone; each part has its own few notations, and no two of them fit the same text.
"""

from collections.abc import Sequence

from throughline.intake.sql import let, listed, text

SERIAL = "excel"
"""The format of days that Excel counts from the end of 1899: 45321.5 is noon of 30 January 2024."""

SIGNED = "(?:Z|UTC|GMT|UT)?[+-][0-9]{1,2}(?::?[0-9]{2}(?::?[0-9]{2})?)?"
NAMED = r"[\[(]?(?:[A-Z][A-Za-z_]+/[A-Za-z0-9_/+-]+|[A-Z]{2,5})[\])]?"
ZONE = rf"(?:{SIGNED})(?:\s*{NAMED})?|[Zz]|{NAMED}"
CLOCK = r"([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,:]([0-9]{1,9}))?)?"
HALF = r"(?:\s*([AaPp])\.?[Mm]\.?)?"
BETWEEN = r"(?:[T :]|, ?|,? - ?|-| (?:à|at|om|um|kl\.?|alle|a las) )\s*"
PARTS = rf"^(.+?)(?:{BETWEEN}{CLOCK}{HALF}(?:\s*(?:Uhr|uur|h))?\s*({ZONE})?)?$"
NAMES = ("date", "hour", "minute", "second", "fraction", "half", "zone")
"""What the groups of `PARTS` are called."""

OFFSETS = {
    "": 0, "Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "WEST": 1, "CEST": 2, "MESZ": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip
"""Letters that mean one offset. Those that mean several, such as CST and IST, are not among them."""
CLOCKS = {"CET": "CET", "MEZ": "CET", "EET": "EET", "WET": "WET"}
"""Letters that clocks in Europe show all the year in many systems: read as the zone of that name."""
FARTHEST = 15
"""No clock is more hours than this away from UTC."""

MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fev"), ("mar", "maa", "mrt"), ("apr", "avr", "abr"),
    ("mai", "mei", "may", "maj", "mag", "maggio"), ("jun", "juin", "giu"), ("jul", "juil", "lug"),
    ("aug", "aou", "ago"), ("sep", "set"), ("oct", "okt", "out", "ott"), ("nov",), ("dec", "dez", "dic"),
)  # fmt: skip
"""How months begin in English, Dutch, German, French, Spanish, Portuguese, Italian and Swedish."""
ENGLISH = "(?:mon|tue|wed|thu|fri|sat|sun)"
WEEKDAY = rf"^(?:[a-z]+\.?, ?|[a-z]{{2,12}}\.? +([0-9]{{1,2}}\.? (?:de )?[a-z]{{3}})|{ENGLISH}[a-z]* +)"
DAY = "([0-9]{1,2})(?:st|nd|rd|th|er|º|\\.)?"
WORD = r"([a-z]{3,10})\.?"
YEAR = "([0-9]{4}|[0-9]{2})"
WRITTEN_OUT = (
    (rf"^{DAY}[ ./-]*(?:de )?{WORD}[ .,/-]*(?:del? )?{YEAR}$", (1, 2, 3)),
    (rf"^{WORD}[ .-]*{DAY},?[ -]+{YEAR}$", (2, 1, 3)),
    (rf"^([0-9]{{4}})[ -]{WORD}[ -]([0-9]{{1,2}})$", (3, 2, 1)),
)
"""A date with the month as a word: the pattern, and where day, month and year stand in it."""

EPOCH = r"^1\d{9}(\d{3}|\d{6}|\d{9})?(\.\d+)?$"
"""Seconds since 1970 from 2001 on, or thousandths, millionths or billionths of them."""
LETTER = r"[^\x00-@\[-`{-\x7f]"
"""A letter, or any sign beyond ASCII: the letters of all alphabets would take DuckDB long to make ready."""
LIKE_A_TIME = "|".join(
    (
        r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T,t-].*)?$",
        EPOCH,
        r"^\d{4}-?W\d{2}-?\d([ T].*)?$|^\d{4}-\d{3}([ T].*)?$",
        r"^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])([T ]?\d{6}.*)?$",
        rf"^({LETTER}{{2,10}}\.?,? +)?\d{{1,2}}(\.|st|nd|rd|th|er|º)?[ ./-]*(de )?{LETTER}{{3,10}}\.?"
        r"[ .,/-]*(del? )?(\d{4}|\d{2})([ ,T].*|:\d{2}:.*)?$",
        rf"^({LETTER}{{3,9}},? )?{LETTER}{{3,9}}\.? +\d{{1,2}}(st|nd|rd|th)?,? +\d{{4}}([ ,].*)?$",
        rf"^\d{{4}} {LETTER}{{3,9}} \d{{1,2}}( .*)?$",
        r"^[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} [\d:]{8} ",
    )
)
"""What the text of a time looks like. That such a day is in the calendar is not said."""
ENDS_WITH_A_NAME = r"\d{1,2}:\d{2}\S*\s*[\[(]?([A-Z]{3,5}|[A-Z][A-Za-z_]+/[A-Za-z0-9_/+-]+)[\])]?( \d{4})?$"
"""A time of day with a zone by name, or by letters, after it."""
LIKE_A_SERIAL = r"^[2-6]\d{4}([.,]\d+)?$"


def local(column: str, formats: Sequence[str]) -> str:
    """The plain timestamp that a text says, whatever its zone; NULL where we cannot read it."""
    plain = _cut(column, _plain(formats))
    if SERIAL not in formats:
        return plain
    days = f"round(try_cast(replace({column}, ',', '.') AS DOUBLE) * 86400000)::BIGINT"
    serial = f"TIMESTAMP '1899-12-30' + to_milliseconds({days})"
    return f"CASE WHEN regexp_matches({column}, '{LIKE_A_SERIAL}') THEN {serial} ELSE {plain} END"


def moment(column: str, formats: Sequence[str]) -> str:
    """The moment that a text says with its zone; NULL where it has none, or one that we do not know."""
    return _cut(column, let("plain", _plain(formats), _placed()))


def has_zone(column: str) -> str:
    """Whether a text ends with a zone, known or not."""
    return _cut(column, "parts.zone <> ''")


def _cut(column: str, body: str) -> str:
    """SQL over the parts of a text: `parts.date`, `parts.hour` and so on."""
    parts = f"regexp_extract({_tidy(column)}, '{PARTS}', [{', '.join(map(text, NAMES))}])"
    return let("parts", parts, body)


def _plain(formats: Sequence[str]) -> str:
    return f"({_date(formats)})::TIMESTAMP + {_clock()}"


def _placed() -> str:
    digits = "regexp_extract(parts.zone, '[+-]([0-9]{1,2}):?([0-9]{2})?:?([0-9]{2})?', "
    hours, minutes, seconds = (f"coalesce(try_cast({digits}{at}) AS INT), 0)" for at in (1, 2, 3))
    sign = "CASE WHEN contains(parts.zone, '-') THEN 1 ELSE -1 END"
    away = f"to_seconds(({sign}) * ({hours} * 3600 + {minutes} * 60 + {seconds}))"
    known = " ".join(f"WHEN '{name}' THEN {hours}" for name, hours in OFFSETS.items())
    clocks = " ".join(f"WHEN '{name}' THEN '{zone}'" for name, zone in CLOCKS.items())
    shown = "strftime(plain, '%Y-%m-%d %H:%M:%S.%f')"
    named = (
        f"try_cast({shown} || ' ' || CASE letters {clocks} ELSE trim(parts.zone, '[]() ') END AS TIMESTAMPTZ)"
    )
    said = (
        f"CASE WHEN parts.zone = '' THEN NULL WHEN regexp_matches(parts.zone, '^{SIGNED}') "
        f"THEN CASE WHEN {hours} <= {FARTHEST} THEN (plain + {away})::TIMESTAMPTZ END "
        f"WHEN letters IN ({listed(OFFSETS)}) THEN (plain - to_hours(CASE letters {known} END))::TIMESTAMPTZ "
        f"WHEN contains(parts.zone, '/') OR letters IN ({listed(CLOCKS)}) THEN {named} END"
    )
    return let("letters", "upper(regexp_replace(parts.zone, '[^A-Za-z]', '', 'g'))", said)


def _tidy(column: str) -> str:
    """The same text with the parts in the usual order, a colon in the time of day, and a plain minus."""
    plain = f"replace({column}, '−', '-')"
    day_last = r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})( [A-Z]{3,4})? (\d{4})$"
    plain = rf"regexp_replace({plain}, '{day_last}', '\2 \1 \5 \3\4')"
    close = r"^(\d{4})(\d{2})(\d{2})[T ]?(\d{2})(\d{2})(\d{2})"
    plain = rf"regexp_replace({plain}, '{close}', '\1-\2-\3 \4:\5:\6')"
    return rf"regexp_replace({plain}, '^(\S+)t(\d)', '\1T\2')"


def _clock() -> str:
    """The time of day as an interval: nothing where none stands, NULL where there is no such time."""
    h, m = "try_cast(parts.hour AS INT)", "try_cast(parts.minute AS INT)"
    s = "coalesce(try_cast(parts.second AS INT), 0)"
    noon = f"({h} % 12 + CASE lower(parts.half) WHEN 'p' THEN 12 ELSE 0 END)"
    hours = f"CASE WHEN parts.half = '' THEN {h} WHEN {h} BETWEEN 1 AND 12 THEN {noon} END"
    fits = f"{m} < 60 AND ({s} < 60 OR ({m} = 59 AND {s} = 60)) AND ({hours}) < 24"
    whole_day = f"parts.half = '' AND {h} = 24 AND {m} = 0 AND {s} = 0"
    micros = "coalesce(try_cast(rpad(parts.fraction, 6, '0')[:6] AS BIGINT), 0)"
    return (
        f"CASE WHEN parts.hour = '' THEN INTERVAL 0 SECOND WHEN ({fits}) OR ({whole_day}) "
        f"THEN to_microseconds((({hours}) * 3600 + {m} * 60 + {s})::BIGINT * 1000000 + {micros}) END"
    )


def _date(formats: Sequence[str]) -> str:
    """The day, from that part."""
    ordinal = "try_strptime(parts.date, '%Y-%j')"
    cases = (
        (
            r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$",
            "try_cast(regexp_replace(parts.date, '[/.]', '-', 'g') AS DATE)",
        ),
        (r"^\d{4}-?W\d{2}-?[1-7]$", "try_strptime(parts.date, ['%G-W%V-%u', '%GW%V%u'])"),
        (r"^\d{4}-\d{3}$", f"CASE WHEN year({ordinal})::VARCHAR = parts.date[:4] THEN {ordinal} END"),
        (r"^(19|20)\d{6}$", "try_strptime(parts.date, '%Y%m%d')"),
        (r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$", _by_order(formats, "/.-", "%Y")),
        (r"^\d{1,2}[/.]\d{1,2}[/.]\d{2}$", _by_order(formats, "/.", "%y")),
        (
            f"{LETTER}{{3}}",
            let("bare", rf"regexp_replace(strip_accents(lower(parts.date)), '{WEEKDAY}', '\1')", _in_words()),
        ),
    )
    return (
        "CASE "
        + " ".join(f"WHEN regexp_matches(parts.date, '{like}') THEN {sql}" for like, sql in cases)
        + " END"
    )


def _by_order(formats: Sequence[str], marks: str, year: str) -> str:
    """Days and months as numbers, in the order that the formats have; NULL where they have none."""
    orders = {one[:2] for one in formats} & {"%d", "%m"}
    if len(orders) != 1:
        return "NULL"
    first, second = ("%d", "%m") if orders == {"%d"} else ("%m", "%d")
    ways = [f"{first}{mark}{second}{mark}{year}" for mark in marks]
    return f"try_strptime(parts.date, [{', '.join(map(text, ways))}])"


def _in_words() -> str:
    """A date with the month as a word, from `bare`: without the name of the day and without accents."""
    cases = []
    for like, (day, month, year) in WRITTEN_OUT:
        part = {at: f"regexp_extract(bare, '{like}', {at})" for at in (day, month, year)}
        number = " ".join(
            f"WHEN regexp_matches({part[month]}, '^({'|'.join(begins)})') THEN {at}"
            for at, begins in enumerate(MONTHS, start=1)
        )
        whole = f"CASE WHEN length({part[year]}) = 2 THEN '20' ELSE '' END || {part[year]}"
        made = f"try_cast({whole} || '-' || CASE {number} END || '-' || {part[day]} AS DATE)"
        cases.append(f"WHEN regexp_matches(bare, '{like}') THEN {made}")
    return f"CASE {' '.join(cases)} END"
