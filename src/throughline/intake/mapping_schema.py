"""The JSON Schema of a mapping file, for editors that complete and check while one writes."""

import json
from collections.abc import Iterable

from throughline.intake.mapping import COLUMNS, AttributeKind, Duplicates, ObjectUse
from throughline.intake.mapping_file import KEYS

HERE = "schema/mapping.schema.json"
"""Where the published copy lies in the repository."""

Schema = dict[str, object]

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""What YAML takes for a number or a yes is the text that was written."""
NAMES: Schema = {"type": ["array", "null"], "items": TEXT}
PAIRS: Schema = {"type": ["object", "null"], "additionalProperties": TEXT}


def _choice(words: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _pairs_of(item: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": item}


def _group(parts: dict[str, str], needed: list[str]) -> Schema:
    named = {part: {**TEXT, "description": says} for part, says in parts.items()}
    return {"type": "object", "properties": named, "required": needed, "additionalProperties": False}


SHAPES: dict[str, Schema] = {
    "columns": {
        "type": ["object", "null"],
        "properties": dict.fromkeys(COLUMNS, TEXT),
        "additionalProperties": False,
    },
    "zone": {"type": ["string", "null"]},
    "time_format": {"type": ["string", "null"]},
    "unit_from_file": {"type": ["boolean", "null"]},
    "asks": PAIRS,
    "supplies": PAIRS,
    "endings": PAIRS,
    "promises": _pairs_of(
        _group(
            {
                "due": "The column with the date that was promised.",
                "made": "The activity that makes the promise; without it, the first of the journey.",
                "kept": "The activity that keeps it.",
            },
            ["due", "kept"],
        )
    ),
    "attributes": {"anyOf": [NAMES, _pairs_of(_choice(AttributeKind))]},
    "journey_type": {"type": ["string", "null"]},
    "object_types": _pairs_of(_choice(ObjectUse)),
    "wide": {"anyOf": [NAMES, PAIRS]},
    "duplicates": _choice(Duplicates),
}
"""What may stand under a key; under every other key stands a list of names."""


def schema_as_json() -> str:
    """The schema as the published file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Throughline mapping",
        "description": "What the columns and activities of an event log mean. Everything is optional.",
        "type": ["object", "null"],
        "properties": {key: {"description": says, **SHAPES.get(key, NAMES)} for key, says in KEYS.items()},
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
