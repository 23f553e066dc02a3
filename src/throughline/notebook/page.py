"""What a notebook shows: a compact table and the sentences, everything that came from a log escaped."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from throughline.insight.counted import counted
from throughline.insight.measures.catalogue import MEASURES, Measure
from throughline.insight.report.cards import at_least, between, coded
from throughline.insight.ride import Measured, Ride, Unmeasurable
from throughline.insight.telling import per_cent, told
from throughline.intake.read import Log

RIGHT = Markup(' style="text-align:right;vertical-align:top;white-space:nowrap;padding:.15em .6em"')
LEFT = Markup(' style="text-align:left;vertical-align:top;padding:.15em .6em .15em 0"')
SMALLER = Markup("<br><small>%s</small>")


def of_log(name: str, log: Log) -> str:
    """Which column was taken for what and why, and what was found."""
    rows = [[Markup("<td%s>%s</td>") % (LEFT, cell) for cell in reason] for reason in log.reasons]
    return str(_title(name, "") + _table(("", "read from"), rows) + _list(log.sentences))


def of_ride(name: str, ride: Ride) -> str:
    """The sentences, every measure that could be told, and what could not."""
    size = (
        f"{counted(ride.events, 'event')} · {counted(ride.size, 'journey')} · "
        f"{ride.first:%-d %B %Y} to {ride.last:%-d %B %Y}"
    )
    said = Markup("").join(Markup("<p>%s</p>") % sentence for sentence in told(ride))
    headings = ("", "half up to", "nine in ten up to", "mean, 95% interval", "journeys", "of all")
    rows = [
        _row(measure, result)
        for measure in MEASURES
        if isinstance(result := ride.measures[measure.name], Measured)
    ]
    return str(_title(name, size) + said + _table(headings, rows) + _untold(ride))


def _row(measure: Measure, result: Measured) -> list[Markup]:
    half, most, mean = (at_least(measure, result, which) for which in ("median", "p90", "mean"))
    around = between(measure, result.intervals.get("mean"))
    sure = escape(mean) + (SMALLER % around if around else "")
    told = (half, most, sure, f"{result.n:,}", per_cent(result.coverage))
    numbers = [Markup("<td%s>%s</td>") % (RIGHT, cell) for cell in told]
    return [Markup('<td%s title="%s">%s</td>') % (LEFT, measure.definition, measure.question), *numbers]


def _untold(ride: Ride) -> Markup:
    """What cannot be told, each reason once."""
    reasons: dict[str, list[str]] = {}
    for measure in MEASURES:
        result = ride.measures[measure.name]
        if isinstance(result, Unmeasurable):
            reasons.setdefault(result.why, []).append(measure.title.lower())
    return _list(f"Not measurable: {', '.join(titles)}. {why}" for why, titles in reasons.items())


def _title(name: str, said: str) -> Markup:
    return Markup("<p><strong>%s</strong> %s</p>") % (name, said)


def _table(headings: Sequence[str], rows: Iterable[Sequence[Markup]]) -> Markup:
    head = Markup("").join(
        Markup("<th%s>%s</th>") % (RIGHT if i else LEFT, heading) for i, heading in enumerate(headings)
    )
    body = Markup("").join(Markup("<tr>%s</tr>") % Markup("").join(row) for row in rows)
    return Markup("<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>") % (head, body)


def _list(sentences: Iterable[str]) -> Markup:
    items = Markup("").join(Markup("<li>%s</li>") % coded(sentence) for sentence in sentences)
    return Markup("<ul>%s</ul>") % items if items else items
