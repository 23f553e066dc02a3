"""The organisation's two colours as a stylesheet, and the gallery of components in demo mode."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from throughline.ui import gallery as shown
from throughline.ui.organisation import organisation


@require_GET
@cache_control(public=True, max_age=300)
def brand(request: HttpRequest) -> HttpResponse:
    """Only two custom properties, each already checked to be a colour."""
    look = organisation()
    css = f":root{{--brand:{look.brand};--brand-accent:{look.accent}}}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for the people who build screens. Only where the demo runs."""
    if not getattr(settings, "THROUGHLINE_DEMO", False):
        raise Http404(gettext("The gallery of components is shown in the demo only."))
    page = "ui/gallery_workspace.html" if request.GET.get("in") == "workspace" else "ui/gallery.html"
    return render(request, page, shown.everything())
