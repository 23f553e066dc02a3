"""A first draft of a mapping: what we take, what we suggest, and what nobody has told us yet."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from throughline.intake.activity_facts import ActivityFacts, facts_of, last_among
from throughline.intake.choices import check_choices
from throughline.intake.column_facts import ColumnFacts, column_facts
from throughline.intake.desk import open_desk
from throughline.intake.files_given import files_given
from throughline.intake.mapping import Mapping as Told
from throughline.intake.opening import everything, open_rows
from throughline.intake.read import Log, read_log
from throughline.intake.roles import could_be_machines
from throughline.intake.sample import look_at_first
from throughline.intake.suggest import suggest
from throughline.intake.suggest_columns import suggest_columns
from throughline.intake.suggestion import Suggestion
from throughline.intake.wide import milestones_in

MAKES: Mapping[str, str] = {
    "to": "how long until the first word, and how long the silences are",
    "from": "whose turn it was",
    "asks": "whether somebody was asked again for what they had given",
    "supplies": "how soon an answer came",
    "chases": "how much of what came in would not have been needed",
    "complaints": "how many had to complain",
    "endings": "which journeys are over, and how each kind of ending was reached",
    "goals": "how many got what they came for",
    "elsewhere": "how long it lay with somebody outside",
    "promises": "whether a date that was promised was kept",
    "attributes": "whether offices differ only because their cases do",
    "person": "how many people somebody had to deal with",
    "function": "how often it went from one department to another",
    "unit": "how offices differ",
    "start_at": "how much of the time was work, and how much was waiting",
}
"""What each thing that is told makes measurable."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything that a first draft of a mapping is written from."""

    name: str
    told: Told
    log: Log
    columns: Sequence[ColumnFacts]
    activities: Sequence[ActivityFacts]
    suggestions: Sequence[Suggestion]
    instead: Mapping[str, Suggestion] = field(default_factory=dict)
    """Columns that were read because a suggestion was accepted."""

    @property
    def events(self) -> int:
        """How many there are."""
        return int(self.log.record.count().execute())

    @property
    def journeys(self) -> int:
        """How many there are."""
        return sum(facts.last for facts in self.activities)

    @property
    def needs_zone(self) -> bool:
        """Whether times say no offset and nobody said where they were written."""
        times = self.told.wide or (self.log.columns["at"],)
        seen = [facts for column in times if (facts := self.facts(column))]
        return self.told.zone is None and any(facts.naive for facts in seen)

    @property
    def readable(self) -> Suggestion | None:
        """The column with words beside the codes that we took for the activity."""
        return next((one for one in self.suggestions if (one.key, one.name) == ("columns", "name")), None)

    def facts(self, column: str) -> ColumnFacts | None:
        """What stands in a column."""
        return next((facts for facts in self.columns if facts.name == column), None)

    def under(self, key: str) -> list[Suggestion]:
        """The suggestions for one key of a mapping that go with what was told already."""
        offered = [one for one in self.suggestions if one.key == key]
        known: Set[str]
        match key:
            case "columns":
                known = {*self.told.columns, *self.told.not_asked}
            case "attributes" | "promises":
                known = set(told_under(self.told, key))
            case "goals":
                named = {*self.told.endings.values(), *(one.value for one in self.under("endings"))}
                known = self.told.goals | {one.name for one in offered if one.name not in named}
            case "endings":
                known = self.told.activities - self.told.to - self.told.from_ - self.told.inside
            case _:
                known = self.told.activities | self.told.elsewhere
        return [one for one in offered if one.name not in known]

    @property
    def unplaced(self) -> list[ActivityFacts]:
        """Activities that nobody told us anything of, and that we have no idea about either."""
        placed = self.told.activities | self.told.elsewhere | {one.name for one in self.suggestions}
        return [facts for facts in self.activities if facts.name not in placed]

    @property
    def machines(self) -> Sequence[ColumnFacts]:
        """Columns of machines, where nobody was taken for a person: somebody may count machines as people."""
        if "person" in {*self.log.columns, *self.told.columns, *self.told.not_asked}:
            return ()
        used = self.log.columns.values()
        return [
            facts
            for facts in self.columns
            if facts.examples and facts.name not in used and could_be_machines(facts.name, facts.examples)
        ]

    @property
    def lacking(self) -> Iterator[tuple[str, str]]:
        """What nobody has told us, with what it would make measurable."""
        columns = self.log.columns
        has_start = "start_at" in columns or "lifecycle" in columns
        for key, makes in MAKES.items():
            if key in {"person", "function", "unit"}:
                told = key in columns or (key == "unit" and self.told.unit_from_file)
            else:
                told = has_start if key == "start_at" else bool(told_under(self.told, key))
            if not told:
                yield key, makes


def draft_of(path: Path, told: Told, *, at: datetime, accepted: bool = False) -> Draft:
    """Read a log and see what may be said of it. Times that say no zone are read as UTC, for this only.

    With `accepted`, a column with readable names is read in place of one with codes.
    """
    draft = _read(path, told, told, at)
    if accepted and draft.readable and "name" not in told.columns:
        read_as = told.with_choices({"name": draft.readable.value})
        return replace(_read(path, told, read_as, at), instead={"name": draft.readable})
    return draft


def _read(path: Path, told: Told, read_as: Told, at: datetime) -> Draft:
    log = read_log(path, read_as if read_as.zone else replace(read_as, zone="UTC"), at=at)
    columns = _columns(files_given([path])[0], read_as, log.columns["journey"])
    free = [facts for facts in columns if facts.name not in told.wide]
    activities = facts_of(log.record)
    journeys = sum(facts.last for facts in activities)
    return Draft(
        name=path.name,
        told=told,
        log=log,
        columns=columns,
        activities=activities,
        suggestions=[
            *suggest_columns(free, {taken.ours: taken for taken in log.taken}, journeys),
            *suggest(activities, lambda names: last_among(log.record, names)),
        ],
    )


def with_milestones(path: Path, told: Told) -> Told:
    """The same for a table with one row per case: each column of times is a milestone, to begin with."""
    check_choices([path], told, wide=True)
    desk = open_desk()
    try:
        rows = open_rows(desk, path, told, wanted=everything)
        return replace(told, wide=milestones_in(rows, look_at_first(desk.engine, rows), path.name))
    finally:
        desk.clear()


def _columns(path: Path, read_as: Told, journey: str) -> list[ColumnFacts]:
    """What stands in every column of the file, also in those that reading leaves aside."""
    desk = open_desk()
    try:
        rows = open_rows(desk, path, read_as, wanted=everything)
        desk.engine.execute(f"CREATE TABLE raw AS SELECT * FROM {rows.sql}")  # noqa: S608 - our own SQL
        return column_facts(desk.engine, "raw", list(rows.types), journey)
    finally:
        desk.clear()


def told_under(told: Told, key: str) -> dict[str, str | None]:
    """What a mapping has under a key: names, with what stands behind them where the key holds pairs."""
    match key:
        case "asks" | "supplies" | "endings":
            pairs: Mapping[str, str] = getattr(told, key)
            return dict(pairs)
        case "attributes":
            return {name: str(kind) if kind else None for name, kind in told.attributes.items()}
        case "promises":
            return {name: promise.due for name, promise in told.promises.items()}
        case "columns":
            return dict(told.columns)
        case "from":
            return dict.fromkeys(sorted(told.from_))
    return dict.fromkeys(sorted(getattr(told, key)))
