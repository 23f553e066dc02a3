"""Parts of one large question are made before it, beside Python, and none is lost on the way."""

import duckdb
import ibis
import pytest
from ibis import _

from throughline.insight.fetching import fetched, made_apart


@pytest.fixture
def numbers() -> ibis.Table:
    engine = duckdb.connect()
    engine.execute("CREATE TABLE numbers AS SELECT range AS n, 'word' AS said FROM range(10)")
    return ibis.duckdb.from_connection(engine).table("numbers")


def test_a_part_may_rest_on_the_part_before_it(numbers: ibis.Table) -> None:
    with made_apart() as make:
        even = make(numbers.filter(_.n % 2 == 0))
        counted = make(even.aggregate(many=_.n.count(), whole=_.n.sum()))

    assert fetched(counted).to_pylist() == [{"many": 5, "whole": 20}]


def test_parts_are_tables_of_their_own_so_that_the_whole_question_is_small(numbers: ibis.Table) -> None:
    with made_apart() as make:
        part = make(numbers.aggregate(whole=_.n.sum()))

    assert "numbers" not in ibis.to_sql(part)


def test_a_part_that_cannot_be_made_is_an_error_at_the_latest_when_all_should_be_there(
    numbers: ibis.Table,
) -> None:
    with pytest.raises(duckdb.ConversionException, match="word"), made_apart() as make:
        make(numbers.mutate(read=_.said.cast("int64")))


def test_what_is_in_memory_already_is_left_as_it_is() -> None:
    table = ibis.memtable({"n": [1, 2]})

    with made_apart() as make:
        assert make(table) is table


def test_a_question_that_is_only_written_down_asks_no_engine() -> None:
    """The live record is followed in its database, by SQL that is written without being connected to it."""
    written = ibis.table({"journey": "string", "seq": "int64"}, name="touched")

    with made_apart() as make:
        assert make(written) is written
