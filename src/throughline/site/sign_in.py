"""Signing in: a code by email, nothing to remember, and what was begun before it stays the person's own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughline.actions.accounts import account_for, adopt_drafts
from throughline.clock import now
from throughline.queries.viewer import DRAFT, forget_viewer, viewer_of


class RequestCodeForm(RequestLoginCodeForm):
    """One question for newcomers and old friends alike: nobody has to know whether they have an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own contract
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your email address")

    def clean_email(self) -> str:
        account_for(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class SignIn(DefaultAccountAdapter):
    """Where people land, and what they keep."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is no separate sign-up: asking for a code makes the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("workspace:home") if viewer_of(request).is_staff else reverse("portal:home")

    def login(self, request: HttpRequest, user: Any) -> None:  # Any: allauth's own contract
        drafts = request.session.get(DRAFT, [])
        super().login(request, user)
        adopt_drafts(user, drafts, at=now())
        request.session.pop(DRAFT, None)
        forget_viewer(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Pages say what happened themselves; a second banner would say it twice."""
