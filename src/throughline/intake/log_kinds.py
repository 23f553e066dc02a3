"""What a file is, by its first bytes. Its name may say anything."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from throughline.refused import Refused

HEAD = 1 << 16
"""So many of a file's first bytes are looked at."""
THE_FILE = "The file"
"""What an upload is called, which has no name that one could give on a command line."""
WE_READ = "We read CSV, XES, Parquet and OCEL files, also packed with gzip."


class LogKind(StrEnum):
    """The kinds of log that we read. The value is the written name."""

    CSV = "csv"
    XES = "xes"
    PARQUET = "parquet"
    OCEL_JSON = "ocel-json"
    OCEL_XML = "ocel-xml"
    OCEL_SQLITE = "ocel-sqlite"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return {"ocel-json": ".jsonocel", "ocel-xml": ".xmlocel", "ocel-sqlite": ".sqlite"}.get(
            self.value, f".{self.value}"
        )


class NotALog(Refused):
    """A file that is no event log, what it seems to be, and what to do."""


@dataclass(frozen=True)
class Found:
    """What a file is, and whether it is packed with gzip."""

    kind: LogKind
    packed: bool

    @property
    def ending(self) -> str:
        return self.kind.ending + (".gz" if self.packed else "")


OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF. Ask for the table behind it, as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file. Open it and save the sheet as CSV"),
    (b"\x89PNG", "a picture. Ask for the table it shows, as CSV"),
    (b"\xff\xd8\xff", "a picture. Ask for the table it shows, as CSV"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it and {take} the files in it"),
    (b"BZh", "packed with bzip2. Unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "packed with xz. Unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd. Unpack it, or pack it with gzip"),
)
OFFICE = (b"xl/", b"[Content_Types].xml")
SEPARATORS = (b",", b";", b"\t", b"|")


def kind_of(head: bytes, name: str = THE_FILE) -> Found:
    """What the file is whose first bytes these are; `name` is what a refusal calls it.

    Raises:
        NotALog: with what it seems to be and what to do instead.
    """
    if not head:
        raise NotALog(f"{name} is empty. Choose another one.")
    if head.startswith(b"\x1f\x8b"):
        return Found(_kind(_unpacked(head, name), name), packed=True)
    return Found(_kind(head, name), packed=False)


def _unpacked(head: bytes, name: str) -> bytes:
    try:
        inside = zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        raise NotALog(f"{name} begins like gzip but cannot be unpacked. Fetch or pack it again.") from None
    if not inside:
        raise NotALog(f"{name} is packed, and there is nothing in it. Choose another one.")
    return inside


def _kind(head: bytes, name: str) -> LogKind:
    for beginning, kind in ((b"PAR1", LogKind.PARQUET), (b"SQLite format 3\0", LogKind.OCEL_SQLITE)):
        if head.startswith(beginning):
            return kind
    refuse_others(head, name)
    text = _text(head, name)
    begins = text.lstrip()
    for looks, kind in LOOKS:
        if looks(begins):
            return kind
    if begins.startswith("<"):
        raise NotALog(f"{name} is XML or a web page, and not an event log. {WE_READ}")
    if begins.startswith(("{", "[")):
        raise NotALog(f"{name} is JSON, and not an object-centric event log. {WE_READ}")
    if _columns(begins) < 3:
        raise NotALog(
            f"{name} is text, and its first line does not name at least three columns with comma, "
            "semicolon, tab or | between them. We need a column for the case, the activity and the time."
        )
    return LogKind.CSV


def refuse_others(head: bytes, name: str = THE_FILE) -> None:
    """Refuse what many people have at hand and we do not read, with what to do."""
    take = "upload" if name == THE_FILE else "name"
    for beginning, what in OTHERS:
        if head.startswith(beginning):
            raise NotALog(f"{name} is {what.format(take=take)}. {WE_READ}")
    if head.startswith(b"PK\x03\x04"):
        office = any(mark in head for mark in OFFICE)
        what = (
            "an Excel workbook or another office file. Open it and save the sheet as CSV"
            if office
            else "a zip archive. Unpack it and {take} the files in it"
        )
        raise NotALog(f"{name} is {what.format(take=take)}. {WE_READ}")


def _text(head: bytes, name: str) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore")
    if b"\0" in head:
        raise NotALog(f"{name} is not text, and none of the kinds we know. {WE_READ}")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_off = error.start >= len(head) - 4
        return head.decode("utf-8-sig" if cut_off else "cp1252", errors="ignore")


def _is_xes(text: str) -> bool:
    root = re.search(r"<(?:\w+:)?log[\s>]", text[:HEAD])
    return text.startswith("<") and root is not None and not _is_ocel_xml(text)


def _is_ocel_xml(text: str) -> bool:
    return (
        text.startswith("<")
        and re.search(r"<object-types|<event-types|ocel:|<global scope=\"object\"", text) is not None
    )


def _is_ocel_json(text: str) -> bool:
    return text.startswith("{") and re.search(r'"(ocel:|objectTypes"|eventTypes")', text) is not None


LOOKS: tuple[tuple[Callable[[str], bool], LogKind], ...] = (
    (_is_ocel_xml, LogKind.OCEL_XML),
    (_is_xes, LogKind.XES),
    (_is_ocel_json, LogKind.OCEL_JSON),
)


def _columns(text: str) -> int:
    first = text.splitlines()[0] if text else ""
    return 1 + max(first.count(mark.decode()) for mark in SEPARATORS)
