"""Commands that run side by side: when one ends, for whatever reason, none of them runs on alone."""

import subprocess
import time
from collections.abc import Mapping, Sequence

LOOK = 0.5
"""How often we look whether all still run, in seconds."""


def run_together(commands: Mapping[str, Sequence[str]]) -> str:
    """Run commands until one of them ends, and say the name of the one that did. The others are stopped.

    Also when something is raised here, such as by Ctrl-C, none of them is left behind.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            running[name] = subprocess.Popen(command)  # noqa: S603 - our own commands
        while True:
            for name, one in running.items():
                if one.poll() is not None:
                    return name
            time.sleep(LOOK)
    finally:
        for one in running.values():
            one.terminate()
        for one in running.values():
            one.wait()
