"""What the columns and activities of somebody's log mean. All optional; the rest is guessed aloud."""

from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field, replace
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from throughline.refused import Refused

COLUMNS = (
    "journey",
    "name",
    "at",
    "start_at",
    "person",
    "function",
    "unit",
    "lifecycle",
    "direction",
    "by",
    "kind",
    "service",
    "version",
    "stage",
    "channel",
    "key",
    "due",
    "value",
    "seq",
)
"""Which of our columns a source may fill. `start_at` is when the work began that was done `at`."""


class MappingRefused(Refused):
    """A mapping, or a choice on the command line, that cannot be followed."""


class AttributeKind(StrEnum):
    """How a case attribute is read."""

    NUMBER = "number"
    CATEGORY = "category"
    DATE = "date"


class ObjectUse(StrEnum):
    """What the objects of one type in an OCEL log are to the journey."""

    PERSON = "person"
    FUNCTION = "function"
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    IGNORE = "ignore"


FILLED = (ObjectUse.PERSON, ObjectUse.FUNCTION, ObjectUse.UNIT)
"""Objects of these uses fill our column of the same name."""


def number_of(kind: str) -> str:
    """The column that says how many objects of a type a journey meets."""
    return f"case:number of {kind}"


class Duplicates(StrEnum):
    """What happens to rows that are the same in every column."""

    KEEP = "keep"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True, kw_only=True)
class PromiseTold:
    """A promise that a log shows: the column with its date, and the activities that make and keep it."""

    due: str
    kept: str
    made: str | None = None
    """Without it, the promise is made with the journey's first row."""


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What somebody told us about their log. What they did not tell is guessed, and said aloud."""

    columns: Mapped[str, str] = field(default_factory=dict)
    not_told: frozenset[str] = frozenset()
    """Those of our columns that no column of the log holds, so that none is guessed."""
    zone: str | None = None
    time_format: str | None = None
    unit_from_file: bool = False
    to: frozenset[str] = frozenset()
    from_: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    asks: Mapped[str, str] = field(default_factory=dict)
    supplies: Mapped[str, str] = field(default_factory=dict)
    chases: frozenset[str] = frozenset()
    complaints: frozenset[str] = frozenset()
    endings: Mapped[str, str] = field(default_factory=dict)
    """Activity to the name of the ending. Several activities may lead to one ending."""
    goals: frozenset[str] = frozenset()
    """The endings that reach the person's goal. None named: the log does not say."""
    elsewhere: frozenset[str] = frozenset()
    """Functions or activities that are the work of somebody outside the organisation."""
    promises: Mapped[str, PromiseTold] = field(default_factory=dict)
    attributes: Mapped[str, AttributeKind | None] = field(default_factory=dict)
    """Columns that describe the case, to compare like with like. Without a kind, its values tell."""
    journey_type: str | None = None
    object_types: Mapped[str, ObjectUse] = field(default_factory=dict)
    wide: Mapped[str, str] = field(default_factory=dict)
    """Column with a milestone's time to the activity it stands for, in a table with one row per case."""
    duplicates: Duplicates = Duplicates.KEEP
    placeholders: frozenset[str] = frozenset()

    @property
    def not_asked(self) -> frozenset[str]:
        """Those of our columns that we look for in no column of the log."""
        return self.not_told | {"unit"} if self.unit_from_file else self.not_told

    @property
    def tells_direction(self) -> bool:
        """Whether any activity is said to go to or come from the person."""
        return any(activities for _, activities in self.directed)

    @property
    def directed(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Directions with the activities that go that way; the first that names an activity counts."""
        yield "from", self.from_ | frozenset(self.supplies) | self.chases | self.complaints
        yield "inside", self.inside
        yield "to", self.to | frozenset(self.asks) | frozenset(self.endings)

    @property
    def activities(self) -> frozenset[str]:
        """Every activity that is named; `elsewhere` may name functions and is not among them."""
        promised = {name for told in self.promises.values() for name in (told.made, told.kept) if name}
        return frozenset(promised).union(*(activities for _, activities in self.directed))

    @property
    def sources(self) -> frozenset[str]:
        """Every column of the source that is named."""
        due = {told.due for told in self.promises.values()}
        return frozenset({*self.columns.values(), *due, *self.attributes, *self.wide})

    def with_choices(
        self,
        columns: Mapped[str, str | None],
        *,
        zone: str | None = None,
        time_format: str | None = None,
        journey_type: str | None = None,
    ) -> "Mapping":
        """The same mapping with what was chosen on the command line, which wins."""
        named = {ours: source for ours, source in columns.items() if source}
        return replace(
            self,
            columns={**self.columns, **named},
            zone=check_zone(zone, "--zone") if zone else self.zone,
            time_format=time_format or self.time_format,
            journey_type=journey_type or self.journey_type,
        )


def check_zone(zone: object, where: str) -> str:
    """A zone of the IANA list, or a refusal that names where it was given."""
    try:
        return ZoneInfo(str(zone)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MappingRefused(
            f"{where}: there is no time zone called {zone!r}. Use a name such as Europe/Amsterdam or UTC."
        ) from None
