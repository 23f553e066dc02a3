"""Choices that mean nothing for the files they were given for: they are refused, and not passed over."""

from collections.abc import Sequence
from pathlib import Path

from throughline.intake.mapping import Mapping, MappingRefused, ObjectUse
from throughline.intake.opening import OCEL, PARQUET, TABLES, XES, ending_of

KINDS = {
    **dict.fromkeys(XES, "an XES log"),
    **dict.fromkeys((*TABLES, *PARQUET), "a table"),
    **dict.fromkeys(OCEL, "an object-centric log"),
}


def check_choices(paths: Sequence[Path], mapping: Mapping, *, wide: bool = False) -> None:
    """Refuse what was chosen and fits none of the files, each of which is what its name says."""
    kinds = ["a table" if path.is_dir() else KINDS.get(ending_of(path)) for path in paths]
    partitioned = [path.name for path in paths if path.is_dir()]
    if mapping.unit_from_file and partitioned:
        raise MappingRefused(
            f"{partitioned[0]} is one table in many files, which are no offices. Leave out --unit-from-file, "
            "and name the column with the office: --unit NAME."
        )
    if mapping.unit_from_file:
        _check_no_other_office(mapping)
    if None in kinds:
        return
    first = f"{paths[0].name} is {kinds[0]}"
    if "an object-centric log" not in kinds:
        _check_no_objects(first, mapping)
    if "a table" not in kinds and (wide or mapping.wide):
        raise MappingRefused(
            f"{first}, and only a table can have a row for each case and a column for each milestone. "
            "Leave out --wide, or `wide:` in the mapping."
        )


def _check_no_other_office(mapping: Mapping) -> None:
    """The office is the name of the file, or stands in it: following the one would pass over the other."""
    objects = next((name for name, use in mapping.object_types.items() if use is ObjectUse.UNIT), None)
    other = mapping.columns.get("unit") or objects
    if other:
        raise MappingRefused(
            f"The office cannot be both the name of the file and {other!r}. Leave out --unit-from-file, or "
            "`unit_from_file:` in the mapping; or take away --unit, or `unit` under `columns:` or "
            "`object_types:` in the mapping."
        )


def _check_no_objects(first: str, mapping: Mapping) -> None:
    if mapping.journey_type:
        raise MappingRefused(
            f"{first}, and has no objects of a type {mapping.journey_type!r} whose passage could be the "
            "journey. Leave out --journey-type, or `journey_type:` in the mapping; --case names the column "
            "of the case."
        )
    if mapping.object_types:
        raise MappingRefused(
            f"{first}, and has no objects of a type {next(iter(mapping.object_types))!r}. Take "
            "`object_types:` out of the mapping; under `columns:` it says which column holds the person, the "
            "function or the unit."
        )
