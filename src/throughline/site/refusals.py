"""A refusal anywhere below becomes a page with its sentence, never a stack trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.attempts import TooOften
from throughline.refused import NotThere, Refused

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalPages:
    """Middleware: which refusal is which page. Doors that can say it better catch theirs themselves."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return refusal_page(request, problem) if isinstance(problem, Refused) else None


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What may not be seen does not exist; what may not be done is said."""
    match refusal:
        case NotYours() | NotThere():
            return _page(request, "404.html", 404, refusal)
        case NotYourAct():
            return _page(request, "refused.html", 403, refusal)
        case TooOften():
            return _page(request, "429.html", 429, refusal)
        case _:
            return _page(request, "refused.html", 409, refusal)


def _page(request: HttpRequest, template: str, status: int, refusal: Refused) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"sentence": str(refusal)}, request), status=status)
