"""Addresses of the whole site. Each door keeps its own."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path

from throughline.site import demo, health

NOT_OURS = "signup|password|email|confirm-email|reauthenticate|inactive"
"""Pages of the library that signs people in, for ways that we do not offer. It still needs their names."""


def nowhere(request: HttpRequest, *address: str) -> NoReturn:
    raise Http404


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    re_path(rf"^accounts/({NOT_OURS})(/|$)", nowhere),
    path("accounts/", include("allauth.urls")),
    path("demo/", demo.choose, name="demo"),
    path("demo/sign-in/<slug:who>/", demo.sign_in, name="demo_sign_in"),
    path("demo/mailbox/", demo.mailbox, name="demo_mailbox"),
    path("demo/mailbox/<path:message_id>/", demo.mailbox_message, name="demo_mailbox_message"),
    path("ui/", include("throughline.ui.urls")),
    path("workspace/", include("throughline.workspace.urls")),
    path("", include("throughline.portal.urls")),
]
