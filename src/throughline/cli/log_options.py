"""What somebody may say of a log on the command line: the same words for `ride`, `map` and `expect`."""

from collections.abc import Mapping as Mapped
from pathlib import Path
from typing import Annotated

import typer

from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping

COLUMNS, TIMES = "Columns", "Times"
"""The headings of `--help`."""

MappingFile = Annotated[
    Path | None,
    typer.Option(help="A YAML file that says what columns and activities mean.", metavar="FILE"),
]
Json = Annotated[
    Path | None, typer.Option(help="Write the figures as JSON; - for the terminal.", metavar="FILE")
]


def _column_of(what: str) -> object:
    return typer.Option(help=f"Column of {what}.", metavar="NAME", rich_help_panel=COLUMNS)


Case = Annotated[str | None, _column_of("the case")]
Activity = Annotated[str | None, _column_of("the activity")]
Time = Annotated[str | None, _column_of("the time")]
Person = Annotated[str | None, _column_of("who worked")]
Function = Annotated[str | None, _column_of("the department")]
Unit = Annotated[str | None, _column_of("the office")]
Lifecycle = Annotated[str | None, _column_of("start and complete")]
UnitFromFile = Annotated[
    bool, typer.Option(help="Each file is an office with the name of the file.", rich_help_panel=COLUMNS)
]
Wide = Annotated[
    bool,
    typer.Option(
        help="Each row is a case, with a column for each milestone's time.", rich_help_panel=COLUMNS
    ),
]
JourneyType = Annotated[
    str | None,
    typer.Option(
        help="In an OCEL log: the objects whose passage is the journey.",
        metavar="TYPE",
        rich_help_panel=COLUMNS,
    ),
]
Units = Annotated[
    str | None,
    typer.Option(
        help="Compare by this case attribute instead of the office.",
        metavar="ATTRIBUTE",
        rich_help_panel=COLUMNS,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        help="Split every measure by ending, office or a case attribute.",
        metavar="NAME",
        rich_help_panel=COLUMNS,
    ),
]
Zone = Annotated[
    str | None,
    typer.Option(
        help="Where times without an offset were written, such as Europe/Amsterdam.",
        metavar="ZONE",
        rich_help_panel=TIMES,
    ),
]
TimeFormat = Annotated[
    str | None,
    typer.Option(
        help="How times are written, such as '%d/%m/%Y %H:%M'.", metavar="FORMAT", rich_help_panel=TIMES
    ),
]


def told(
    file: Path | None,
    columns: Mapped[str, str | None] | None = None,
    *,
    zone: str | None = None,
    time_format: str | None = None,
    journey_type: str | None = None,
) -> Mapping:
    """What the mapping file says, and what the options say instead."""
    mapping = read_mapping(file) if file else Mapping()
    return mapping.with_choices(columns or {}, zone=zone, time_format=time_format, journey_type=journey_type)
