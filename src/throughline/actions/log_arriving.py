"""A file of a log while it is being sent: counted, summed and written down as it comes."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from throughline.intake.log_kinds import HEAD, Found, NotALog, kind_of
from throughline.store import log_folder

LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """A file that is here as a whole."""

    name: str
    path: Path
    size: int
    sha256: str
    found: Found


class Arriving:
    """A file as it comes in. Whoever begins one finishes or forgets it."""

    def __init__(self, name: str) -> None:
        self.name = plain_name(name)
        self.size = 0
        self._path = log_folder.arriving() / secrets.token_hex(16)
        self._sum = hashlib.sha256()
        self._head = b""
        self._file = self._path.open("xb")
        self._path.chmod(0o600)

    def add(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._sum.update(chunk)
        self.size += len(chunk)
        self._head += chunk[: max(0, HEAD - len(self._head))]

    def finish(self) -> Arrived:
        """The whole file.

        Raises:
            NotALog: when its first bytes are of no kind that we read; it is gone then.
        """
        self._file.close()
        try:
            found = kind_of(self._head)
        except NotALog as refusal:
            self.forget()
            raise NotALog(f"{self.name}: {refusal}") from None
        return Arrived(
            name=self.name, path=self._path, size=self.size, sha256=self._sum.hexdigest(), found=found
        )

    def forget(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


def forget_all(arrived: Sequence[Arrived]) -> None:
    """Files that no log took in."""
    for one in arrived:
        one.path.unlink(missing_ok=True)


@contextmanager
def arrived_from(path: Path) -> Iterator[Arrived]:
    """A file of this machine as if it had been sent; gone afterwards unless a log took it in."""
    arriving = Arriving(path.name)
    try:
        with path.open("rb") as source:
            while chunk := source.read(1 << 20):
                arriving.add(chunk)
        yield arriving.finish()
    finally:
        arriving.forget()


def plain_name(name: str) -> str:
    """Only the last part, only what can be printed: a name is for people, never a path."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(one for one in last if one.isprintable())[:LONGEST_NAME].strip() or "log"
