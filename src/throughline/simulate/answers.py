"""What people answer: a value for every kind of fact, and likelier ones where the service is known."""

import struct
import zlib
from datetime import datetime, timedelta
from random import Random

from throughline.blueprint.conditions import Code
from throughline.blueprint.model import Fact, FactType
from throughline.ids import FactKey
from throughline.simulate import names
from throughline.simulate.phrases import say
from throughline.simulate.simulated import Body

YES: dict[str, float] = {
    "in_aldermere": 0.94,
    "adult": 0.99,
    "has_kitchen": 0.72,
    "outdoor_seating": 0.38,
    "sells_alcohol": 0.34,
    "true_and_complete": 1.0,
    "accepts_duties": 1.0,
}
"""How often a question is answered yes. Half the time where nothing is known."""

ENDS_EARLY: dict[str, Code] = {"in_aldermere": False, "adult": False}
"""Answers with which this is not the right licence."""

LIKELY: dict[str, tuple[float, ...]] = {
    "music": (0.45, 0.43, 0.12),
    "kind_of_place": (0.3, 0.22, 0.22, 0.12, 0.08, 0.06),
    "run_as": (0.62, 0.16, 0.22),
}
NUMBERS: dict[str, tuple[int, ...]] = {
    "seats": (0, 0, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 60),
    "outdoor_tables": (2, 2, 3, 4, 4, 6, 8, 12),
    "staff": (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12),
    "ways_out": (1, 2, 2, 2, 3, 3, 4),
}


def answer_to(key: FactKey, fact: Fact, name: str, at: datetime, random: Random) -> tuple[Body, Code | None]:
    """A value, and its code where the fact decides. A document is put together by whoever keeps it."""
    match fact.type:
        case FactType.YES_NO:
            said = random.random() < YES.get(key, 0.5)
            return said, said
        case FactType.CHOICE:
            codes = list(fact.options)
            code = random.choices(codes, LIKELY.get(key))[0]
            return code, code
        case FactType.NUMBER:
            number = random.choice(NUMBERS.get(key, _between(fact)))
            return number, number
        case FactType.MONEY:
            return random.randrange(5, 400) * 100, None
        case FactType.DATE:
            return (at + timedelta(days=random.randrange(7, 60))).date().isoformat(), None
        case FactType.ADDRESS:
            return names.address(random), None
        case FactType.PHONE:
            return names.phone(random), None
        case FactType.EMAIL:
            return names.email(name, random), None
        case FactType.LONG_TEXT:
            return say("idea", random), None
    return _text(key, name, random), None


def _between(fact: Fact) -> tuple[int, ...]:
    lowest = int(fact.at_least if fact.at_least is not None else 0)
    highest = int(fact.at_most if fact.at_most is not None else lowest + 20)
    return tuple(range(lowest, min(highest, lowest + 20) + 1))


def _text(key: FactKey, name: str, random: Random) -> str:
    match key:
        case "business_name":
            return names.business(name, random)
        case "company_number":
            return f"{random.randrange(10_000_000, 99_999_999)}"
        case "keyholder":
            return f"{name}, {names.phone(random)}"
    return name


def picture() -> bytes:
    """The smallest drawing that is a real PNG: what it shows does not matter here."""
    header = struct.pack(">IIBBBBB", 8, 8, 1, 0, 0, 0, 0)
    lines = b"".join(b"\x00" + bytes([0b10000001 if 0 < n < 7 else 0b11111111]) for n in range(8))
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    packed = (struct.pack(">I", len(body)) + name + body + _check(name + body) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _check(body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(body))


PICTURE = picture()
