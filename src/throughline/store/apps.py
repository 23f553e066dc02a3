"""The Django app of this package."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "throughline.store"
    label = "store"
    verbose_name = "The only tables"
