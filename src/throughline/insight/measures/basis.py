"""On what each measure rests in this record, or why the record cannot tell it and what to record."""

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import BY_NAME


def why_not(name: str, carried: Carried) -> str | None:
    """Why the record cannot tell this measure; None if it can."""
    return BY_NAME[name].why_not(carried)


def basis_of(name: str, carried: Carried) -> str:
    """On which events the measure rests, in a sentence."""
    return BY_NAME[name].basis(carried)
