"""The Django app of this package."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "throughline.worker"
    label = "worker"
    verbose_name = "Time"
