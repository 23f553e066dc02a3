"""The people whom anybody may be in the demo, with one click."""

from dataclasses import dataclass

from django.db.models import Q

from throughline.refused import Refused
from throughline.store.models import Account


class NotInTheCast(Refused):
    """Somebody the demo does not have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CastMember:
    """One person of the demo: who they are, and what there is to see with their eyes."""

    key: str
    name: str
    role: str
    sees: str


CAST: tuple[CastMember, ...] = (
    CastMember(
        key="amara",
        name="Amara",
        role="applicant",
        sees="Her way to opening a food business, halfway through.",
    ),
    CastMember(key="ben", name="Ben", role="guide", sees="Everybody he stays with, and who waits for what."),
    CastMember(key="chidi", name="Chidi", role="plan review", sees="The kitchen plans that wait for him."),
    CastMember(
        key="femi", name="Femi", role="inspector", sees="The visits that are due, and all before them."
    ),
    CastMember(key="esi", name="Esi", role="leader", sees="What the ride is like, office by office."),
)


def cast_account(key: str) -> Account:
    """The account behind a name of the cast.

    Raises:
        NotInTheCast: for anybody else, and where the demo has not been loaded.
    """
    known = key in {one.key for one in CAST}
    mine = Q(staff=f"staff-{key}") | Q(stakeholders=key)
    account = Account.objects.filter(mine).first() if known else None
    if account is None:
        raise NotInTheCast("There is nobody of this name in the demo. Start it with: throughline demo")
    return account
