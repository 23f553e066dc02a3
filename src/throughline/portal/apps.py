"""The Django app of this door."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "throughline.portal"
    label = "portal"
