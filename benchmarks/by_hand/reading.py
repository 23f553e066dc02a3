"""The ride over a CSV as one would write it by hand for DuckDB: the measure of `reading.py`."""

# ruff: noqa: E501 - a query reads better in long lines

import json
import sys

import duckdb

QUERY = """
WITH r AS MATERIALIZED (
  SELECT "case" AS journey, "time" AT TIME ZONE 'UTC' AS ts, row_number() OVER () AS seq, activity AS name, person, department AS function
  FROM read_csv($path, header = true, columns = {'case': 'VARCHAR', 'activity': 'VARCHAR', 'time': 'TIMESTAMPTZ',
    'person': 'VARCHAR', 'department': 'VARCHAR'})
), span AS (
  SELECT journey, min(ts) AS s, max(ts) AS e FROM r GROUP BY journey
), w AS (
  SELECT journey, ts, seq, person, name,
    lag(person) OVER o AS person_before, lag(name) OVER o = name AS directly,
    lag(person) OVER (PARTITION BY journey, name ORDER BY ts, seq) AS last_by
  FROM r WHERE person IS NOT NULL WINDOW o AS (PARTITION BY journey ORDER BY ts, seq)
), staff AS (
  SELECT journey, count(DISTINCT person) AS people, count(*) FILTER (person <> person_before) AS handoffs_person,
    count(*) FILTER (directly) AS self_loops,
    count(*) FILTER (last_by = person AND NOT coalesce(directly, false)) AS rework_repeat,
    count(*) FILTER (last_by <> person) AS rework_redo, count(*) AS n
  FROM w GROUP BY journey
), back AS (
  SELECT journey, count(*) FILTER (person = earlier) AS returns_person
  FROM (SELECT journey, person, lag(person_before) OVER (PARTITION BY journey ORDER BY ts, seq) AS earlier
        FROM w WHERE person <> person_before) GROUP BY journey
), v AS (
  SELECT journey, ts, seq, function, lag(function) OVER (PARTITION BY journey ORDER BY ts, seq) AS before
  FROM r WHERE function IS NOT NULL
), f AS (
  SELECT journey, count(DISTINCT function) AS functions, count(*) FILTER (function <> before) AS handoffs_function
  FROM v GROUP BY journey
), fback AS (
  SELECT journey, count(*) FILTER (function = earlier) AS returns_function
  FROM (SELECT journey, function, lag(before) OVER (PARTITION BY journey ORDER BY ts, seq) AS earlier
        FROM v WHERE function <> before) GROUP BY journey
), each AS (SELECT journey, person, count(*) AS c FROM r WHERE person IS NOT NULL GROUP BY journey, person
), conc AS (SELECT journey, sum(c * c) AS squares, max(c) AS most FROM each GROUP BY journey
), j AS (
  SELECT date_diff('microsecond', s, e) / 86400e6 AS elapsed_days, people, functions, handoffs_person, handoffs_function,
    coalesce(returns_person, 0) AS returns_person, coalesce(returns_function, 0) AS returns_function,
    rework_repeat, rework_redo, self_loops,
    CASE WHEN n >= 2 THEN (squares - n) / (n * (n - 1)) END AS coc,
    CASE WHEN n >= 2 THEN (n - 1 - handoffs_person) / (n - 1) END AS secon, most / n AS upc
  FROM span LEFT JOIN staff USING (journey) LEFT JOIN f USING (journey) LEFT JOIN conc USING (journey)
    LEFT JOIN back USING (journey) LEFT JOIN fback USING (journey)
)
SELECT name, avg(v) AS mean, quantile_cont(v, 0.5) AS median, quantile_cont(v, 0.9) AS p90, count(v) AS n
FROM (UNPIVOT (SELECT COLUMNS(*)::DOUBLE FROM j) ON COLUMNS(*) INTO NAME name VALUE v) GROUP BY name
"""


def by_hand(path: str) -> dict[str, dict[str, float]]:
    """Mean, median, 90th percentile and number of journeys of all measures that such a log can tell."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    rows = connection.execute(QUERY, {"path": path}).fetchall()
    return {name: {"mean": mean, "median": half, "p90": p90, "n": n} for name, mean, half, p90, n in rows}


if __name__ == "__main__":
    print(json.dumps({"measures": by_hand(sys.argv[1])}))
