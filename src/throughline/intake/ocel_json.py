"""OCEL as JSON: the lists of version 2.0, and the names with `ocel:` of version 1."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any  # what JSON holds has many types

from throughline.intake.ocel_tables import Tables
from throughline.refused import Refused

LARGEST = 1 << 30
"""JSON can only be read whole: a larger file should come as SQLite."""

Json = dict[str, Any]


class JsonRefused(Refused):
    """A JSON file that is no whole object-centric log."""


def read_json(path: Path, tables: Tables) -> None:
    """Read the events and the objects of a file."""
    if path.stat().st_size > LARGEST:
        raise JsonRefused(
            f"{path.name} is larger than {LARGEST:,} bytes, and JSON can only be read whole. "
            "Export the log as OCEL 2.0 in SQLite."
        )
    try:
        log = json.loads(path.read_bytes().decode("utf-8-sig"))
        _read(log, tables)
    except (ValueError, RecursionError) as error:
        raise JsonRefused(f"{path.name} is not whole JSON: {error}. Nothing of it was used.") from None
    except (AttributeError, TypeError, KeyError):
        raise JsonRefused(
            f"{path.name} is JSON, but its events and objects are not written as OCEL says."
        ) from None


def _read(log: Json, tables: Tables) -> None:
    if "ocel:events" in log:
        _read_first(log, tables)
        return
    for one in log.get("objects", ()):
        tables.add_object(str(one["id"]), _said(one.get("type")))
        for value in one.get("attributes") or ():
            tables.add_value(
                str(one["id"]), value["name"], _said(value.get("time")), _said(value.get("value"))
            )
    for event in log["events"]:
        values = {value["name"]: _said(value.get("value")) for value in event.get("attributes") or ()}
        tables.add_event(str(event["id"]), _said(event.get("type")), _said(event.get("time")), values)
        _link(tables, str(event["id"]), (to["objectId"] for to in event.get("relationships") or ()))


def _read_first(log: Json, tables: Tables) -> None:
    """Version 1."""
    for id_, one in log.get("ocel:objects", {}).items():
        tables.add_object(id_, _said(one.get("ocel:type")))
        for name, value in (one.get("ocel:ovmap") or {}).items():
            tables.add_value(id_, name, None, _said(value))
    for id_, event in log["ocel:events"].items():
        values = {name: _said(value) for name, value in (event.get("ocel:vmap") or {}).items()}
        at = _said(event.get("ocel:timestamp"))
        tables.add_event(id_, _said(event.get("ocel:activity")), at, values)
        _link(tables, id_, event.get("ocel:omap") or ())


def _link(tables: Tables, event: str, objects: Iterable[str]) -> None:
    for to in objects:
        tables.link(event, str(to))


def _said(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None or value == "" else str(value)
