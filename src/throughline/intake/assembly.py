"""The record of one log out of the parts that its sources bring."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake.order import Order
from throughline.intake.part import Part
from throughline.intake.sql import quoted

SPREAD = 4
"""Places in the log are so far apart in `seq`, that a row's start and a promise find room beside it."""
PROMISED = {
    "journey": "journey",
    "seq": f"place * {SPREAD} + CASE kind WHEN 'promise.made/1' THEN 3 ELSE 4 END",
    "at": '"at"',
    "kind": "kind",
    "by": "'system'",
    "key": "key",
    "due": "due",
    "value": "NULL::DOUBLE",
    "given_seq": "NULL::BIGINT",
}
"""The columns of `promised` in the record: nobody's work, and nothing that the person was told by it."""


def assemble(parts: Sequence[Part], order: Order) -> None:
    """Make `record`: a view over what the parts hold, whose `seq` is the place in the log.

    Only where that is not the order of time is `seq` counted anew and kept.
    """
    in_given_order = any("given_seq" in part.columns for part in parts)
    columns = [*COLUMNS, "given_seq"] if in_given_order else list(COLUMNS)
    selects = [_select(_done(part), columns, part, part.usable) for part in parts]
    selects += [_started(part, columns) for part in parts if "start_at" in part.columns]
    if parts[0].source.mapping.promises:
        listed = ", ".join(f"{PROMISED.get(name, 'NULL::VARCHAR')} AS {quoted(name)}" for name in columns)
        selects.append(f"SELECT {listed} FROM promised")
    union = " UNION ALL ".join(selects)
    if in_given_order or order.backwards or any("start_at" in part.columns for part in parts):
        given = "given_seq, " if in_given_order else ""
        ours = ", ".join(quoted(name) for name in COLUMNS[2:])
        seq = f'row_number() OVER (PARTITION BY journey ORDER BY "at", {given}seq)'
        parts[0].source.ask(f"CREATE TABLE record AS SELECT journey, {seq} AS seq, {ours} FROM ({union})")
    else:
        parts[0].source.ask(f"CREATE VIEW record AS {union}")


def _done(part: Part) -> dict[str, str]:
    """The row itself. Where rows tell when the work began, it is its completion."""
    done = part.columns | {"seq": _place(part, 2)}
    if "start_at" in part.columns:
        done["lifecycle"] = f"coalesce({part.columns['lifecycle']}::VARCHAR, 'complete')"
    return done


def _started(part: Part, columns: Sequence[str]) -> str:
    """When work began, as a row of its own: it counts for time, and for nothing else."""
    start = part.columns | {
        "seq": _place(part, 1),
        "at": "start_at",
        "kind": f"'{ACTIVITY}'",
        "key": "NULL::VARCHAR",
        "due": "NULL::TIMESTAMP",
        "value": "NULL::DOUBLE",
        "lifecycle": "'start'",
    }
    return _select(start, columns, part, f'{part.usable} AND start_at <= "at"')


def _select(shown: dict[str, str], columns: Sequence[str], part: Part, usable: str) -> str:
    shown = {"journey": "journey", "at": '"at"', "given_seq": "NULL::BIGINT", **shown}
    listed = ", ".join(f"{shown[name]} AS {quoted(name)}" for name in columns)
    where = f" WHERE {usable}" if part.left_out or "start_at" in usable else ""
    return f"SELECT {listed} FROM {part.source.typed}{where}"


def _place(part: Part, beside: int) -> str:
    return f"(rowid + {part.first}) * {SPREAD} + {beside}"
