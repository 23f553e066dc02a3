"""Starting the site from a program: settings, the embedded database where it is wanted, then Django."""

import os

import django
from django.db import connection

from throughline.site.configuration import Configuration, configuration
from throughline.site.embedded import start_embedded
from throughline.site.reachable import check_newest_shape, check_reachable


def start(*, newest_shape: bool = False) -> Configuration:
    """Make everything below the doors usable in this process; with `newest_shape`, the record too.

    Raises:
        Misconfigured: when a setting cannot be used.
        DatabaseUnreachable: when nobody answers where the database should be.
        OlderShape: when the newest shape is needed, and the database waits for it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.site.settings")
    chosen = configuration()
    if chosen.embedded:
        start_embedded(chosen)
    django.setup()
    check_reachable(chosen)
    if newest_shape:
        check_newest_shape()
    connection.close()  # a process that begins from this one opens its own
    return chosen
