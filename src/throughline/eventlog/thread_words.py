"""The words on a thread, and the thread told in words for those who do not see it.

The defaults are English; doors that speak other languages hand in their own `Words`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.eventlog.thread import Mark, Meeting, Thread, Whose


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every word the drawing says by itself. `{…}` are filled in by name."""

    with_us: str = "with us"
    with_you: str = "with you"
    with_someone: str = "with someone else"
    now: str = "now"
    started: str = "started"
    ended: str = "ended"
    silence: str = "{days} days without a word"
    quiet_line: str = "nothing heard from us for more than five days"
    again: str = "again"
    kept: str = "promise kept"
    broken: str = "promise broken"
    promised: str = "promised by {date}"
    unknown_meetings: str = "This log does not say what the person met"
    unnamed: str = "not named"
    others: str = "{count} others"
    more: str = "and {count} more"
    start: str = "start"
    day: str = "day {day}"
    hour: str = "{hours} h"
    minute: str = "{minutes} min"
    you_did: str = "You: {label}"
    picture: str = "The journey as a line through time: {days} days from {start} to {end}."
    on: str = "{date}: {label}"
    by: str = "{date}: {label} ({who})"
    quiet: str = "From {start} to {end}: {days} days without a word"
    next: str = "Next: {label} ({whose})"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    weekdays: tuple[str, ...] = (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    )

    def after(self, time: timedelta) -> str:
        """A distance from the start: day 14, 6 h or 30 min."""
        minutes = round(time.total_seconds() / 60)
        if not minutes:
            return self.start
        if minutes % 1440 == 0:
            return self.day.format(day=minutes // 1440)
        return (
            self.hour.format(hours=minutes // 60)
            if minutes % 60 == 0
            else self.minute.format(minutes=minutes)
        )

    def short_date(self, at: datetime) -> str:
        """As written on the drawing: 4 December."""
        return f"{at.day} {self.months[at.month - 1]}"

    def long_date(self, at: datetime) -> str:
        """As written in a sentence: Friday 4 December 2026."""
        return f"{self.weekdays[at.weekday()]} {at.day} {self.months[at.month - 1]} {at.year}"

    def whose(self, whose: Whose) -> str:
        """Whose turn, in words."""
        return {Whose.US: self.with_us, Whose.YOU: self.with_you, Whose.SOMEONE: self.with_someone}[whose]


ENGLISH = Words()


def title(thread: Thread, words: Words = ENGLISH) -> str:
    """One sentence that stands for the picture."""
    return words.picture.format(
        days=round(thread.length.total_seconds() / 86400),
        start=words.long_date(thread.start),
        end=words.now if thread.open else words.long_date(thread.until),
    )


def in_words(thread: Thread, words: Words = ENGLISH) -> tuple[str, ...]:
    """What the picture shows, one sentence per thing, in the order of time. Show it as a list."""
    told: list[tuple[datetime, str]] = [
        (thread.start, words.on.format(date=words.long_date(thread.start), label=words.started))
    ]
    for met in thread.encounters or ():
        label = words.you_did.format(label=met.label) if met.kind is Meeting.FROM else met.label
        told.append((met.at, _told(met.at, f"{label}{_settled(met.mark, words)}", met.who, words)))
    for work in thread.in_order:
        who = ", ".join(part for part in (work.function, work.who) if part)
        label = f"{work.label} ({words.again})" if work.again else work.label
        told.append((work.end, _told(work.end, label, who, words)))
    for gap in thread.silences:
        sentence = words.quiet.format(
            start=words.long_date(gap.start), end=words.long_date(gap.end), days=round(gap.days)
        )
        told.append((gap.start, sentence))
    for promise in thread.promises:
        said = words.promised.format(date=words.long_date(promise.due))
        told.append((promise.due, f"{promise.label}: {said}{_settled(promise.mark, words)}"))
    if not thread.open:
        told.append((thread.until, words.on.format(date=words.long_date(thread.until), label=words.ended)))
    unknown = () if thread.encounters is not None else (f"{words.unknown_meetings}.",)
    nexts = (words.next.format(label=step.label, whose=words.whose(step.whose)) for step in thread.ahead)
    return (*unknown, *(sentence for _, sentence in sorted(told, key=lambda pair: pair[0])), *nexts)


def _told(at: datetime, label: str, who: str | None, words: Words) -> str:
    date = words.long_date(at)
    return (
        words.by.format(date=date, label=label, who=who) if who else words.on.format(date=date, label=label)
    )


def _settled(mark: Mark | None, words: Words) -> str:
    return {Mark.KEPT: f", {words.kept}", Mark.BROKEN: f", {words.broken}"}.get(mark, "") if mark else ""
