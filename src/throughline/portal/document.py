"""The person's own files, given back as they were: never shown in the page, always saved."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from throughline.portal.door import on_my_journey
from throughline.queries.documents import document_of
from throughline.queries.portal_journey import MyJourney


@on_my_journey
@require_safe
def download(request: HttpRequest, mine: MyJourney, document: str) -> HttpResponse:
    file = document_of(mine.id, document)
    answer = HttpResponse(file.body, content_type=file.media_type)
    answer["Content-Disposition"] = file.disposition
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
