"""One message about one journey: who it goes to, and everything it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from throughline.ids import ContentId, JourneyId
from throughline.journey import events as e
from throughline.journey.fold import replay
from throughline.journey.state import State
from throughline.notify.names import Names
from throughline.notify.wording import Paragraph, paragraph
from throughline.store.history import design_of, history_of
from throughline.store.models import Stakeholder


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A message, ready to go."""

    to: str
    subject: str
    text: str
    html: str


def compose(journey: JourneyId, seqs: Sequence[int]) -> Letter | None:
    """What to tell the person of these events. `None` when there is nobody to tell, or nothing to say."""
    history = history_of(journey)
    state = replay(history.events)
    person = Stakeholder.objects.filter(id=state.stakeholder).exclude(email="").first()
    if person is None:
        return None
    design = design_of(history)
    news = [event for seq, event in zip(history.seqs, history.events, strict=True) if seq in set(seqs)]
    names = Names(contents=_contents(news), staff=_staff(news, state))
    with timezone.override(ZoneInfo(design.organisation.calendar.zone)):
        told = [paragraph(event, state, design.blueprint, names) for event in news]
        return _letter(
            person, _once(told), design.blueprint.title, state, names, _address(history.journey, news)
        )


def _letter(
    person: Stakeholder,
    paragraphs: list[Paragraph],
    title: str,
    state: State,
    names: Names,
    address: str,
) -> Letter | None:
    if not paragraphs:
        return None
    context: dict[str, Any] = {  # Any: a template takes whatever it shows
        "name": person.name,
        "title": title,
        "paragraphs": paragraphs,
        "guide": names.staff(state.stand_in or state.guide),
        "link": settings.THROUGHLINE_ADDRESS + address,
    }
    one = len(paragraphs) == 1
    return Letter(
        to=person.email,
        subject=paragraphs[0].heading if one else _("News about: %(title)s") % {"title": title},
        text=render_to_string("notify/letter.txt", context),
        html=render_to_string("notify/letter.html", context),
    )


def _address(journey: JourneyId, news: Sequence[e.JourneyEvent]) -> str:
    """Where the letter leads: to the questions of a look back, else to the journey."""
    asked = next((event.check_in for event in news if isinstance(event, e.CheckInSent)), None)
    if asked is not None:
        return reverse("portal:check_in", args=[journey, asked])
    return reverse("portal:journey", args=[journey])


def _once(told: Sequence[Paragraph | None]) -> list[Paragraph]:
    """What is said twice is said once."""
    return list(dict.fromkeys(one for one in told if one is not None))


def _contents(news: Sequence[e.JourneyEvent]) -> Iterator[ContentId]:
    for event in news:
        match event:
            case e.MessageSent(content=content):
                yield content
            case e.PromiseRenegotiated(reason=reason) | e.JourneyEnded(reason=reason) if reason:
                yield reason
            case e.StepReturned(items=items):
                yield from (item.content for item in items if item.content)


def _staff(news: Sequence[e.JourneyEvent], state: State) -> Iterator[str]:
    for event in news:
        if event.actor.person:
            yield event.actor.person
    yield from (one for one in (state.guide, state.stand_in) if one)
