"""The `throughline` command: everything an operator, a designer or a curious newcomer types."""

from throughline.cli.app import main

__all__ = ["main"]
