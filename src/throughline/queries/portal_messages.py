"""What the person and we wrote to each other, in order."""

from dataclasses import dataclass
from datetime import datetime

from throughline.ids import ContentId, JourneyId
from throughline.journey.events import MessageReceived, MessageSent
from throughline.queries.portal_contents import bodies_of, staff_names, words_in
from throughline.store.models import Message

MOST = 200
WORDS = (MessageSent.kind, MessageReceived.kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One message. `mine` when the person wrote it, or said it to somebody who wrote it down."""

    text: str
    mine: bool
    who: str
    at: datetime
    channel: str
    erased: bool


def written(journey: JourneyId, *, most: int = MOST) -> tuple[Written, ...]:
    """The last messages, oldest first. Notes between staff are not among them."""
    rows = list(Message.objects.filter(journey=journey, kind__in=WORDS).order_by("-seq")[:most])
    bodies = bodies_of(ContentId(row.content) for row in rows)
    names = staff_names(row.person for row in rows if row.kind == MessageSent.kind)
    return tuple(
        Written(
            text=words_in(bodies.get(ContentId(row.content))),
            mine=row.kind == MessageReceived.kind,
            who={str(key): name for key, name in names.items()}.get(row.person or "", ""),
            at=row.at,
            channel=row.channel or "",
            erased=bodies.get(ContentId(row.content)) is None,
        )
        for row in reversed(rows)
    )
