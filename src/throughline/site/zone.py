"""Dates as the organisation's wall clock shows them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from throughline.queries.here import zone_here


class LocalTime:
    """Middleware: every page speaks in the organisation's time."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(ZoneInfo(zone_here())):
            return self.answer(request)
