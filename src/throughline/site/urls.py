"""Addresses of the whole site. Each door keeps its own."""

from django.urls import include, path

from throughline.site import demo, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("demo/", demo.choose, name="demo"),
    path("demo/sign-in/<slug:who>/", demo.sign_in, name="demo_sign_in"),
    path("demo/mailbox/", demo.mailbox, name="demo_mailbox"),
    path("demo/mailbox/<path:message_id>/", demo.mailbox_message, name="demo_mailbox_message"),
    path("ui/", include("throughline.ui.urls")),
    path("workspace/", include("throughline.workspace.urls")),
    path("", include("throughline.portal.urls")),
]
