"""Which files make up a log: those that were named, and those in the folders that were named."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from throughline.intake.opening import KNOWN, LogRefused, is_log, is_partitioned
from throughline.intake.problems import Effect, Problem

BESIDE = re.compile(
    r"(read[ _-]?me|liesmich|leesmij|lisez[ _-]?moi|licen[cs]e|copying).*\.txt|(eh)?thumbs(_vista)?\.db",
    re.IGNORECASE,
)
"""Names of files that lie beside logs, although they end as logs may."""


def files_given(paths: Sequence[Path]) -> list[Path]:
    """The files, in the order in which they were named; those of a folder by name.

    A folder whose folders are called key=value is one table, and stands for itself.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise LogRefused("There is nothing to read: name a file, several, or a folder with logs in it.")
    twice = sorted({file.name for file in files if files.count(file) > 1})
    if twice:
        raise LogRefused(f"{twice[0]} was named twice; its events would count twice. Name it once.")
    return files


def passed_over(paths: Sequence[Path]) -> list[Problem]:
    """What lies in the folders that were named and was not read."""
    found = []
    for path in paths:
        if path.is_dir() and not is_partitioned(path):
            others = sorted(one.name for one in path.iterdir() if not _is_wanted(one))
            what = f"of {path.name}: no log by its name or in a folder of its own, and passed over"
            found.append(
                Problem(
                    what=f"files and folders {what}",
                    one=f"file or folder {what}",
                    count=len(others),
                    examples=tuple(others[:5]),
                    effect=Effect.NOTED,
                )
            )
    return [problem for problem in found if problem.count]


def _is_wanted(file: Path) -> bool:
    """Whether a file is no folder, has the name of a log, and is none that programs keep for themselves."""
    hidden = file.name.startswith((".", "~$", "._"))
    return is_log(file) and not hidden and not BESIDE.fullmatch(file.name) and file.is_file()


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise LogRefused(f"There is no file {path}. Check the name and the folder.")
    if not path.is_dir() or is_partitioned(path):
        yield path
        return
    found = sorted(filter(_is_wanted, path.iterdir()))
    if not found:
        below = next((file for file in sorted(path.rglob("*")) if is_log(file) and file.is_file()), None)
        how = (
            f" There are some in folders in it: name those, as in {path}/*/*{below.suffix}." if below else ""
        )
        raise LogRefused(f"The folder {path} holds no logs. We read files ending in {', '.join(KNOWN)}.{how}")
    yield from found
