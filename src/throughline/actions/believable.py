"""The demo's believable organisation: simulated, and brought in as a past."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from throughline.actions.load import PastContent, PastJourney, load_past
from throughline.blueprint import Design
from throughline.simulate import simulate
from throughline.simulate.simulated import (
    SimulatedDocument,
    SimulatedJourney,
    SimulatedPerson,
    SimulatedStaff,
)
from throughline.simulate.staff import staff_of
from throughline.store.copying import copy_rows
from throughline.store.models import Account, Staff, Stakeholder

SEED = 2026
JOURNEYS = 2_400
PERSON_COLUMNS = ("id", "name", "email", "phone", "made_at")
DOCUMENT_COLUMNS = (
    "id",
    "journey",
    "stakeholder",
    "name",
    "media_type",
    "size",
    "sha256",
    "body",
    "made_at",
)


@dataclass(slots=True)
class Seen:
    """People and files met on the way, kept until their journeys are written."""

    people: dict[str, tuple[SimulatedPerson, datetime]] = field(default_factory=dict)
    documents: list[tuple[SimulatedDocument, SimulatedJourney]] = field(default_factory=list)


@transaction.atomic
def load_believable(design: Design, *, until: datetime, told: Callable[[int], None], seed: int = SEED) -> int:
    """Everybody who works there, everybody who came, and what happened. Gives the number of events.

    `told` hears how many more of the JOURNEYS are written.
    """
    seen = Seen()
    for one in staff_of(design, seed, until=until):
        _keep_staff(one)
    events = load_past(_past(design, until, seed, seen), design, told=told)
    _keep_people(seen)
    return events


def _past(design: Design, until: datetime, seed: int, seen: Seen) -> Iterator[PastJourney]:
    for one in simulate(design, seed=seed, until=until, journeys=JOURNEYS):
        seen.people.setdefault(one.person.id, (one.person, one.events[0].at))
        seen.documents.extend((document, one) for document in one.documents)
        yield PastJourney(
            journey=one.id,
            events=tuple(one.events),
            contents=[
                PastContent(id=held.id, kind=held.kind, body=held.body, made_at=held.at)
                for held in one.contents
            ],
        )


def _keep_staff(one: SimulatedStaff) -> None:
    staff = Staff.objects.create(
        id=one.id,
        name=one.name,
        initials=one.initials,
        email=one.email,
        phone=one.phone,
        about=one.about,
        roles=list(one.roles),
        units=list(one.units),
        functions=list(one.functions),
    )
    Account.objects.create_user(one.email, staff=staff)


def _document(one: SimulatedDocument, journey: SimulatedJourney) -> tuple[object, ...]:
    sha256 = hashlib.sha256(one.body).hexdigest()
    size = len(one.body)
    return (one.id, journey.id, journey.person.id, one.name, one.media_type, size, sha256, one.body, one.at)


def _keep_people(seen: Seen) -> None:
    copy_rows(
        "stakeholder",
        PERSON_COLUMNS,
        ((one.id, one.name, one.email, one.phone, at) for one, at in seen.people.values()),
    )
    copy_rows("document", DOCUMENT_COLUMNS, (_document(one, journey) for one, journey in seen.documents))
    amara = Stakeholder.objects.filter(id="amara").first()
    if amara is not None:
        amara.account = Account.objects.create_user(amara.email)
        amara.save()
