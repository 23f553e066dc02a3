"""The Python tutorial is run as it stands: every block in order, and what it shows is what comes out."""

import ast
import io
import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial" / "read-receipt-in-python.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples" / "logs"
LOGS = Path(os.environ.get("THROUGHLINE_LOGS", ROOT.parent / "shared" / "data"))
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


@pytest.fixture(autouse=True)
def wide_frames() -> Iterator[None]:
    """As a notebook shows them, whatever the terminal."""
    with pd.option_context("display.width", 200, "display.max_columns", 20):
        yield


def run(code: str, names: dict[str, object]) -> str:
    """What a cell prints, and its last value as a notebook shows it."""
    body = ast.parse(code).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as shown:
        exec(compile(ast.Module(body, []), "tutorial", "exec"), names)  # noqa: S102 - our own tutorial
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "tutorial", "eval"), names)  # noqa: S307 - likewise
            if value is not None:
                print(repr(value))
    return shown.getvalue()


def cells(log: Path, mapping: Path) -> list[tuple[str, str]]:
    """The code of every block with its files in place, and what the page shows below it."""
    found = [(code.replace("receipt.xes", str(log)), shown) for code, shown in BLOCK.findall(TUTORIAL)]
    return [(code.replace('"receipt.yaml"', repr(str(mapping))), shown) for code, shown in found]


def test_on_the_log_that_it_is_about_it_shows_what_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = LOGS / "receipt.xes"
    if not log.exists():
        pytest.skip(f"{log} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    told = cells(log, EXAMPLES / "receipt.yaml")

    assert len(told) > 8
    for code, shown in told:
        assert run(code, names) == shown, code


def test_on_the_log_that_comes_with_the_project_every_line_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    for code, shown in cells(EXAMPLES / "garden-permits.csv", EXAMPLES / "garden-permits.yaml"):
        assert bool(run(code, names)) == bool(shown), code

    assert (tmp_path / "ride.html").exists()
