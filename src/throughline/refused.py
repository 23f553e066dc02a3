"""The one base of every refusal: a sentence for the person who asked, never a stack trace."""


class Refused(Exception):
    """Something may not be done, or not now. `str()` is a sentence that can be shown as it stands."""


class NotThere(Refused):
    """What was asked for is not kept here, so nothing could have been changed."""
