"""A second method for the ride: plain loops over plain dictionaries, written from the definitions alone.

It shares no code with `throughline`: no engine, no expressions. Where both agree, the figures can be trusted.
"""

import csv
import gzip
import io
import itertools
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from math import fsum
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


def mapped(events: list[dict], told: dict) -> list[dict]:
    """Events with what a mapping file says of their activities, read from the file alone."""
    came = {
        *told.get("from", ()),
        *told.get("supplies", {}),
        *told.get("chases", ()),
        *told.get("complaints", ()),
    }
    inside = set(told.get("inside", ()))
    went = {*told.get("to", ()), *told.get("asks", {}), *told.get("endings", {})}
    found = []
    for event in events:
        name = event["name"]
        way = "from" if name in came else "inside" if name in inside else "to" if name in went else None
        why = (
            "chase"
            if name in told.get("chases", ())
            else "complaint"
            if name in told.get("complaints", ())
            else None
        )
        outside = told.get("elsewhere", ())
        found.append(
            event
            | {
                "direction": way,
                "asks": told.get("asks", {}).get(name),
                "gives": told.get("supplies", {}).get(name),
                "why": why,
                "elsewhere": name in outside or event.get("function") in outside,
            }
        )
    for last in _last_of_each(found, told.get("endings", {})).values():
        reached = told["endings"][last["name"]] in told["goals"] if told.get("goals") else None
        last |= {"turn": "ends", "goal": reached, "asks": None, "gives": None, "why": None}
    return found


def _last_of_each(events: list[dict], endings: dict[str, str]) -> dict[str, dict]:
    """The last completed event of each journey that is an ending; of equal times, the last in the file."""
    found: dict[str, dict] = {}
    for event in events:
        if event["name"] in endings and _counts(event):
            before = found.get(event["journey"])
            if before is None or before["at"] <= event["at"]:
                found[event["journey"]] = event
    return found


Waits = dict[str, list[tuple[float, bool]]]
"""For measures of time: how long, and whether it was over then. What goes on counts as far as it got."""


def measures(events: list[dict], *, now: datetime | None = None) -> tuple[dict[str, list[float]], Waits]:
    """The values of every measure over journeys, and the waits; not of measures that the events cannot tell.

    Endings and reopenings stand under `turn`. `now` is given for a record that goes on after its last event.
    """
    told, journeys, horizon = _journeys(events, now)
    lived = [_journey(rows, told, horizon) for rows in journeys]
    values: dict[str, list[float]] = defaultdict(list)
    for one in lived:
        for name, value in one.items():
            if value is not None:
                values[name].append(float(value))
    if told["people"]:
        _together(journeys, told, values)
    waits = _waits(journeys, lived, told, horizon)
    if told["to"]:
        values["next_word_days"] = [days for days, _ in waits["next_word_days"]]
    return {name: found for name, found in values.items() if found}, waits


def _waits(
    journeys: list[list[dict]],
    lived: list[dict[str, float | None]],
    told: dict[str, bool],
    horizon: datetime | None,
) -> Waits:
    found: Waits = defaultdict(list)
    for rows, values in zip(journeys, lived, strict=True):
        spells = _spells(rows, told, horizon)
        elapsed = values["elapsed_days"]
        found["elapsed_days"].append((elapsed, not told["endings"] or not spells[-1][2]))
        for name, there in (("first_word_days", told["to"]), ("time_to_certainty_days", told["certain"])):
            if there:
                value = values[name]
                found[name].append((elapsed if value is None else value, value is not None))
        if told["to"]:
            found["next_word_days"] += [wait for wait in _each_wait(rows, spells, told) if wait[0] > 0]
    return found


def summary(values: list[float], waited: list[tuple[float, bool]] | None = None) -> list[float]:
    """Mean, median, 90th percentile and n; by Kaplan–Meier where not everything is over."""
    if waited is None or all(over for _, over in waited):
        return [fsum(values) / len(values), quantile(values, 0.5), quantile(values, 0.9), len(values)]
    left, at_risk, area, before = 1.0, len(waited), 0.0, 0.0
    crossed: dict[float, float] = {}
    for time, group in itertools.groupby(sorted(waited), key=lambda wait: wait[0]):
        here = [over for _, over in group]
        area += left * (time - before)
        left *= 1 - sum(here) / at_risk
        at_risk -= len(here)
        before = time
        for share in (0.5, 0.9):
            if left <= 1 - share + 1e-12:
                crossed.setdefault(share, time)
    return [area, crossed.get(0.5, before), crossed.get(0.9, before), len(waited)]


def _journeys(
    events: list[dict], now: datetime | None
) -> tuple[dict[str, bool], list[list[dict]], datetime | None]:
    events = [_clean(event) for event in events]
    completes = any((event.get("lifecycle") or "").lower() == "complete" for event in events)
    counted = [event for event in events if not completes or _counts(event)]
    work = [event for event in counted if _is_staff(event)]
    endings = any(event.get("turn") for event in events)
    told = {
        "completes": completes,
        "people": any(event.get("person") for event in work),
        "functions": any(event.get("function") for event in work),
        "to": any(event.get("direction") == "to" for event in counted),
        "met": any(event.get("direction") == "to" and event.get("person") for event in work),
        "work": bool(work),
        "asks": any(event.get("asks") for event in counted),
        "inbound": any(_is_inbound(event) for event in counted),
        "failing": any(_is_failing(event) or event.get("gives") for event in counted),
        "channels": any(_met(event) and event.get("channel") for event in counted),
        "promises": any(event.get("promise") == "made" for event in events),
        "pairs": completes
        and any((event.get("lifecycle") or "").lower() in {"start", "resume"} for event in events),
        "elsewhere": any(event.get("elsewhere") for event in events),
        "paused": any(event.get("promise") == "paused" for event in events),
        "endings": endings,
        "goals": any(event.get("goal") is not None for event in events),
    }
    told["yours"] = told["paused"] or (told["asks"] and told["inbound"])
    told["certain"] = endings or any(_is_certain(event, told) for event in events)
    journeys = defaultdict(list)
    for place, event in enumerate(events):
        journeys[event["journey"]].append((event["at"], place, event))
    ordered = [[event for _, _, event in sorted(rows, key=lambda row: row[:2])] for rows in journeys.values()]
    horizon = (now or max(event["at"] for event in events)) if endings or now else None
    return told, ordered, horizon


def _clean(event: dict) -> dict:
    cleaned = dict(event)
    for column in ("person", "function"):
        word = (cleaned.get(column) or "").strip()
        cleaned[column] = None if not word or word.upper() in PLACEHOLDERS else word
    return cleaned


def _is_staff(event: dict) -> bool:
    if event.get("elsewhere"):
        return False
    if event.get("by"):
        return event["by"] == "staff"
    return event.get("direction") != "from"


def _counts(event: dict) -> bool:
    return not event.get("lifecycle") or event["lifecycle"].lower() == "complete"


def _is_inbound(event: dict) -> bool:
    return event.get("direction") == "from" and not event.get("survey")


def _is_failing(event: dict) -> bool:
    return _is_inbound(event) and event.get("why") in {"chase", "complaint", "correction"}


def _met(event: dict) -> bool:
    return event.get("direction") in {"to", "from"}


def _is_certain(event: dict, told: dict[str, bool]) -> bool:
    dated = event.get("direction") == "to" and event.get("due") and (not told["completes"] or _counts(event))
    return bool(dated) or event.get("promise") == "made" or event.get("turn") == "ends"


def _journey(events: list[dict], told: dict[str, bool], horizon: datetime | None) -> dict[str, float | None]:
    spells = _spells(events, told, horizon)
    found: dict[str, float | None] = {"elapsed_days": sum(_days(begin, end) for begin, end, _ in spells)}
    counted = [event for event in events if not told["completes"] or _counts(event)]
    work = [event for event in counted if _is_staff(event)]
    to = [event for event in counted if event.get("direction") == "to"]
    if told["people"]:
        named = [event for event in work if event["person"]]
        people = [event["person"] for event in named]
        found |= {
            "people": len(set(people)),
            "handoffs_person": _changes(people),
            "returns_person": _returns(people),
            **_again(named),
        }
        found |= _continuity(_contacts(events, told))
    elif told["work"]:
        names = [event["name"] for event in work]
        found["self_loops"] = sum(a == b for a, b in itertools.pairwise(names))
    if told["functions"]:
        functions = [event["function"] for event in work if event["function"]]
        found |= {
            "functions": len(set(functions)),
            "handoffs_function": _changes(functions),
            "returns_function": _returns(functions),
        }
    if told["to"]:
        found |= _silence([spell[:2] for spell in spells], [event["at"] for event in to])
    if told["certain"]:
        sure = [event["at"] for event in events if _is_certain(event, told)]
        found["time_to_certainty_days"] = _days(events[0]["at"], min(sure)) if sure else None
    found |= _asked(counted, told)
    if told["channels"]:
        channels = [event["channel"] for event in counted if _met(event) and event.get("channel")]
        found["channel_switches"] = _changes(channels)
    if told["people"]:
        found["people_14_days"] = _in_a_fortnight(counted, told)
    if told["pairs"]:
        found |= _touched(events, spells)
    if told["yours"] or told["elsewhere"]:
        found |= _turns(events, spells, told)
    if told["goals"]:
        ended = [event for event in events if event.get("turn") == "ends"]
        found["goal_reached"] = ended[-1].get("goal") if ended and not spells[-1][2] else None
    return found


def _contacts(events: list[dict], told: dict[str, bool]) -> list[str]:
    """Whom the person met; where the log does not say, whom of the staff the events name."""
    counted = [event for event in events if not told["completes"] or _counts(event)]
    named = [event for event in counted if _is_staff(event) and event["person"]]
    return [event["person"] for event in named if not told["met"] or event.get("direction") == "to"]


def _together(journeys: list[list[dict]], told: dict[str, bool], values: dict[str, list[float]]) -> None:
    """Where no journey has three contacts, all of them together have one index."""
    contacts = [_contacts(rows, told) for rows in journeys]
    pairs = [people for people in contacts if len(people) == 2]
    if pairs and not values["coc"]:
        same = sum(a == b for a, b in pairs) / len(pairs)
        values["coc"] = values["secon"] = [same] * len(pairs)


def _spells(
    events: list[dict], told: dict[str, bool], horizon: datetime | None
) -> list[tuple[datetime, datetime, bool]]:
    """When the journey was open, and whether that goes on. Without endings: from first row to last."""
    if not told["endings"] and horizon is None:
        return [(events[0]["at"], events[-1]["at"], True)]
    spells = []
    begin = events[0]["at"]
    for event in events:
        turn = event.get("turn")
        if turn and begin is not None:
            spells.append((begin, event["at"], False))
        if turn:
            begin = event["at"] if turn == "reopens" else None
    if begin is not None:
        spells.append((begin, max(horizon, events[-1]["at"]), True))
    return spells


def _each_wait(
    events: list[dict], spells: list[tuple[datetime, datetime, bool]], told: dict[str, bool]
) -> list[tuple[float, bool]]:
    words = [
        event["at"]
        for event in events
        if event.get("direction") == "to" and (not told["completes"] or _counts(event))
    ]
    found = []
    for begin, end, goes_on in spells:
        heard = [at for at in words if begin <= at <= end]
        found += [(_days(a, b), True) for a, b in itertools.pairwise([begin, *heard])]
        found.append((_days(heard[-1] if heard else begin, end), not goes_on))
    return found


def _days(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / DAY


def _changes(names: list[str]) -> int:
    changes = 0
    for i in range(1, len(names)):
        if names[i] != names[i - 1]:
            changes += 1
    return changes


def _returns(names: list[str]) -> int:
    """Moves back to whoever had it before the one who moves it on."""
    runs = [name for name, _ in itertools.groupby(names)]
    return sum(runs[i] == runs[i - 2] for i in range(2, len(runs)))


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
        "coc": (sum(c * c for c in counts.values()) - n) / (n * (n - 1)) if n >= 3 else None,
        "secon": (n - 1 - _changes(people)) / (n - 1) if n >= 3 else None,
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


def _asked(events: list[dict], told: dict[str, bool]) -> dict[str, float | None]:
    given: set[str] = set()
    asks = again = inbound = failing = 0
    for event in events:
        if event.get("asks"):
            asks += 1
            again += event["asks"] in given
        if _is_inbound(event):
            inbound += 1
            failing += _is_failing(event) or event.get("gives") in given
        if event.get("gives"):
            given.add(event["gives"])
    found: dict[str, float | None] = {}
    if told["asks"]:
        found |= {"asks": asks, "repeated_asks": again}
    if told["inbound"]:
        found["inbound"] = inbound
        if told["failing"]:
            found["failure_demand"] = failing / inbound if inbound else None
    return found


def _in_a_fortnight(counted: list[dict], told: dict[str, bool]) -> int | None:
    """For each contact, look back fourteen days: where contacts are two a day, count different people."""
    met = [
        (event["at"], event["person"])
        for event in counted
        if _is_staff(event) and event["person"] and (not told["met"] or event.get("direction") == "to")
    ]
    most = None
    for end, _ in met:
        here = [who for at, who in met if end - timedelta(days=14) < at <= end]
        if len(here) >= 28:
            most = max(most or 0, len(set(here)))
    return most


def _touched(events: list[dict], spells: list[tuple[datetime, datetime, bool]]) -> dict[str, float | None]:
    """Starts and the completions that follow them, laid over each other, within the times it was open."""
    begun: dict[tuple[str, str | None], datetime | None] = {}
    pieces = []
    for event in events:
        if not event.get("lifecycle") or not event.get("name") or not _is_staff(event):
            continue
        work = event["name"], event["person"]
        word = event["lifecycle"].lower()
        if word in {"start", "resume"}:
            begun[work] = event["at"]
        if word not in {"complete", "suspend", "withdraw", "abort", "ate_abort", "pi_abort", "cancel"}:
            continue
        since = begun.pop(work, None)
        if since is not None:
            pieces.append((since, event["at"]))
    inside = [
        (max(since, begin), min(until, end))
        for since, until in pieces
        for begin, end, _ in spells
        if max(since, begin) <= min(until, end)
    ]
    if not inside:
        return {"touch_hours": None, "touch_business_hours": None, "waiting_share": None}
    merged: list[list[datetime]] = []
    for since, until in sorted(inside):
        if merged and since <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], until)
        else:
            merged.append([since, until])
    touched = sum(_days(since, until) for since, until in merged)
    elapsed = sum(_days(begin, end) for begin, end, _ in spells)
    return {
        "touch_hours": touched * 24,
        "touch_business_hours": sum(_office_hours(since, until) for since, until in merged),
        "waiting_share": 1 - touched / elapsed if elapsed else None,
    }


def _office_hours(since: datetime, until: datetime, zone: str = "UTC") -> float:
    """Day by day: what lies between nine and five, Monday to Friday."""
    place = ZoneInfo(zone)
    hours, day = 0.0, since.astimezone(place).date()
    while day <= until.astimezone(place).date():
        opens, closes = (datetime(day.year, day.month, day.day, hour, tzinfo=place) for hour in (9, 17))
        if day.weekday() < 5:
            begin, end = max(since, opens.astimezone(UTC)), min(until, closes.astimezone(UTC))
            hours += max(0.0, _days(begin, end)) * 24
        day += timedelta(days=1)
    return hours


def _turns(
    events: list[dict], spells: list[tuple[datetime, datetime, bool]], told: dict[str, bool]
) -> dict[str, float | None]:
    """Step by step: who has it now, and how long that lasts."""
    held = dict.fromkeys(("us", "you", "elsewhere"), 0.0)
    for begin, end, _ in spells:
        you = elsewhere = False
        before = begin
        for event in events:
            if not begin <= event["at"] <= end:
                continue
            held["you" if you else "elsewhere" if elsewhere else "us"] += _days(before, event["at"])
            before = event["at"]
            counts = not told["completes"] or _counts(event)
            if (event.get("asks") and counts) or event.get("promise") == "paused":
                you = True
            elif (event.get("direction") == "from" and counts) or event.get("promise") == "resumed":
                you = False
            if event.get("elsewhere"):
                elsewhere = True
            elif event.get("direction") in {"to", "inside"}:
                elsewhere = False
        held["you" if you else "elsewhere" if elsewhere else "us"] += _days(before, end)
    elapsed = sum(held.values())
    found: dict[str, float | None] = {}
    if told["yours"]:
        found |= {"turn_with_us": held["us"] / elapsed if elapsed else None}
        found |= {"turn_with_you": held["you"] / elapsed if elapsed else None}
    if told["elsewhere"]:
        found |= {"turn_elsewhere": held["elsewhere"] / elapsed if elapsed else None}
    return found


def quantile(values: list[float], share: float) -> float:
    """Linear interpolation between the two neighbours."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)
