"""What people wrote or gave, by the pointer that the record holds. Erased words are `None`."""

from collections.abc import Iterable, Mapping

from throughline.ids import ContentId, StaffId
from throughline.store.models import Content, Staff

Body = bool | int | float | str | Mapping[str, object] | None
"""A fact's value, or words, as they were kept."""


def bodies_of(contents: Iterable[ContentId | None]) -> dict[ContentId, Body]:
    """All that are asked for, in one question to the database."""
    wanted = {one for one in contents if one}
    if not wanted:
        return {}
    return {
        ContentId(key): body for key, body in Content.objects.filter(id__in=wanted).values_list("id", "body")
    }


def words_in(body: Body) -> str:
    """Words as words; nothing for what was erased or is no text."""
    return body if isinstance(body, str) else ""


def staff_names(staff: Iterable[str | None]) -> dict[StaffId, str]:
    """Names of colleagues by their pseudonym."""
    wanted = {one for one in staff if one}
    if not wanted:
        return {}
    return {StaffId(key): name for key, name in Staff.objects.filter(id__in=wanted).values_list("id", "name")}
