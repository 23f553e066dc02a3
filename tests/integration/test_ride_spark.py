"""Three engines, one expression: DuckDB, PostgreSQL and a Spark cluster of two tell the same ride."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import ibis
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from pyspark import SparkContext
from tests.conftest import MONDAY
from tests.integration.test_ride_engines import NOW, TYPES, journey, waits

from throughline.cli.ride import ride as ride_command
from throughline.eventlog.arrow import SCHEMA
from throughline.eventlog.parquet import write_parquet
from throughline.eventlog.shape import COLUMNS
from throughline.insight.fetching import fetched
from throughline.insight.flows import Places
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.ride import Measured, Ride, Unmeasurable, ride_of
from throughline.insight.ride_of_many import ride_of_many
from throughline.intake.mapping import Mapping
from throughline.intake.read import read_log
from throughline.intake.spark import SparkRefused, read_on_spark, spark_session

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
ENDS = ("low", "high")
TWO_EXECUTORS = "local-cluster[2,1,1024]"
QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java compiles lightly: here it starts, and never runs for long."""
SMALL = {
    "spark.executor.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.showConsoleProgress": "false",
    # A few thousand rows do not earn back the time that compiling and planning anew would take.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": QUICK_TO_START,
    "spark.executor.extraJavaOptions": QUICK_TO_START,
}
LETTERS = Mapping(
    to=frozenset({"Confirmation of receipt", "T05 Print and send confirmation of receipt"}),
    asks={"T04 Determine confirmation of receipt": "receipt"},
    supplies={"T02 Check confirmation of receipt": "receipt"},
)
"""What the person met in `receipt.xes`, made up here so that silence and asks can be told from it."""

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),  # pyspark's results
]


@dataclass(frozen=True)
class Told:
    """A record on one machine, in Parquet files for many, and from when it is looked at."""

    record: ibis.Table
    folder: Path
    now: datetime | None
    journeys: int


@pytest.fixture(scope="module")
def session() -> Iterator[object]:
    if os.environ.get("WITHOUT_SPARK"):
        pytest.skip("WITHOUT_SPARK is set: the measures are not tried on Spark")
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        pytest.fail("Spark needs Java 17 or later. See tools/java; WITHOUT_SPARK=1 goes without.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        opened = spark_session(TWO_EXECUTORS, SMALL)
        yield opened
        opened.stop()
        SparkContext._gateway.shutdown()  # and with it Java, which nothing else here needs


@pytest.fixture(scope="module", params=["made up", "receipt.xes"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("record")
    if request.param == "made up":
        chance = Random(20_260_327)  # noqa: S311 - made-up data
        write_parquet(
            (row for number in range(120) for row in journey(number, chance)), folder / "all.parquet"
        )
        record, now = read_log(folder / "all.parquet").record, NOW
    else:
        if not (LOGS / request.param).exists():
            pytest.skip(
                f"{LOGS / request.param} is not there; set THROUGHLINE_LOGS to a folder with real logs"
            )
        record, now = read_log(LOGS / request.param, LETTERS).record, None
    rows = fetched(record)
    return Told(record, in_parts(rows, folder / "parts"), now, len(rows["journey"].unique()))


def in_parts(record: pa.Table, folder: Path) -> Path:
    """Four files, so that both executors have something to read; journeys lie across them."""
    folder.mkdir()
    shaped = record.select(list(COLUMNS)).cast(SCHEMA)
    for part in range(4):
        pq.write_table(shaped.take(list(range(part, shaped.num_rows, 4))), folder / f"{part}.parquet")
    return folder


def on_postgresql(told: Told, socket: str, worker: str) -> Ride:
    schema = f"ride_spark_{worker}"
    columns = ", ".join(f'"{name}" {TYPES.get(name, "text")}' for name in COLUMNS)
    uri = f"host={socket} user=postgres dbname=postgres"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"create schema {schema}")
        try:
            connection.execute(f"set search_path = {schema}")
            connection.execute("set time zone 'UTC'")
            connection.execute(f"create table record ({columns})")
            with connection.cursor().copy("copy record from stdin") as copy:
                for row in pq.read_table(told.folder).to_pylist():
                    copy.write_row([row[name] for name in COLUMNS])
            return ride_of(ibis.postgres.from_connection(connection).table("record"), now=told.now)
        finally:
            connection.execute(f"drop schema {schema} cascade")


def test_three_engines_give_the_same_ride(
    session: object, told: Told, embedded_postgresql: str, worker_id: str
) -> None:
    log = read_on_spark(session, [str(told.folder)])

    rides = {
        "PostgreSQL": on_postgresql(told, embedded_postgresql, worker_id),
        "Spark": ride_of(log.record, now=told.now),
    }
    expected = ride_of(told.record, now=told.now)

    assert log.problems == read_log(told.folder).problems
    assert log.rows_read == log.rows_used == expected.events
    assert set(expected.measures) == {measure.name for measure in MEASURES}
    for engine, ride in rides.items():
        assert ride.events == expected.events, engine
        assert untold(ride) == untold(expected), engine
        assert figures(ride) == pytest.approx(figures(expected), rel=1e-9, abs=1e-9), engine


def test_figures_made_on_spark_are_those_of_fetched_journeys(session: object, told: Told) -> None:
    """Only small tables come back: the sample here is of one journey in ten."""
    record = read_on_spark(session, [str(told.folder)]).record

    many = ride_of_many(record, now=told.now, sample=told.journeys // 10)

    expected = ride_of(told.record, now=told.now)
    assert many.size == told.journeys
    assert 0 < many.journeys.num_rows < told.journeys / 4
    assert untold(many) == untold(expected)
    assert figures(many) == pytest.approx(figures(expected), rel=1e-9, abs=1e-9)
    assert [(one.name, one.n) for one in many.endings] == [(one.name, one.n) for one in expected.endings]


def figures(ride: Ride) -> dict[str, float]:
    """Every figure of every measure that the log can tell, with both ends of its interval."""
    found: dict[str, float] = {}
    for name, result in ride.measures.items():
        if isinstance(result, Measured):
            told = {key: value for key, value in vars(result).items() if isinstance(value, int | float)}
            ends = {f"{key} {end}": getattr(i, end) for key, i in result.intervals.items() for end in ENDS}
            found |= {f"{name} {key}": value for key, value in (told | ends).items()}
    return found


def untold(ride: Ride) -> dict[str, str]:
    """Why the others cannot be told."""
    return {name: result.why for name, result in ride.measures.items() if isinstance(result, Unmeasurable)}


def test_two_executors_take_part(session: object) -> None:
    memory = session.sparkContext._jsc.sc().getExecutorMemoryStatus()

    assert memory.size() == 3  # two executors, and the driver


def test_a_folder_that_is_not_there_is_refused_by_its_name(session: object, tmp_path: Path) -> None:
    with pytest.raises(SparkRefused, match=r"Spark cannot read .*/nothing: .*does not exist"):
        read_on_spark(session, [str(tmp_path / "nothing")])


def test_times_without_a_zone_are_refused(session: object, tmp_path: Path) -> None:
    rows = pa.table({"journey": ["A"], "seq": [1], "at": [datetime(2026, 3, 2)], "name": ["apply"]})  # noqa: DTZ001
    pq.write_table(rows, tmp_path / "naive.parquet", coerce_timestamps="us")

    with pytest.raises(SparkRefused, match="at is timestamp_ntz and should be timestamp"):
        read_on_spark(session, [str(tmp_path)])


def test_a_log_without_an_order_is_refused(session: object, tmp_path: Path) -> None:
    rows = pa.table({"journey": ["A"], "at": pa.array([MONDAY], SCHEMA.field("at").type), "name": ["apply"]})
    pq.write_table(rows, tmp_path / "unordered.parquet")

    with pytest.raises(SparkRefused, match="lacks the column seq"):
        read_on_spark(session, [str(tmp_path)])


def test_what_is_left_out_or_stands_for_nobody_is_counted(session: object, tmp_path: Path) -> None:
    rows = pa.table(
        {
            "journey": ["A", "A", None],
            "seq": [1, 2, 3],
            "at": pa.array([MONDAY, MONDAY, MONDAY], SCHEMA.field("at").type),
            "name": ["apply", "check", "check"],
            "person": ["Ben", "UNKNOWN ", "Ben"],
        }
    )
    pq.write_table(rows, tmp_path / "doubtful.parquet")

    log = read_on_spark(session, [str(tmp_path)])

    assert [(one.count, one.where) for one in log.problems] == [
        (1, None),
        (1, "column person"),
        (1, "column at"),
    ]
    assert (log.rows_read, log.rows_used) == (3, 2)
    assert fetched(log.record.order_by("seq").select("seq", "person")).to_pylist() == [
        {"seq": 1, "person": "Ben"},
        {"seq": 2, "person": None},
    ]


TUESDAY = MONDAY + timedelta(days=1)
SOUND: list[dict[str, object]] = [
    {"journey": "A", "seq": 1, "at": MONDAY, "name": "apply", "person": "Ben", "function": "Intake"},
    {"journey": "A", "seq": 2, "at": TUESDAY, "name": "check", "person": "Femi", "function": "Intake"},
]
THIRD = SOUND[-1] | {"seq": 3, "at": TUESDAY + timedelta(days=1)}
TROUBLES = {
    "two events of one moment": {"at": TUESDAY},
    "no journey": {"journey": None},
    "no time": {"at": None},
    "a word for nobody": {"person": "UNKNOWN"},
    "a word for no department": {"function": " n/a "},
}


@pytest.mark.parametrize("engine", [None, TWO_EXECUTORS], ids=["one machine", "Spark"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_strict_fails_on_the_same_troubles_on_every_engine(
    session: object, tmp_path: Path, trouble: str, engine: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    log = one_file(tmp_path, [*SOUND, THIRD | TROUBLES[trouble]])

    with pytest.raises(typer.Exit) as stopped:
        ride_command([log], strict=True, engine=engine)

    assert stopped.value.exit_code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "The log has troubles, and --strict was given:\n• 1 " in said.err


@pytest.mark.parametrize("engine", [None, TWO_EXECUTORS], ids=["one machine", "Spark"])
def test_strict_lets_a_sound_log_pass_on_every_engine(
    session: object, tmp_path: Path, engine: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    ride_command([one_file(tmp_path, SOUND)], strict=True, engine=engine)

    assert "2 events · " in capsys.readouterr().out


def one_file(folder: Path, rows: list[dict[str, object]]) -> Path:
    """Rows in the record's own shape, in one file that every engine reads."""
    columns = pa.schema([(name, SCHEMA.field(name).type) for name in SOUND[0]])
    pq.write_table(pa.Table.from_pylist(rows, columns), folder / "log.parquet")
    return folder / "log.parquet"


@pytest.mark.parametrize("places", list(Places))
def test_a_cluster_says_where_journeys_waited_as_one_machine_does(
    session: object, told: Told, places: Places
) -> None:
    log = read_on_spark(session, [str(told.folder)])

    expected, found = waits(told.record, places), waits(log.record, places)

    assert found.keys() == expected.keys()
    for pair, figures in expected.items():
        assert found[pair] == pytest.approx(figures, rel=1e-9, abs=1e-9), pair
