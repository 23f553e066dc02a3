"""Who asks, when a proxy stands in front: without this, everybody would share the proxy's limits."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AddressFromProxy:
    """Middleware: the last address in X-Forwarded-For, the one that our own proxy saw and nobody can invent.

    Only for a site that a proxy does stand in front of, for anybody else can write this header.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told:
            request.META["REMOTE_ADDR"] = told
        return self.answer(request)
