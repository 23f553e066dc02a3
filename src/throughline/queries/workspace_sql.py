"""How the workspace's queries ask the database: one statement, named columns, values out."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Found = dict[str, Any]
"""One row by column. `Any` because columns differ in type; it ends in the query that asked."""

Given = Sequence[Any] | Mapping[str, Any]
"""What a statement is given, by place or by name. `Any`: whatever a column can hold."""


def ask(sql: str, given: Given) -> list[Found]:
    """All rows that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        columns = [column.name for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def from_json(written: Any) -> Any:
    """A jsonb column, which Django hands over as text in plain SQL."""
    return json.loads(written) if isinstance(written, str | bytes) else written
