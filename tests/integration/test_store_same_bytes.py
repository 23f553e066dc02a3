"""The same journey is the same bytes in every process, whatever order its sets happen to have."""

import os
import subprocess
import sys

WRITE = """
from throughline.journey.codec import write_state
from throughline.journey.state import State
print(write_state(State(duties=frozenset("abcdefgh"), experience=frozenset("pqrstuvw"))))
"""


def written_with(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", WRITE], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_sets_are_written_in_order() -> None:
    assert written_with("1") == written_with("2")
    assert "['a', 'b', 'c'" in written_with("1")
