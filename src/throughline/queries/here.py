"""What this installation is set up for."""

from throughline.store.published import NoSuchDesign, organisation_here


def zone_here() -> str:
    """The organisation's time zone; UTC until one is set up."""
    try:
        return organisation_here().calendar.zone
    except NoSuchDesign:
        return "UTC"


def organisation_title() -> str:
    """What the organisation calls itself; nothing before a design is published."""
    try:
        return organisation_here().title
    except NoSuchDesign:
        return ""
