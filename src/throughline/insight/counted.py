"""So many of something, in words."""


def counted(amount: int, one: str, many: str = "") -> str:
    """“1 journey” and “2 journeys”; `many` where it does not end in s."""
    return f"{amount:,} {one if amount == 1 else many or f'{one}s'}"
