"""How somebody says it was, and how it goes on: from what they lived through, with chance on top."""

import math
from random import Random

from throughline.blueprint.model import EndingKind
from throughline.ids import QuestionId
from throughline.simulate.ride import Ride

SEEN_OF_ALL = {EndingKind.GRANTED: 0.15, EndingKind.REFUSED: -0.8, EndingKind.NOT_ELIGIBLE: -0.2}


def satisfaction(ride: Ride) -> float:
    """From about 1 to about 5: how well the person was carried through."""
    return (_heard(ride) + _one_person(ride) + _certain(ride) + _clear(ride)) / 4


def _heard(ride: Ride) -> float:
    return 4.6 - 1.0 * ride.lived.asked_again - 0.5 * ride.lived.unanswered


def _one_person(ride: Ride) -> float:
    return 4.8 - 0.85 * max(0, ride.lived.guides - 1) - 0.07 * max(0, len(ride.lived.faces) - 4)


def _certain(ride: Ride) -> float:
    late = max(0.0, ride.lived.longest_silence_days - 7) * 0.07
    return 4.7 - 0.45 * ride.lived.broken - late


def _clear(ride: Ride) -> float:
    return 3.7 + 0.9 * ride.lived.explained - 0.25 * ride.lived.came_back - 0.3 * ride.lived.asked_again


def _respected(ride: Ride) -> float:
    return 4.6 - 0.5 * ride.lived.unanswered - 0.2 * ride.lived.asked_again - 0.15 * ride.lived.broken


def score(ride: Ride, question: QuestionId, random: Random) -> int:
    """One to five."""
    about = {
        "heard": _heard,
        "one_person": _one_person,
        "knew_what_to_expect": _certain,
        "navigable": _certain,
        "clear": _clear,
        "respected": _respected,
    }
    ending = SEEN_OF_ALL.get(ride.state.ending_kind, 0.0) if ride.state.ending_kind else 0.0
    felt = about.get(question, satisfaction)(ride) + ending + ride.character.cheer
    return min(max(round(felt + random.gauss(0.0, 0.65)), 1), 5)


def answers_survey(ride: Ride, random: Random) -> bool:
    """Those who have something to say answer a little more: the pleased more than the rest."""
    return random.random() < min(0.9, 0.46 * ride.character.answers * (1 + 0.12 * (satisfaction(ride) - 3)))


def knows_duties(ride: Ride, random: Random) -> int:
    felt = 2.4 + 1.9 * ride.lived.explained + 0.12 * ride.lived.introduced + 0.1 * len(ride.state.duties)
    return min(max(round(felt + random.gauss(0.0, 0.7)), 1), 5)


def still_trades(ride: Ride, days: int, random: Random) -> bool:
    """Whoever knows the duties and whom to ask has it easier. Much of it is still luck."""
    helped = 0.55 * (satisfaction(ride) - 3) + 1.5 * ride.lived.explained + 0.25 * ride.lived.introduced
    chance = 1 / (1 + math.exp(-(0.45 + helped - days / 450)))
    return random.random() < chance


def better_off(ride: Ride, trades: bool, random: Random) -> int:
    felt = (3.6 if trades else 1.9) + 0.25 * (satisfaction(ride) - 3) + ride.character.cheer
    return min(max(round(felt + random.gauss(0.0, 0.8)), 1), 5)
