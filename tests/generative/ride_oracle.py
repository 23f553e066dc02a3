"""A second method for the ride: plain loops over plain dictionaries, written from the definitions alone.

It shares no code with `throughline`: no engine, no expressions. Where both agree, the figures can be trusted.
"""

import csv
import gzip
import io
import itertools
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

PLACEHOLDERS = {"EMPTY", "UNDEFINED", "MISSING", "NULL", "NONE", "N/A", "UNKNOWN", "-", "?"}
DAY = 86_400


def xes_events(path: Path, keys: dict[str, str]) -> list[dict]:
    """Events of a XES file with `keys` from our names to its names, in the order of the file."""
    events = []
    with _opened(path) as stream:
        for _, element in ElementTree.iterparse(stream):  # noqa: S314 - our own test material
            if not element.tag.endswith("trace"):
                continue
            case = {
                child.get("key"): child.get("value") for child in element if not child.tag.endswith("event")
            }
            for child in element:
                if child.tag.endswith("event"):
                    told = {a.get("key"): a.get("value") for a in child}
                    event = {ours: told.get(theirs) for ours, theirs in keys.items()}
                    event["journey"] = case["concept:name"]
                    event["at"] = datetime.fromisoformat(event["at"])
                    events.append(event)
            element.clear()
    return events


def csv_events(
    path: Path, keys: dict[str, str], *, zone: str, form: str = "", delimiter: str = ","
) -> list[dict]:
    """Events of a CSV file, naive times read in `zone`."""
    with _opened(path) as stream:
        rows = csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), delimiter=delimiter)
        events = []
        for row in rows:
            event = {ours: row[theirs] or None for ours, theirs in keys.items()}
            # the zone follows in the next line
            at = datetime.strptime(event["at"], form) if form else datetime.fromisoformat(event["at"])  # noqa: DTZ007
            event["at"] = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            events.append(event)
        return events


def _opened(path: Path) -> io.BufferedIOBase:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # closed by the caller's `with`


def measures(events: list[dict], *, now: datetime | None = None) -> dict[str, list[float]]:
    """The values of every measure over journeys. A measure the events cannot tell is not there.

    `now` is given for a record whose events end and reopen journeys under `turn`.
    """
    events = [_clean(event) for event in events]
    completes = any((event.get("lifecycle") or "").lower() == "complete" for event in events)
    counted = [event for event in events if not completes or _counts(event)]
    work = [event for event in counted if _is_staff(event)]
    told = {
        "people": any(event.get("person") for event in work),
        "functions": any(event.get("function") for event in work),
        "to": any(event.get("direction") == "to" for event in counted),
        "met": any(event.get("direction") == "to" and event.get("person") for event in work),
        "work": bool(work),
        "asks": any(event.get("asks") for event in counted),
    }
    journeys = defaultdict(list)
    for place, event in enumerate(events):
        journeys[event["journey"]].append((event["at"], place, event))
    values: dict[str, list[float]] = defaultdict(list)
    for rows in journeys.values():
        rows.sort(key=lambda row: row[:2])
        for name, value in _journey([event for _, _, event in rows], completes, told, now).items():
            if value is not None:
                values[name].append(float(value))
    return dict(values)


def _clean(event: dict) -> dict:
    cleaned = dict(event)
    for column in ("person", "function"):
        word = (cleaned.get(column) or "").strip()
        cleaned[column] = None if not word or word.upper() in PLACEHOLDERS else word
    return cleaned


def _is_staff(event: dict) -> bool:
    if event.get("by"):
        return event["by"] == "staff"
    return event.get("direction") != "from"


def _counts(event: dict) -> bool:
    return not event.get("lifecycle") or event["lifecycle"].lower() == "complete"


def _journey(
    events: list[dict], completes: bool, told: dict[str, bool], now: datetime | None
) -> dict[str, float | None]:
    spells = _spells(events, now)
    found: dict[str, float | None] = {"elapsed_days": sum(_days(begin, end) for begin, end in spells)}
    work = [event for event in events if _is_staff(event) and (not completes or _counts(event))]
    to = [event for event in events if event.get("direction") == "to" and (not completes or _counts(event))]
    if told["people"]:
        named = [event for event in work if event["person"]]
        people = [event["person"] for event in named]
        found |= {"people": len(set(people)), "handoffs_person": _changes(people), **_again(named)}
        if told["met"]:
            met = [event["person"] for event in to if _is_staff(event) and event["person"]]
            found |= _continuity(met)
        else:
            found |= _continuity(people)
    elif told["work"]:
        names = [event["name"] for event in work]
        found["self_loops"] = sum(a == b for a, b in itertools.pairwise(names))
    if told["functions"]:
        functions = [event["function"] for event in work if event["function"]]
        found |= {"functions": len(set(functions)), "handoffs_function": _changes(functions)}
    if told["to"]:
        found |= _silence(spells, [event["at"] for event in to])
    if told["asks"]:
        found |= _asks([event for event in events if not completes or _counts(event)])
    return found


def _spells(events: list[dict], now: datetime | None) -> list[tuple[datetime, datetime]]:
    """When the journey was open. Without `now` that is from the first row to the last."""
    if now is None:
        return [(events[0]["at"], events[-1]["at"])]
    spells = []
    begin = events[0]["at"]
    for event in events:
        turn = event.get("turn")
        if turn and begin is not None:
            spells.append((begin, event["at"]))
        if turn:
            begin = event["at"] if turn == "reopens" else None
    if begin is not None:
        spells.append((begin, max(now, events[-1]["at"])))
    return spells


def _days(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / DAY


def _changes(names: list[str]) -> int:
    changes = 0
    for i in range(1, len(names)):
        if names[i] != names[i - 1]:
            changes += 1
    return changes


def _again(named: list[dict]) -> dict[str, int]:
    repeat = redo = loops = 0
    last_by: dict[str, str] = {}
    before = None
    for event in named:
        directly = before is not None and before["name"] == event["name"]
        loops += directly
        if event["name"] in last_by:
            if last_by[event["name"]] != event["person"]:
                redo += 1
            elif not directly:
                repeat += 1
        last_by[event["name"]] = event["person"]
        before = event
    return {"rework_repeat": repeat, "rework_redo": redo, "self_loops": loops}


def _continuity(people: list[str]) -> dict[str, float | None]:
    n = len(people)
    counts = Counter(people)
    return {
        "upc": max(counts.values()) / n if n else None,
        "coc": (sum(c * c for c in counts.values()) - n) / (n * (n - 1)) if n >= 2 else None,
        "secon": (n - 1 - _changes(people)) / (n - 1) if n >= 2 else None,
    }


def _silence(spells: list[tuple[datetime, datetime]], words: list[datetime]) -> dict[str, float | None]:
    gaps = []
    first_word = None
    elapsed = 0.0
    for begin, end in spells:
        heard = [at for at in words if begin <= at <= end]
        if heard and first_word is None:
            first_word = elapsed + _days(begin, heard[0])
        gaps += [_days(a, b) for a, b in itertools.pairwise([begin, *heard, end])]
        elapsed += _days(begin, end)
    return {
        "first_word_days": first_word,
        "longest_silence_days": max(gaps),
        "silence_share": sum(max(0.0, gap - 5) for gap in gaps) / elapsed if elapsed else None,
    }


def _asks(events: list[dict]) -> dict[str, int]:
    given: set[str] = set()
    asks = again = 0
    for event in events:
        if event.get("asks"):
            asks += 1
            again += event["asks"] in given
        if event.get("gives"):
            given.add(event["gives"])
    return {"asks": asks, "repeated_asks": again}


def quantile(values: list[float], share: float) -> float:
    """Linear interpolation between the two neighbours."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)
