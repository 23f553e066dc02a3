"""Who is best, who is worst, and when not to say so."""

from throughline.insight.hallway import RELIABLE, SURE_OF_DIFFERENCES, Door, Hallway
from throughline.refused import Refused

IN_THE_GROUP = 0.8


class TooAlikeToRank(Refused):
    """What we see between these units could well be luck."""


def best(hallway: Hallway) -> Door:
    """The unit most likely to be best; refused when the difference could well be luck."""
    _check_can_rank(hallway, "best")
    return max(hallway.doors, key=lambda door: door.shrunk * hallway.rung.better.sign)


def worst(hallway: Hallway) -> Door:
    """The unit most likely to be worst; refused when the difference could well be luck."""
    _check_can_rank(hallway, "worst")
    return min(hallway.doors, key=lambda door: door.shrunk * hallway.rung.better.sign)


def top_group(hallway: Hallway) -> tuple[str, ...]:
    """Units that are better than the typical one with a chance of at least four in five; may be nobody."""
    return tuple(d.unit for d in hallway.doors if d.chance_of_being_better_than_typical >= IN_THE_GROUP)


def bottom_group(hallway: Hallway) -> tuple[str, ...]:
    """Units that are worse than the typical one with a chance of at least four in five; may be nobody."""
    return tuple(d.unit for d in hallway.doors if d.chance_of_being_better_than_typical <= 1 - IN_THE_GROUP)


def _check_can_rank(hallway: Hallway, place: str) -> None:
    if hallway.can_rank:
        return
    if hallway.reliability < RELIABLE:
        why = f"{hallway.reliability:.0%} of the differences are more than luck; we need {RELIABLE:.0%}"
    else:
        seen = f"{hallway.chance_if_all_alike:.0%}"
        why = f"a chance of {seen} even if all were alike; we need {SURE_OF_DIFFERENCES:.0%}"
    groups = "Look at the top and bottom groups."
    if not top_group(hallway) and not bottom_group(hallway):
        groups = "No top and bottom groups stand out either."
    raise TooAlikeToRank(
        f"We do not name a {place} unit: with these numbers luck alone could make such differences "
        f"({why}). {groups}"
    )
