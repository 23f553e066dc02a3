"""Opening files that may be packed."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from throughline.refused import Refused


class FileRefused(Refused):
    """A file that cannot be opened, or is not whole."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is gzip."""
    try:
        packed = path.suffix == ".gz"
        with cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb") as stream:
            yield stream
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise FileRefused(f"{path} is not a whole gzip file: {error}. Fetch it again.") from None
    except PermissionError:
        raise FileRefused(f"{path} may not be read. Ask for the right to read it, or copy it.") from None
