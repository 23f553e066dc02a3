"""In which part of the report each measure stands. One that is named nowhere stands by its tier."""

from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.rung import Tier

RECEIVING = (
    "goal_reached",
    "elapsed_days",
    "time_to_certainty_days",
    "promises_kept",
    "promises_renegotiated",
)
TIME = (
    "longest_silence_days",
    "next_word_days",
    "first_word_days",
    "silence_share",
    "turn_with_us",
    "turn_with_you",
    "turn_elsewhere",
    "waiting_share",
    "touch_hours",
    "touch_business_hours",
)
CONTINUITY = (
    "people",
    "upc",
    "coc",
    "secon",
    "functions",
    "handoffs_person",
    "handoffs_function",
    "people_14_days",
    "channel_switches",
)
AGAIN = (
    "failure_demand",
    "repeated_asks",
    "asks",
    "inbound",
    "returns_function",
    "returns_person",
    "rework_redo",
    "rework_repeat",
    "self_loops",
)
PLACED = frozenset((*RECEIVING, *TIME, *CONTINUITY, *AGAIN))


def receiving() -> tuple[str, ...]:
    """The outcome and the whole of it, and whatever else is felt and has no better place."""
    return (*RECEIVING, *_others(process=False))


def again() -> tuple[str, ...]:
    """What comes back, and whatever else of the process has no better place."""
    return (*AGAIN, *_others(process=True))


def _others(*, process: bool) -> tuple[str, ...]:
    return tuple(
        measure.name
        for measure in MEASURES
        if measure.name not in PLACED and (measure.tier is Tier.PROCESS) is process
    )
