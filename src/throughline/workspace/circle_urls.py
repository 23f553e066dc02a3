"""Addresses of the circle's screens: ladder, hallway, strategy, signals and conversations."""

from typing import Final

from django.urls import URLPattern, URLResolver

PLACES: Final[tuple[tuple[str, str], ...]] = ()
"""What the top navigation shows of them: the words, and the name of the address."""

urlpatterns: list[URLPattern | URLResolver] = []
