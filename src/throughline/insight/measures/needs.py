"""What several families need of a record, and what to record where it is not there."""

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.measure import Need

PEOPLE = Need(
    met=lambda carried: carried.persons > 0,
    lacks="does not name who of the staff worked",
    record="record for each event a person, by a pseudonym that stays the same",
)
FUNCTIONS = Need(
    met=lambda carried: carried.functions > 0,
    lacks="does not name departments",
    record="record for each event the department that worked",
)
MEETINGS = Need(
    met=lambda carried: carried.to > 0,
    lacks="does not say what the person met",
    record="record for each event whether it went to the person, came from the person, or stayed inside",
    mapping="list the activities that go to the person in a mapping file",
)
ASKS = Need(
    met=lambda carried: carried.asks > 0,
    lacks="does not say when the person was asked for something",
    record="record each question to the person and each answer with a key for the fact it is about",
    mapping="list them under `asks` and `supplies` in a mapping file",
)
INBOUND = Need(
    met=lambda carried: carried.inbound > 0,
    lacks="does not say what came from the person",
    record="record for each event whether it went to the person or came from the person",
    mapping="list the activities under `from` in a mapping file",
)
PROMISES = Need(
    met=lambda carried: carried.promises > 0,
    lacks="holds no promises to the person",
    record="record what was promised, by when, and when it was kept",
    mapping="list them under `promises` in a mapping file",
)
NAMES = Need(met=lambda carried: carried.names > 0, lacks="does not name the work that was done")


def once(carried: Carried) -> str:
    """Said where a log records the start of work too."""
    return "; a piece of work counts once, at its completion" if carried.starts_of_work else ""


def over_people(carried: Carried) -> str:
    """On what measures about people rest."""
    return f"over {carried.persons:,} staff events that name a person{once(carried)}"


def over_functions(carried: Carried) -> str:
    """On what measures about departments rest."""
    return (
        f"over {carried.functions:,} staff events that name a department{once(carried)}; "
        "a journey that names none counts as 0"
    )


def over_meetings(carried: Carried) -> str:
    """On what measures of silence rest."""
    return f"over {carried.to:,} things that went to the person"


def over_asks(carried: Carried) -> str:
    """On what measures of asking rest."""
    return f"over {carried.asks:,} questions to the person"
