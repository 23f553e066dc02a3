"""Commands that run side by side: none of them is left alone."""

import os
import sys
from pathlib import Path

import pytest

from throughline.cli.together import run_together

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it looks for processes as Unix has them")

LASTS = """
import os, pathlib, signal, sys
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
os.close(os.open(sys.argv[2], os.O_WRONLY))  # the other may end now
signal.pause()
"""
ENDS = "import os, sys; os.open(sys.argv[1], os.O_RDONLY)"


def test_when_one_ends_it_is_named_and_the_other_is_stopped(tmp_path: Path) -> None:
    pid, meeting = tmp_path / "pid", tmp_path / "meeting"
    os.mkfifo(meeting)

    ended = run_together(
        {
            "lasts": (sys.executable, "-c", LASTS, str(pid), str(meeting)),
            "ends": (sys.executable, "-c", ENDS, str(meeting)),
        }
    )

    assert ended == "ends"
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_when_one_cannot_begin_the_other_is_stopped_too() -> None:
    lasts = (sys.executable, "-c", "import signal; signal.pause()")

    with pytest.raises(FileNotFoundError):
        run_together({"lasts": lasts, "none": ("/no/such",)})
