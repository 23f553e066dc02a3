"""The ride as one would write it by hand for DuckDB: the measure of `ride.py`'s speed and of its figures."""

# ruff: noqa: E501 - a query reads better in long lines

import json
import sys

import duckdb

QUERY = """
WITH r AS MATERIALIZED (
  SELECT journey, "at" AS ts, seq, kind, name, direction, person, function, unit, key, due,
         "by" = 'staff' AND (lifecycle IS NULL OR lifecycle = 'complete') AS staff
  FROM read_parquet($path)
), horizon AS (SELECT max(ts) AS now FROM r
), span AS (
  SELECT journey, min(ts) AS s, max(ts) AS e, max(unit) AS office FROM r GROUP BY journey
), w AS (
  SELECT journey, person, name, ts, seq,
    lag(person) OVER o AS person_before, lag(name) OVER o = name AS directly,
    CASE WHEN name IS NOT NULL THEN lag(person) OVER (PARTITION BY journey, name ORDER BY ts, seq) END AS last_by
  FROM r WHERE staff AND person IS NOT NULL WINDOW o AS (PARTITION BY journey ORDER BY ts, seq)
), staff AS (
  SELECT journey, count(DISTINCT person) AS people, count(*) FILTER (person <> person_before) AS handoffs_person,
    count(*) FILTER (person <> person_before AND person = before_that) AS returns_person,
    count(*) FILTER (directly) AS self_loops,
    count(*) FILTER (last_by = person AND NOT coalesce(directly, false)) AS rework_repeat,
    count(*) FILTER (last_by <> person) AS rework_redo
  FROM (SELECT *, lag(person_before) OVER (PARTITION BY journey, person <> person_before ORDER BY ts, seq) AS before_that FROM w)
  GROUP BY journey
), f AS (
  SELECT journey, count(DISTINCT function) AS functions, count(*) FILTER (function <> before) AS handoffs_function,
    count(*) FILTER (function <> before AND function = before_that) AS returns_function
  FROM (SELECT *, lag(before) OVER (PARTITION BY journey, function <> before ORDER BY ts, seq) AS before_that
        FROM (SELECT journey, function, ts, seq, lag(function) OVER (PARTITION BY journey ORDER BY ts, seq) AS before
              FROM r WHERE staff AND function IS NOT NULL)) GROUP BY journey
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
), waits AS (
  SELECT gap / 86400e6 AS t, true AS over FROM gaps WHERE gap > 0 UNION ALL
  SELECT date_diff('microsecond', coalesce(last_to, s), e) / 86400e6, false FROM span LEFT JOIN heard USING (journey)
  WHERE coalesce(last_to, s) < e
), risk AS (
  SELECT t, d, c, sum(c) OVER (ORDER BY t DESC) AS r FROM (SELECT t, count(*) FILTER (over) AS d, count(*) AS c FROM waits GROUP BY t)
), curve AS (
  SELECT t, c, product(1 - d / r) OVER (ORDER BY t) AS left_after, lag(t, 1, 0) OVER (ORDER BY t) AS t_before FROM risk
), next_word AS (
  SELECT 'next_word_days' AS name, sum(left_before * (t - t_before)) AS mean, min(t) FILTER (left_after <= 0.5 + 1e-12) AS median,
    min(t) FILTER (left_after <= 0.1 + 1e-12) AS p90, sum(c) AS n
  FROM (SELECT *, lag(left_after, 1, 1) OVER (ORDER BY t) AS left_before FROM curve)
), asked AS (
  SELECT journey, count(*) FILTER (ask) AS asks, count(*) FILTER (ask AND known) AS repeated_asks,
    count(*) FILTER (NOT ask AND known) AS given_again FROM (
    SELECT journey, kind = 'fact.asked/1' AS ask,
      max(kind = 'fact.given/1') OVER (PARTITION BY journey, key ORDER BY ts, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known
    FROM r WHERE kind LIKE 'fact.%') GROUP BY journey
), came AS (
  SELECT journey, count(*) AS inbound FROM r WHERE direction = 'from' GROUP BY journey
), sure AS (
  SELECT journey, min(ts) AS first_date FROM r WHERE kind = 'promise.made/1' OR (direction = 'to' AND due IS NOT NULL) GROUP BY journey
), turn AS (
  SELECT journey, sum(date_diff('microsecond', ts, until)) FILTER (kind = 'fact.asked/1') AS you FROM (
    SELECT journey, ts, kind, coalesce(lead(ts) OVER (PARTITION BY journey ORDER BY ts, seq), e) AS until
    FROM r JOIN span USING (journey) WHERE kind = 'fact.asked/1' OR direction = 'from') GROUP BY journey
), promise AS (
  SELECT journey, key, max(due) AS due, min(ts) FILTER (kind = 'promise.kept/1') AS kept_at
  FROM r WHERE kind LIKE 'promise.%' GROUP BY journey, key
), kept AS (
  SELECT journey, count(*) FILTER (kept_at <= due) / count(*) AS promises_kept FROM promise, horizon
  WHERE kept_at <= due OR due <= now GROUP BY journey
), moved AS (
  SELECT journey, count(*) FILTER (kind = 'promise.renegotiated/1') AS new_dates FROM r WHERE kind LIKE 'promise.%' GROUP BY journey
), j AS (
  SELECT office, date_diff('microsecond', s, e) / 86400e6 AS elapsed_days,
    coalesce(people, 0) AS people, coalesce(functions, 0) AS functions,
    coalesce(handoffs_person, 0) AS handoffs_person, coalesce(handoffs_function, 0) AS handoffs_function,
    coalesce(returns_person, 0) AS returns_person, coalesce(returns_function, 0) AS returns_function,
    coalesce(rework_repeat, 0) AS rework_repeat, coalesce(rework_redo, 0) AS rework_redo,
    coalesce(self_loops, 0) AS self_loops,
    greatest(coalesce(longest, 0), date_diff('microsecond', coalesce(last_to, s), e)) / 86400e6 AS longest_silence_days,
    (coalesce(beyond, 0) + greatest(date_diff('microsecond', coalesce(last_to, s), e) - 432000000000, 0))
      / nullif(date_diff('microsecond', s, e), 0) AS silence_share,
    date_diff('microsecond', s, first_to) / 86400e6 AS first_word_days,
    date_diff('microsecond', s, first_date) / 86400e6 AS time_to_certainty_days,
    CASE WHEN n >= 3 THEN (squares - n) / (n * (n - 1)) END AS coc,
    CASE WHEN n >= 3 THEN same / (n - 1) END AS secon, most / n AS upc,
    coalesce(asks, 0) AS asks, coalesce(repeated_asks, 0) AS repeated_asks, promises_kept,
    coalesce(inbound, 0) AS inbound, coalesce(given_again, 0) / inbound AS failure_demand, new_dates AS promises_renegotiated,
    coalesce(you, 0) / nullif(date_diff('microsecond', s, e), 0) AS turn_with_you,
    1 - coalesce(you, 0) / nullif(date_diff('microsecond', s, e), 0) AS turn_with_us
  FROM span LEFT JOIN staff USING (journey) LEFT JOIN f USING (journey) LEFT JOIN same USING (journey)
    LEFT JOIN conc USING (journey) LEFT JOIN heard USING (journey) LEFT JOIN asked USING (journey)
    LEFT JOIN kept USING (journey) LEFT JOIN came USING (journey) LEFT JOIN sure USING (journey)
    LEFT JOIN turn USING (journey) LEFT JOIN moved USING (journey)
), each_value AS MATERIALIZED (
  UNPIVOT (SELECT office, COLUMNS(* EXCLUDE (office))::DOUBLE FROM j) ON COLUMNS(* EXCLUDE (office)) INTO NAME name VALUE v
)
SELECT name, NULL AS office, avg(v) AS mean, count(v) AS n, quantile_cont(v, 0.5) AS median, quantile_cont(v, 0.9) AS p90
FROM each_value GROUP BY name
UNION ALL SELECT name, office, avg(v), count(v), NULL, NULL FROM each_value WHERE office IS NOT NULL GROUP BY name, office
UNION ALL SELECT name, NULL, mean, n, median, p90 FROM next_word
"""


Figures = dict[str, dict[str, float]]


def by_hand(path: str) -> tuple[Figures, Figures]:
    """Mean, median, 90th percentile and number of journeys of every measure that this log can tell.

    And the mean and the number of each office, by the measure and its name.
    """
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    rows = connection.execute(QUERY, {"path": path}).fetchall()
    measures = {
        name: {"mean": mean, "median": half, "p90": p90, "n": n}
        for name, office, mean, n, half, p90 in rows
        if office is None
    }
    offices = {f"{name} of {office}": {"raw": mean, "n": n} for name, office, mean, n, _, _ in rows if office}
    return measures, offices


if __name__ == "__main__":
    measures, offices = by_hand(sys.argv[1])
    print(json.dumps({"measures": measures, "offices": offices}))
