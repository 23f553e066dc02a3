"""On what each measure rests in this record, or why the record cannot tell it and what to record."""

from throughline.insight.measures.carried import Carried

PEOPLE = frozenset({"people", "handoffs_person", "rework_repeat", "rework_redo"})
FUNCTIONS = frozenset({"functions", "handoffs_function"})
MEETINGS = frozenset({"longest_silence_days", "silence_share", "first_word_days"})
CONTINUITY = frozenset({"coc", "secon", "upc"})
ASKS = frozenset({"asks", "repeated_asks"})

NO_PEOPLE = (
    "The log does not name who of the staff worked. Record for each event a person, by a pseudonym "
    "that stays the same."
)
NO_FUNCTIONS = "The log does not name departments. Record for each event the department that worked."
NO_MEETINGS = (
    "The log does not say what the person met. Record for each event whether it went to the person, "
    "came from the person, or stayed inside; or list the activities that go to the person in a mapping file."
)
NO_ASKS = (
    "The log does not say when the person was asked for something. Record each question to the person "
    "and each answer with a key for the fact it is about; or list them under `asks` and `supplies` "
    "in a mapping file."
)
NO_PROMISES = (
    "The log holds no promises to the person. Record what was promised, by when, and when it was kept."
)
NO_NAMES = "The log does not name the work that was done."


def why_not(name: str, carried: Carried) -> str | None:
    """Why the record cannot tell this measure; None if it can."""
    missing = (
        (name in PEOPLE and not carried.persons, NO_PEOPLE),
        (name in CONTINUITY and not carried.persons, NO_PEOPLE),
        (name in FUNCTIONS and not carried.functions, NO_FUNCTIONS),
        (name in MEETINGS and not carried.to, NO_MEETINGS),
        (name in ASKS and not carried.asks, NO_ASKS),
        (name == "promises_kept" and not carried.promises, NO_PROMISES),
        (name == "self_loops" and not carried.names, NO_NAMES),
    )
    return next((why for holds, why in missing if holds), None)


def basis_of(name: str, carried: Carried) -> str:
    """On which events the measure rests, in a sentence."""
    if name in CONTINUITY:
        least = (
            "journeys with at least one contact" if name == "upc" else "journeys with two contacts or more"
        )
        if carried.to_with_person:
            return f"over what the person met and who they met, in {least}"
        if carried.to:
            return f"over staff events, because the log does not name whom the person met, in {least}"
        return f"over staff events, because the log does not say what the person met, in {least}"
    if name in PEOPLE:
        return f"over {carried.persons:,} staff events that name a person{_once(carried)}"
    if name in FUNCTIONS:
        return (
            f"over {carried.functions:,} staff events that name a department{_once(carried)}; "
            "a journey that names none counts as 0"
        )
    if name == "self_loops":
        if carried.persons:
            return f"over {carried.persons:,} staff events that name a person, in their order{_once(carried)}"
        return f"over all {carried.names:,} events, because the log does not name people{_once(carried)}"
    if name in MEETINGS:
        return f"over {carried.to:,} things that went to the person"
    if name in ASKS:
        return f"over {carried.asks:,} questions to the person"
    if name == "promises_kept":
        return "per journey with a promise whose date has passed"
    return (
        "calendar time, all rows; an open journey counts up to the present"
        if carried.ours
        else "calendar time, first to last row"
    )


def _once(carried: Carried) -> str:
    return "; a piece of work counts once, at its completion" if carried.starts_of_work else ""
