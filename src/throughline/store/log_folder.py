"""Where uploaded logs lie on disk: one folder for each, readable by us alone, served to nobody."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ARRIVING = "arriving"
"""Files that are being sent; they have no log yet."""
WORK = "work"
"""What is made while a log is read; gone when the reading ends, however it ends."""

MEASURED = "journeys.arrow"
"""What a report is asked again from. No file that is uploaded ends like this."""


def folder() -> Path:
    """The folder of all logs, made when it is first needed."""
    return _own(Path(settings.THROUGHLINE_LOG_FOLDER))


def arriving() -> Path:
    return _own(folder() / ARRIVING)


def folder_of(log: str) -> Path:
    """The folder of one log. Ids are our own: thirty-two letters and digits."""
    if not log.isalnum():
        raise ValueError(log)
    return folder() / log


def work_folder(log: str) -> Path:
    """A fresh folder to work in; what an earlier run left there is gone."""
    forget_work(log)
    return _own(folder_of(log) / WORK)


def forget_work(log: str) -> None:
    shutil.rmtree(folder_of(log) / WORK, ignore_errors=True)


def take_in(log: str, arrived: Path, stored: str) -> None:
    """Move a file that has arrived to its log."""
    _own(folder_of(log))
    arrived.rename(folder_of(log) / stored)


def journeys_of(log: str) -> Path:
    """Where the rows lie that were measured, one for each journey; there is no file before the report."""
    return folder_of(log) / MEASURED


def keep_journeys(log: str, made: Path) -> None:
    """In the place of those that an earlier report left."""
    made.replace(journeys_of(log))


def remove(log: str) -> None:
    """Everything of one log, and nothing of any other."""
    shutil.rmtree(folder_of(log), ignore_errors=True)


def remove_all() -> None:
    """The whole folder."""
    shutil.rmtree(settings.THROUGHLINE_LOG_FOLDER, ignore_errors=True)


def discard(path: Path) -> None:
    """Something that `on_disk` found and nobody needs."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def on_disk() -> Iterator[Path]:
    """Every log's folder, and every file that is arriving."""
    yield from (path for path in folder().iterdir() if path.name != ARRIVING)
    yield from arriving().iterdir()


def _own(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
