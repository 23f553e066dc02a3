"""The Django app that carries templates, components and built front-end files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates under `ui/`, tags `ui`, `ui_fields` and `ui_dates`, static files under `built/` and `ui/`."""

    name = "throughline.ui"
    label = "ui"
    verbose_name = "How it looks"
