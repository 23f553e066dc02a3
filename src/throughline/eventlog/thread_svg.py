"""The thread drawn wide, for a desktop, a report or paper. Pure: values in, SVG text out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Mark, Meeting, Silence, Thread, Whose
from throughline.eventlog.thread_lanes import lanes_of
from throughline.eventlog.thread_scale import DAY, Scale, levels, scale_of
from throughline.eventlog.thread_words import ENGLISH, Words, title

WIDTH = 960
GUTTER = 136
LEVEL = 36
MOST_LEVELS = 4
AHEAD = 190


@dataclass(frozen=True)
class Flag:
    """A label on a stem above the line."""

    at: datetime
    date: str
    label: str
    kind: Meeting
    mark: Mark | None


def wide(
    thread: Thread, words: Words = ENGLISH, *, span: timedelta | None = None, in_days: bool = False
) -> str:
    """The thread as an SVG that is as wide as its place. Give `span` to compare journeys on one scale."""
    right = WIDTH - 24 - (AHEAD if thread.ahead else 0)
    scale = scale_of(thread, GUTTER, right, span)
    flags = flags_of(thread, words)
    places = [(scale(flag.at), _turned(scale(flag.at), _width(flag))) for flag in flags]
    placed = levels(places, MOST_LEVELS)
    above = (
        30
        if thread.encounters is None
        else 16 + LEVEL * (1 + max((p for p in placed if p is not None), default=0))
    )
    y = above + 14.0
    lanes, height = lanes_of(thread, scale, y + 50, words)
    axis_y = y + 50 + max(height, 30 + 16 * len(thread.ahead[:5]) if thread.ahead else 0) + 6
    parts = [
        *_axis(thread, scale, axis_y, words, in_days=in_days),
        *lanes,
        *_line(thread, scale, y, words),
        *_ahead(thread, right, y, words),
        *_flags(flags, placed, scale, y),
        *_unknown(thread, scale, y, words),
        *_legend(thread, axis_y + 42, words),
    ]
    return svg(WIDTH, axis_y + (54 if thread.turns else 26), title(thread, words), parts)


def flags_of(thread: Thread, words: Words) -> list[Flag]:
    """What stands above the line: encounters and promises, in the order of time."""
    met = [
        Flag(
            e.at,
            words.short_date(e.at),
            words.you_did.format(label=e.label) if e.kind is Meeting.FROM else e.label,
            e.kind,
            e.mark,
        )
        for e in thread.encounters or ()
    ]
    due = [
        Flag(p.due, words.promised.format(date=words.short_date(p.due)), p.label, Meeting.TO, p.mark)
        for p in thread.promises
    ]
    return sorted([*met, *due], key=lambda flag: flag.at)


def svg(width: float, height: float, said: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="100%" '
        'role="img" '
        f'aria-label="{escape(said)}" font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif">'
        + "".join(parts)
        + "</svg>"
    )


def _width(flag: Flag) -> float:
    return max(ink.wide_of(flag.label, 13), ink.wide_of(flag.date, 11)) + 8


def _turned(x: float, width: float) -> float:
    """The width of a label, negative where it would run over the right edge and stands left of its stem."""
    return -width if x + 6 + width > WIDTH else width


def _line(thread: Thread, scale: Scale, y: float, words: Words) -> list[str]:
    """The thread itself: coloured by whose turn, dotted in silence, looping where work came back."""
    drawn = [ink.line(scale(a), y, scale(b), y, stroke=colour, width=5) for a, b, colour in stretches(thread)]
    loops = _loops(thread, scale)
    for gap in thread.silences:
        drawn += _silence(thread, gap, scale, y)
        drawn.append(_said_beside(loops, scale(gap.start), scale(gap.end), y, gap.days, words))
    drawn += [_loop(x, y, _colour_at(thread, at)) for x, at in loops]
    drawn += _turn_names(thread, scale, y, words)
    drawn.append(ink.dot(scale(thread.start), y, 4.5, fill=ink.INK))
    x = scale(thread.until)
    if thread.open:
        return [
            *drawn,
            ink.line(x, y - 12, x, y + 12, width=2),
            ink.text(x + 6, y + 20, words.now, size=12, bold=True),
        ]
    return [*drawn, ink.line(x, y - 8, x, y + 8, width=4)]


def stretches(thread: Thread) -> list[tuple[datetime, datetime, str]]:
    """The line in pieces of one colour: whose turn it was, or plain ink where nobody said."""
    turns = [(turn.start, turn.end, ink.TURN[turn.whose]) for turn in thread.turns]
    return turns or [(thread.start, thread.until, ink.INK)]


def _silence(thread: Thread, gap: Silence, scale: Scale, y: float) -> list[str]:
    a, b = scale(gap.start) + 9, scale(gap.end) - 9
    if b <= a:
        return []
    dots = [
        ink.line(max(a, scale(begin)), y, min(b, scale(end)), y, stroke=colour, width=4.5, dash="0.1 10")
        for begin, end, colour in stretches(thread)
        if scale(end) > a and scale(begin) < b
    ]
    return [ink.line(a - 4, y, b + 4, y, stroke=ink.PAPER, width=7), *dots]


def _said_beside(
    loops: list[tuple[float, datetime]], a: float, b: float, y: float, days: float, words: Words
) -> str:
    """How long the silence was, in the widest place between the loops."""
    edges = [a, *(edge for x, _ in loops if a < x < b for edge in (x - 16, x + 16)), b]
    low, high = max(zip(edges[::2], edges[1::2], strict=True), key=lambda free: free[1] - free[0])
    said = words.silence.format(days=round(days))
    if ink.wide_of(said, 12) > high - low:
        return ""
    return ink.text((low + high) / 2, y + 20, said, size=12, fill=ink.SLATE, anchor="middle")


def _loops(thread: Thread, scale: Scale) -> list[tuple[float, datetime]]:
    """Where the line loops; loops closer than their own width are drawn as one."""
    kept: list[tuple[float, datetime]] = []
    for at in (work.end for work in thread.in_order if work.again):
        x = min(max(scale(at), scale.low + 18), scale.high - 18)
        if not kept or x - kept[-1][0] >= 20:
            kept.append((x, at))
    return kept


def _colour_at(thread: Thread, at: datetime) -> str:
    whose = next((turn.whose for turn in thread.turns if turn.start <= at < turn.end), None)
    return ink.TURN[whose] if whose else ink.INK


def _loop(x: float, y: float, colour: str) -> str:
    """A loop is a loop: the line goes down, around and on."""
    there = f"M{x - 16:.1f} {y}C{x + 12:.1f} {y} {x + 13:.1f} {y + 25:.1f} {x:.1f} {y + 25:.1f}"
    return ink.path(f"{there}S{x - 12:.1f} {y} {x + 16:.1f} {y}", stroke=colour, width=3)


def _turn_names(thread: Thread, scale: Scale, y: float, words: Words) -> list[str]:
    named: list[str] = []
    seen: set[Whose] = set()
    for turn in thread.turns:
        said = words.whose(turn.whose)
        room = scale(turn.end) - scale(turn.start)
        if turn.whose not in seen and ink.wide_of(said, 12) < room:
            seen.add(turn.whose)
            named.append(
                ink.text(scale(turn.start) + 4, y + 38, said, size=12, fill=ink.TURN[turn.whose], bold=True)
            )
    return named


def _ahead(thread: Thread, x: float, y: float, words: Words) -> list[str]:
    """What is still to come: rings on a thin line, in order, without pretending to know when."""
    if not thread.ahead:
        return []
    shown = thread.ahead[:4]
    places = [x + 34 + i * 34 for i in range(len(shown))]
    drawn = [ink.line(x + 4, y, places[-1], y, stroke=ink.SLATE, width=2, dash="1 6")]
    for i, (place, step) in enumerate(zip(places, shown, strict=True)):
        drawn.append(ink.dot(place, y, 8, fill=ink.PAPER, stroke=ink.TURN[step.whose]))
        drawn.append(ink.text(place, y + 4, str(i + 1), size=11, fill=ink.TURN[step.whose], anchor="middle"))
    for i, step in enumerate(shown):
        said = ink.shorten(f"{i + 1}. {step.label}", AHEAD - 30, 12)
        drawn.append(ink.text(x + 30, y + 30 + i * 16, said, size=12, fill=ink.TURN[step.whose]))
    more = len(thread.ahead) - len(shown)
    if more:
        drawn.append(
            ink.text(x + 30, y + 30 + len(shown) * 16, words.more.format(count=more), size=12, fill=ink.SLATE)
        )
    return drawn


def _flags(flags: list[Flag], placed: list[int | None], scale: Scale, y: float) -> list[str]:
    stems, dots, texts = [], [], []
    for flag, level in zip(flags, placed, strict=True):
        x = scale(flag.at)
        if level is not None:
            top = y - 16 - level * LEVEL
            stems.append(ink.line(x, y - 6, x, top - 22, stroke=ink.FAINT, width=1.5))
            left = _turned(x, _width(flag)) < 0
            side, anchor = (x - 6, "end") if left else (x + 6, "start")
            texts.append(ink.text(side, top - 13, flag.date, size=11, fill=ink.SLATE, anchor=anchor))
            texts.append(
                ink.text(
                    side, top, flag.label, fill=ink.MARK[flag.mark] if flag.mark else ink.INK, anchor=anchor
                )
            )
        dots.append(_dot(flag, x, y))
    return [*stems, *dots, *texts]


def _dot(flag: Flag, x: float, y: float) -> str:
    if flag.mark:
        return ink.tick_mark(x, y, flag.mark)
    tip = f"{flag.date}: {flag.label}"
    if flag.kind is Meeting.FROM:
        return ink.dot(x, y, 5.5, fill=ink.PAPER, stroke=ink.TURN[Whose.YOU], width=2.5, tip=tip)
    return ink.dot(x, y, 5.5, fill=ink.INK, stroke=ink.PAPER, tip=tip)


def _unknown(thread: Thread, scale: Scale, y: float, words: Words) -> list[str]:
    if thread.encounters is not None:
        return []
    x = scale.low
    end = max(scale(thread.until), x + 60)
    outside = x + 8 if end - x > 330 else end + 10
    mask = (
        ink.bar(x + 2, y - 33, ink.wide_of(words.unknown_meetings, 12) + 12, 18, fill=ink.PAPER)
        if outside == x + 8
        else ""
    )
    said = ink.text(outside, y - 20, words.unknown_meetings, size=12, fill=ink.SLATE)
    return [ink.hatch(x, y - 34, end - x, 20), mask, said]


def _legend(thread: Thread, y: float, words: Words) -> list[str]:
    """The colours in words, only where they are used."""
    drawn, x = [], float(GUTTER)
    for whose in dict.fromkeys(turn.whose for turn in thread.turns):
        said = words.whose(whose)
        drawn += [
            ink.line(x, y - 4, x + 22, y - 4, stroke=ink.TURN[whose], width=5),
            ink.text(x + 30, y, said, size=11),
        ]
        x += 50 + ink.wide_of(said, 11)
    if thread.silences:
        drawn.append(ink.line(x, y - 4, x + 30, y - 4, stroke=ink.SLATE, width=4, dash="0.1 8"))
        drawn.append(ink.text(x + 40, y, words.quiet_line, size=11))
    return drawn


def _axis(thread: Thread, scale: Scale, y: float, words: Words, *, in_days: bool) -> list[str]:
    drawn = [ink.line(scale.low, y, scale.high, y, stroke=ink.FAINT)]
    hours = scale.span < 2 * DAY
    for after in scale.ticks():
        at = thread.start + after
        x = scale(at)
        said = words.after(after) if in_days else (f"{at:%H:%M}" if hours else words.short_date(at))
        drawn += [
            ink.line(x, y, x, y + 4, stroke=ink.SLATE),
            ink.text(x, y + 17, said, size=11, fill=ink.SLATE, anchor="middle"),
        ]
    return drawn
