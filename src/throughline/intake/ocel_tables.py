"""The events, objects and links of an object-centric log, as tables that may spill to disk."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from throughline.intake.problems import Effect, Problem
from throughline.intake.sql import quoted, text

BATCH = 50_000
Values = Mapping[str, str | None]


@dataclass
class Tables:
    """Where the readers of the three formats put what they find. Rows are written many at a time."""

    engine: duckdb.DuckDBPyConnection
    number: int
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Attributes whose names stand for something else here."""
    event_values: list[str] = field(default_factory=list)
    object_values: list[str] = field(default_factory=list)
    held: dict[str, list[tuple[str | None, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table, columns in (
            ("events", "id, kind, moment, place"),
            ("objects", "id, kind"),
            ("links", "event, object"),
            ("event_values", "id, name, value"),
            ("object_values", "id, name, moment, value"),
        ):
            typed = ", ".join(f"{column} VARCHAR" for column in columns.split(", "))
            self.ask(f"CREATE TABLE {self.name(table)} ({typed})")
            self.held[table] = []

    def name(self, table: str) -> str:
        """A table of this log."""
        return f"ocel_{table}_{self.number}"

    @property
    def events(self) -> str:
        """Events with their attributes as columns, and their place in the log."""
        return self.name("placed")

    @property
    def objects(self) -> str:
        """Objects with the last value of their attributes as columns."""
        return self.name("known")

    @property
    def links(self) -> str:
        """Which event points to which object, once."""
        return self.name("linked")

    @property
    def rows(self) -> str:
        """An event of a journey each."""
        return self.name("rows")

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.engine.execute(sql).fetchall()

    def add_event(
        self, id: str, kind: str | None, at: str | None, values: Values, place: str | None = None
    ) -> None:
        """An event with its attributes, and its place in the log if they do not come in order."""
        self._add("events", id, kind, at, place)
        for name, value in values.items():
            self._add("event_values", id, name, value)

    def add_object(self, id: str, kind: str | None) -> None:
        """An object."""
        self._add("objects", id, kind)

    def add_value(self, id: str, name: str, at: str | None, value: str | None) -> None:
        """What an attribute of an object was from a moment on."""
        self._add("object_values", id, name, at, value)

    def link(self, event: str, to: str) -> None:
        """An event points to an object."""
        self._add("links", event, to)

    def _add(self, table: str, *row: str | None) -> None:
        self.held[table].append(row)
        if len(self.held[table]) == BATCH:
            self._write(table)

    def _write(self, table: str) -> None:
        rows = self.held[table]
        if not rows:
            return
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        self.engine.register("batch", pa.table(columns, names=[f"c{i}" for i in range(len(columns))]))
        self.ask(f"INSERT INTO {self.name(table)} SELECT * FROM batch")
        self.engine.unregister("batch")
        self.held[table] = []

    def finish(self) -> None:
        """Write what is held, and put attributes beside what they are about."""
        for table in self.held:
            self._write(table)
        self.ask(f"CREATE TABLE {self.links} AS SELECT DISTINCT event, object FROM {self.name('links')}")
        self._keep_first("events", Effect.LEFT_OUT)
        self._keep_first("objects", Effect.READ_OTHERWISE)
        self.event_values = self._names("event_values", {"activity", "time"})
        self.object_values = self._names("object_values", set())
        self.ask(
            f"CREATE TABLE {self.events} AS SELECT any_value(e.kind) AS kind, any_value(e.moment) AS moment, "
            "e.id, min(coalesce(e.place::BIGINT, e.rowid)) AS place"
            f"{self._beside('event_values', self.event_values, 'arg_min(value, v.rowid)')} "
            f"FROM {self.name('events')} e LEFT JOIN {self.name('event_values')} v ON v.id = e.id "
            "GROUP BY e.id"
        )
        moment = "coalesce(try_cast(v.moment AS TIMESTAMPTZ), '-infinity'::TIMESTAMPTZ)"
        last = f"max_by(value, ({moment}, v.rowid))"
        self.ask(
            f"CREATE TABLE {self.objects} AS SELECT any_value(o.kind) AS kind, o.id"
            f"{self._beside('object_values', self.object_values, last)} FROM {self.name('objects')} o "
            f"LEFT JOIN {self.name('object_values')} v ON v.id = o.id GROUP BY o.id"
        )

    def _keep_first(self, things: str, effect: Effect) -> None:
        """Of several with one id, the first."""
        named = self.name(things)
        place = "coalesce(place::BIGINT, rowid)" if things == "events" else "rowid"
        counted = f"row_number() OVER (PARTITION BY id ORDER BY {place}, rowid)"
        ((count,),) = self.ask(f"SELECT count(*) - count(DISTINCT id) FROM {named}")
        if not count:
            return
        ((ids,),) = self.ask(
            f"SELECT list(id ORDER BY id)[:3] FROM (SELECT id FROM {named} GROUP BY id HAVING count(*) > 1)"
        )
        self.ask(
            f"DELETE FROM {named} WHERE rowid IN "
            f"(SELECT which FROM (SELECT rowid AS which, {counted} AS n FROM {named}) WHERE n > 1)"
        )
        many, one = "are no others", "is no other"
        if effect is Effect.LEFT_OUT:
            many, one = "are left out", "is left out"
        problem = Problem(
            what=f"{things} have the id of an earlier one and {many}; what else they say counts",
            one=f"{things[:-1]} has the id of an earlier one and {one}; what else it says counts",
            count=int(str(count)),
            examples=tuple(map(repr, ids)) if isinstance(ids, list) else (),
            effect=effect,
        )
        (self.left_out if effect is Effect.LEFT_OUT else self.problems).append(problem)

    def _names(self, table: str, taken: set[str]) -> list[str]:
        """The attributes; of names that differ only in large and small letters, the first."""
        found = self.ask(f"SELECT name FROM {self.name(table)} GROUP BY name ORDER BY name")
        names: dict[str, str] = {}
        for (name,) in found:
            names.setdefault(str(name).lower(), str(name))
        read = [
            name for lower, name in names.items() if lower not in taken | {"id", "kind", "moment", "place"}
        ]
        self.unread += [str(name) for (name,) in found if name not in read]
        return read

    def _beside(self, table: str, names: list[str], value: str) -> str:
        return "".join(
            f", {value} FILTER (v.name = {text(name)} AND value IS NOT NULL) AS {quoted(name)}"
            for name in names
        )
