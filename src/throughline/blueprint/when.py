"""How a condition is written in YAML, and read back into `conditions`."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, PlainSerializer, PlainValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from throughline.blueprint.conditions import AllOf, AnyOf, Code, Compare, Comparison, Condition, Not, OneOf


class WhenSchema:
    """Publishes the written form of a condition in the JSON Schema, so that editors can complete it."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        code: JsonSchemaValue = {"type": ["boolean", "number", "string"]}
        compared: JsonSchemaValue = {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                **{comparison.value: code for comparison in Comparison},
                "one_of": {"type": "array", "items": code, "minItems": 1},
            },
        }
        return {
            "type": "object",
            "minProperties": 1,
            "description": "Conditions over facts and decisions; several keys mean all of them.",
            "properties": {
                "all": {"type": "array", "items": {"type": "object"}, "minItems": 1},
                "any": {"type": "array", "items": {"type": "object"}, "minItems": 1},
                "not": {"type": "object"},
            },
            "additionalProperties": {"anyOf": [code, compared]},
        }


def read_condition(written: object) -> Condition:
    """The condition behind its written form.

    Raises:
        ValueError: with a sentence that says which part cannot be read and what is expected.
    """
    if isinstance(written, AllOf | AnyOf | Not | Compare | OneOf):
        return written
    if not isinstance(written, Mapping) or not written:
        raise ValueError(f"a condition is a mapping such as {{sells_alcohol: true}}, not {written!r}")
    parts = tuple(_read_entry(str(key), value) for key, value in written.items())
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _read_entry(key: str, value: object) -> Condition:
    match key:
        case "all" | "any":
            if not isinstance(value, list) or not value:
                raise ValueError(f"'{key}' needs a list of conditions")
            parts = tuple(read_condition(part) for part in value)
            return AllOf(parts) if key == "all" else AnyOf(parts)
        case "not":
            return Not(read_condition(value))
    if isinstance(value, Mapping):
        return _read_comparison(key, value)
    return Compare(key, Comparison.IS, _code(key, value))


def _read_comparison(key: str, value: Mapping[Any, Any]) -> Condition:
    if len(value) != 1:
        raise ValueError(f"'{key}' takes one comparison at a time; put several in a list under 'all'")
    word, against = next(iter(value.items()))
    if word == "one_of":
        if not isinstance(against, list) or not against:
            raise ValueError(f"'{key}: one_of' needs a list of values")
        return OneOf(key, tuple(_code(key, item) for item in against))
    try:
        comparison = Comparison(str(word))
    except ValueError:
        known = ", ".join(["one_of", *Comparison])
        raise ValueError(f"'{key}' cannot be compared by '{word}'; use one of: {known}") from None
    return Compare(key, comparison, _code(key, against))


def _code(key: str, value: object) -> Code:
    if isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"'{key}' is compared with a yes/no, a number or a word, not {value!r}")


def write_condition(condition: Condition) -> dict[str, object]:
    """The written form: what `read_condition` reads back as the same condition."""
    match condition:
        case Compare(key, Comparison.IS, value):
            return {key: value}
        case Compare(key, comparison, value):
            return {key: {comparison.value: value}}
        case OneOf(key, values):
            return {key: {"one_of": list(values)}}
        case Not(part):
            return {"not": write_condition(part)}
        case AllOf(parts):
            return {"all": [write_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [write_condition(part) for part in parts]}


When = Annotated[Condition, PlainValidator(read_condition), PlainSerializer(write_condition), WhenSchema]
