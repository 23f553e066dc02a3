"""Made-up logs, the same every time: what benchmarks of reading and of peers share.

The CSV: fifteen events per journey, thirty activities, two hundred people, eight departments. Journeys overlap in
time, and rows stand in the order of their journeys. The XES: events and cases with many more attributes than
anybody asks for.
"""

# ruff: noqa: E501 - a query reads better in long lines

import gzip
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

COLUMNS = ("case", "activity", "time", "person", "department")


def make_csv(path: Path, events: int) -> Path:
    """Write so many events, about 73 bytes each."""
    engine = duckdb.connect()
    engine.execute("SET TimeZone = 'UTC'")
    engine.execute(
        f"""
        COPY (
          WITH row AS (
            SELECT i, i // 15 AS j, i % 15 AS step, hash(i * 2654435761) AS h, hash(i * 40503 + 7) AS g
            FROM range({events}) t(i)
          )
          SELECT 'case-' || j AS "case", 'activity ' || (h % 30) AS activity,
            strftime(TIMESTAMP '2024-01-01' + to_microseconds((j * 37 % 500000)::BIGINT * 60000000)
              + to_microseconds(step::BIGINT * 86400000000 + (h % 80000000000)::BIGINT), '%Y-%m-%dT%H:%M:%S.%fZ') AS "time",
            'person ' || (g % 200) AS person, 'department ' || (g % 8) AS department
          FROM row ORDER BY i
        ) TO '{path}' (FORMAT CSV, HEADER)
        """
    )
    return path


def make_xes(path: Path, *, cases: int, events: int, of_case: int, of_event: int) -> Path:
    """Write cases of so many events, and so many attributes besides what every log has."""
    chance = random.Random(1)
    with gzip.open(path, "wt", compresslevel=6) as log:
        log.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        for case in range(cases):
            log.write(f'<trace>\n<string key="concept:name" value="C{case}"/>\n')
            log.writelines(_attributes(chance, "attribute", of_case))
            at = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**7))
            for _ in range(events):
                at += timedelta(seconds=chance.expovariate(1 / 40_000))
                log.write(
                    f'<event>\n<string key="concept:name" value="activity {chance.randrange(30)}"/>\n'
                    f'<string key="org:resource" value="person {chance.randrange(80)}"/>\n'
                    '<string key="lifecycle:transition" value="complete"/>\n'
                    f'<date key="time:timestamp" value="{at.isoformat(timespec="milliseconds")}"/>\n'
                )
                log.writelines(_attributes(chance, "more", of_event))
                log.write("</event>\n")
            log.write("</trace>\n")
        log.write("</log>\n")
    return path


def _attributes(chance: random.Random, name: str, many: int) -> Iterator[str]:
    """Words, few and many, whole and other numbers, truths and times in turn."""
    for number in range(many):
        value = chance.randrange(10 ** (1 + number % 6))
        tag, said = (
            ("string", f"word {value}"),
            ("int", str(value)),
            ("float", f"{value / 7:.3f}"),
            ("boolean", str(value % 2 == 0).lower()),
            ("date", f"{datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=value):%Y-%m-%dT%H:%M:%S+00:00}"),
        )[number % 5]
        yield f'<{tag} key="{name} {number}" value="{said}"/>\n'
