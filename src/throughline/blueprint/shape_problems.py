"""What the model refuses, said to the designer: which key, what was expected, how to mend it."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from throughline.blueprint.problem import KeyPath, Problem, did_you_mean
from throughline.blueprint.written import Written

PATTERNS: Mapping[str, str] = {
    "within": "Write a number and a unit, such as '5 working days', '10 days' or '2 weeks'.",
    "after": "Write a number of days as P30D.",
    "version": 'Write numbers with dots, in quotes, such as "1" or "1.2".',
    "at": "Write every-ending, or granted.",
    "country": "Write the two capital letters of the country, such as GB.",
    "brand": "Write a colour as #1B2A41.",
    "accent": "Write a colour as #0F766E.",
}


def shape_problems(error: ValidationError, model: type[BaseModel], written: Written) -> list[Problem]:
    """Every error of the model as a problem with a line."""
    details = error.errors(include_url=False)
    return [_problem(detail, model, written) for detail in details if not _is_echo(detail)]


def _is_echo(detail: ErrorDetails) -> bool:
    """A list whose items are wrong also counts as too short; the items are enough to say."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _problem(detail: ErrorDetails, model: type[BaseModel], written: Written) -> Problem:
    path: KeyPath = tuple(part for part in detail["loc"] if part != "[key]")
    what, mend = _words(detail, path, model)
    return written.problem(path, what, mend)


def _words(detail: ErrorDetails, path: KeyPath, model: type[BaseModel]) -> tuple[str, str]:
    key = str(path[-1]) if path else "the file"
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"'{key}' is missing.", f"Add a line '{key}: …' here."
        case "extra_forbidden":
            return f"'{key}' is not known here.", did_you_mean(key, _keys_at(model, path[:-1]))
        case "value_error":
            return (
                f"This condition cannot be read: {context.get('error')}.",
                "See 'Conditions' in the reference.",
            )
        case "string_type":
            return f"'{key}' should be text, not {_said(given)}.", _text_mend(given)
        case "string_too_short":
            return f"'{key}' is empty.", "Write what the person reads here."
        case "string_pattern_mismatch":
            return f"'{key}' cannot be {_said(given)}.", PATTERNS.get(
                key, "Check how it is written elsewhere."
            )
        case "enum" | "literal_error":
            choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
            return f"{_said(given)} is not known for '{_named(path)}'.", did_you_mean(str(given), choices)
        case "too_short":
            return f"'{key}' needs at least {context.get('min_length')}.", "Add what is missing."
        case "tuple_type" | "list_type":
            return f"'{key}' should be a list.", f"Write it as [{given if isinstance(given, str) else '…'}]."
        case "dict_type" | "model_type" | "model_attributes_type":
            return (
                f"'{key}' should hold keys of its own, not {_said(given)}.",
                "Write 'key: value' lines under it.",
            )
        case "bool_type" | "bool_parsing":
            return f"'{key}' should be true or false, not {_said(given)}.", "Write true or false."
        case "float_type" | "float_parsing" | "int_type" | "int_parsing":
            return f"'{key}' should be a number, not {_said(given)}.", "Write a number without quotes."
        case "time_type" | "time_parsing" | "time_delta_parsing":
            return (
                f"'{key}' should be a time of day, not {_said(given)}.",
                'Write it in quotes, such as "09:00".',
            )
    return f"'{key}' cannot be used: {detail['msg']}.", "Compare it with examples/food-business-licence."


def _named(path: KeyPath) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "the file")


def _said(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str() | int() | float():
            return f"'{value}'"
        case list() | tuple():
            return "a list"
    return "a group of keys"


def _text_mend(given: object) -> str:
    if isinstance(given, bool | int | float):
        return f'Put it in quotes: "{str(given).lower()}".'
    return "Write text on this line."


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys the model knows at a place in the file."""
    here: object = model
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(part))
            here = field.annotation if field else None
        else:
            here = _item_of(here)
    found = _model_in(here)
    return list(found.model_fields) if found else []


def _item_of(annotation: object) -> object:
    """What a list, tuple or mapping holds: the last of its type arguments that is one."""
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    return arguments[-1] if arguments else None


def _model_in(annotation: Any) -> type[BaseModel] | None:  # Any: an annotation may be anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _model_in(argument))), None)
