"""A made-up log as a CSV, the same every time: what benchmarks of reading and of peers share.

Fifteen events per journey, thirty activities, two hundred people, eight departments. Journeys overlap in
time, and rows stand in the order of their journeys.
"""

# ruff: noqa: E501 - a query reads better in long lines

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
