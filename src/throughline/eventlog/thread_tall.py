"""The thread drawn tall, for a phone: time runs down, what the person met stands on the right."""

from collections.abc import Sequence
from datetime import timedelta

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Meeting, Thread, Whose, Work
from throughline.eventlog.thread_scale import Scale, scale_of, spread
from throughline.eventlog.thread_svg import Flag, flags_of, stretches, svg
from throughline.eventlog.thread_words import ENGLISH, Words, title

WIDTH = 360
LINE = 92.0
TEXT = LINE + 40
ROW, LINES, LEADING = 52, 3, 16
"""From one label to the next where the longest has two lines; for a third there is more room."""
NEXT = 42
"""From one step ahead to the following one."""
SHORT, NAME_LINES = 21, 4


def tall(thread: Thread, words: Words = ENGLISH, *, span: timedelta | None = None) -> str:
    """The thread as a column for a narrow screen. The same facts as `wide`, in the same ink."""
    rows = _rows(thread, words)
    apart = ROW + LEADING * max([0, *(len(_lines(row.label)) - 2 for row in rows)])
    length = max(220.0, apart * len(rows) * 1.05)
    scale = scale_of(thread, 26, 26 + length, span)
    places = spread([scale(row.at) for row in rows], apart)
    lowest = max([scale.high, *places])
    parts = [
        *_line(thread, scale, words),
        *_behind(thread, scale, words),
        *(part for row, y in zip(rows, places, strict=True) for part in _row(row, scale(row.at), y)),
        *_ahead(thread, lowest + 40, words),
    ]
    height = lowest + 40 + NEXT * len(thread.ahead[:5])
    return svg(WIDTH, height, title(thread, words), parts)


def _rows(thread: Thread, words: Words) -> Sequence[Flag]:
    """What stands beside the line: what the person met, or what was done where the log tells only that."""
    met = flags_of(thread, words)
    if thread.encounters is None:
        met = [Flag(w.end, words.short_date(w.end), w.label, Meeting.TO, None) for w in _telling(thread)]
    silent = [
        Flag(
            gap.start + (gap.end - gap.start) / 2,
            "",
            words.silence.format(days=round(gap.days)),
            Meeting.TO,
            None,
        )
        for gap in thread.silences
    ]
    return sorted([*met, *silent], key=lambda row: row.at)


def _telling(thread: Thread, most: int = 12) -> list[Work]:
    """At most twelve pieces of work, evenly chosen, first and last always among them."""
    work = thread.in_order
    if len(work) <= most:
        return list(work)
    return [work[round(i * (len(work) - 1) / (most - 1))] for i in range(most)]


def _row(row: Flag, true_y: float, y: float) -> list[str]:
    """One label with a lead to its true place in time; a silence has words but no dot."""
    if not row.date:
        return [ink.text(TEXT, y + 4, row.label, fill=ink.SLATE)]
    lead = ink.path(
        f"M{LINE + 8:.1f} {true_y:.1f}L{TEXT - 16:.1f} {y:.1f}H{TEXT - 6:.1f}", stroke=ink.FAINT, width=1.5
    )
    colour = ink.MARK[row.mark] if row.mark else ink.INK
    texts = [
        ink.text(TEXT, y - 5, row.date, size=12, fill=ink.SLATE),
        *(
            ink.text(TEXT, y + 10 + LEADING * i, part, size=14, fill=colour)
            for i, part in enumerate(_lines(row.label))
        ),
    ]
    return [lead, _dot(row, true_y), *texts]


def _lines(label: str) -> list[str]:
    return ink.in_lines(label, WIDTH - TEXT - 6, 14, LINES)


def _dot(row: Flag, y: float) -> str:
    if row.mark:
        return ink.tick_mark(LINE, y, row.mark)
    if row.kind is Meeting.FROM:
        return ink.dot(LINE, y, 6, fill=ink.PAPER, stroke=ink.TURN[Whose.YOU], width=2.5)
    return ink.dot(LINE, y, 6, fill=ink.INK, stroke=ink.PAPER)


def _line(thread: Thread, scale: Scale, words: Words) -> list[str]:
    drawn = [
        ink.line(LINE, scale(a), LINE, scale(b), stroke=colour, width=6) for a, b, colour in stretches(thread)
    ]
    for gap in thread.silences:
        a, b = scale(gap.start) + 10, scale(gap.end) - 10
        if b > a:
            drawn.append(ink.line(LINE, a - 3, LINE, b + 3, stroke=ink.PAPER, width=8))
            drawn += [
                ink.line(
                    LINE,
                    max(a, scale(begin)),
                    LINE,
                    min(b, scale(end)),
                    stroke=colour,
                    width=5,
                    dash="0.1 11",
                )
                for begin, end, colour in stretches(thread)
                if scale(end) > a and scale(begin) < b
            ]
    y = scale(thread.until)
    if thread.open:
        drawn += [
            ink.line(LINE - 12, y, LINE + 12, y, width=2.5),
            ink.text(LINE - 16, y + 5, words.now, anchor="end", bold=True),
        ]
    else:
        drawn.append(ink.line(LINE - 8, y, LINE + 8, y, width=4))
    return [*drawn, ink.dot(LINE, scale(thread.start), 5, fill=ink.INK)]


def _behind(thread: Thread, scale: Scale, words: Words) -> list[str]:
    """Who worked, left of the line: a stroke per piece of work, the department named when it changes."""
    drawn: list[str] = []
    last_name, last_y = "", -99.0
    named = any(thread.functions)
    for work in thread.in_order:
        y = scale(work.end)
        top = min(scale(work.start), y - 4) if work.start else y - 2
        drawn.append(ink.bar(LINE - 20, top, 10, max(y - top, 4), fill=ink.TURN[Whose.US], tip=work.label))
        if work.again:
            drawn.append(_loop(y))
        name = (work.function if named else work.who) or words.unnamed
        lines = ink.in_lines(name, LINE - 28, 11, NAME_LINES)
        half = 5.5 * (len(lines) - 1)
        if name != last_name and y - half - last_y >= SHORT:
            drawn += ink.name(LINE - 26, y, name, lines=lines, size=11, anchor="end")
            last_name, last_y = name, y + half
    return drawn


def _loop(y: float) -> str:
    out = LINE + 17
    there = f"M{LINE} {y - 12:.1f}C{LINE} {y + 9:.1f} {out} {y + 9:.1f} {out} {y:.1f}"
    return ink.path(f"{there}S{LINE} {y - 9:.1f} {LINE} {y + 12:.1f}", stroke=ink.INK, width=3)


def _ahead(thread: Thread, y: float, words: Words) -> list[str]:
    drawn: list[str] = []
    for i, step in enumerate(thread.ahead[:5]):
        at = y + i * NEXT
        colour = ink.TURN[step.whose]
        drawn.append(ink.line(LINE, at - 24, LINE, at - 10, stroke=ink.SLATE, width=2, dash="1 6"))
        drawn.append(ink.dot(LINE, at, 8, fill=ink.PAPER, stroke=colour, width=2.5))
        said = ink.in_lines(step.label, WIDTH - TEXT - 6, 14, 2)
        first = at + 5 - 8 * (len(said) - 1)
        drawn += [ink.text(TEXT, first + 16 * n, part, size=14, fill=colour) for n, part in enumerate(said)]
    return drawn
