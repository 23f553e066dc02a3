"""A YAML file as somebody wrote it: its values, and on which line each of them stands.

Only plain YAML is read: `true` and `false` are the only words for yes and no, keys are always text, and
aliases are refused, so that a small file stays small in memory.
"""

import re
from dataclasses import dataclass, field

import yaml
from yaml.composer import ComposerError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from throughline.blueprint.problem import BlueprintUnreadable, KeyPath, Problem

LONGEST = 1_000_000
DEEPEST = 30
PLAIN = "tag:yaml.org,2002:"

Value = bool | int | float | str | None | list["Value"] | dict[str, "Value"]


class Loader(yaml.SafeLoader):
    """Plain values only: no dates that turn into objects, no `yes` that turns into true."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own)
    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML's
        if self.check_event(AliasEvent):
            raise ComposerError(None, None, "this file points back to another part of itself with '*'", mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise ComposerError(None, None, "this is nested too deeply", mark)
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


for tag, pattern, first in (
    ("null", r"^(null|~|)$", ["n", "~", ""]),
    ("bool", r"^(true|false)$", ["t", "f"]),
    ("int", r"^-?(0|[1-9][0-9]{0,15})$", list("-0123456789")),
    ("float", r"^-?(0|[1-9][0-9]{0,15})\.[0-9]{1,15}$", list("-0123456789")),
):
    Loader.add_implicit_resolver(PLAIN + tag, re.compile(pattern), first)


@dataclass
class Written:
    """The values of one file, and the line of each key."""

    file: str
    value: Value = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: KeyPath) -> int:
        """The line where it stands, or where the nearest thing around it stands."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def key_of(self, path: KeyPath) -> str:
        """The path in words a designer knows: ids instead of positions where there are ids."""
        words: list[str] = []
        value: Value = self.value
        for part in path:
            value = _inside(value, part)
            named = value.get("id") if isinstance(part, int) and isinstance(value, dict) else None
            words.append(str(named if named is not None else part))
        return ".".join(words)

    def problem(self, path: KeyPath, what: str, mend: str) -> Problem:
        return Problem(self.file, self.line_of(path), self.key_of(path), what, mend)


def _inside(value: Value, part: str | int) -> Value:
    if isinstance(value, dict) and isinstance(part, str):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


def parse(text: str, file: str) -> Written:
    """The file's values with their lines.

    Raises:
        BlueprintUnreadable: when it is not YAML at all. What can be read past is in `problems`.
    """
    if len(text) > LONGEST:
        raise BlueprintUnreadable(
            [Problem(file, 1, "", "The file is too large.", "Keep it under one megabyte.")]
        )
    written = Written(file)
    root = _compose(text, file)
    if root is None:
        raise BlueprintUnreadable(
            [Problem(file, 1, "", "The file is empty.", "Start from examples/food-business-licence.")]
        )
    written.value = _read(root, (), written)
    return written


def _compose(text: str, file: str) -> Node | None:
    try:
        loader = Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise BlueprintUnreadable([_syntax(error, file)]) from error
    except yaml.YAMLError as error:
        raise BlueprintUnreadable([_unreadable_character(text, file)]) from error


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = (error.problem or error.context or "this is not YAML").strip()
    line = mark.line + 1 if mark else 1
    return Problem(file, line, "", f"The file cannot be read from here: {what}.", _mend(what))


def _mend(what: str) -> str:
    if "\\t" in what:
        return "YAML is indented with spaces. Replace the tab by two spaces."
    if "expected ','" in what:
        return "Close the bracket, and put text that holds a comma, a colon or a question mark in quotes."
    if "mapping values are not allowed" in what:
        return "Put text that holds a colon in quotes, and check the indentation."
    if "'*'" in what:
        return "Write the part out again where it is needed."
    if "nested too deeply" in what:
        return f"A design needs fewer than {DEEPEST} levels. Check the brackets."
    return "Check the indentation, the quotes and the brackets on this line and the one above it."


def _unreadable_character(text: str, file: str) -> Problem:
    before = re.split(
        r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text, maxsplit=1
    )
    line = before[0].count("\n") + 1
    return Problem(
        file, line, "", "There is a character here that no text holds.", "Save the file as UTF-8 text."
    )


def _read(node: Node, path: KeyPath, written: Written) -> Value:
    written.lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case MappingNode():
            return _read_mapping(node, path, written)
        case SequenceNode():
            return [_read(item, (*path, position), written) for position, item in enumerate(node.value)]
        case ScalarNode():
            return _read_scalar(node, path, written)
    raise TypeError(f"PyYAML composed a {type(node).__name__}")


def _read_mapping(node: MappingNode, path: KeyPath, written: Written) -> Value:
    values: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            written.problems.append(
                Problem(
                    written.file, line, written.key_of(path), "A key is one word.", "Remove the brackets."
                )
            )
            continue
        key = str(key_node.value)
        here = (*path, key)
        if key in values:
            written.problems.append(_twice(written, here, line))
            continue
        written.lines[here] = line
        values[key] = _read(value_node, here, written)
    return values


def _twice(written: Written, path: KeyPath, line: int) -> Problem:
    first = written.lines[path]
    return Problem(
        written.file,
        line,
        ".".join(str(part) for part in path),
        f"'{path[-1]}' is already written on line {first}.",
        "Keep one of them, and give the other a name of its own.",
    )


def _read_scalar(node: ScalarNode, path: KeyPath, written: Written) -> Value:
    text = str(node.value)
    match node.tag.removeprefix(PLAIN):
        case "null":
            return None
        case "bool":
            return text == "true"
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "str":
            return text
    written.problems.append(
        written.problem(path, f"'{node.tag}' is not plain YAML.", "Remove the word that starts with '!'.")
    )
    return text
