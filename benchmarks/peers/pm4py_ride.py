"""The peer: pm4py with pandas, from a log to figures per case. Runs in its own environment, as a process.

    python pm4py_ride.py LOG [--network]

Handoffs, gaps, repeats and durations of every case, and with --network also pm4py's hand-over network.
Prints the sums as JSON, so that nothing can be left out unseen.
"""

import json
import sys

import pandas as pd
import pm4py

CASE, ACTIVITY, TIME, PERSON = "case:concept:name", "concept:name", "time:timestamp", "org:resource"


def read(path: str) -> pd.DataFrame:
    """A CSV of benchmarks/made.py, or XES by pm4py's own reader in Python, without its add-on in Rust."""
    if not path.endswith(".csv"):
        return pm4py.read_xes(path, variant="iterparse", return_legacy_log_object=False)
    log = pd.read_csv(path).rename(columns={"person": PERSON})
    return pm4py.format_dataframe(log, case_id="case", activity_key="activity", timestamp_key="time")


def per_case(log: pd.DataFrame) -> pd.DataFrame:
    """One row per case, as somebody would write it in a notebook."""
    cases = log.groupby(CASE, sort=False)
    before = cases[[PERSON, TIME]].shift()
    frame = pd.DataFrame(
        {
            CASE: log[CASE],
            "handoffs": before[PERSON].notna() & (log[PERSON] != before[PERSON]),
            "gap": (log[TIME] - before[TIME]).dt.total_seconds(),
            "repeats": log.duplicated([CASE, ACTIVITY]),
        }
    )
    each = frame.groupby(CASE).agg({"handoffs": "sum", "gap": "max", "repeats": "sum"})
    span = cases[TIME].agg(["min", "max"])
    each["days"] = (span["max"] - span["min"]).dt.total_seconds() / 86_400
    return each


def main() -> None:
    """Read, measure, print."""
    log = read(sys.argv[1])
    each = per_case(log)
    found = {name: float(each[name].sum()) for name in each.columns}
    if "--network" in sys.argv:
        found["pairs"] = len(pm4py.discover_handover_of_work_network(log).connections)
    print(json.dumps({"cases": len(each), **found}))


main()
