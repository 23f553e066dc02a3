"""Spoiled logs for the readers: whole small logs of every format, with bytes turned, lost and put in.

Run as a program it reads many of them in a row and writes down each before it does, so that whoever started
it knows on which one it hung or fell over: python -m tests.generative.fuzz_readers FORMAT SEED COUNT FOLDER
"""

import gzip
import io
import random
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.unit import test_intake_ocel as ocel

from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.problems import rows_left_out
from throughline.intake.read import read_log
from throughline.refused import Refused

TABLE = (
    'case_id,activity,timestamp,resource,department,amount\n'
    '1,"apply, again",2026-03-01T09:00:00Z,"Ben ""B""",Intake,1.5\n'
    "1,check,2026-03-02T09:00:00+01:00,Chidi,EMPTY,\n"
    "NA,prüfen,2026-03-03 09:00:00,Femi,Licensing,2\n"
    "2,decide,,Femi,Licensing,3\n"
    "2,decide,12/31/2026 11:59 PM,Femi,Licensing,x\n"
    '3,"two\nlines",2026-03-04T09:00:00Z,Femi,Licensing,3\n'
) * 5  # fmt: skip
XES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    '<global scope="event"><string key="concept:name" value="x"/></global>\n'
    + "".join(
        f'<trace><string key="concept:name" value="{case}"/>\n<int key="amount" value="{case}"/>'
        + "".join(
            f'<event><string key="concept:name" value="{step}"/><string key="org:group" value="B &amp; C"/>'
            f'<date key="time:timestamp" value="2026-03-0{day}T09:00:00.000+01:00"/></event>\n'
            for day, step in enumerate(("apply", "prüfen", "decide"), start=1)
        )
        + "</trace>\n"
        for case in range(6)
    )
    + "</log>\n"
)
MAPPING = (
    "columns: {journey: case_id, name: activity}\nzone: Europe/Amsterdam\nto: [check, 'say: so']\n"
    "asks:\n  ask: payslip\nendings: {decide: decided}\ngoals: [decided]\n"
    "promises: {p: {due: d, kept: k}}\nattributes: {amount: number}\n# a comment\n"
)


def parquet() -> bytes:
    rows = {
        "case_id": ["1", "1", None, "2"],
        "activity": ["apply", "check", "decide", ""],
        "timestamp": pa.array([0, 1, 2, 3], pa.timestamp("us", tz="UTC")),
        "amount": [1.5, None, 2.0, 3.0],
    }
    out = io.BytesIO()
    pq.write_table(pa.table(rows), out)
    return out.getvalue()


def written(write: Callable[[Path], None], ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"log{ending}"
        write(path)
        return path.read_bytes()


WIDE = "SRNumber,Owner,CreatedDate,ServiceDate,ClosedDate\n" + "".join(
    f"{n},B,12/31/2017 11:{n:02d}:58 PM,{'' if n % 3 else '01/05/2018 12:00:00 AM'},01/09/2018 09:18:35 AM\n"
    for n in range(12)
)
SEEDS: dict[str, Callable[[], bytes]] = {
    "log.csv": TABLE.encode,
    "log.tsv": TABLE.replace(",", "\t").encode,
    "semicolons.csv": lambda: TABLE.replace(",", ";").encode("cp1252"),
    "wide.txt": lambda: TABLE.encode("utf-16"),
    "log.csv.gz": lambda: gzip.compress(TABLE.encode()),
    "log.xes": XES.encode,
    "log.xes.gz": lambda: gzip.compress(XES.encode()),
    "log.parquet": parquet,
    "milestones.csv": WIDE.encode,
    "log.jsonocel": lambda: written(ocel.second_json, ".jsonocel"),
    "first.jsonocel": lambda: written(ocel.first_json, ".jsonocel"),
    "log.xmlocel": lambda: written(ocel.second_xml, ".xmlocel"),
    "first.xmlocel": lambda: written(ocel.first_xml, ".xmlocel"),
    "log.sqlite": lambda: written(ocel.sqlite, ".sqlite"),
    "mapping.yaml": MAPPING.encode,
}
ZONE = "Europe/Amsterdam"
OCEL = re.compile(r"ocel$|sqlite$")
PIECES = (
    b'"', b"'", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b",", b";", b"\t", b"|",
    b"<", b">", b"&", b"&#0;", b"<!ENTITY a 'b'>", b"<!DOCTYPE log [", b"]]>", b"</trace>", b"<event>", b"{",
    b"[", b"}", b": ", b"- ", b"&a *a", b"!!python/object:os.system", b"NaN", b"1e999", b"-1", b"9999-12-31",
    b"0000-00-00", b"2026-02-30T25:61:61Z", b"2026-03-29 02:30:00", b"a" * 5000, b"\xc3\x28",
    b"\xf0\x9f\x98\x80", b"=cmd()", b"\\", b"%s%n", b"case_id,case_id", b"\x1a",
)  # fmt: skip
"""What has broken readers before, and what may."""


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """The content with a few things done to it."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(spoilt) + 1)
        length = chance.choice((1, 1, 2, 10, 200))
        match chance.randrange(7):
            case 0 if spoilt:
                spoilt[min(place, len(spoilt) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del spoilt[place : place + length]
            case 2 | 3:
                spoilt[place:place] = chance.choice(PIECES)
            case 4:
                spoilt[place:place] = spoilt[place : place + length] * chance.choice((1, 2, 50))
            case 5:
                del spoilt[place:]
            case _:
                spoilt[place : place + length] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(spoilt)


def read(path: Path) -> str:
    """What became of a file: read, with every row accounted for, or refused."""
    try:
        if path.suffix == ".yaml":
            read_mapping(path)
            return "read"
        told = replace(ocel.TOLD if OCEL.search(path.name) else Mapping(), zone=ZONE)
        log = read_log(path, told, wide=path.name == "milestones.csv")
        used = log.record.count().execute()
        assert log.rows_used == used, f"{log.rows_used} rows said to be used, {used} are in the record"
        left_out = rows_left_out(log.problems)
        assert log.rows_read == used + left_out, f"{log.rows_read} read, {used} used, {left_out} left out"
    except Refused as refusal:
        sentence = str(refusal)
        assert sentence, "a refusal without a sentence"
        assert len(sentence) < 3000, f"a refusal of {len(sentence)} letters"
        return "refused"
    return "read"


def main(name: str, seed: str, count: str, folder: str) -> None:
    """Read spoiled files one after the other; the last one stays in the folder."""
    content = SEEDS[name]()
    path = Path(folder) / name
    path.write_bytes(content)
    assert read(path) == "read", "the file is refused before anything is done to it"
    became = {"read": 0, "refused": 0}
    for number in range(int(count)):
        chance = random.Random(f"{seed} {name} {number}")  # noqa: S311 - made-up mistakes
        path.write_bytes(spoiled(content, chance))
        became[read(path)] += 1
    print(f"{became['read']} read, {became['refused']} refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
