"""An evaluation as JSON: what scripts and other programs read."""

from collections.abc import Sequence
from dataclasses import asdict

from throughline.insight.expect.evaluation import Evaluation
from throughline.insight.expect.gates import gates
from throughline.insight.expect.published import Published


def evaluation_json(found: Evaluation, line: Published | None) -> dict[str, object]:
    """Days everywhere. `published` is learned as the table was made, `honest` as a service would."""
    learned, chosen, tested = found.parts
    worst = found.kept.worst
    return {
        "log": {
            "journeys": found.journeys,
            "events": found.events,
            "average_cycle_days": found.cycle,
            "endings_told": found.endings_told,
        },
        "prefixes": {"learn": learned, "choose": chosen, "test": tested},
        "table": None if line is None else asdict(line) | {"same_log": line.is_same_log(found.cycle)},
        "half_life_days": found.choice.half_life,
        "validation_mae": found.choice.error,
        "ways": [
            {"way": str(way), "validation_mae": error, "kept": way in found.choice.kept}
            for way, error in found.choice.errors.items()
        ],
        "published": asdict(found.published),
        "honest": asdict(found.honest) | {"left_out": found.left_out},
        "by_elapsed_decile": _listed(("up_to_days", "n", "mae"), found.by_decile),
        "case_type": found.kinds_by,
        "by_case_type": _listed(("kind", "n", "mae"), found.by_kind),
        "interval": asdict(found.kept) | {"worst_cell": None if worst is None else asdict(worst)},
        "revisions": {"model": asdict(found.revisions), "baseline": asdict(found.naive_revisions)},
        "snapshots": None if found.snapshots is None else asdict(found.snapshots),
        "gates": [asdict(gate) for gate in gates(found, line)],
    }


def _listed(names: Sequence[str], rows: Sequence[Sequence[float]]) -> list[dict[str, float]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
