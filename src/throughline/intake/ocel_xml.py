"""OCEL as XML, read as a stream: the elements of version 2.0, and the keys and values of version 1."""

from pathlib import Path
from xml.parsers import expat

from throughline.intake.files import chunks
from throughline.intake.ocel_tables import Tables
from throughline.intake.xes import no_entities
from throughline.refused import Refused

VALUED = frozenset({"string", "date", "int", "float", "boolean", "id"})


class XmlRefused(Refused):
    """A XML file that is no whole object-centric log."""


def read_xml(path: Path, tables: Tables) -> None:
    """Read the events and the objects of a file."""
    reader = _Reader(tables)
    try:
        for chunk in chunks(path):
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    except LookupError as error:
        raise XmlRefused(
            f"{path.name} says that it is in an encoding that we do not know ({error}). Export it as UTF-8."
        ) from None
    except expat.ExpatError as error:
        raise XmlRefused(
            f"{path.name} is not well-formed XML: {expat.errors.messages[error.code]} in line "
            f"{error.lineno}. Nothing of it was used. If the file was cut off, fetch or export it again."
        ) from None


class _Reader:
    """Follows one event or object at a time, and what is nested in it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._path: list[str] = []
        self._own: dict[str, str] = {}
        self._values: list[tuple[str, str | None, str]] = []
        self._links: list[str] = []
        self._attribute: tuple[str, str | None] | None = None
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.parser.EntityDeclHandler = no_entities

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._path.append(attributes.get("key", tag) if tag == "list" else tag)
        if len(self._path) == 3 and tag in {"event", "object"}:
            self._own, self._values, self._links = dict(attributes), [], []
        elif len(self._path) < 4:
            return
        elif tag == "attribute":
            self._attribute = (attributes.get("name", ""), attributes.get("time"))
            self._text = []
        elif tag in {"relationship", "object", "relobj"} and self._path[1] == "events":
            self._links.append(attributes.get("object-id", ""))
        elif tag in VALUED:
            self._keyed(attributes.get("key", ""), attributes.get("value", ""))

    def _keyed(self, key: str, value: str) -> None:
        """Version 1: everything is a key with a value."""
        if "omap" in self._path:
            self._links.append(value)
        elif "vmap" in self._path or "ovmap" in self._path:
            self._values.append((key, None, value))
        else:
            self._own[{"activity": "type", "timestamp": "time"}.get(key, key)] = value

    def _letters(self, letters: str) -> None:
        if self._attribute:
            self._text.append(letters)

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "attribute" and self._attribute:
            name, at = self._attribute
            self._values.append((name, at, "".join(self._text)))
            self._attribute = None
        if len(self._path) == 3:
            if self._path[1:] == ["events", "event"]:
                self._finish_event()
            elif self._path[1:] == ["objects", "object"]:
                self._finish_object()
        self._path.pop()

    def _finish_event(self) -> None:
        id_ = self._own.get("id", "")
        values = {name: value or None for name, _, value in self._values}
        self._tables.add_event(id_, self._own.get("type") or None, self._own.get("time") or None, values)
        for to in self._links:
            self._tables.link(id_, to)

    def _finish_object(self) -> None:
        id_ = self._own.get("id", "")
        self._tables.add_object(id_, self._own.get("type") or None)
        for name, at, value in self._values:
            self._tables.add_value(id_, name, at, value or None)
