"""Case ids that the eye takes for one another: kept apart, and said."""

from pathlib import Path

import pytest

from throughline.intake.problems import Effect
from throughline.intake.read import Log, read_log

COMPOSED, DECOMPOSED = "caf\u00e9-1", "cafe\u0301-1"


def log_of(tmp_path: Path, *ids: str) -> Log:
    path = tmp_path / "log.csv"
    lines = "".join(f'"{one}",check,2026-03-02T09:0{place}:00Z\n' for place, one in enumerate(ids))
    path.write_text(f"case_id,activity,timestamp\n{lines}", encoding="utf-8")
    return read_log(path)


@pytest.mark.parametrize(
    ("ids", "example"),
    [
        ((COMPOSED, DECOMPOSED), r"'cafe\u0301-1' and 'caf\xe9-1'"),
        (("Z-1", "z-1"), "'Z-1' and 'z-1'"),
        (("17", "17\u200b"), r"'17' and '17\u200b'"),
        (("17", "\ufeff17"), r"'17' and '\ufeff17'"),
        (("CAF\u00c9", "cafe\u0301\u200d"), r"'CAF\xc9' and 'cafe\u0301\u200d'"),
    ],
)
def test_ids_that_look_alike_are_said_and_not_merged(
    tmp_path: Path, ids: tuple[str, ...], example: str
) -> None:
    log = log_of(tmp_path, *ids)

    (doubt,) = log.problems
    assert (doubt.count, doubt.effect, doubt.examples) == (1, Effect.KEPT, (example,))
    assert "case id differs from another only in" in doubt.sentence
    assert set(log.record.journey.to_pyarrow().to_pylist()) == set(ids)


def test_three_that_look_alike_are_two_too_many(tmp_path: Path) -> None:
    (doubt,) = log_of(tmp_path, "z", "Z", "z\u200b", "y").problems

    assert doubt.count == 2


@pytest.mark.parametrize(
    "ids",
    [
        ("1", "01"),  # a nought more may be another case
        ("e1", "\u00e91"),  # an accent is a letter
        ("a-1", "a1"),
        ("x", "x", "y"),  # the same id is the same case
    ],
)
def test_ids_that_differ_in_what_is_seen_are_not_doubted(tmp_path: Path, ids: tuple[str, ...]) -> None:
    assert not log_of(tmp_path, *ids).problems
