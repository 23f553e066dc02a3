"""The promises that a mapping tells: a date in a column, what made it and what kept it, as rows."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence

from throughline.intake.mapping import PromiseTold
from throughline.intake.part import Part
from throughline.intake.problems import Effect, Problem
from throughline.intake.sql import quoted, text

WHEN = "{'moment': \"at\", 'place': place}"
"""The place of a row in time; of two at one time, the later in the file comes later."""
MADE, KEPT = "promise.made/1", "promise.kept/1"


def due_column(key: str) -> str:
    """The column of `typed` with the date of a promise."""
    return f"due of {key}"


def add_promises(parts: Sequence[Part]) -> list[Problem]:
    """Make the table `promised`: a row for each promise made and one for each kept. The log's rows stay."""
    told = parts[0].source.mapping.promises
    if not told:
        return []
    ask = parts[0].source.ask
    ask(
        'CREATE TABLE promised (journey VARCHAR, place BIGINT, "at" TIMESTAMP, kind VARCHAR, key VARCHAR, '
        "due TIMESTAMP)"
    )
    for key, promise in told.items():
        _add(parts, key, promise)
    lacking = [one for key, promise in told.items() for one in _without(parts, key, promise)]
    return [*_said(parts), *lacking]


def _add(parts: Sequence[Part], key: str, told: PromiseTold) -> None:
    """A promise is made with the first row that makes it, and dated by the first date known from then on."""
    ask = parts[0].source.ask
    rows = " UNION ALL ".join(
        f'SELECT journey, rowid + {part.first} AS place, "at", {part.columns["name"]}::VARCHAR AS name, '
        f"{quoted(due_column(key))} AS due FROM {part.source.typed} WHERE {part.usable}"
        for part in parts
    )
    makes = f"name = {text(told.made)}" if told.made else "true"
    ask(
        f"CREATE OR REPLACE TEMP TABLE dated AS WITH rows AS ({rows}), made AS ("
        f"SELECT journey, min({WHEN}) AS made FROM rows WHERE {makes} GROUP BY journey) "
        "SELECT journey, any_value(made) AS made, "
        f"min_by(due, {WHEN}) FILTER (due IS NOT NULL) AS due, "
        f"min({WHEN}) FILTER (name = {text(told.kept)}) AS kept "
        f"FROM rows JOIN made USING (journey) WHERE {WHEN} >= made GROUP BY journey"
    )
    for kind, when in ((MADE, "made"), (KEPT, "kept")):
        ask(
            f"INSERT INTO promised SELECT journey, {when}.place, {when}.moment, '{kind}', {text(key)}, "
            f"{'due' if kind == MADE else 'NULL'} FROM dated WHERE due IS NOT NULL AND {when} IS NOT NULL"
        )


def _without(parts: Sequence[Part], key: str, told: PromiseTold) -> list[Problem]:
    """A promise of which no journey shows a date: perhaps another column holds it."""
    ask = parts[0].source.ask
    if ask(f"SELECT 1 FROM promised WHERE key = {text(key)} LIMIT 1"):
        return []
    what = f"promise has no date that we can read for any journey: {key!r}; look if another column has it"
    return [Problem(what=what, count=1, where=f"column {told.due}")]


def _said(parts: Sequence[Part]) -> list[Problem]:
    ((made, kept),) = parts[0].source.ask(
        f"SELECT count(*) FILTER (kind = '{MADE}'), count(*) FILTER (kind = '{KEPT}') FROM promised"
    )
    return [
        Problem(
            what="promises are in the log by their dates; we added a row for each",
            one="promise is in the log by its date; we added a row for it",
            count=int(str(made)),
            effect=Effect.NOTED,
        ),
        Problem(
            what="of these promises were kept at some time; we added a row for each",
            one="of these promises was kept at some time; we added a row for it",
            count=int(str(kept)),
            effect=Effect.NOTED,
        ),
    ]
