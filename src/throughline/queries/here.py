"""What this installation is set up for."""

from throughline.store.published import NoSuchDesign, organisation_here


def zone_here() -> str:
    """The organisation's time zone; UTC until one is set up."""
    try:
        return organisation_here().calendar.zone
    except NoSuchDesign:
        return "UTC"
