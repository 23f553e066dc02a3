"""The Django app of this package."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "throughline.notify"
    label = "notify"
    verbose_name = "Telling people"
