"""Who runs this service: the name, logo and two brand colours that an organisation may set."""

import re
from dataclasses import dataclass

from django.conf import settings

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

INK = "#1B2A41"
MARIGOLD = "#F5A524"


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """What the header and footer need. `logo` is a path below the static files."""

    name: str = "Throughline"
    logo: str = ""
    brand: str = INK
    accent: str = MARIGOLD
    contact: str = ""


def organisation(named: str = "") -> Organisation:
    """From the settings `ORGANISATION_NAME`, `_LOGO`, `_BRAND`, `_ACCENT`, `_CONTACT`, all optional.

    `named` is how the organisation calls itself where the settings do not say.
    """
    usual = Organisation()
    return Organisation(
        name=getattr(settings, "ORGANISATION_NAME", "") or named or usual.name,
        logo=getattr(settings, "ORGANISATION_LOGO", ""),
        brand=_colour("ORGANISATION_BRAND", usual.brand),
        accent=_colour("ORGANISATION_ACCENT", usual.accent),
        contact=getattr(settings, "ORGANISATION_CONTACT", ""),
    )


def _colour(setting: str, usual: str) -> str:
    """A colour written as #RRGGBB; anything else is left out, so that nothing else can reach a style."""
    given = getattr(settings, setting, "") or usual
    return given if _COLOUR.fullmatch(given) else usual
