"""Words as YAML writes them, by hand, so that comments can stand beside them."""

import re

PLAIN = re.compile(r"[A-Za-z0-9(][\w .()/+@&=%:,;'-]*", re.ASCII)
"""What may stand without quotation marks; a colon before a blank and a trailing blank are caught below."""


LONGEST_KEY = 1000
"""YAML looks only so far, or a little further, for the colon behind a key."""


def scalar(text: str) -> str:
    """A text, in quotation marks where YAML would read something else without them."""
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and ": " not in text and not text.endswith(":")
    if is_plain:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def scalar_key(text: str, indent: str) -> str:
    """A text before a colon; one too long for that is marked as a key, and the colon stands below it."""
    written = scalar(text)
    return written if len(written) <= LONGEST_KEY else f"? {written}\n{indent}"


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def flat(text: str, most: int = 60) -> str:
    """A text for a comment: on one line, and not too long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
