"""A ride kept as a file: one row per journey, and beside them what the record carried and the case mix."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from throughline.insight.measures.carried import Carried
from throughline.insight.ride import Ride, ride_from

CARRIED, MIX = b"throughline.carried", b"throughline.mix"
MOMENTS = ("first", "last")


def write_ride(path: Path, ride: Ride, mix: Sequence[str] = ()) -> None:
    """Keep a ride so that it can be asked again without reading its log."""
    carried = json.dumps(asdict(ride.carried), default=datetime.isoformat)
    rows = ride.journeys.replace_schema_metadata({CARRIED: carried, MIX: json.dumps(list(mix))})
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, rows.schema, options=options) as file:
        file.write_table(rows)


def journeys_in(path: Path) -> int:
    """How many journeys a kept ride has, without reading them."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        return sum(file.get_batch(place).num_rows for place in range(file.num_record_batches))


def read_ride(path: Path) -> tuple[Ride, tuple[str, ...]]:
    """The ride that was kept, and its case mix."""
    with pa.OSFile(str(path)) as source, pa.ipc.open_file(source) as file:
        journeys = file.read_all()
    said = journeys.schema.metadata
    carried: dict[str, Any] = json.loads(said[CARRIED])  # Any: it came from JSON
    for name in MOMENTS:
        carried[name] = datetime.fromisoformat(carried[name])
    return ride_from(journeys, Carried(**carried)), tuple(json.loads(said[MIX]))
