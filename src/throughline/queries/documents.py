"""One file of one journey, as it was given."""

from dataclasses import dataclass
from urllib.parse import quote

from throughline.ids import JourneyId
from throughline.people.journeys import NotYours
from throughline.store.models import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentFile:
    """A file with the kind that its first bytes showed when it came in."""

    name: str
    media_type: str
    body: bytes

    @property
    def disposition(self) -> str:
        """Always an attachment: a browser saves it and never runs it."""
        return f"attachment; filename*=UTF-8''{quote(self.name)}"


def document_of(journey: JourneyId, document: str) -> DocumentFile:
    """The file, if it belongs to this journey and was not erased. Who may see it is asked before.

    Raises:
        NotYours: when there is no such file here.
    """
    found = Document.objects.filter(id=document, journey=journey, erased_at=None).first()
    if found is None or found.body is None:
        raise NotYours("We cannot find this file.")
    return DocumentFile(name=found.name, media_type=found.media_type, body=bytes(found.body))
