"""Names and texts as SQL writes them."""

from collections.abc import Iterable, Mapping

BLANKS = (" ", "\u00a0")
"""The blank, and the one that breaks no line."""


def quoted(name: str) -> str:
    """A column's name."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def cells(columns: Mapping[str, str], rows: str) -> str:
    """A row for each cell: the `name` of its column, and the `word` that the column's SQL reads in it."""
    names, words = ", ".join(map(text, columns)), ", ".join(columns.values())
    return f"SELECT unnest([{names}]::VARCHAR[]) AS name, unnest([{words}]::VARCHAR[]) AS word FROM {rows}"  # noqa: S608 - quoted


def utc(moment: str) -> str:
    """A moment as a plain UTC timestamp: the same moment, and much quicker to subtract."""
    return f"make_timestamp(epoch_us({moment}))"


def stripped(column: str) -> str:
    """Text without blanks around it, NULL where nothing stands; to look for them is quicker than to trim."""
    blank = " OR ".join(f"suffix({column}, '{one}')" for one in BLANKS)
    return (
        f"CASE WHEN {column} < '!' OR prefix({column}, '{BLANKS[1]}') OR {blank} "
        f"THEN nullif(trim({column}), '') ELSE {column} END"
    )


def listed(words: Iterable[str]) -> str:
    """Texts for IN (…)."""
    return ", ".join(text(word) for word in sorted(words))


def chosen(column: str, words: Mapping[str, str], otherwise: str) -> str:
    """Our word for each of theirs."""
    cases = " ".join(f"WHEN {text(theirs)} THEN {text(ours)}" for theirs, ours in words.items())
    return f"CASE {column} {cases} ELSE {otherwise} END" if cases else otherwise


def translated(column: str, words: Mapping[str, str]) -> str:
    """The same for words that may be written large or small; NULL where we do not know the word."""
    return chosen(f"lower({column})", words, "NULL")


def number(column: str) -> str:
    """Text as a number, with a decimal point or a decimal comma; NULL where it is none."""
    return f"coalesce(try_cast({column} AS DOUBLE), try_cast(replace({column}, ',', '.') AS DOUBLE))"


def let(name: str, value: str, body: str) -> str:
    """SQL in which a name stands for a value, so that it is written and computed once."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"
