"""How a table's bytes are written: in which encoding, and what its rows end with."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from throughline.intake.files import chunks


@dataclass(frozen=True)
class Written:
    """The encoding, and how many line feeds, carriage returns, and pairs of both there are."""

    encoding: str
    feeds: int = 0
    returns: int = 0
    pairs: int = 0
    nuls: int = 0
    """Bytes that are no letter and that no database takes for one."""
    unended: bool = False
    """Whether the last line has no end."""

    @property
    def is_even(self) -> bool:
        """Whether rows can only end in one way. Lines in quotation marks may make even rows look uneven."""
        return not self.nuls and (self.returns == 0 or self.feeds == self.pairs == self.returns)

    @property
    def lines(self) -> int:
        """How many lines there are, a last one without an end among them."""
        return (self.feeds or self.returns) + self.unended

    @property
    def strays(self) -> int:
        """Carriage returns where no row ends."""
        return self.returns - self.pairs if self.feeds else 0


def how_written(path: Path) -> Written:
    """UTF-8 if all of it is; UTF-16 by its mark; otherwise the old Windows code page, which never fails."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, feeds, returns, pairs, nuls, last = True, 0, 0, 0, 0, b""
    for place, chunk in enumerate(chunks(path)):
        if place == 0 and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Written("utf-16")
        if is_utf8 and (not chunk.isascii() or decoder.getstate()[0]):
            is_utf8 = _decodes(decoder, chunk)
        feeds, returns = feeds + chunk.count(b"\n"), returns + chunk.count(b"\r")
        pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk.startswith(b"\n"))
        nuls += chunk.count(b"\0")
        last = chunk[-1:]
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    return Written(
        "utf-8" if is_utf8 else "cp1252", feeds, returns, pairs, nuls, last not in {b"\n", b"\r", b""}
    )


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def with_even_rows(path: Path, written: Written, copy: Path) -> Path:
    """A copy whose rows all end with a line feed: DuckDB gives up a whole file for one row that does not."""
    alone = b" " if written.feeds else b"\n"
    held = b""
    with copy.open("wb") as out:
        for chunk in chunks(path):
            text = held + chunk
            held = b"\r" if text.endswith(b"\r") else b""
            even = text[: len(text) - len(held)].replace(b"\r\n", b"\n").replace(b"\0", b" ")
            out.write(re.sub(rb"\r", alone, even))
        out.write(alone if held else b"")
    return copy
