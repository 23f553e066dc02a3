"""Files that a person asks for: refused before the work where they cannot be, not after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from throughline.refused import Refused


class CannotWrite(Refused):
    """A file cannot be made where it was asked for."""


def check_can_write(*paths: Path | None) -> None:
    """Raises: CannotWrite, when there is no folder to write into."""
    for path in paths:
        if path is None or str(path) == "-":
            continue
        if not path.absolute().parent.is_dir():
            raise CannotWrite(f"There is no folder {path.absolute().parent} to write {path.name} into.")
        if path.is_dir():
            raise CannotWrite(f"{path} is a folder. Name a file to write.")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong while `path` is written is said in a sentence."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}.") from None


def write(path: Path, text: str) -> None:
    """Write a file, or print it where the path is `-`."""
    if str(path) == "-":
        typer.echo(text, nl=False)
        return
    with writing(path):
        path.write_text(text, encoding="utf-8")
