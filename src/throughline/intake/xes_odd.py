"""Numbers and times of a XES log that are none, as patterns for an engine that cannot look ahead.

r4pm writes zero for such a number and leaves such a time out. Each pattern spells out every way in which a
value departs from how numbers and times are written: at which letter it goes on otherwise.
"""

ENDS, DIGIT = "\"'", "0-9"


def _other_than(*letters: str) -> str:
    """Text that departs from these letters, each of them a class such as `0-9`, at any of them."""
    first, *rest = letters
    return f"(?:[^{first}]|[{first}]{_other_than(*rest)})" if rest else f"[^{first}]"


def _valued(tags: str, value: str) -> str:
    """An attribute with such a value."""
    before = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
    return rf"<(?:{tags})\s{before}\bvalue\s*=\s*[{ENDS}]{value}"


NO_EXPONENT = f"(?:[^-+{DIGIT}]|[-+][^{DIGIT}]|[-+]?[{DIGIT}]+[^{DIGIT}{ENDS}])"
NO_FRACTION = f"(?:[^{DIGIT}]|[{DIGIT}]+(?:[^{DIGIT}eE{ENDS}]|[eE]{NO_EXPONENT}))"
AFTER_DIGITS = f"(?:[^{DIGIT}.eE{ENDS}]|[.]{NO_FRACTION}|[eE]{NO_EXPONENT})"
NO_NUMBER = _valued("int|float", f"(?:[^-+{DIGIT}]|[-+][^{DIGIT}]|[-+]?[{DIGIT}]+{AFTER_DIGITS})")

SECOND = (*"YYYY-YY-YY", "T ", *"YY:YY:YY")
"""How a time is written up to its seconds; a Y stands for a digit."""
WRITTEN = [DIGIT if letter == "Y" else letter for letter in SECOND]
NO_ZONE = f"Z[^{ENDS}]|[-+]{_other_than(DIGIT, DIGIT, ':', DIGIT, DIGIT, ENDS)}"
AFTER_SECOND = f"(?:[^-+Z.]|{NO_ZONE}|[.](?:[^{DIGIT}]|[{DIGIT}]+(?:[^-+Z{DIGIT}]|{NO_ZONE})))"
NO_TIME = _valued("date", f"(?:{_other_than(*WRITTEN)}|{''.join(f'[{c}]' for c in WRITTEN)}{AFTER_SECOND})")
NAIVE = rf"T\d\d:\d\d:\d\d(?:\.\d+)?[{ENDS}]"
"""A time of day that ends without an offset."""
