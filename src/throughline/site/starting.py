"""Starting the site from a program: settings, the embedded database where it is wanted, then Django."""

import os

import django

from throughline.site.configuration import Configuration, configuration
from throughline.site.embedded import start_embedded


def start() -> Configuration:
    """Make everything below the doors usable in this process.

    Raises:
        Misconfigured: when a setting cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.site.settings")
    chosen = configuration()
    if chosen.embedded:
        start_embedded(chosen)
    django.setup()
    return chosen
