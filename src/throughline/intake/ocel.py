"""Object-centric logs (OCEL): somebody chooses whose passage is the journey, the rest becomes columns.

An event belongs to every journey that it points to. Other objects become a person, a department or an office
if the mapping says so; otherwise how many of them a journey meets is told of the case.
"""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from throughline.intake.desk import Desk
from throughline.intake.files import unpacked
from throughline.intake.log_kinds import HEAD, LogKind, NotALog, kind_of
from throughline.intake.mapping import FILLED, Mapping, MappingRefused, ObjectUse, number_of
from throughline.intake.ocel_json import read_json
from throughline.intake.ocel_odd import oddities
from throughline.intake.ocel_sqlite import read_sqlite
from throughline.intake.ocel_tables import Tables
from throughline.intake.ocel_xml import read_xml
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Beside, Rows
from throughline.intake.sql import listed, quoted, text
from throughline.refused import Refused

READERS: dict[LogKind, Callable[[Path, Tables], None]] = {
    LogKind.OCEL_JSON: read_json,
    LogKind.OCEL_XML: read_xml,
    LogKind.OCEL_SQLITE: read_sqlite,
}
ACTIVITY, TIME = "activity", "time"
SOME = 3
"""So many examples are enough to know something by."""


class OcelRefused(Refused):
    """An object-centric log of which nobody said whose passage is the journey."""


class WhoseJourney(OcelRefused):
    """Several types of objects could be the journey: `kinds`, the likeliest first."""

    def __init__(self, sentence: str, kinds: "list[Kind]") -> None:
        super().__init__(sentence)
        self.kinds = kinds


@dataclass(frozen=True)
class Kind:
    """A type of object: how many there are, how many events name one, and of how many types these are."""

    name: str
    objects: int
    events: int
    activities: int

    @property
    def is_sensible(self) -> bool:
        """Whether passages of such objects are more than single events."""
        return self.objects > 0 and self.events > self.objects and self.activities > 1


def open_ocel(desk: Desk, path: Path, mapping: Mapping, number: int) -> Rows:
    """The events of a log as rows of the journeys of the chosen type."""
    log = unpacked(path, desk.folder)
    with log.open("rb") as stream:
        kind = kind_of(stream.read(HEAD), str(path)).kind
    if kind not in READERS:
        raise NotALog(f"{path} is no object-centric log (OCEL), although its name says so.")
    tables = Tables(desk.engine, number)
    READERS[kind](log, tables)
    tables.finish()
    kinds = _kinds(tables)
    journey = _journey_type(kinds, mapping, path)
    tables.problems += _named_in_vain(kinds, mapping)
    return _rows(tables, journey, [one.name for one in kinds if one.name != journey], mapping)


def _kinds(tables: Tables) -> list[Kind]:
    """The types of objects, the likeliest to be a journey first: it meets most kinds of work."""
    found = tables.ask(
        f"SELECT o.kind, count(DISTINCT o.id), count(DISTINCT e.id), count(DISTINCT e.kind) "
        f"FROM {tables.objects} o LEFT JOIN {tables.links} l ON l.object = o.id "
        f"LEFT JOIN {tables.events} e ON e.id = l.event WHERE o.kind IS NOT NULL GROUP BY o.kind "
        "ORDER BY 4 DESC, 3 DESC, 1"
    )
    return [Kind(str(name), int(str(a)), int(str(b)), int(str(c))) for name, a, b, c in found]


def _journey_type(kinds: list[Kind], mapping: Mapping, path: Path) -> str:
    told = mapping.journey_type
    said = "; ".join(f"{one.name} ({one.objects:,} objects in {one.events:,} events)" for one in kinds)
    if told:
        if told not in {one.name for one in kinds}:
            raise MappingRefused(f"{path} has no objects of the type {told!r}. It has: {said or 'none'}.")
        return told
    sensible = [one for one in kinds if one.is_sensible] or kinds
    if not sensible:
        raise OcelRefused(f"There is nothing to read in {path}: it holds no objects.")
    if len(sensible) > 1:
        raise WhoseJourney(
            f"{path} tells of several types of objects, and whose passage is the journey is yours to choose: "
            f"{said}. The likeliest is {sensible[0].name}: add --journey-type {sensible[0].name!r}, or write "
            "`journey_type:` in a mapping.",
            sensible,
        )
    return sensible[0].name


def _named_in_vain(kinds: list[Kind], mapping: Mapping) -> list[Problem]:
    """Types that a mapping names and no object has: a slip of the hand, or a type that the log left empty."""
    there = [one.name for one in kinds]
    unknown = [name for name in mapping.object_types if name not in there]
    if not unknown:
        return []
    known, where = f"the log has {', '.join(there)}", "under `object_types` in the mapping"
    return [
        Problem(
            what=f"names {where} are no types of objects, and change nothing; {known}",
            one=f"name {where} is no type of an object, and changes nothing; {known}",
            count=len(unknown),
            examples=tuple(map(repr, unknown[:3])),
            effect=Effect.NOTED,
        )
    ]


def _rows(tables: Tables, journey: str, others: list[str], mapping: Mapping) -> Rows:
    uses = {name: mapping.object_types.get(name, ObjectUse.ATTRIBUTE) for name in others}
    gives = {"journey": journey, "name": ACTIVITY, "at": TIME}
    columns = [f"l.object AS {quoted(journey)}", f"e.kind AS {ACTIVITY}", f"e.moment AS {quoted(TIME)}"]
    taken = {journey.lower(), *(kind.lower() for kind in others)}
    tables.unread += [name for name in tables.event_values if name.lower() in taken]
    columns += [f"e.{quoted(name)}" for name in tables.event_values if name.lower() not in taken]
    filled = {use: [name for name, its in uses.items() if its is use] for use in FILLED}
    for use, kinds in filled.items():
        if kinds:
            gives[use] = " or ".join(kinds)
            columns.append(f"({_met(tables, kinds)}) AS {quoted(gives[use])}")
    about = [name for name, use in uses.items() if use is ObjectUse.ATTRIBUTE]
    columns += [f"a.{quoted(number_of(name))}" for name in about]
    columns += [f"o.{quoted(name)} AS {quoted(f'case:{name}')}" for name in tables.object_values]
    tables.ask(f"CREATE TABLE {tables.name('about')} AS {_counts(tables, journey, about)}")
    tables.ask(
        f"CREATE TABLE {tables.rows} AS SELECT {', '.join(columns)} FROM {tables.events} e "
        f"JOIN {tables.links} l ON l.event = e.id JOIN {tables.objects} o ON o.id = l.object "
        f"LEFT JOIN {tables.name('about')} a ON a.journey = l.object "
        f"WHERE o.kind = {text(journey)} ORDER BY e.place"
    )
    described = tables.ask(f"DESCRIBE {tables.rows}")
    types = {str(name): str(kind) for name, kind, *_ in described}
    problems = [*tables.problems, *_several(tables, journey), *oddities(tables, journey, filled)]
    left_out = [*tables.left_out, *_left_out(tables, journey)]
    return Rows(
        tables.rows,
        types,
        gives=gives,
        problems=problems,
        noted=lambda: left_out,
        beside=lambda: [_beside(tables, name) for name in others],
    )


def _beside(tables: Tables, kind: str) -> Beside:
    """How many objects of another type there are, a few of them, and in which events they are met."""
    ((things, examples),) = tables.ask(
        f"SELECT count(*), list(id ORDER BY id)[:{SOME}] FROM {tables.objects} WHERE kind = {text(kind)}"
    )
    met = tables.ask(
        f"SELECT e.kind, count(DISTINCT e.id) FROM {tables.events} e JOIN {tables.links} l ON l.event = e.id "
        f"JOIN {tables.objects} o ON o.id = l.object WHERE o.kind = {text(kind)} "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return Beside(
        name=kind,
        things=int(str(things)),
        events=sum(int(str(count)) for _activity, count in met),
        examples=[str(one) for one in examples] if isinstance(examples, list) else [],
        activities=[str(activity) for activity, _count in met[:SOME]],
    )


def _met(tables: Tables, kinds: list[str]) -> str:
    """The first object of some types that an event points to."""
    return (
        f"SELECT min(x.object) FROM {tables.links} x JOIN {tables.objects} y ON y.id = x.object "
        f"WHERE x.event = e.id AND y.kind IN ({listed(kinds)})"
    )


def _counts(tables: Tables, journey: str, kinds: list[str]) -> str:
    """How many objects of each other type a journey meets."""
    counts = "".join(
        f", count(DISTINCT y.id) FILTER (y.kind = {text(name)}) AS {quoted(number_of(name))}"
        for name in kinds
    )
    return (
        f"SELECT l.object AS journey{counts} FROM {tables.links} l "
        f"JOIN {tables.objects} o ON o.id = l.object AND o.kind = {text(journey)} "
        f"JOIN {tables.links} x ON x.event = l.event JOIN {tables.objects} y ON y.id = x.object "
        "GROUP BY l.object"
    )


def _several(tables: Tables, journey: str) -> list[Problem]:
    ((events, rows),) = tables.ask(
        f"SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM {tables.links} l "
        f"JOIN {tables.objects} o ON o.id = l.object WHERE o.kind = {text(journey)} "
        "GROUP BY l.event HAVING n > 1)"
    )
    if not events:
        return []
    return [
        Problem(
            what=f"events are about several objects of the type {journey}; each is a row of every one, "
            f"{int(str(rows)):,} rows together",
            one=f"event is about several objects of the type {journey}; it is a row of every one, "
            f"{int(str(rows)):,} rows together",
            count=int(str(events)),
            effect=Effect.NOTED,
        )
    ]


def _left_out(tables: Tables, journey: str) -> list[Problem]:
    """Events of no journey: those that point to nothing that the log knows, and those of other objects."""
    ((unknown, others),) = tables.ask(
        "SELECT count(*) FILTER (known = 0), count(*) FILTER (known > 0 AND ours = 0) FROM ("
        f"SELECT e.id, count(o.id) AS known, count(*) FILTER (o.kind = {text(journey)}) AS ours "
        f"FROM {tables.events} e LEFT JOIN {tables.links} l ON l.event = e.id "
        f"LEFT JOIN {tables.objects} o ON o.id = l.object GROUP BY e.id)"
    )
    found = [
        Problem(
            what="events point to no object that the log knows and are left out",
            one="event points to no object that the log knows and is left out",
            count=int(str(unknown)),
            effect=Effect.LEFT_OUT,
        ),
        Problem(
            what=f"events are about no object of the type {journey} and are left out",
            one=f"event is about no object of the type {journey} and is left out",
            count=int(str(others)),
            effect=Effect.LEFT_OUT,
        ),
    ]
    return [problem for problem in found if problem.count]
