"""Which attributes are written for every row of a large log, and how: as few words, or as numbers."""

from collections.abc import Mapping

from throughline.intake.attribute import (
    MANY,
    Attribute,
    attributes_of,
    cases_of,
    columns_of,
    counts_of,
    is_text,
    words_of,
)
from throughline.intake.source import Source
from throughline.intake.sql import number

MUCH = 4_000_000
"""More values than this are not kept as text for every row."""


def settle_about(source: Source) -> None:
    """Settle what of the attributes is written for each row; nothing where cases have rows of their own.

    Where that is much, a text that nobody asked for is worth its place only as few words, which are kept as
    codes, or as numbers.
    """
    if cases_of(source):
        return
    ones = attributes_of(source)
    source.about.update(columns_of(source, ones))
    texts = {one: source.about[one.typed] for one in ones if is_text(source, one) and not one.told}
    if len(texts) * sum(source.words("name").values()) > MUCH:
        many = _code_few(source, texts)
        asked = {one: (f"count({texts[one]})", f"count({number(texts[one])})") for one in many}
        for one, (filled, numbers) in counts_of(source.ask, asked, source.rows.sql).items():
            if filled == numbers:
                source.about[one.typed] = number(texts[one])
            else:
                del source.about[one.typed]


def _code_few(source: Source, texts: Mapping[Attribute, str]) -> list[Attribute]:
    """Keep those of few words as codes, and tell which others there are."""
    asked = {one: [f"approx_count_distinct({sql})"] for one, sql in texts.items()}
    different = counts_of(source.ask, asked, source.rows.sql)
    few = [one for one in texts if different[one][0] < MANY]
    words: dict[str, list[str]] = {}
    for name, word in source.ask(words_of({one.typed: texts[one] for one in few}, source.rows.sql)):
        words.setdefault(str(name), []).append(str(word))
    source.about.update(
        {
            one.typed: source.as_code(one.typed, words[one.typed], texts[one])
            for one in few
            if one.typed in words
        }
    )
    return [one for one in texts if one not in few]
