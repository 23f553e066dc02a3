"""Dates in a log that were promises become promises made and kept, beside the rows that were read."""

from pathlib import Path

from throughline.insight.ride import Measured, ride_of
from throughline.intake.mapping import Mapping, PromiseTold
from throughline.intake.read import Log, read_log

ROWS = (
    "1,apply,2026-03-01T00:00:00Z,",
    "1,tell date,2026-03-02T00:00:00Z,2026-03-10T00:00:00Z",
    "1,decide,2026-03-09T00:00:00Z,2026-03-10T00:00:00Z",
    "2,apply,2026-03-01T00:00:00Z,2026-03-05T00:00:00Z",
    "2,tell date,2026-03-02T00:00:00Z,2026-03-05T00:00:00Z",
    "2,decide,2026-03-09T00:00:00Z,",  # too late
    "3,decide,2026-03-01T00:00:00Z,",  # before anything was promised
    "3,tell date,2026-03-02T00:00:00Z,2026-03-08T00:00:00Z",
    "4,apply,2026-03-01T00:00:00Z,",  # nothing was ever promised
)


def read(tmp_path: Path, told: PromiseTold) -> Log:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(("case_id,activity,timestamp,deadline", *ROWS)) + "\n")
    return read_log(path, Mapping(promises={"decision": told}))


def promises(log: Log) -> list[tuple[object, ...]]:
    rows = log.record.filter(log.record.kind.startswith("promise")).order_by("journey", "at", "seq")
    return [
        (row["journey"], row["kind"], f"{row['at']:%d}", row["due"] and f"{row['due']:%d}")
        for row in rows.to_pyarrow().to_pylist()
    ]


def test_a_promise_is_made_where_told_and_kept_by_the_first_that_keeps_it(tmp_path: Path) -> None:
    log = read(tmp_path, PromiseTold(due="deadline", made="tell date", kept="decide"))

    assert promises(log) == [
        ("1", "promise.made/1", "02", "10"),
        ("1", "promise.kept/1", "09", None),
        ("2", "promise.made/1", "02", "05"),
        ("2", "promise.kept/1", "09", None),
        ("3", "promise.made/1", "02", "08"),
    ]


def test_without_being_told_it_is_made_with_the_first_row_and_the_first_date_known(tmp_path: Path) -> None:
    log = read(tmp_path, PromiseTold(due="deadline", kept="decide"))

    assert promises(log)[:2] == [
        ("1", "promise.made/1", "01", "10"),
        ("1", "promise.kept/1", "09", None),
    ]


def test_rows_that_were_added_are_not_rows_that_were_read(tmp_path: Path) -> None:
    log = read(tmp_path, PromiseTold(due="deadline", made="tell date", kept="decide"))

    assert (log.rows_read, log.rows_used) == (9, 9)
    assert log.record.count().execute() == 9 + 5
    assert log.sentences[:2] == [
        "3 promises are in the log by their dates; we added a row for each",
        "2 of these promises were kept at some time; we added a row for each",
    ]


def test_the_ride_tells_how_many_promises_were_kept(tmp_path: Path) -> None:
    log = read(tmp_path, PromiseTold(due="deadline", made="tell date", kept="decide"))

    kept = ride_of(log.record).measures["promises_kept"]

    assert isinstance(kept, Measured)
    assert (kept.mean, kept.n) == (1 / 3, 3)  # one kept in time, one late, one never


def test_a_promise_is_nobodys_work(tmp_path: Path) -> None:
    told = PromiseTold(due="deadline", made="tell date", kept="decide")

    with_promises = ride_of(read(tmp_path, told).record).measures
    without = ride_of(read_log(tmp_path / "log.csv").record).measures

    assert with_promises["self_loops"] == without["self_loops"]
    assert with_promises["elapsed_days"] == without["elapsed_days"]
