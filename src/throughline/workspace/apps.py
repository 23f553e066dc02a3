"""The Django app of the staff's door: it brings the templates."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "throughline.workspace"
    label = "workspace"
    verbose_name = "The door for staff"
