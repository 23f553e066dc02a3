"""The door for analysts: a log and its ride in Python, as frames, and as a page in a notebook."""

from throughline.intake.mapping import Mapping
from throughline.notebook.log import Log, read_log
from throughline.notebook.ride import Ride
from throughline.refused import Refused

__all__ = ["Log", "Mapping", "Refused", "Ride", "read_log"]
