"""The hallway and the distance between two units in plain sentences. Associated with, never caused by."""

from collections.abc import Iterator, Sequence

from throughline.insight.distance import Distance, DistancePart, Kind
from throughline.insight.funnel import Funnel, Place
from throughline.insight.hallway import Gap
from throughline.insight.hallway_difference import Difference
from throughline.insight.hallway_question import Question, question_of
from throughline.insight.hallway_walked import Walk
from throughline.insight.intervals import Interval
from throughline.insight.measures.carried import THE_LOG
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.telling import span

ASSOCIATED = (
    "Each part is associated with the distance, that is all: only a change that is checked shows "
    "what it changes."
)
ALIKE = ", given the same kinds of journeys"
MOST_NAMED = 8
SURE = 0.99
NEARLY_NOTHING = 0.02
"""A part smaller than this share of the gap is said to be hardly anything."""


def told_of(walk: Walk) -> tuple[str, ...]:
    """What the comparison shows, and what it cannot show."""
    if walk.difference is not None:
        return (_difference(walk, walk.difference), walk.ranking.why_not)
    return tuple(_ranked(walk))


def told_of_funnel(funnel: Funnel) -> str:
    """Which units stand outside the limits, and what the limits allow for."""
    wider = funnel.overdispersion.between > 0
    allowed = " The limits are wider than luck alone would have them, by how much units differ in general."
    return f"{_outside(funnel)}{allowed if wider else ''}"


def _outside(funnel: Funnel) -> str:
    beyond = [point.unit for point in funnel.outside]
    if beyond:
        return f"{_stand(beyond)} outside the funnel; luck puts two units in a thousand there."
    nearly = [point.unit for point in funnel.points if point.place is Place.WARNING]
    if nearly:
        return (
            f"No unit stands outside the outer limits. {_stand(nearly)} outside the inner ones, "
            "where luck puts one unit in twenty."
        )
    return "No unit stands outside the funnel: such differences come about by luck."


def _stand(units: Sequence[str]) -> str:
    return f"{_and(units)} {'stands' if len(units) == 1 else 'stand'}"


def told_of_distance(distance: Distance, source: str = THE_LOG) -> tuple[str, ...]:
    """The distance and its parts, one sentence each. `source` is what the record is called."""
    question = distance.question
    shown = question.beside(distance.one, distance.value_of_one, distance.other, distance.value_of_other)
    counted = ", as counted" if distance.mix else ""
    gap, how = question.difference(distance.gap), either_way(question, distance.interval, distance.one)
    first = f"{shown} That is {gap} apart{counted} ({how})."
    return (first, *(_part(distance, part, source) for part in distance.parts), ASSOCIATED)


def averages(part: DistancePart) -> tuple[str, str]:
    """What both units do of a design feature, on average, with its unit."""
    asked = question_of(part.measure) if part.measure in BY_NAME else None  # a feature may be no measure
    ours, theirs = (
        "not known"
        if value is None
        else asked.figure(value)
        if asked and asked.unit != "count"
        else f"{value:.2f}"
        for value in (part.of_one, part.of_other)
    )
    return ours, theirs


def between(question: Question, interval: Interval) -> str:
    """An interval of differences; with signs where it holds both."""
    if interval.holds(0.0):
        return f"95% interval {span(question.signed(interval.low), question.signed(interval.high))}"
    low, high = sorted((interval.low, interval.high), key=abs)
    return f"95% interval {span(question.difference(low), question.difference(high))}"


def either_way(question: Question, interval: Interval, one: str) -> str:
    """An interval of what `one` has more than another unit; where it holds both, which end is which."""
    if not interval.holds(0.0):
        return between(question, interval)
    less, more = question.difference(interval.low), question.difference(interval.high)
    return f"95% interval {less} less to {more} more in {one}"


def _ranked(walk: Walk) -> Iterator[str]:
    ranking, question = walk.ranking, walk.question
    if ranking.best:
        yield f"{ranking.best} is most likely the best{_chance(walk, ranking.best)}."
    if ranking.worst:
        yield f"{ranking.worst} is most likely the last."
    if ranking.best or ranking.worst:
        yield f"{walk.reliability:.0%} of the differences we see are more than luck."
    if walk.widest is not None:
        yield _widest(question, walk.widest, ALIKE if walk.mix else "")
    if ranking.why_not:
        yield ranking.why_not
    if ranking.top and ranking.top != (ranking.best,):
        yield f"Better than the typical unit, with a chance of four in five or more: {_and(ranking.top)}."
    if ranking.bottom and ranking.bottom != (ranking.worst,):
        yield f"Worse than the typical unit, with a chance of four in five or more: {_and(ranking.bottom)}."


def _widest(question: Question, widest: Gap, alike: str) -> str:
    apart = f"{widest.better} and {widest.worse} lie {question.difference(widest.raw)} apart{alike}"
    if widest.shrunk < NEARLY_NOTHING * widest.raw:
        return f"{apart}; luck may have made all of it."
    return f"{apart}; about {question.difference(widest.shrunk)} of that is more than luck."


def _chance(walk: Walk, unit: str) -> str:
    """Near certainty is not certainty."""
    chance = next(office.chance_of_being_best for office in walk.units if office.unit == unit) or 0.0
    return f" (chance {'more than 99%' if chance > SURE else f'{chance:.0%}'})"


def _difference(walk: Walk, found: Difference) -> str:
    question, how = walk.question, either_way(walk.question, found.interval, found.one)
    size, after = question.difference(found.value), ALIKE if walk.mix else ""
    if found.could_be_luck:
        apart = f"{found.one} and {found.other} lie {size} apart{after} ({how})"
        return f"{question.title}: {apart}. That could well be luck."
    more = "more" if found.value > 0 else "less"
    return f"{question.title}: {size} {more} in {found.one} than in {found.other}{after} ({how})."


def _part(distance: Distance, part: DistancePart, source: str) -> str:
    """Signs are those of the distance: what goes along with it is above nothing."""
    question = distance.question
    along = 1 if part.value * distance.gap >= 0 else -1
    size, how = question.difference(part.value), _how(distance, part)
    match part.kind:
        case Kind.UNEXPLAINED if along > 0:
            return f"Of that, {size} are not explained by anything in {source} ({how})."
        case Kind.UNEXPLAINED:
            return f"What {source} does not explain points the other way, by {size} ({how})."
        case Kind.MIX:
            title = "case mix, the journeys each was given"
        case _:
            ours, theirs = averages(part)
            title = f"{part.title} (on average {ours} against {theirs})"
    if abs(part.value) < NEARLY_NOTHING * abs(distance.gap):
        return f"Hardly any of it is associated with {title}."
    if along > 0:
        return f"Of that, {size} are associated with {title} ({how})."
    return f"The other way, {size} are associated with {title} ({how})."


def _how(distance: Distance, part: DistancePart) -> str:
    low, high = part.interval.low, part.interval.high
    turned = Interval(low, high) if distance.gap >= 0 else Interval(-high, -low)
    luck = "; could be luck" if turned.holds(0.0) else ""
    return between(distance.question, turned) + luck


def _and(names: Sequence[str]) -> str:
    """All of them, or the first few and how many more."""
    if len(names) > MOST_NAMED:
        names = (*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
