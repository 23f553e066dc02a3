"""Opening files that may be packed, and unpacking them no further than a log can reasonably be."""

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from throughline.refused import Refused

CHUNK = 1 << 20
LARGEST = int(os.environ.get("THROUGHLINE_UNPACKED_BYTES", 64 << 30))
"""No packed file may unpack to more bytes than this."""
RATIO = int(os.environ.get("THROUGHLINE_UNPACKED_RATIO", "200"))
"""Nor to more than so many times its own size: event logs reach 5 to 40, a bomb about 1,000."""
PATTERN = re.compile(r"[*?\[\]]")
"""Letters with which the engine reads every file that fits: `log[1].csv` would be `log1.csv`."""
UNSUSPICIOUS = 256 << 20
"""What unpacks to less than this is never taken for a bomb."""


class FileRefused(Refused):
    """A file that cannot be opened, or is not whole."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is gzip."""
    try:
        packed = is_packed(path)
        _check_packed(path, packed)
        with cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb") as stream:
            yield stream
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise FileRefused(
            f"{path} is not a whole gzip file: {error}. Nothing of it was used. Fetch it again."
        ) from None
    except IsADirectoryError:
        raise FileRefused(f"{path} is a folder, although its name says otherwise. Rename it.") from None
    except PermissionError:
        raise FileRefused(f"{path} may not be read. Ask for the right to read it, or copy it.") from None


def _check_packed(path: Path, packed: bool) -> None:
    with path.open("rb") as stream:
        begin = stream.read(2)
    if packed and begin and begin != b"\x1f\x8b":
        raise FileRefused(f"{path} is not a whole gzip file: it is not packed. Take .gz off its name.")


def is_packed(path: Path) -> bool:
    """Whether a file says that it is gzip."""
    return path.suffix.lower() == ".gz"


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time, until it is through or unpacks to more than we take."""
    most = _most(path)
    so_far = 0
    with opened(path) as stream:
        while chunk := stream.read(CHUNK):
            so_far += len(chunk)
            if so_far > most:
                raise FileRefused(
                    f"{path} unpacks to more than {most:,} bytes, from {path.stat().st_size:,}. That is far "
                    "more than event logs do and can be meant to fill the computer, so we stopped and kept "
                    "nothing. If it is a log, unpack it yourself first, or raise THROUGHLINE_UNPACKED_RATIO "
                    "or THROUGHLINE_UNPACKED_BYTES."
                )
            yield chunk


def _most(path: Path) -> int:
    size = path.stat().st_size
    return min(LARGEST, max(UNSUSPICIOUS, RATIO * size)) if is_packed(path) else max(LARGEST, size)


def unpacked(path: Path, folder: Path) -> Path:
    """The file itself, or a whole copy in `folder` if it is packed or its name means others to the engine."""
    if not is_packed(path) and not PATTERN.search(str(path)):
        return path
    own = folder / f"{zlib.crc32(str(path.resolve()).encode()):x}"  # two folders may hold files of one name
    own.mkdir(exist_ok=True)
    copy = own / PATTERN.sub("_", path.stem if is_packed(path) else path.name)
    with copy.open("wb") as out:
        for chunk in _ahead(chunks(path)):
            out.write(chunk)
    return copy


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, each unpacked while the one before it is used."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = beside.submit(next, pieces, b"")
        while piece := coming.result():
            coming = beside.submit(next, pieces, b"")
            yield piece
