"""Who and where: a column that is called after people may hold departments or machines."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from throughline.intake.column_names import NAMES, plain
from throughline.intake.taken import Confidence, Sample, Taken

DEPARTMENT = re.compile(
    r"\b(dept|department|division|team|desk|office|unit|section|service|bureau|board|intake|licensing|"
    r"payments?|registration|inspection|legal|finance|billing|support|planning|permits?|afdeling|balie|"
    r"loket|abteilung|referat|amt|sachgebiet|departement|departamento|seccion|setor|ufficio|reparto)\b"
)
"""Words that name departments, in small letters."""
MACHINES = r"machine|robot|station|workstation|work cent(?:er|re)|cnc|maschine|roboter|m[aá]quina|macchina"
MACHINE = rf"(?i)(?:^|[^a-z])(?:{MACHINES})s?(?:[^a-z]|$)"
"""Words that name machines, for Python and SQL alike."""
OF_MACHINES = re.compile(rf"(?:{MACHINES})(?: (?:id|name|no|nr|number|code))?")
"""What columns of machines are called, without case, accents and punctuation."""
MOST = 0.6
"""This share of what stands in a column has to name departments or machines, before we believe it against its
name."""


def settle_roles(taken: Mapping[str, Taken], look: Callable[[str], Sample]) -> dict[str, Taken]:
    """People and departments in their places. What somebody told us stays."""
    person, function = taken.get("person"), taken.get("function")
    if person is None or _was_told(person) or not _departments(look(person.source)):
        return dict(taken)
    others = {ours: column for ours, column in taken.items() if ours != "person"}
    why = "by what stands in it: its name is a person's, but it holds departments"
    moved = replace(person, ours="function", why=why, confidence=Confidence.LIKELY, runner_up=None)
    if function is None:
        return others | {"function": moved}
    if _was_told(function) or _departments(look(function.source)):
        return dict(taken)
    why = "by what stands in it: its name is a department's, but the departments are elsewhere"
    people = replace(function, ours="person", why=why, confidence=Confidence.LIKELY, runner_up=None)
    return others | {"function": moved, "person": people}


def _was_told(taken: Taken) -> bool:
    return taken.why == "as you said"


def _departments(seen: Sample) -> bool:
    """Whether most of the words in a column name departments; unknown where there are many different ones."""
    found = sum(bool(DEPARTMENT.search(word)) for word in seen.words)
    return len(seen.words) >= 2 and found >= MOST * len(seen.words)


def holds_machines(seen: Sample) -> bool:
    """Whether most of the words in a column name machines: nobody is one."""
    return seen.machines >= MOST * seen.different > 0


def could_be_machines(name: str, values: Sequence[str]) -> bool:
    """Whether a column that was not taken is called after machines, or after people and holds machines."""
    called = plain(name)
    named = sum(bool(re.search(MACHINE, value)) for value in values)
    return bool(OF_MACHINES.fullmatch(called)) or (
        called in NAMES["person"] and named >= MOST * len(values) > 0
    )
