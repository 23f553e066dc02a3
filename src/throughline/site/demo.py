"""The demo's ways in: sign in as somebody with one click, and read the mail that was sent. 404 elsewhere."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from throughline.queries.cast import CAST, cast_account
from throughline.queries.mailbox import NoSuchMail, mail, newest_mail
from throughline.queries.viewer import forget_viewer, viewer_of

View = Callable[..., HttpResponse]
"""A view, whatever its address says."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_only(view: View) -> View:
    """Only the demo has this page; anywhere else it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: str) -> HttpResponse:
        if not settings.THROUGHLINE_DEMO:
            raise Http404
        return view(request, **address)

    return guarded


@demo_only
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Whom to be."""
    return render(request, "demo/choose.html", {"cast": CAST, "viewer": viewer_of(request)})


@demo_only
@require_POST
def sign_in(request: HttpRequest, who: str) -> HttpResponse:
    """Be somebody, at once. What another person had open in this browser is closed first."""
    account = cast_account(who)
    request.session.flush()
    login(request, account, backend=BACKEND)
    forget_viewer(request)
    return redirect(reverse("workspace:home") if viewer_of(request).is_staff else reverse("portal:home"))


@demo_only
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Everything that was sent, newest first."""
    to = request.GET.get("to", "")
    return render(request, "demo/mailbox.html", {"mails": newest_mail(to), "to": to})


@demo_only
@require_GET
def mailbox_message(request: HttpRequest, message_id: str) -> HttpResponse:
    """One mail, as its reader sees it."""
    try:
        found = mail(message_id)
    except NoSuchMail as refusal:
        raise Http404(str(refusal)) from None
    return render(request, "demo/mail.html", {"mail": found})
