"""A picture in a page: in both widths, with its text alternative."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from throughline.eventlog import thread_ink as ink
from throughline.insight.report.shapes import SMALLER, words

FONT = "system-ui, -apple-system, Segoe UI, Roboto, sans-serif"
WIDE, NARROW, SMALL = 680, 330, 340
"""Each picture is drawn twice, for a desk or paper and for a phone, so that its words keep their size."""
RIM = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """Shapes in pixels, moved to the right by `left` and down by `top`."""

    width: float
    height: float
    shapes: Sequence[str]
    left: float = RIM
    top: float = RIM


@dataclass(frozen=True)
class Drawn:
    """One picture in both widths."""

    wide: Markup
    narrow: Markup


def both(picture: Callable[[int], Picture], said: str) -> Drawn:
    """The picture for a desk and for a phone; `said` is what it shows, in words."""
    return Drawn(wide=_svg(picture(WIDE), said), narrow=_svg(picture(NARROW), said))


def small(picture: Callable[[int], Picture], said: str) -> Markup:
    """A small picture among others, which has the same width everywhere."""
    return _svg(picture(SMALL), said)


def titled(
    said: str,
    below: Sequence[str],
    shapes: Iterable[str],
    *,
    width: float,
    height: float,
    left: float = RIM,
) -> Picture:
    """What is drawn, above it its title, and under that how to read it."""
    top = 22.0 + 17 * len(below)
    edge = RIM - left
    legend = [
        words(edge, 24 + 17 * i - top, one, size=SMALLER, fill=ink.SLATE) for i, one in enumerate(below)
    ]
    title = words(edge, 9 - top, said, bold=True)
    return Picture(
        width=width, height=top + height + RIM, left=left, top=top, shapes=[*shapes, title, *legend]
    )


def _svg(picture: Picture, said: str) -> Markup:
    return Markup(  # noqa: S704 - shapes escape what they write
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width:g} {picture.height:g}" '
        f'width="100%" role="img" aria-label="{escape(said)}" font-family="{FONT}">'
        f'<g transform="translate({picture.left:g},{picture.top:g})">{"".join(picture.shapes)}</g></svg>'
    )
