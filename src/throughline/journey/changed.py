"""A frozen value with some fields changed, as `dataclasses.replace` makes it, in a tenth of the time.

The fold makes several for every event that was ever recorded, so this is where simulating, loading and
rebuilding spend their time. It copies the value's fields as one mapping, which is why the states of a
journey have no slots. For the type checker it is `dataclasses.replace` itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(value, /, **changes):
        held = value.__dict__
        if not changes.keys() <= value.__dataclass_fields__.keys():
            unknown = ", ".join(sorted(changes.keys() - value.__dataclass_fields__.keys()))
            raise TypeError(f"{type(value).__name__} has no field {unknown}")
        made = object.__new__(type(value))
        made.__dict__.update(held, **changes)
        return made


__all__ = ["replace"]
