"""A chart drawn to SVG on the server, lean enough for a page, with its text alternative.

The drawing keeps to the rules of our own ink: no ids, no inline styles, no scripts, system fonts only.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any  # a chart's look is open-ended JSON
from xml.etree import ElementTree

from markupsafe import Markup

from throughline.eventlog import thread_ink as ink

if TYPE_CHECKING:
    import altair as alt

FONT = "system-ui, -apple-system, Segoe UI, Roboto, sans-serif"
SVG = "{http://www.w3.org/2000/svg}"
NEEDLESS = ("role", "class", "pointer-events", "stroke-miterlimit", "id", "clip-path")
LOOK: Mapping[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
    "axis": {
        "labelFontSize": 12,
        "labelColor": ink.SLATE,
        "titleColor": ink.SLATE,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": ink.FAINT,
        "tickColor": ink.FAINT,
        "gridColor": "#E8EBF0",
    },
    "text": {"font": FONT, "fontSize": 13, "color": ink.INK},
}


WIDE, NARROW, SMALL = 680, 330, 340
"""Each chart is drawn twice, for a desk or paper and for a phone, so that its words keep their size."""


@dataclass(frozen=True)
class Drawn:
    """One chart in both widths."""

    wide: Markup
    narrow: Markup


def both(chart: Callable[[int], "alt.TopLevelMixin"], said: str) -> Drawn:
    """The chart for a desk and for a phone; `said` is what it shows, in words."""
    return Drawn(wide=_drawn(chart, WIDE, said), narrow=_drawn(chart, NARROW, said))


def small(chart: Callable[[int], "alt.TopLevelMixin"], said: str) -> Markup:
    """A small chart among others, which has the same width everywhere."""
    return _drawn(chart, SMALL, said)


def start_engine() -> None:
    """Draw nothing: the first drawing waits half a second for its engine, which can start in a thread."""
    import vl_convert  # noqa: PLC0415 - starts an engine of its own: only when a report is written

    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "point"})


def table(rows: Sequence[Mapping[str, object]]) -> "alt.Data":
    """Values for a chart. Names in them stay values; they are never read as a formula."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]  # the library left it without types


def _drawn(chart: Callable[[int], "alt.TopLevelMixin"], width: int, said: str) -> Markup:
    import vl_convert  # noqa: PLC0415 - starts an engine of its own: only when a report is written

    looking = {**_unchecked(chart, width), "config": LOOK}
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(looking))  # noqa: S314 - our own drawing
    box = f"0 0 {root.attrib['width']} {root.attrib['height']}"
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "width": "100%", "role": "img", "aria-label": said})
    root.set("font-family", FONT)
    _lean(root)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - written by an XML writer


def _unchecked(chart: Callable[[int], "alt.TopLevelMixin"], width: int) -> dict[str, Any]:
    """The chart as JSON, without checking each part against the schema: that takes longer than drawing it."""
    from altair.utils import schemapi  # noqa: PLC0415 - only when a report is written

    with schemapi.debug_mode(False):
        return chart(width).to_dict(validate=False)


def _lean(root: ElementTree.Element) -> None:
    """Leave out what a page does not need; numbers keep one decimal."""
    for parent in root.iter():
        for child in [child for child in parent if _is_nothing(child)]:
            parent.remove(child)
    for element in root.iter():
        if element is root:
            continue
        for name in [name for name in element.attrib if name in NEEDLESS or name.startswith("aria-")]:
            del element.attrib[name]
        if element.tag == f"{SVG}text":
            element.attrib.pop("font-family", None)
            if "stroke" in element.attrib:
                element.set("paint-order", "stroke")
        element.attrib.update(_rounded(element))


def _is_nothing(element: ElementTree.Element) -> bool:
    if element.tag == f"{SVG}defs":
        return True  # clips by id, which two drawings in one page would share; nothing is drawn outside
    if element.tag != f"{SVG}path":
        return False
    empty = not element.get("d") or element.get("d") == "M0,0h0v0h0Z"
    return empty or element.get("class") == "background"


def _rounded(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"):
        if name in element.attrib:
            yield name, re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", element.attrib[name])
