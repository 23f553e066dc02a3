"""What every template may know about where it runs."""

from django.conf import settings
from django.http import HttpRequest


def demo(request: HttpRequest) -> dict[str, bool]:
    """Whether to show the demo's ways in."""
    return {"demo_mode": settings.THROUGHLINE_DEMO}
