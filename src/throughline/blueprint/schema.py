"""The JSON Schema of a blueprint, for editors that complete and check while one writes."""

import json

from throughline.blueprint.model import Blueprint

HERE = "schema/blueprint.schema.json"
"""Where the published copy lies in the repository."""


def schema_as_json() -> str:
    """The schema as the published file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Throughline blueprint",
        **Blueprint.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
