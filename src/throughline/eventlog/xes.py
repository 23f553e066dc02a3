"""The record as XES (IEEE 1849), for other process-mining tools. Written as a stream, journey by journey.

Standard attributes where XES has them: `concept:name`, `time:timestamp`, `org:resource`, `org:group`,
`lifecycle:transition`. What is ours is written under `throughline:`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import IO
from xml.sax.saxutils import quoteattr

from throughline.eventlog.shape import Row

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
"""

STANDARD = {"person": "org:resource", "function": "org:group", "lifecycle": "lifecycle:transition"}
OURS = ("kind", "direction", "by", "unit", "service", "version", "stage", "channel", "key")


def write_xes(rows: Iterable[Row], path: Path) -> int:
    """Write rows that come ordered by journey and `seq`; how many there were."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for journey, events in groupby(rows, key=lambda row: row.journey):
            out.write(f'  <trace>\n    <string key="concept:name" value={_quoted(journey)}/>\n')
            written += sum(_write_event(event, out) for event in events)
            out.write("  </trace>\n")
        out.write("</log>\n")
    return written


def _write_event(row: Row, out: IO[str]) -> int:
    texts = {"concept:name": row.name or row.kind}
    texts |= {key: getattr(row, name) for name, key in STANDARD.items()}
    texts |= {f"throughline:{name}": getattr(row, name) for name in OURS}
    lines = [f'<date key="time:timestamp" value="{_moment(row.at)}"/>']
    lines += [
        f"<string key={_quoted(key)} value={_quoted(value)}/>"
        for key, value in texts.items()
        if value is not None
    ]
    if row.due:
        lines.append(f'<date key="throughline:due" value="{_moment(row.due)}"/>')
    if row.value is not None:
        lines.append(f'<float key="throughline:value" value="{row.value!r}"/>')
    out.write("    <event>" + "".join(lines) + "</event>\n")
    return 1


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _quoted(value: str) -> str:
    """An attribute's value, without the characters that XML cannot hold at all."""
    return quoteattr("".join(letter for letter in str(value) if letter >= " " or letter in "\t\n\r"))
