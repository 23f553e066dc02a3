"""Which files make up a log: those that were named, and those in the folders that were named."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from throughline.intake.opening import KNOWN, LogRefused, is_log


def files_given(paths: Sequence[Path]) -> list[Path]:
    """The files, in the order in which they were named; those of a folder by name."""
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise LogRefused("There is nothing to read: name a file, several, or a folder with logs in it.")
    twice = sorted({file.name for file in files if files.count(file) > 1})
    if twice:
        raise LogRefused(f"{twice[0]} was named twice; its events would count twice. Name it once.")
    return files


def _is_hidden(file: Path) -> bool:
    """Files that programs keep beside those of people, such as those of a sheet that is open."""
    return file.name.startswith((".", "~$", "._"))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise LogRefused(f"There is no file {path}. Check the name and the folder.")
    if not path.is_dir():
        yield path
        return
    found = sorted(
        file for file in path.iterdir() if file.is_file() and is_log(file) and not _is_hidden(file)
    )
    if not found:
        below = next((file for file in sorted(path.rglob("*")) if is_log(file) and file.is_file()), None)
        how = (
            f" There are some in folders in it: name those, as in {path}/*/*{below.suffix}." if below else ""
        )
        raise LogRefused(f"The folder {path} holds no logs. We read files ending in {', '.join(KNOWN)}.{how}")
    yield from found
