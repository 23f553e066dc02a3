"""What can be read and may still not be what somebody meant: ids alike, years far away."""

from collections.abc import Iterator

from throughline.intake.problems import Problem
from throughline.intake.source import Source
from throughline.intake.sql import text

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
"""Signs without a width, which come along when ids are copied from pages and mails."""


def doubts(source: Source, alike: int) -> Iterator[Problem]:
    """What one should look at before one believes the figures. Nothing is left out for it.

    So many journeys have an id that is `alike` another.
    """
    yield from _far_away(source)
    if alike:
        yield from _alike(source)


def spelled_out(journey: str) -> str:
    """An id without what the eye takes for the same: large letters, how accents are encoded, unseen signs."""
    return f"lower(nfc_normalize(trim({journey}::VARCHAR, {text(UNSEEN)})))"


def _alike(source: Source) -> Iterator[Problem]:
    found = source.ask(
        "SELECT list(journey ORDER BY journey) AS ids FROM (SELECT DISTINCT journey::VARCHAR AS journey "  # noqa: S608 - ours
        f"FROM record) GROUP BY {spelled_out('journey')} HAVING count(*) > 1 ORDER BY ids"
    )
    groups = [ids for (ids,) in found if isinstance(ids, list)]
    if groups:
        what = (
            "only in large and small letters, in how an accent is encoded, or in a sign that is not seen; "
            "we kept them apart, look if they are one case"
        )
        yield Problem(
            what=f"case ids differ from another {what}",
            one=f"case id differs from another {what}",
            count=sum(len(ids) - 1 for ids in groups),
            where=f"column {source.taken['journey'].source}",
            examples=tuple(" and ".join(map(ascii, ids[:3])) for ids in groups[:3]),
        )


def _far_away(source: Source) -> Iterator[Problem]:
    """Years that a slip of the hand or a filled-in 9999 makes: they stretch a journey over lifetimes."""
    far = "\"at\" < TIMESTAMP '1900-01-01'"
    if source.at:
        year_ahead = f"({text(source.at.isoformat())}::TIMESTAMPTZ AT TIME ZONE 'UTC') + INTERVAL 1 YEAR"
        far += f' OR "at" > {year_ahead}'
    count, days = source.ask(
        "SELECT count(*), list_sort(list_distinct(min(strftime(\"at\", '%Y-%m-%d'), 3))) "  # noqa: S608 - ours
        f"FROM record WHERE {far}"
    )[0]
    if count:
        yield Problem(
            what="events are before 1900 or more than a year ahead; we kept them, look if they are right",
            one="event is before 1900 or more than a year ahead; we kept it, look if it is right",
            count=int(str(count)),
            where=_column(source),
            examples=tuple(map(str, days)) if isinstance(days, list) else (),
        )


def _column(source: Source) -> str:
    return f"column {source.taken['at'].source}"
