"""Commands that run side by side: none of them is left alone."""

import os
import sys
from pathlib import Path

import pytest

from throughline.cli.together import run_together

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it looks for processes as Unix has them")

LASTS = (
    "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(300)"
)
ENDS = (
    "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists() "
    "or not pathlib.Path(sys.argv[1]).read_text(): time.sleep(0.01)"
)


def test_when_one_ends_it_is_named_and_the_other_is_stopped(tmp_path: Path) -> None:
    pid = str(tmp_path / "pid")

    ended = run_together(
        {"lasts": (sys.executable, "-c", LASTS, pid), "ends": (sys.executable, "-c", ENDS, pid)}
    )

    assert ended == "ends"
    with pytest.raises(ProcessLookupError):
        os.kill(int(Path(pid).read_text()), 0)


def test_when_one_cannot_begin_the_other_is_stopped_too(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_together({"lasts": (sys.executable, "-c", "import time; time.sleep(300)"), "none": ("/no/such",)})
