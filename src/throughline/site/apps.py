"""The Django app of this package."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "throughline.site"
    label = "site"
    verbose_name = "Everything put together"
