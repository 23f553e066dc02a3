"""Checks across tables: nothing points to what was never there."""

from dataclasses import dataclass

from django.db import connection

from throughline.queries.checking.look import Look


@dataclass(frozen=True, slots=True)
class Question:
    """Something that one query can find. `looked_at` counts, `find` gives a sentence for each finding."""

    holds: str
    looked_at: str
    find: str


POINTERS = """
select e.journey, e.seq, p.content
from event e
cross join lateral (
    select value #>> '{}' as content from jsonb_path_query(
        e.payload, '$.keyvalue() ? (@.key == "content" || @.key == "context" || @.key == "briefing"
                    || (@.key == "reason" && $kind != "fact.asked/1" && $kind != "step.skipped/1")
                    || @.key == "comment").value',
        jsonb_build_object('kind', e.kind)
    ) as value
    union all
    select item ->> 'content' from jsonb_array_elements(coalesce(e.payload -> 'items', '[]')) as item
) as p
where p.content is not null
"""

QUESTIONS = (
    Question(
        "Every pointer to words leads to words, or to the place where they were erased",
        "select count(*) from (" + POINTERS + ") as pointers",  # noqa: S608 - ours
        "select 'journey ' || journey || ', event ' || seq || ': its words are nowhere' "  # noqa: S608 - ours
        "from (" + POINTERS + ") as pointers "
        "where not exists (select from content c where c.id = pointers.content)",
    ),
    Question(
        "Every file is as large as it says, and was not changed since it came",
        "select count(*) from document where body is not null",
        "select 'document ' || id || ' is not what was given' from document where body is not null "
        "and (octet_length(body) != size or encode(sha256(body), 'hex') != sha256)",
    ),
    Question(
        "Nobody's name, address or number stands in the record",
        "select count(*) from stakeholder where email != ''",
        "select 'event ' || e.journey || ' ' || e.seq || ' holds the address of ' || s.id "
        "from stakeholder s join journey j on j.stakeholder = s.id join event e on e.journey = j.id "
        "where s.email != '' and position(lower(s.email) in lower(e.payload::text)) > 0",
    ),
    Question(
        "Every journey belongs to somebody we know",
        "select count(*) from journey",
        "select 'journey ' || id || ' belongs to nobody' from journey "
        "where not exists (select from stakeholder s where s.id = stakeholder)",
    ),
    Question(
        "Every guide works here and is a guide",
        "select count(*) from journey where ended_at is null",
        "select 'journey ' || id || ' has the guide ' || coalesce(guide, 'nobody') || ', who is none' "
        "from journey where ended_at is null and not exists "
        "(select from staff s where s.id = guide and 'guide' = any(s.roles))",
    ),
    Question(
        "Every message that was to be sent tells of events that happened",
        "select count(*) from outbox",
        "select 'message ' || o.id || ' tells of what never happened' from outbox o where exists "
        "(select from unnest(o.seqs) as n where not exists "
        "(select from event e where e.journey = o.journey and e.seq = n))",
    ),
)


def look_at_pointers() -> list[Look]:
    """Ask every question of the whole record."""
    return [_look(question) for question in QUESTIONS]


def _look(question: Question) -> Look:
    with connection.cursor() as cursor:
        cursor.execute(question.looked_at)
        counted = cursor.fetchone()
        cursor.execute(question.find)
        findings = [str(row[0]) for row in cursor.fetchall()]
    return Look(question.holds, counted[0] if counted else 0, findings)
