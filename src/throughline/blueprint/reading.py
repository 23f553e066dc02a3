"""Reading a design from its files. Everything wrong is said at once, each with its line."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

from pydantic import ValidationError

from throughline.blueprint.design import Design
from throughline.blueprint.model import Blueprint, Part
from throughline.blueprint.organisation import Organisation
from throughline.blueprint.problem import BlueprintUnreadable, Flaw, KeyPath, Problem, did_you_mean
from throughline.blueprint.references import flaws
from throughline.blueprint.shape_problems import shape_problems
from throughline.blueprint.written import Written, parse

BLUEPRINT_FILE = "blueprint.yaml"
ORGANISATION_FILE = "organisation.yaml"

Read = TypeVar("Read", bound=Part)


def read_blueprint(path: Path) -> Blueprint:
    """The blueprint in a file.

    Raises:
        BlueprintUnreadable: with every problem, each with its line and how to mend it.
    """
    return blueprint_of(parse(_text_of(path), str(path)))


def blueprint_from(text: str, file: str = BLUEPRINT_FILE) -> Blueprint:
    """The same from text: an upload, a draft, a stored version."""
    return blueprint_of(parse(text, file))


def blueprint_of(written: Written) -> Blueprint:
    """The blueprint in a file that is already parsed, for those who need its lines later."""
    blueprint = _model(Blueprint, written)
    _refuse(written, flaws(blueprint))
    return blueprint


def written_blueprint(path: Path) -> Written:
    """The file with its lines, before anything is made of it."""
    return parse(_text_of(path), str(path))


def read_organisation(path: Path) -> Organisation:
    """The organisation in a file. Raises as `read_blueprint` does."""
    written = parse(_text_of(path), str(path))
    organisation = _model(Organisation, written)
    _refuse(written, _organisation_flaws(organisation))
    return organisation


def read_design(folder: Path) -> Design:
    """Blueprint and organisation of one folder, checked against each other; problems of both are said."""
    problems: list[Problem] = []
    found: list[Blueprint | Organisation] = []
    written = None
    try:
        written = written_blueprint(folder / BLUEPRINT_FILE)
        found.append(blueprint_of(written))
    except BlueprintUnreadable as error:
        problems.extend(error.problems)
    try:
        found.append(read_organisation(folder / ORGANISATION_FILE))
    except BlueprintUnreadable as error:
        problems.extend(error.problems)
    match found:
        case [Blueprint() as blueprint, Organisation() as organisation] if written:
            _refuse(written, _design_flaws(blueprint, organisation))
            return Design(blueprint, organisation)
    raise BlueprintUnreadable(problems)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        what, mend = "The file is not text in UTF-8.", "Save it again as UTF-8."
        raise BlueprintUnreadable([Problem(str(path), 0, "", what, mend)]) from error
    except OSError as error:
        what, mend = "The file cannot be opened.", "Check its name, and whether you may read it."
        raise BlueprintUnreadable([Problem(str(path), 0, "", what, mend)]) from error


def _model(model: type[Read], written: Written) -> Read:
    try:
        read = model.model_validate(written.value)
    except ValidationError as error:
        raise BlueprintUnreadable([*written.problems, *shape_problems(error, model, written)]) from error
    if written.problems:
        raise BlueprintUnreadable(written.problems)
    return read


def _refuse(written: Written, found: Iterable[Flaw]) -> None:
    problems = [written.problem(flaw.path, flaw.what, flaw.mend) for flaw in found]
    if problems:
        raise BlueprintUnreadable(problems)


def _organisation_flaws(organisation: Organisation) -> Iterable[Flaw]:
    zones = available_timezones()
    zone = organisation.calendar.zone
    if zone not in zones:
        yield Flaw(
            ("calendar", "zone"), f"There is no time zone '{zone}'.", did_you_mean(zone, sorted(zones))
        )
    if organisation.calendar.opens >= organisation.calendar.closes:
        mend = "Let 'closes' be later than 'opens'."
        yield Flaw(("calendar", "closes"), "The office closes before it opens.", mend)
    yield from _twice(("units",), [unit.id for unit in organisation.units])
    yield from _twice(("functions",), [function.id for function in organisation.functions])


def _twice(path: KeyPath, names: Iterable[str]) -> Iterable[Flaw]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Flaw((*path, position, "id"), f"'{name}' is there twice.", "Give one of them another id.")
        seen.add(name)


def _design_flaws(blueprint: Blueprint, organisation: Organisation) -> Iterable[Flaw]:
    here = [str(function.id) for function in organisation.functions]
    for function in blueprint.functions:
        if function not in here and not blueprint.functions[function].outside:
            mend = f"{did_you_mean(function, here)} Or add it to {ORGANISATION_FILE}."
            yield Flaw(("functions", function), f"The organisation has no function '{function}'.", mend)
