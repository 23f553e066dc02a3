"""What a log says of whole cases becomes one row per journey, typed."""

from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from throughline.intake import attributes_kept, attributes_last, desk
from throughline.intake.mapping import AttributeKind, Mapping
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

HEADER = "case_id,activity,timestamp,amount,kind of permit,case:channel,case:reference"
ROWS = (
    '1,apply,2026-03-01T00:00:00Z,"1000,50",shed,web,2026-01-01T00:00:00Z',
    "1,grant,2026-03-02T00:00:00Z,,,web,2026-01-01T00:00:00Z",  # nothing new: the last that was said holds
    "2,apply,2026-03-01T00:00:00Z,20.5,fence,post,2026-01-02T00:00:00Z",
    "2,grant,2026-03-02T00:00:00Z,30,fence,phone,2026-01-02T00:00:00Z",
    "3,apply,2026-03-01T00:00:00Z,much,fence,web,2026-01-03T00:00:00Z",
)


def read(tmp_path: Path, mapping: Mapping | None = None, rows: tuple[str, ...] = ROWS) -> Log:
    path = tmp_path / "log.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n")
    return read_log(path, mapping)


def journeys(log: Log) -> list[dict[str, object]]:
    assert log.journeys is not None
    return log.journeys.order_by("journey").to_pyarrow().to_pylist()


def test_columns_that_the_mapping_names_are_typed_and_the_last_value_counts(tmp_path: Path) -> None:
    told = Mapping(attributes={"amount": AttributeKind.NUMBER, "kind of permit": None})

    log = read(tmp_path, told)

    assert journeys(log) == [
        {"journey": "1", "amount": 1000.5, "kind of permit": "shed"},
        {"journey": "2", "amount": 30.0, "kind of permit": "fence"},
        {"journey": "3", "amount": None, "kind of permit": "fence"},
    ]
    assert [f"{problem.count} {problem.where}" for problem in log.problems] == ["1 column amount"] * 2


def test_without_being_asked_only_what_the_log_marks_as_about_the_case_is_taken(tmp_path: Path) -> None:
    log = read(tmp_path)

    assert journeys(log)[1] == {"journey": "2", "channel": "phone", "reference": datetime(2026, 1, 2)}  # noqa: DTZ001 - UTC, as engines keep it
    assert (
        "about the case",
        "column case:channel (the log says that it is about the case; read as a category)",
    ) in (log.reasons)


def test_what_is_the_same_in_every_case_tells_nothing(tmp_path: Path) -> None:
    rows = tuple(f"{i},apply,2026-03-01T00:00:00Z,,,web," for i in range(3))

    assert read(tmp_path, rows=rows).journeys is None


def test_many_different_words_are_no_attribute_unless_asked_for(tmp_path: Path) -> None:
    rows = tuple(f"{i},apply,2026-03-01T00:00:00Z,,,channel {i}," for i in range(41))

    assert read(tmp_path, rows=rows).journeys is None
    assert len(journeys(read(tmp_path, Mapping(attributes={"case:channel": None}), rows))) == 41


def test_attributes_do_not_change_the_record(tmp_path: Path) -> None:
    log = read(tmp_path)

    assert (log.rows_read, log.rows_used, log.record.count().execute()) == (5, 5, 5)


def test_units_are_adjusted_only_for_what_somebody_named(tmp_path: Path) -> None:
    told = read(tmp_path, Mapping(attributes={"amount": AttributeKind.NUMBER}))
    guessed = read(tmp_path)

    assert list(told.case_mix) == ["amount"]
    assert [one.ours for one in guessed.attributes] == ["channel", "reference"]
    assert list(guessed.case_mix) == []  # a mark says "about the case", which an outcome is too


MIXED = [
    "case,activity,time,case:colour,case:amount,case:day,case:ticket,case:note,case:empty",
    "A,ask,2026-01-01T10:00:00Z,red,1.5,2026-01-01,1000001,first,",
    "A,look,2026-01-01T11:00:00Z,blue,1.5,2026-01-01,1000001,,",
    "A,answer,2026-01-01T12:00:00Z,,1.5,2026-01-01,1000001,,",
    "B,ask,2026-01-01T10:00:00Z,red,2,2026-01-02,1000002,second,",
    "B,answer,2026-01-01T11:00:00Z,red,2.5,2026-01-02,1000002,second,",
    "C,ask,2026-01-01T10:00:00Z,green,,2026-01-02,1000003,,",
]


def journeys_of(path: Path) -> tuple[list[dict[str, object]], set[str]]:
    log = read_log(path)
    assert log.journeys is not None
    return log.journeys.order_by("journey").to_pyarrow().to_pylist(), {
        problem.sentence for problem in log.problems
    }


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (attributes_kept, "MUCH", 0),
        (attributes_last, "PARTS", (8,)),
        (attributes_last, "TOGETHER", 1),
    ],
    ids=["codes", "parts", "one by one"],
)
def test_a_large_log_says_the_same_of_its_journeys_as_a_small_one(
    module: ModuleType, name: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(MIXED))
    expected = [
        {"journey": "A", "colour": "blue", "amount": 1.5, "note": "first"},
        {"journey": "B", "colour": "red", "amount": 2.5, "note": "second"},
        {"journey": "C", "colour": "green", "amount": None, "note": None},
    ]

    small, said = journeys_of(path)
    monkeypatch.setattr(module, name, value)
    large, said_of_large = journeys_of(path)

    assert [{key: row[key] for key in expected[0]} for row in small] == expected
    assert large == small
    assert said_of_large == said
    assert any("column case:colour" in sentence and "more than one value" in sentence for sentence in said)


def test_texts_without_end_are_not_kept_for_every_row_of_a_large_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.csv"
    rows = [f"C{j},ask,2026-01-01T10:00:00Z,text {j},{j}.5,{'abc'[j % 3]}" for j in range(200)]
    path.write_text("\n".join(["case,activity,time,case:text,case:amount,case:kind", *rows]))
    monkeypatch.setattr(attributes_kept, "MUCH", 0)
    monkeypatch.setattr(attributes_kept, "MANY", 50)

    found, _ = journeys_of(path)

    assert found[0] == {"journey": "C0", "amount": 0.5, "kind": "a"}


def test_many_attributes_of_many_journeys_need_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, names = tmp_path / "log.csv", [f"a{n}" for n in range(120)]
    rows = [
        f"C{j},ask,2026-01-01T10:00:00Z,{','.join(f'value {(j + n) % 7}' for n in range(120))}"
        for j in range(3_000)
    ]
    path.write_text("\n".join(["case,activity,time," + ",".join(f"case:{name}" for name in names), *rows]))
    monkeypatch.setattr(desk, "MEMORY", "150MB")
    monkeypatch.setattr(attributes_kept, "MUCH", 0)

    found, _ = journeys_of(path)

    assert set(found[0]) == {"journey", *names}
    assert len(found) == 3_000


def test_too_little_memory_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(MIXED))
    monkeypatch.setattr(desk, "MEMORY", "1MB")

    with pytest.raises(Refused, match=r"log\.csv .* THROUGHLINE_MEMORY"):
        read_log(path)
