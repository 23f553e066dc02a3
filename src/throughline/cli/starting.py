"""Getting ready to work on the record. The site is named by its address, as Django names its settings:
the command line and the site are two ways in, and neither is built on the other."""

import signal
from importlib import import_module
from pathlib import Path
from typing import Protocol


class Here(Protocol):
    """What a command needs to know of the configuration."""

    @property
    def home(self) -> Path: ...
    @property
    def address(self) -> str: ...
    @property
    def blueprints(self) -> Path: ...
    @property
    def embedded(self) -> bool: ...


def start(*, newest_shape: bool = True) -> Here:
    """Read the settings, start the embedded database where it is wanted, and ready Django.

    Only what brings the newest shape may begin without it. A program that stops us stops us as Ctrl-C does,
    so that the embedded database stops with the last command that uses it.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    here: Here = import_module("throughline.site.starting").start(newest_shape=newest_shape)
    return here
