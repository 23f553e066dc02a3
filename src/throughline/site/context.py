"""What every template may know about where it runs."""

from django.conf import settings
from django.http import HttpRequest

from throughline.queries.here import organisation_title


def demo(request: HttpRequest) -> dict[str, bool]:
    """Whether to show the demo's ways in."""
    return {"demo_mode": settings.THROUGHLINE_DEMO}


def organisation(request: HttpRequest) -> dict[str, str]:
    """How the organisation that runs this calls itself. Where no page was found, nothing is asked for."""
    found = getattr(request, "resolver_match", None) is not None
    return {"organisation_name": organisation_title() if found else ""}
