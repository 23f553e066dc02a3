"""The statements of the write path. Each takes its rows as one JSON parameter, so a row more costs little."""

from collections.abc import Iterable, Mapping

EVENT_TYPES: Mapping[str, str] = {
    "journey": "text",
    "seq": "int",
    "at": "timestamptz",
    "kind": "text",
    "name": "text",
    "direction": "text",
    "by": "text",
    "person": "text",
    "function": "text",
    "unit": "text",
    "service": "text",
    "version": "text",
    "stage": "text",
    "channel": "text",
    "key": "text",
    "due": "timestamptz",
    "value": "float8",
    "lifecycle": "text",
    "actor": "text",
    "payload": "jsonb",
}
"""What the writer fills in, in the order of the record's shape."""

JOURNEY_COLUMNS = [
    "id",
    "seq",
    "service",
    "version",
    "unit",
    "stakeholder",
    "guide",
    "stand_in",
    "engagement",
    "stage",
    "turn",
    "started_at",
    "last_at",
    "told_at",
    "heard_at",
    "unanswered",
    "next_due",
    "ended_at",
    "ending",
    "ending_kind",
    "state",
]
WORK_COLUMNS = [
    "journey",
    "item",
    "kind",
    "step",
    "handoff",
    "function",
    "unit",
    "holder",
    "turn",
    "since",
    "due",
    "came_back",
]
PROMISE_COLUMNS = [
    "journey",
    "promise",
    "step",
    "status",
    "made_at",
    "due",
    "expected",
    "warned",
    "closed_at",
]
CHECK_IN_COLUMNS = ["journey", "check_in", "due", "sent_at", "answered_at"]
MESSAGE_COLUMNS = ["journey", "seq", "at", "kind", "by", "person", "channel", "about", "content"]
CONTENT_COLUMNS = ["id", "journey", "stakeholder", "kind", "body", "made_at"]


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _insert(table: str, columns: Iterable[str]) -> str:
    names = _names(columns)
    return f"insert into {table} ({names}) select {names} from jsonb_populate_recordset(null::{table}, %s)"  # noqa: S608


def _upsert(table: str, columns: list[str], key: tuple[str, ...]) -> str:
    rest = [column for column in columns if column not in key]
    new = ", ".join(f'excluded."{column}"' for column in rest)
    return (
        f"{_insert(table, columns)} on conflict ({_names(key)}) do update set ({_names(rest)}) = row({new})"
    )


def _typed(types: Mapping[str, str]) -> str:
    return ", ".join(f'"{column}" {kind}' for column, kind in types.items())


SELECT_JOURNEY = "select seq, state from journey where id = %s"

INSERT_EVENTS = (
    f"insert into event ({_names(EVENT_TYPES)}) select {_names(EVENT_TYPES)} "  # noqa: S608 - names are ours
    f"from jsonb_to_recordset(%s) as given ({_typed(EVENT_TYPES)}) order by seq"
)

INSERT_JOURNEY = _insert("journey", JOURNEY_COLUMNS)
_CHANGING = [column for column in JOURNEY_COLUMNS if column != "id"]
UPDATE_JOURNEY = (
    f"update journey set ({_names(_CHANGING)}) = "  # noqa: S608
    f"(select {_names(_CHANGING)} from jsonb_populate_record(null::journey, %s)) where id = %s and seq = %s"
)

UPSERT_WORK = _upsert("work", WORK_COLUMNS, ("journey", "item"))
DELETE_WORK = "delete from work where journey = %s and item = any(%s)"
UPSERT_PROMISE = _upsert("promise", PROMISE_COLUMNS, ("journey", "promise"))
UPSERT_CHECK_IN = _upsert("check_in", CHECK_IN_COLUMNS, ("journey", "check_in"))
DELETE_CHECK_IN = "delete from check_in where journey = %s and check_in = any(%s)"
INSERT_MESSAGES = _insert("message", MESSAGE_COLUMNS)
INSERT_CONTENT = _insert("content", CONTENT_COLUMNS)

INSERT_OUTBOX = (
    'insert into outbox (id, journey, seqs, opened_at, due, status, attempts, "to", '
    "subject, text, html, problem) "
    "values (%s, %s, %s, %s, %s, 'waiting', 0, '', '', '', '', '') "
    "on conflict (journey) where status = 'waiting' do update set seqs = outbox.seqs || excluded.seqs"
)
