"""The ride as one would write it by hand for DuckDB: the measure of `ride.py`'s speed and of its figures."""

# ruff: noqa: E501 - a query reads better in long lines

import json
import sys

import duckdb

QUERY = """
WITH r AS MATERIALIZED (
  SELECT journey, "at" AS ts, seq, kind, name, direction, person, function, key, due,
         "by" = 'staff' AND (lifecycle IS NULL OR lifecycle = 'complete') AS staff
  FROM read_parquet($path)
), horizon AS (SELECT max(ts) AS now FROM r
), span AS (
  SELECT journey, min(ts) AS s, max(ts) AS e FROM r GROUP BY journey
), w AS (
  SELECT journey, person, name,
    lag(person) OVER o AS person_before, lag(name) OVER o = name AND lag(kind) OVER o = kind AS directly,
    CASE WHEN name IS NOT NULL THEN lag(person) OVER (PARTITION BY journey, kind, name ORDER BY ts, seq) END AS last_by
  FROM r WHERE staff AND person IS NOT NULL WINDOW o AS (PARTITION BY journey ORDER BY ts, seq)
), staff AS (
  SELECT journey, count(DISTINCT person) AS people, count(*) FILTER (person <> person_before) AS handoffs_person,
    count(*) FILTER (directly) AS self_loops,
    count(*) FILTER (last_by = person AND NOT coalesce(directly, false)) AS rework_repeat,
    count(*) FILTER (last_by <> person) AS rework_redo
  FROM w GROUP BY journey
), f AS (
  SELECT journey, count(DISTINCT function) AS functions, count(*) FILTER (function <> before) AS handoffs_function
  FROM (SELECT journey, function, lag(function) OVER (PARTITION BY journey ORDER BY ts, seq) AS before
        FROM r WHERE staff AND function IS NOT NULL) GROUP BY journey
), met AS (
  SELECT journey, person, lag(person) OVER (PARTITION BY journey ORDER BY ts, seq) AS before
  FROM r WHERE staff AND person IS NOT NULL AND direction = 'to'
), same AS (SELECT journey, count(*) AS n, count(*) FILTER (person = before) AS same FROM met GROUP BY journey
), each AS (SELECT journey, person, count(*) AS c FROM met GROUP BY journey, person
), conc AS (SELECT journey, sum(c * c) AS squares, max(c) AS most FROM each GROUP BY journey
), gaps AS (
  SELECT journey, ts, date_diff('microsecond', coalesce(lag(ts) OVER (PARTITION BY journey ORDER BY ts, seq), s), ts) AS gap
  FROM r JOIN span USING (journey) WHERE direction = 'to'
), heard AS (
  SELECT journey, min(ts) AS first_to, max(ts) AS last_to, max(gap) AS longest,
    sum(greatest(gap - 432000000000, 0)) AS beyond FROM gaps GROUP BY journey
), asked AS (
  SELECT journey, count(*) FILTER (ask) AS asks, count(*) FILTER (ask AND known) AS repeated_asks FROM (
    SELECT journey, kind = 'fact.asked/1' AS ask,
      max(kind = 'fact.given/1') OVER (PARTITION BY journey, key ORDER BY ts, seq ROWS UNBOUNDED PRECEDING) AS known
    FROM r WHERE kind LIKE 'fact.%') GROUP BY journey
), promise AS (
  SELECT journey, key, max(due) AS due, min(ts) FILTER (kind = 'promise.kept/1') AS kept_at
  FROM r WHERE kind LIKE 'promise.%' GROUP BY journey, key
), kept AS (
  SELECT journey, count(*) FILTER (kept_at <= due) / count(*) AS promises_kept FROM promise, horizon
  WHERE kept_at <= due OR due <= now GROUP BY journey
), j AS (
  SELECT date_diff('microsecond', s, e) / 86400e6 AS elapsed_days,
    coalesce(people, 0) AS people, coalesce(functions, 0) AS functions,
    coalesce(handoffs_person, 0) AS handoffs_person, coalesce(handoffs_function, 0) AS handoffs_function,
    coalesce(rework_repeat, 0) AS rework_repeat, coalesce(rework_redo, 0) AS rework_redo,
    coalesce(self_loops, 0) AS self_loops,
    greatest(coalesce(longest, 0), date_diff('microsecond', coalesce(last_to, s), e)) / 86400e6 AS longest_silence_days,
    (coalesce(beyond, 0) + greatest(date_diff('microsecond', coalesce(last_to, s), e) - 432000000000, 0))
      / nullif(date_diff('microsecond', s, e), 0) AS silence_share,
    date_diff('microsecond', s, first_to) / 86400e6 AS first_word_days,
    CASE WHEN n >= 2 THEN (squares - n) / (n * (n - 1)) END AS coc,
    CASE WHEN n >= 2 THEN same / (n - 1) END AS secon, most / n AS upc,
    coalesce(asks, 0) AS asks, coalesce(repeated_asks, 0) AS repeated_asks, promises_kept
  FROM span LEFT JOIN staff USING (journey) LEFT JOIN f USING (journey) LEFT JOIN same USING (journey)
    LEFT JOIN conc USING (journey) LEFT JOIN heard USING (journey) LEFT JOIN asked USING (journey)
    LEFT JOIN kept USING (journey)
)
SELECT name, avg(v) AS mean, quantile_cont(v, 0.5) AS median, quantile_cont(v, 0.9) AS p90, count(v) AS n
FROM (UNPIVOT (SELECT COLUMNS(*)::DOUBLE FROM j) ON COLUMNS(*) INTO NAME name VALUE v) GROUP BY name
"""


def by_hand(path: str) -> dict[str, dict[str, float]]:
    """Mean, median, 90th percentile and number of journeys of all seventeen measures."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    rows = connection.execute(QUERY, {"path": path}).fetchall()
    return {name: {"mean": mean, "median": half, "p90": p90, "n": n} for name, mean, half, p90, n in rows}


if __name__ == "__main__":
    print(json.dumps({"measures": by_hand(sys.argv[1])}))
