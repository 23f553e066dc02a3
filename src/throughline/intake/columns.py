"""Which column is which: by what it is called first, by what stands in it second."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from throughline.intake.mapping import Mapping, MappingRefused
from throughline.refused import Refused

NAMES: dict[str, tuple[str, ...]] = {
    "journey": (
        "case concept name", "journey", "journey id", "case id", "caseid", "case", "case number",
        "case no", "case key", "trace id", "request id", "application id", "application no",
        "application number", "applicationid", "ticket id", "incident id", "order id", "claim id",
        "permit id", "file number", "reference", "process id", "zaaknummer", "zaak id",
    ),
    "name": (
        "concept name", "activity", "activity name", "activityname", "event name", "task", "task name",
        "step", "step name", "action", "event type", "eventtype", "event", "operation", "milestone",
        "name", "activiteit", "summary",
    ),
    "at": (
        "time timestamp", "at", "complete timestamp", "completed at", "end timestamp", "end time",
        "timestamp", "completion time", "complete time", "event time", "time", "datetime", "date time",
        "date", "event date", "occurred at", "created at", "start timestamp", "start time", "tijdstip",
        "datum",
    ),
    "start_at": (
        "start timestamp", "start time", "started at", "start date", "begin timestamp", "begin time",
        "throughline start at",
    ),
    "person": (
        "org resource", "resource", "person", "actor id", "actor", "user", "user id", "username",
        "employee", "employee id", "handler", "officer", "agent", "staff", "staff id", "worker",
        "performed by", "done by", "originator", "medewerker",
    ),
    "function": (
        "org group", "function", "department", "dept", "org unit", "workgroup", "work group", "group",
        "team", "agency", "desk", "org role", "role", "division", "section", "afdeling",
    ),
    "unit": (
        "unit", "throughline unit", "office", "branch", "location", "municipality", "case department",
        "case organizational entity", "region", "area", "site", "district",
    ),
    "lifecycle": ("lifecycle transition", "lifecycle", "transition", "event status", "lifecycle state"),
    "direction": ("direction", "throughline direction"),
    "by": ("by", "actor kind", "actor type", "throughline by"),
    "kind": ("kind", "throughline kind"),
    "key": ("key", "ask key", "throughline key"),
    "due": ("due", "promise due", "throughline due"),
    "channel": ("channel", "throughline channel"),
    "value": ("value", "throughline value"),
    "service": ("service", "throughline service"),
    "version": ("version", "throughline version"),
    "stage": ("stage", "throughline stage"),
    "seq": ("seq",),
}  # fmt: skip
"""What people call these columns, the likeliest first; compared without case and punctuation."""

TRANSITIONS = frozenset(
    {
        "schedule", "assign", "reassign", "start", "suspend", "resume", "complete", "withdraw", "autoskip",
        "manualskip", "pi_abort", "ate_abort", "abort", "cancel", "skip",
    }
)  # fmt: skip
"""The transitions of the standard lifecycle: a column that holds only these is the lifecycle."""

NEEDED = ("journey", "name", "at")
ID = re.compile(r"(^|\s)(id|nr|no|number|ref|key)$")


class ColumnsRefused(Refused):
    """We cannot tell which column is which."""


@dataclass(frozen=True)
class Taken:
    """A column that was taken, and why."""

    ours: str
    source: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a column's first rows look like: how many stand there, how many differ, how many read as times."""

    filled: int
    different: int
    times: int
    words: frozenset[str] = frozenset()
    """All the words in it, in small letters, where they are few."""


def take_columns(
    present: Sequence[str], mapping: Mapping, look: Callable[[str], Sample], source: str
) -> dict[str, Taken]:
    """Our column names to the source's. Told beats called, called beats content."""
    taken = {ours: _told(ours, name, present, source) for ours, name in mapping.columns.items()}
    for name in sorted(mapping.sources):
        check_there(name, present, source)
    free = [name for name in present if name not in {t.source for t in taken.values()}]
    called = {plain(name): name for name in reversed(free)}
    for ours, names in NAMES.items():
        found = next((called[name] for name in names if name in called), None)
        if ours not in taken and found and found not in {t.source for t in taken.values()}:
            if ours == "at" and look(found).filled and not look(found).times:
                continue
            taken[ours] = Taken(ours, found, "by its name")
    for ours in (*needed(taken), "lifecycle"):
        if ours not in taken:
            free = [name for name in present if name not in {t.source for t in taken.values()}]
            guess = _by_content(ours, free, look)
            if guess:
                taken[ours] = Taken(ours, guess, "by what stands in it")
    _check(taken, present, look, source)
    return taken


def needed(taken: dict[str, Taken]) -> tuple[str, ...]:
    """The columns no log can do without; in the record's own shape `kind` stands in for a missing name."""
    return tuple(ours for ours in NEEDED if not (ours == "name" and "kind" in taken))


def plain(name: str) -> str:
    """A column's name without case and punctuation: `case:concept:name` is `case concept name`."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name) if not name.isupper() else name
    return re.sub(r"[^a-z0-9]+", " ", split.lower()).strip()


def _told(ours: str, name: str, present: Sequence[str], source: str) -> Taken:
    check_there(name, present, source, f" (given for `{ours}`)")
    return Taken(ours, name, "as you said")


def check_there(name: str, present: Sequence[str], source: str, given: str = "") -> None:
    """A column that somebody named has to be in the source."""
    if name not in present:
        near = get_close_matches(name, present, n=1, cutoff=0.6)
        mend = f"Did you mean {near[0]!r}? " if near else ""
        raise MappingRefused(f"{source} has no column {name!r}{given}. {mend}It has: {listed(present)}.")


def _by_content(ours: str, free: Iterable[str], look: Callable[[str], Sample]) -> str | None:
    for name in free:
        seen = look(name)
        if not seen.filled:
            continue
        fits = {
            "lifecycle": "complete" in seen.words and seen.words <= TRANSITIONS,
            "at": seen.times >= 0.9 * seen.filled,
            "journey": bool(ID.search(plain(name))) and 1 < seen.different < seen.filled and not seen.times,
            "name": 2 <= seen.different <= max(2, seen.filled // 5)
            and not seen.times
            and not ID.search(plain(name)),
        }
        if fits[ours]:
            return name
    return None


def _check(
    taken: dict[str, Taken], present: Sequence[str], look: Callable[[str], Sample], source: str
) -> None:
    missing = [ours for ours in needed(taken) if ours not in taken]
    if not missing:
        return
    dates = [name for name in present if look(name).times]
    if len(dates) > 1 and missing != ["at"]:
        raise ColumnsRefused(
            f"{source} looks like one row per journey with a column per date ({listed(dates)}). "
            "We need one row per event: make a row of each date, with the column's name as its activity. "
            "If it is one row per event, say which columns hold the case and the activity: "
            "--case NAME --activity NAME."
        )
    flags = {"journey": "--case", "name": "--activity", "at": "--time"}
    wanted = {"journey": "the case", "name": "the activity", "at": "the time"}
    what = " and ".join(wanted[ours] for ours in missing)
    how = " ".join(f"{flags[ours]} NAME" for ours in missing)
    raise ColumnsRefused(
        f"We cannot tell which column of {source} holds {what}. It has: {listed(present)}. Say it with {how}."
    )


def listed(names: Sequence[str], most: int = 20) -> str:
    """Column names for a sentence."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
