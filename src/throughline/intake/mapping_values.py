"""Lists, pairs and texts of a mapping file, checked for their shape before anybody asks what they mean."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from throughline.intake.mapping import MappingRefused

Texts = dict[str, str]


class _AsWritten(yaml.BaseLoader):
    """YAML in which every value stays the text that was written: a column `no` is not False."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """A key that stands twice is refused: the second would silently win."""
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                twice = f"the key {key.value!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, twice, key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
        return super().construct_mapping(node, deep)


def as_written(text: str) -> object:
    """The file's values as texts, lists and pairs."""
    return yaml.load(text, Loader=_AsWritten)  # noqa: S506 - makes nothing but texts, lists and pairs


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The nearest name that is known, or all of them."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else f"{otherwise}: {', '.join(names) or 'none'}."


@dataclass(frozen=True)
class Written:
    """What stands in a mapping file, asked for by key and by shape."""

    file: str
    told: dict[object, object]

    @property
    def keys(self) -> list[str]:
        return [str(key) for key in self.told]

    def refusal(self, what: str) -> MappingRefused:
        """A sentence that begins with the file."""
        return MappingRefused(f"{self.file}: {what}")

    def is_list(self, key: str) -> bool:
        return isinstance(self.told.get(key), list)

    def text(self, key: str) -> str | None:
        """One word or sentence; nothing where nothing stands."""
        value = self.told.get(key, "")
        if not isinstance(value, str):
            raise self.refusal(f"`{key}` should be one text, on the same line as the key.")
        return value or None

    def yes(self, key: str) -> bool:
        """Whether yes was said; nothing means no."""
        value = (self.text(key) or "no").lower()
        if value not in {"yes", "true", "no", "false"}:
            raise self.refusal(f"`{key}` should be yes or no, not {value!r}.")
        return value in {"yes", "true"}

    def one_of(self, key: str, value: str, choices: Iterable[str]) -> str:
        """A word out of a few."""
        known = [str(choice) for choice in choices]
        if value not in known:
            raise self.refusal(f"`{key}` cannot be {value!r}. {did_you_mean(value, known, 'It may be')}")
        return value

    def names(self, key: str) -> frozenset[str]:
        """A list of names."""
        value = self.told.get(key) or []
        if not isinstance(value, list) or any(isinstance(item, list | dict) or not item for item in value):
            raise self.refusal(f"`{key}` should be a list of names, one per line, each after a dash.")
        return frozenset(value)

    def pairs(self, key: str) -> Texts:
        """Names, each with one text."""
        value = self.told.get(key) or {}
        if not isinstance(value, dict) or any(
            isinstance(item, list | dict) or not item for item in value.values()
        ):
            raise self.refusal(f"`{key}` should hold pairs, one per line, such as `{EXAMPLES[key]}`.")
        return {str(name): item for name, item in value.items()}

    def pairs_or_names(self, key: str) -> Texts:
        """Pairs; in a list, each name stands for itself, in the order it was written."""
        if self.is_list(key):
            self.names(key)
            return {str(name): str(name) for name in self._listed(key)}
        return self.pairs(key)

    def _listed(self, key: str) -> list[object]:
        value = self.told.get(key)
        return value if isinstance(value, list) else []

    def groups(self, key: str, parts: tuple[str, ...]) -> dict[str, Texts]:
        """Names, each with a few pairs of its own."""
        value = self.told.get(key) or {}
        if not isinstance(value, dict) or not all(isinstance(group, dict) for group in value.values()):
            raise self.refusal(f"`{key}` should hold names, each with {', '.join(parts)} below it.")
        return {str(name): self._group(key, str(name), group, parts) for name, group in value.items()}

    def _group(self, key: str, name: str, group: dict[object, object], parts: tuple[str, ...]) -> Texts:
        for part, item in group.items():
            if part not in parts:
                unknown = f"`{name}` under `{key}` cannot have `{part}`."
                raise self.refusal(f"{unknown} {did_you_mean(str(part), parts, 'It may have')}")
            if not isinstance(item, str):
                raise self.refusal(f"`{part}` of `{name}` under `{key}` should be one text.")
        return {str(part): str(item) for part, item in group.items()}


EXAMPLES: Texts = {
    "columns": "journey: case_id",
    "asks": "Ask for payslip: payslip",
    "supplies": "Payslip received: payslip",
    "endings": "Permit granted: granted",
    "attributes": "amount: number",
    "object_types": "Employee: person",
    "wide": "CreatedDate: request made",
}
"""A pair as one would write it under each key."""
