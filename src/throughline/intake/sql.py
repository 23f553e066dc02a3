"""Names and texts as SQL writes them."""


def quoted(name: str) -> str:
    """A column's name."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def utc(moment: str) -> str:
    """A moment as a plain UTC timestamp: the same moment, and much quicker to subtract."""
    return f"make_timestamp(epoch_us({moment}))"
