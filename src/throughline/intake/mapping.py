"""A mapping file: what the columns and activities of somebody's log mean. Small YAML, everything optional."""

from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from throughline.refused import Refused

COLUMNS = (
    "journey",
    "name",
    "at",
    "person",
    "function",
    "unit",
    "lifecycle",
    "direction",
    "by",
    "kind",
    "service",
    "version",
    "stage",
    "channel",
    "key",
    "due",
    "value",
    "seq",
)
"""Which of our columns a source may fill."""


class MappingRefused(Refused):
    """A mapping, or a choice on the command line, that cannot be followed."""


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What somebody told us about their log. What they did not tell is guessed, and said aloud."""

    columns: Mapped[str, str] = field(default_factory=dict)
    zone: str | None = None
    time_format: str | None = None
    to: frozenset[str] = frozenset()
    from_: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    asks: Mapped[str, str] = field(default_factory=dict)
    supplies: Mapped[str, str] = field(default_factory=dict)
    placeholders: frozenset[str] = frozenset()

    @property
    def tells_direction(self) -> bool:
        """Whether any activity is said to go to or come from the person."""
        return bool(self.to or self.from_ or self.inside or self.asks or self.supplies)

    def with_choices(
        self, columns: Mapped[str, str | None], *, zone: str | None = None, time_format: str | None = None
    ) -> "Mapping":
        """The same mapping with what was chosen on the command line, which wins."""
        named = {ours: source for ours, source in columns.items() if source}
        return replace(
            self,
            columns={**self.columns, **named},
            zone=check_zone(zone, "--zone") if zone else self.zone,
            time_format=time_format or self.time_format,
        )


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file, or refuse it with the key that is wrong."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MappingRefused(f"There is no mapping file {path}. Check the name.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise MappingRefused(f"The mapping file {path} cannot be read: {error}.") from None
    except yaml.YAMLError as error:
        raise MappingRefused(f"The mapping file {path} is not valid YAML: {_where(error)}.") from None
    if told is None:
        return Mapping()
    if not isinstance(told, dict):
        raise MappingRefused(f"The mapping file {path} should hold keys such as `columns:` and `zone:`.")
    return _checked(told, path)


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be understood"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else str(problem)


def _checked(told: dict[object, object], path: Path) -> Mapping:
    known = ("columns", "zone", "time_format", "to", "from", "inside", "asks", "supplies", "placeholders")
    for key in told:
        if key not in known:
            raise MappingRefused(
                f"{path}: `{key}` is not a key of a mapping. Known keys: {', '.join(known)}."
            )
    columns = _texts(told, "columns", path)
    for ours in columns:
        if ours not in COLUMNS:
            raise MappingRefused(f"{path}: `columns` has no `{ours}`. It may name: {', '.join(COLUMNS)}.")
    zone = told.get("zone")
    time_format = told.get("time_format")
    if time_format is not None and not isinstance(time_format, str):
        raise MappingRefused(f"{path}: `time_format` should be a text such as '%d/%m/%Y %H:%M'.")
    return Mapping(
        columns=columns,
        zone=None if zone is None else check_zone(zone, f"{path}: `zone`"),
        time_format=time_format,
        to=_list(told, "to", path),
        from_=_list(told, "from", path),
        inside=_list(told, "inside", path),
        asks=_texts(told, "asks", path),
        supplies=_texts(told, "supplies", path),
        placeholders=_list(told, "placeholders", path),
    )


def check_zone(zone: object, where: str) -> str:
    """A zone of the IANA list, or a refusal that names where it was given."""
    try:
        return ZoneInfo(str(zone)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MappingRefused(
            f"{where}: there is no time zone called {zone!r}. Use a name such as Europe/Amsterdam or UTC."
        ) from None


def _list(told: dict[object, object], key: str, path: Path) -> frozenset[str]:
    value = told.get(key) or []
    if not isinstance(value, list) or any(isinstance(item, list | dict) for item in value):
        raise MappingRefused(f"{path}: `{key}` should be a list of names, one per line, each after a dash.")
    return frozenset(str(item) for item in value)


def _texts(told: dict[object, object], key: str, path: Path) -> dict[str, str]:
    value = told.get(key) or {}
    if not isinstance(value, dict) or any(
        isinstance(item, list | dict) or item is None for item in value.values()
    ):
        raise MappingRefused(f"{path}: `{key}` should hold pairs, one per line, such as `journey: case_id`.")
    return {str(name): str(item) for name, item in value.items()}
