"""From the rows of a source to the record's shape. Every row is used or counted with its reason.

A source is read twice and never held as text: once to count the words in it, once to write our columns with
those words as codes. The checks that look at single rows then only need to look at rows that stand out.
"""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from throughline.eventlog.shape import ACTIVITY, COLUMNS, By, Direction, Lifecycle
from throughline.intake.attributes_kept import settle_about
from throughline.intake.mapping import Duplicates
from throughline.intake.part import Part
from throughline.intake.problems import Effect, Problem, rows_left_out
from throughline.intake.promised import due_column
from throughline.intake.source import WORDED, Source, count_words
from throughline.intake.sql import number, quoted, text
from throughline.intake.timing import AT, TEXT, Timing, moment_of, timing
from throughline.intake.words import known_words
from throughline.refused import Refused

MANY = 50_000
"""A column with more different words than this is kept as text."""
FIXED = {"direction": Direction, "by": By, "lifecycle": Lifecycle}
"""Columns in which nothing but our own words stand."""
ENDING = ("kind", "key", "value")
"""Columns that are written again in the row that ends a journey."""
FORMAT = " Say how the times are written, such as --time-format '%d/%m/%Y %H:%M'; %z stands for +0100."
JOURNEY, WHOLE = '"our journey"', '"our whole row"'


class RecordRefused(Refused):
    """Nothing in the source can be used as an event, or not without being told more."""


def make_part(source: Source, beside: Callable[[], AbstractContextManager[None]] = nullcontext) -> Part:
    """Write the source's rows into its table `typed`, and say what was found on the way.

    `beside` begins what may be done while the rows are written, which takes longest.
    """
    problems: list[Problem] = []
    count_words(source)
    times = timing(source)
    words = known_words(source, problems)
    columns = _ours(source, words)
    ended = ENDING if source.mapping.endings else ()
    stored = {name: sql for name, sql in columns.items() if name in ended or not _always_the_same(sql)}
    settle_about(source)
    coded = {name: _coded(source, name, sql, words) for name, sql in stored.items()}
    with beside():
        _write_typed(source, times, coded)
    noted = source.rows.noted()
    problems += [*noted, *times.mend(source)]
    problems += [*_unusable(source, noted), *times.unbegun(source), *source.rows.after(source)]
    ((read,),) = source.ask(f"SELECT count(*) FROM {source.typed}")
    shown = {name: quoted(name) if name in stored else sql for name, sql in columns.items()}
    shown |= {name: quoted(name) for name in times.moments}
    return Part(source, shown, int(str(read)), problems, rejected=rows_left_out(noted))


def _ours(source: Source, words: dict[str, str]) -> dict[str, str]:
    """Our columns, besides times, as SQL over the source's own columns."""
    columns = {name: source.text(name) for name in COLUMNS if name not in {"seq", "at", "due"}}
    columns["value"] = number(source.text("value"))
    columns["kind"] = f"coalesce({source.text('kind')}, '{ACTIVITY}')"
    columns["due"] = "NULL::TIMESTAMP"
    columns |= words
    if source.mapping.unit_from_file:
        columns["unit"] = text(source.office)
    if "kind" in source.taken:
        columns["name"] = f"nullif({columns['name']}, {columns['kind']})"
    if "seq" in source.taken:
        columns["given_seq"] = f"try_cast({source.text('seq')} AS BIGINT)"
    return columns


def _always_the_same(sql: str) -> bool:
    """Whether SQL names no column, so that nothing has to be stored for each row."""
    return '"' not in sql


def _write_typed(source: Source, times: Timing, columns: dict[str, str]) -> None:
    """The table `typed`, in the order of the source, with the text of the times that were not read."""
    ours = {
        "journey": JOURNEY,
        "at": AT,
        "at_text": f"CASE WHEN {AT} IS NULL OR {JOURNEY} IS NULL THEN {TEXT} END",
        **{name: sql for name, sql in times.moments.items() if name != "at"},
        **{name: sql for name, sql in columns.items() if name != "journey"},
        **{
            due_column(key): moment_of(source, promise.due)
            for key, promise in source.mapping.promises.items()
        },
    }
    ours |= source.about
    whole = ""
    if source.mapping.duplicates is Duplicates.LEAVE_OUT:
        ours["whole_row"], whole = WHOLE, f", hash(one) AS {WHOLE}"
    at_text = "NULL::VARCHAR" if source.taken["at"].source in source.rows.utc else source.text("at")
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in ours.items())
    rows = source.rows.noting or source.rows.sql
    source.ask(
        f"CREATE TABLE {source.typed} AS SELECT {listed} FROM (SELECT *, {times.moments['at']} AS {AT} FROM "
        f"(SELECT *, {source.text('journey')} AS {JOURNEY}, {at_text} AS {TEXT}{whole} FROM {rows} AS one))"
    )


def _coded(source: Source, name: str, sql: str, words: dict[str, str]) -> str:
    """A column of few words as an enumeration."""
    if name in FIXED:
        known: Collection[str] = [str(word) for word in FIXED[name]]
    elif name not in WORDED or _is_turned(source, name, words):
        return sql
    else:
        known = source.words(name).keys()
    if not 0 < len(known) <= MANY:
        return sql
    return source.as_code(name, known, sql)


def _is_turned(source: Source, name: str, words: dict[str, str]) -> bool:
    """Whether other words may stand in the column than the source has in it."""
    by_mapping = name in words and name not in {"person", "function"}
    return by_mapping or (name in ENDING and bool(source.mapping.endings))


def _unusable(source: Source, noted: Sequence[Problem]) -> list[Problem]:
    """Count the rows without a journey or a time; refuse a source in which none is left."""
    reasons = {
        ("rows name no journey and are left out", "row names no journey and is left out"): "journey IS NULL",
        (
            "rows have no time and are left out",
            "row has no time and is left out",
        ): 'journey IS NOT NULL AND "at" IS NULL AND at_text IS NULL',
        (
            "rows have a time that cannot be read and are left out",
            "row has a time that cannot be read and is left out",
        ): 'journey IS NOT NULL AND "at" IS NULL AND at_text IS NOT NULL',
    }
    problems = []
    for (what, one), condition in reasons.items():
        ((count, places, texts),) = source.ask(
            "SELECT count(*), min(rowid, 5), list_distinct(min(at_text, 3)) "
            f"FROM {source.typed} WHERE {condition}"
        )
        if count:
            problems.append(replace(_left_out(source, what, int(str(count)), places, texts), one=one))
    ((usable,),) = source.ask(f'SELECT count("at") FROM {source.typed} WHERE journey IS NOT NULL')
    if not usable:
        found = "; ".join(problem.sentence for problem in (*noted, *problems)) or "it holds no events"
        unread = any("cannot be read and" in problem.what for problem in problems)
        raise RecordRefused(f"There is nothing to read in {source.name}: {found}.{FORMAT if unread else ''}")
    return problems


def _left_out(source: Source, what: str, count: int, places: object, texts: object) -> Problem:
    found = [source.where(place) for place in places] if isinstance(places, list) else []
    examples = tuple(repr(text) for text in texts) if isinstance(texts, list) else ()
    return Problem(what=what, count=count, where=", ".join(found), examples=examples, effect=Effect.LEFT_OUT)
