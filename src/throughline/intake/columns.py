"""Which column is which: by what it is called first, by what stands in it second. Every guess says why."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from throughline.intake.column_names import DOUBTFUL, TRAPS
from throughline.intake.column_names import NAMES as NAMES
from throughline.intake.column_names import plain as plain
from throughline.intake.deeper import STILL, Deeper, with_moving_time
from throughline.intake.mapping import Mapping as Told
from throughline.intake.mapping import MappingRefused
from throughline.intake.roles import holds_machines, settle_roles
from throughline.intake.taken import Confidence
from throughline.intake.taken import Look as Look
from throughline.intake.taken import Sample as Sample
from throughline.intake.taken import Taken as Taken
from throughline.refused import Refused

TRANSITIONS = frozenset(
    {
        "schedule", "assign", "reassign", "start", "suspend", "resume", "complete", "withdraw", "autoskip",
        "manualskip", "pi_abort", "ate_abort", "abort", "cancel", "skip",
    }
)  # fmt: skip
"""The transitions of the standard lifecycle: a column that holds only these is the lifecycle."""

AND = " + "
"""Stands between the names of a date and a time of day, in the name of the column of both."""
LONGEST = 60
"""A longer name of a column is no name; in a sentence its begin is enough."""
NEEDED = ("journey", "name", "at")
ID = re.compile(r"(^|\s)(id|identifier|nr|nbr|no|number|ref|key|numero|num)$|nummer$|^(n|nr)\s(?!of\b)")


class ColumnsRefused(Refused):
    """We cannot tell which column is which."""


def take_columns(
    present: Sequence[str], mapping: Told, look: Look, source: str, deeper: Deeper | None = None
) -> dict[str, Taken]:
    """Our column names to the source's. Told beats called, called beats content."""
    deeper = deeper or Deeper()
    taken = {ours: _told(ours, name, present, source) for ours, name in mapping.columns.items()}
    _check_once(taken)
    for name in sorted(mapping.sources):
        check_there(name, present, source)
    guessed = [ours for ours in NAMES if ours not in mapping.not_asked]
    for ours in guessed:
        found = None if ours in taken else _by_name(ours, _free(present, taken), look)
        if found:
            taken[ours] = found
    taken = settle_roles(taken, look)
    for ours in (*needed(taken), "lifecycle"):
        found = (
            None
            if ours in taken or ours in mapping.not_asked
            else _by_content(ours, _likeliest(ours, _free(present, taken), taken, look, deeper), look)
        )
        if found:
            taken[ours] = found
    for ours in guessed:
        found = None if ours in taken else _against_content(ours, _free(present, taken))
        if found:
            taken[ours] = found
    unsaid = [name for name in _free(present, taken) if name not in mapping.sources]
    taken = with_moving_time(taken, unsaid, look, deeper)
    _check(taken, present, look, source, deeper)
    return taken


def needed(taken: Mapping[str, Taken]) -> tuple[str, ...]:
    """The columns no log can do without; in the record's own shape `kind` stands in for a missing name."""
    return tuple(ours for ours in NEEDED if not (ours == "name" and "kind" in taken))


def _free(present: Sequence[str], taken: Mapping[str, Taken]) -> list[str]:
    sources = {column.source for column in taken.values()}
    return [name for name in present if name not in sources]


def _told(ours: str, name: str, present: Sequence[str], source: str) -> Taken:
    check_there(name, present, source, f" (given for `{ours}`)")
    return Taken(ours, name, "as you said")


def _check_once(told: Mapping[str, Taken]) -> None:
    """A case is no activity, and a time neither: one column cannot be two of them."""
    held: dict[str, str] = {}
    for ours in NEEDED:
        source = told[ours].source if ours in told else None
        if source in held:
            raise MappingRefused(
                f"The column {source!r} was given for `{held[source]}` and for `{ours}`. It can only be "
                "one of them: name another column for the other."
            )
        if source:
            held[source] = ours


def check_there(name: str, present: Sequence[str], source: str, given: str = "") -> None:
    """A column that somebody named has to be in the source."""
    if name not in present:
        near = get_close_matches(name, present, n=1, cutoff=0.6)
        mend = f"Did you mean {near[0]!r}? " if near else ""
        raise MappingRefused(f"{source} has no column {name!r}{given}. {mend}It has: {listed(present)}.")


def _by_name(ours: str, free: Sequence[str], look: Look) -> Taken | None:
    """The likeliest name whose column does not hold something else; what was passed over for that is said."""
    found = _called(ours, free)
    fitting = [
        (name, column)
        for name, column in found
        if _may_be(ours, look(column)) and not _says_one_thing(ours, name, look(column))
    ]
    if not fitting:
        return None
    (name, column), *others = fitting
    if found[0] != fitting[0]:
        passed = found[0][1]
        why = f"by its name; {passed} has the likelier name, but {_why_not(ours, look(passed))}"
        return Taken(ours, column, why, Confidence.LIKELY, passed)
    doubtful = name in DOUBTFUL and ours != "start_at"
    confidence = Confidence.LIKELY if doubtful else Confidence.SURE
    return Taken(ours, column, "by its name", confidence, others[0][1] if others else None)


def _says_one_thing(ours: str, name: str, seen: Sample) -> bool:
    """Whether a column of a doubtful name says the same in every row, and so not what happened."""
    return ours == "name" and name in DOUBTFUL and seen.different == 1 < seen.filled


def _called(ours: str, free: Sequence[str]) -> list[tuple[str, str]]:
    """Columns with a name that ours may have, the likeliest name first."""
    called = {plain(name): name for name in reversed(free)}
    return [(name, called[name]) for name in NAMES[ours] if name in called]


def _against_content(ours: str, free: Sequence[str]) -> Taken | None:
    """A name that nothing better was found for. A case may have one event; a time that is none is none, and
    nobody is a time or a machine."""
    found = [] if ours in {"at", "start_at", "person"} else _called(ours, free)
    why = "by its name, though what stands in it looks like something else"
    return Taken(ours, found[0][1], why, Confidence.GUESS) if found else None


def _may_be(ours: str, seen: Sample) -> bool:
    """Whether a column may hold what its name says. An empty one may."""
    if not seen.filled:
        return True
    match ours:
        case "at" | "start_at":
            return bool(seen.times) or _mostly(seen.serials, seen)
        case "journey" | "name" | "function" | "unit":
            return seen.repeats and not _mostly(seen.times, seen)
        case "person":
            return not _mostly(seen.times, seen) and not holds_machines(seen)
    return True


def _why_not(ours: str, seen: Sample) -> str:
    if ours in {"at", "start_at"}:
        return "holds no times"
    if ours == "person" and holds_machines(seen):
        return "holds machines"
    if seen.different == 1:
        return "says the same in every row"
    return "holds times" if _mostly(seen.times, seen) else "hardly any value in it comes again"


def _mostly(part: int, seen: Sample) -> bool:
    return part >= 0.9 * seen.filled > 0


def _likeliest(
    ours: str, free: Sequence[str], taken: Mapping[str, Taken], look: Look, deeper: Deeper
) -> Sequence[str]:
    """For what happened: first what goes on with its case, then words before numbers."""
    if ours != "name":
        return free
    case = taken["journey"].source if "journey" in taken else ""

    def unlikely(name: str) -> tuple[bool, bool]:
        seen = look(name)
        still = bool(case) and _fits(ours, plain(name), seen) and deeper.moved(case, name) <= STILL
        return still, _mostly(seen.numbers, seen)

    return sorted(free, key=unlikely)


def _by_content(ours: str, free: Iterable[str], look: Look) -> Taken | None:
    fitting = [name for name in free if plain(name) not in TRAPS and _fits(ours, plain(name), look(name))]
    if not fitting:
        return None
    other = fitting[1] if len(fitting) > 1 else None
    only_time = ours in {"at", "lifecycle"} and not other
    confidence = Confidence.LIKELY if only_time else Confidence.GUESS
    return Taken(ours, fitting[0], "by what stands in it", confidence, other)


def _fits(ours: str, name: str, seen: Sample) -> bool:
    if not seen.filled:
        return False
    match ours:
        case "lifecycle":
            return "complete" in seen.words and seen.words <= TRANSITIONS
        case "at":
            return _mostly(seen.times, seen)
        case "journey":
            return bool(ID.search(name)) and 1 < seen.different < seen.filled and not seen.times
    few = 2 <= seen.different <= max(2, seen.filled // 5)
    return few and not seen.times and not ID.search(name)


def _check(
    taken: Mapping[str, Taken], present: Sequence[str], look: Look, source: str, deeper: Deeper
) -> None:
    def is_one_row_each(name: str) -> bool:
        return differs(look(name).filled, look(name).different) and not deeper.again(name)

    missing = [ours for ours in needed(taken) if ours not in taken]
    if not missing:
        _refuse_wide_by_content(taken, present, look, source, is_one_row_each)
        return
    dates = [name for name in _apart(present, taken) if look(name).times]
    may_be_wide = "journey" in missing or ("name" in missing and is_one_row_each(taken["journey"].source))
    if len(dates) > 1 and may_be_wide:
        raise _looks_wide(source, dates)
    flags = {"journey": "--case", "name": "--activity", "at": "--time"}
    wanted = {"journey": "the case", "name": "the activity", "at": "the time"}
    what = " and ".join(wanted[ours] for ours in missing)
    how = " ".join(f"{flags[ours]} NAME" for ours in missing)
    raise ColumnsRefused(
        f"We cannot tell which column of {source} holds {what}. It has: {listed(present)}. Say it with {how}."
    )


def _refuse_wide_by_content(
    taken: Mapping[str, Taken],
    present: Sequence[str],
    look: Look,
    source: str,
    is_one_row_each: Callable[[str], bool],
) -> None:
    """Refuse a row per case that only a guess makes an event: it would read as journeys without a length."""
    journey, name = taken["journey"], taken.get("name")
    if name is None or name.confidence is Confidence.SURE:
        return
    begins = taken["start_at"].source if "start_at" in taken else None
    dates = [one for one in _apart(present, taken) if one != begins and _mostly(look(one).times, look(one))]
    if len(dates) < 2:
        return
    only_guessed = journey.confidence is name.confidence is Confidence.GUESS
    ids = [one for one in present if _is_id(plain(one))] if only_guessed else []
    if any(look(one).filled > 1 and is_one_row_each(one) for one in (journey.source, *ids)):
        raise _looks_wide(source, dates)


def _apart(present: Sequence[str], taken: Mapping[str, Taken]) -> list[str]:
    """The columns without the date that is a part of the moment we took."""
    at = taken["at"].source if "at" in taken else ""
    return [name for name in present if not at.startswith(name + AND)]


def _is_id(name: str) -> bool:
    return bool(ID.search(name)) and name not in TRAPS


def differs(filled: int, different: int) -> bool:
    """Whether nearly every row has another value."""
    return filled <= different / 0.95


def _looks_wide(source: str, dates: Sequence[str]) -> ColumnsRefused:
    return ColumnsRefused(
        f"{source} looks like one row per journey with a column per date ({listed(dates)}). "
        "Add --wide to make a row of each date, or list them under `wide:` in a mapping. "
        "If it is one row per event, say which columns hold the case and the activity: "
        "--case NAME --activity NAME."
    )


def listed(names: Sequence[str], most: int = 20) -> str:
    """Column names for a sentence."""
    shown = ", ".join(name if len(name) <= LONGEST else f"{name[:LONGEST]}…" for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
