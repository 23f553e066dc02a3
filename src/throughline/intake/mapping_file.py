"""The mapping as a small YAML file. What is wrong in it is said with its file, its key and what to do."""

from itertools import combinations, product
from pathlib import Path

import yaml

from throughline.intake.mapping import (
    COLUMNS,
    AttributeKind,
    Duplicates,
    Mapping,
    MappingRefused,
    ObjectUse,
    PromiseTold,
    check_zone,
)
from throughline.intake.mapping_values import Texts, Written, as_written, did_you_mean

KEYS: dict[str, str] = {
    "columns": "Which column of the log holds what: our name, then the column's name.",
    "not_told": "Which of our columns no column of the log holds, so that we do not guess one.",
    "zone": "Where times without an offset were written, such as Europe/Amsterdam.",
    "time_format": "How times are written, such as '%d/%m/%Y %H:%M'.",
    "unit_from_file": "Several files are several offices: the office is the name of the file.",
    "to": "Activities that the person hears: letters, decisions, calls.",
    "from": "Activities that the person does: applies, replies, pays.",
    "inside": "Activities that the person does not notice.",
    "asks": "Activities that ask the person for something, and for what.",
    "supplies": "Activities with which the person gives something, and what.",
    "chases": "Activities in which the person asks where it is.",
    "complaints": "Activities in which the person complains or objects.",
    "endings": "Activities that end a journey, and the name of that ending. The last in a journey counts.",
    "goals": "The endings in which the person got what they came for.",
    "elsewhere": "Departments or activities outside the organisation: somebody else's turn.",
    "promises": "Dates that were promised: the column with the date, who makes it and what keeps it.",
    "attributes": "Columns that describe the case, so that like is compared with like.",
    "journey_type": "In an OCEL log: the type of object whose passage is the journey.",
    "object_types": "In an OCEL log: what the other types of object are.",
    "wide": "In a table with one row per case: columns with times, and the activity each stands for.",
    "duplicates": "What to do with rows that are the same in every column: keep, or leave out.",
    "placeholders": "Words that stand where a name of a person or department is missing.",
}
"""The keys of a mapping file and what each says."""


MOST = 1_000_000
"""A file with more bytes than this was not written by a person."""


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file, or refuse it with the key that is wrong."""
    try:
        if path.stat().st_size > MOST:
            raise MappingRefused(f"The mapping file {path} is too large to be one. Did you mean the log?")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise MappingRefused(f"There is no mapping file {path}. Check the name.") from None
    except UnicodeDecodeError:
        raise MappingRefused(f"The mapping file {path} is not UTF-8. Save it again as UTF-8.") from None
    except OSError as error:
        raise MappingRefused(f"The mapping file {path} cannot be read: {error.strerror or error}.") from None
    return mapping_from(text, str(path))


def mapping_from(text: str, file: str = "mapping.yaml") -> Mapping:
    """The same from text, such as an upload."""
    try:
        told = as_written(text)
    except yaml.YAMLError as error:
        raise MappingRefused(f"The mapping file {file} is not valid YAML: {_where(error)}.") from None
    except RecursionError:
        raise MappingRefused(f"The mapping file {file} is nested too deeply to be a mapping.") from None
    if told in ("", None):
        return Mapping()
    if not isinstance(told, dict):
        raise MappingRefused(f"The mapping file {file} should hold keys such as `columns:` and `zone:`.")
    mapping = _mapping(Written(file, told))
    _check_sides(mapping, file)
    return mapping


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be understood"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else str(problem)


def _mapping(told: Written) -> Mapping:
    for key in told.keys:
        if key not in KEYS:
            raise told.refusal(f"`{key}` is not a key of a mapping. {did_you_mean(key, KEYS, 'Known keys')}")
    zone, endings, columns = told.text("zone"), told.pairs("endings"), _columns(told)
    return Mapping(
        columns=columns,
        not_told=_not_told(told, columns),
        zone=check_zone(zone, f"{told.file}: `zone`") if zone else None,
        time_format=told.text("time_format"),
        unit_from_file=told.yes("unit_from_file"),
        to=told.names("to"),
        from_=told.names("from"),
        inside=told.names("inside"),
        asks=told.pairs("asks"),
        supplies=told.pairs("supplies"),
        chases=told.names("chases"),
        complaints=told.names("complaints"),
        endings=endings,
        goals=_goals(told, endings),
        elsewhere=told.names("elsewhere"),
        promises=_promises(told),
        attributes=_attributes(told),
        journey_type=told.text("journey_type"),
        object_types={name: ObjectUse(told.one_of("object_types", use, ObjectUse))
                      for name, use in told.pairs("object_types").items()},
        wide=told.pairs_or_names("wide"),
        duplicates=Duplicates(told.one_of("duplicates", told.text("duplicates") or "keep", Duplicates)),
        placeholders=told.names("placeholders"),
    )  # fmt: skip


def _columns(told: Written) -> Texts:
    columns = told.pairs("columns")
    for ours in columns:
        if ours not in COLUMNS:
            raise told.refusal(f"`columns` has no `{ours}`. {did_you_mean(ours, COLUMNS, 'It may name')}")
    return columns


def _not_told(told: Written, columns: Texts) -> frozenset[str]:
    names = told.names("not_told")
    for ours in sorted(names):
        if ours not in COLUMNS:
            raise told.refusal(f"`not_told` has no `{ours}`. {did_you_mean(ours, COLUMNS, 'It may name')}")
        if ours in columns:
            raise told.refusal(f"`{ours}` stands in `columns` and in `not_told`. Take it out of one.")
    return names


def _goals(told: Written, endings: Texts) -> frozenset[str]:
    goals = told.names("goals")
    for goal in sorted(goals - set(endings.values())):
        what = f"`goals` names the ending {goal!r}, which `endings` does not."
        raise told.refusal(f"{what} {did_you_mean(goal, sorted(set(endings.values())), 'Endings')}")
    return goals


def _attributes(told: Written) -> dict[str, AttributeKind | None]:
    if told.is_list("attributes"):
        return dict.fromkeys(sorted(told.names("attributes")))
    kinds = told.pairs("attributes")
    return {
        name: AttributeKind(told.one_of("attributes", kind, AttributeKind)) for name, kind in kinds.items()
    }


def _promises(told: Written) -> dict[str, PromiseTold]:
    promises = {}
    for name, parts in told.groups("promises", ("due", "made", "kept")).items():
        for needed in ("due", "kept"):
            if not parts.get(needed):
                raise told.refusal(
                    f"the promise `{name}` lacks `{needed}`. Write the column with its date as `due: COLUMN` "
                    "and the activity that keeps it as `kept: ACTIVITY`."
                )
        promises[name] = PromiseTold(due=parts["due"], kept=parts["kept"], made=parts.get("made") or None)
    return promises


def _check_sides(mapping: Mapping, file: str) -> None:
    """An activity cannot both reach the person and come from them, nor be two kinds of thing at once."""
    to, from_, inside = ("to", mapping.to), ("from", mapping.from_), ("inside", mapping.inside)
    asks, endings = ("asks", frozenset(mapping.asks)), ("endings", frozenset(mapping.endings))
    theirs = (
        ("supplies", frozenset(mapping.supplies)),
        ("chases", mapping.chases),
        ("complaints", mapping.complaints),
    )
    for one, other in (
        *combinations((asks, *theirs, endings), 2),
        *combinations((to, from_, inside), 2),
        *product((to, inside), theirs),
        *product((from_, inside), (asks,)),
    ):
        both = sorted(one[1] & other[1])
        if both:
            raise MappingRefused(
                f"{file}: {both[0]!r} stands in `{one[0]}` and in `{other[0]}`. It can only be one: "
                "take one out."
            )
