"""What a file is, by its first bytes."""

import gzip
import sqlite3
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from throughline.intake.log_kinds import Found, LogKind, NotALog, kind_of

XES = b'<?xml version="1.0"?>\n<!-- ours -->\n<log xes.version="1.0"><trace></trace></log>'
OCEL_XML = b'<?xml version="1.0"?><log><object-types><object-type name="order"/></object-types></log>'
OCEL_1_XML = (
    b'<?xml version="1.0"?><log><global scope="event"></global><global scope="object"></global></log>'
)
OCEL_JSON = b'{"objectTypes": [], "eventTypes": []}'
OCEL_1_JSON = b'{"ocel:global-event": {}}'
CSV = b"case,activity,time\n1,Apply,2026-03-02T09:00:00Z\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (XES, LogKind.XES),
        (b"\xef\xbb\xbf" + XES, LogKind.XES),
        (OCEL_XML, LogKind.OCEL_XML),
        (OCEL_1_XML, LogKind.OCEL_XML),
        (OCEL_JSON, LogKind.OCEL_JSON),
        (OCEL_1_JSON, LogKind.OCEL_JSON),
        (CSV, LogKind.CSV),
        (CSV.replace(b",", b";"), LogKind.CSV),
        (CSV.replace(b",", b"\t"), LogKind.CSV),
        (CSV.replace(b",", b"|"), LogKind.CSV),
        (b"\xef\xbb\xbf" + CSV, LogKind.CSV),
        (CSV.decode().encode("utf-16"), LogKind.CSV),
        ("fall;tätigkeit;zeit\n1;Größe prüfen;2026-03-02\n".encode("cp1252"), LogKind.CSV),
        ("case,activity,time\n1,Prüf".encode()[:-1], LogKind.CSV),  # cut off in the middle of a letter
    ],
)
def test_a_log_is_known_by_its_first_bytes(head: bytes, kind: LogKind) -> None:
    assert kind_of(head) == Found(kind, packed=False)
    assert kind_of(gzip.compress(head)) == Found(kind, packed=True)


def test_real_parquet_and_sqlite_are_known(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"case": ["1"]}), tmp_path / "one")
    with sqlite3.connect(tmp_path / "two") as made:
        made.execute("create table event (ocel_id text)")
    made.close()

    assert kind_of((tmp_path / "one").read_bytes()).kind is LogKind.PARQUET
    assert kind_of((tmp_path / "two").read_bytes()).kind is LogKind.OCEL_SQLITE


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"", "is empty"),
        (gzip.compress(b"", mtime=0), "nothing in it"),
        (b"\x1f\x8b\x08\x00broken-all-the-way-down", "cannot be unpacked"),
        (b"%PDF-1.4", "a PDF"),
        (gzip.compress(b"%PDF-1.4", mtime=0), "a PDF"),
        (b"PK\x03\x04...xl/workbook.xml", "Excel workbook"),
        (b"PK\x03\x04...data.csv", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"\x7fELF\x00\x00", "not text"),
        (b"<!doctype html><html>", "a web page"),
        (b'[{"case": 1}]', "JSON"),
        (b"one line of text", "three columns"),
    ],
)
def test_what_is_no_log_is_refused_with_what_to_do(head: bytes, why: str) -> None:
    with pytest.raises(NotALog, match=why):
        kind_of(head)


@pytest.mark.parametrize("kind", LogKind)
def test_every_kind_has_an_ending_of_its_own(kind: LogKind) -> None:
    assert Found(kind, packed=True).ending == f"{kind.ending}.gz"
    assert len({one.ending for one in LogKind}) == len(LogKind)
