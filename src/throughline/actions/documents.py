"""Files that people give us: known by their first bytes, bounded in size, never run."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.conf import settings

from throughline.actions.new_ids import new_content
from throughline.refused import Refused

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
LONGEST_NAME = 120


class NotADocument(Refused):
    """A file that we cannot take, and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDocument:
    """A file that was looked at and may be kept."""

    id: str
    name: str
    media_type: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def value(self) -> dict[str, object]:
        """What stands in the fact: where the file is, and how to speak of it."""
        return {"document": self.id, "name": self.name, "media_type": self.media_type, "size": len(self.body)}


def check_document(*, name: str, body: bytes, at: datetime) -> NewDocument:
    """The file, if we can take it.

    Raises:
        NotADocument: with what is wrong and what to do.
    """
    limit = settings.THROUGHLINE_UPLOAD_BYTES
    if not body:
        raise NotADocument("This file is empty. Choose another one.")
    if len(body) > limit:
        raise NotADocument(
            f"This file is larger than {limit // 1024 // 1024} MB. Make it smaller, or give it to your guide."
        )
    media_type = next((kind for beginning, kind in BEGINNINGS if body.startswith(beginning)), None)
    if media_type is None:
        raise NotADocument(
            "We can read PDF, PNG and JPEG files. Save it as one of these, or take a photo of it."
        )
    return NewDocument(id=new_content(at), name=_plain_name(name), media_type=media_type, body=body)


def _plain_name(name: str) -> str:
    """Only the last part, only what can be printed: a name is for people, never a path."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(one for one in last if one.isprintable())[:LONGEST_NAME].strip() or "document"
