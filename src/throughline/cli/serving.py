"""Serving pages and doing what is due, in the foreground, until stopped."""

import os

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

APPLICATION = "throughline.site.wsgi:application"
PATIENCE = 10
"""Seconds that work may go on when we are stopped. What takes longer is given back and done by the next."""


def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.site.settings")
    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_enabled=False,
    ).serve()


def work() -> None:
    """Do what is due. Finished jobs are deleted: what they did is in the record."""
    call_command(
        "procrastinate", "worker", "--delete-jobs", "successful", "--concurrency", "4",
        "--shutdown-graceful-timeout", str(PATIENCE),
    )  # fmt: skip
