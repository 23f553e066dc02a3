"""Names and words behind ids, looked up once for each message."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint
from throughline.ids import ContentId, FunctionId
from throughline.store.models import Content, Staff


class Names:
    """Who is who, and what was said, for one message."""

    def __init__(self, *, contents: Iterable[ContentId], staff: Iterable[str]) -> None:
        self._words = dict(Content.objects.filter(id__in=list(contents)).values_list("id", "body"))
        self._staff = dict(Staff.objects.filter(id__in=list(staff)).values_list("id", "name"))

    def words(self, content: ContentId) -> str:
        """What was said; where it was erased since, that it was."""
        body = self._words.get(content)
        return body if isinstance(body, str) else _("(These words have been erased.)")

    def staff(self, person: str | None) -> str:
        return self._staff.get(person or "", _("Your guide"))

    def function(self, blueprint: Blueprint, function: FunctionId) -> str:
        here = blueprint.functions.get(function)
        return here.title if here else _("Your guide")
