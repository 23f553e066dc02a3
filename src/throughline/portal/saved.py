"""Save and come back: nothing is lost, and an email address is the only key that is needed."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.portal.door import on_my_journey
from throughline.portal.name import safe_next
from throughline.queries.portal_journey import MyJourney


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    """Says what is kept, and asks for an address where we do not have one."""
    onwards = safe_next(request, reverse("portal:tasks", args=[mine.id]))
    sign_in = f"{reverse('account_request_login_code')}?{urlencode({'next': onwards})}"
    to_send = request.GET.get("why") == "send"
    return render(
        request,
        "portal/saved.html",
        {"mine": mine, "sign_in": sign_in, "to_send": to_send, "onwards": onwards},
    )
