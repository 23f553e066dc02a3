"""A frozen value with some fields changed, as `dataclasses.replace` makes it, in a third of the time.

The fold makes several for every event that was ever recorded, so this is where simulating, loading and
rebuilding spend their time. For the type checker it is `dataclasses.replace` itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from dataclasses import fields
    from functools import cache

    @cache
    def _slots(cls):
        """For each field, how to read it and how to write it on a value that is still being made."""
        members = ((field.name, getattr(cls, field.name)) for field in fields(cls))
        return tuple((name, member.__get__, member.__set__) for name, member in members)

    @cache
    def _names(cls):
        return frozenset(field.name for field in fields(cls))

    def replace(value, /, **changes):
        cls = type(value)
        if not changes.keys() <= _names(cls):
            unknown = ", ".join(sorted(changes.keys() - _names(cls)))
            raise TypeError(f"{cls.__name__} has no field {unknown}")
        made = object.__new__(cls)
        for name, read, write in _slots(cls):
            write(made, changes[name] if name in changes else read(value))
        return made


__all__ = ["replace"]
