"""A mapping as the text of a mapping file: what was told, and nothing that was not."""

from typing import Any

import yaml

from throughline.intake.mapping import Duplicates, Mapping

Written = dict[str, Any]  # Any: it becomes YAML


def as_yaml(mapping: Mapping) -> str:
    """Reading it again gives the same mapping."""
    written = {key: value for key, value in _everything(mapping).items() if value}
    return yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=1000) if written else ""


def _everything(mapping: Mapping) -> Written:
    return {
        "columns": dict(mapping.columns),
        "not_told": sorted(mapping.not_told),
        "zone": mapping.zone,
        "time_format": mapping.time_format,
        "unit_from_file": mapping.unit_from_file,
        "to": sorted(mapping.to),
        "from": sorted(mapping.from_),
        "inside": sorted(mapping.inside),
        "asks": dict(mapping.asks),
        "supplies": dict(mapping.supplies),
        "chases": sorted(mapping.chases),
        "complaints": sorted(mapping.complaints),
        "endings": dict(mapping.endings),
        "goals": sorted(mapping.goals),
        "elsewhere": sorted(mapping.elsewhere),
        "promises": {
            name: {key: value for key, value in (("due", p.due), ("made", p.made), ("kept", p.kept)) if value}
            for name, p in mapping.promises.items()
        },
        "attributes": _attributes(mapping),
        "journey_type": mapping.journey_type,
        "object_types": {name: use.value for name, use in mapping.object_types.items()},
        "wide": dict(mapping.wide),
        "duplicates": None if mapping.duplicates is Duplicates.KEEP else mapping.duplicates.value,
        "placeholders": sorted(mapping.placeholders),
    }


def _attributes(mapping: Mapping) -> list[str] | dict[str, str]:
    """A list while no kind was told; pairs otherwise, and a column without a kind is a category then."""
    if not any(mapping.attributes.values()):
        return sorted(mapping.attributes)
    return {name: kind.value if kind else "category" for name, kind in mapping.attributes.items()}
