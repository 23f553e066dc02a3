"""What we call somebody: given by themselves, changed by themselves."""

from throughline.ids import StakeholderId
from throughline.people.journeys import NotYours
from throughline.people.viewer import Viewer
from throughline.refused import Refused
from throughline.store.models import Account, Stakeholder

LONGEST_NAME = 200


class NotAName(Refused):
    """Nothing that one could call somebody."""


def give_name(*, by: Viewer, stakeholder: StakeholderId, name: str) -> None:
    """The person says what to call them. An address they signed in with comes along, if there was none."""
    if stakeholder not in by.stakeholders:
        raise NotYours("We cannot find this person among yours.")
    said = name.strip()
    if not said:
        raise NotAName("Tell us your name, so that we know what to call you.")
    if len(said) > LONGEST_NAME:
        raise NotAName("This is longer than a name can be here. Leave something out.")
    Stakeholder.objects.filter(id=stakeholder, erased_at=None).update(name=said)
    if by.signed_in and by.email:
        account = Account.objects.get(email=by.email)
        Stakeholder.objects.filter(id=stakeholder, email="", erased_at=None).update(
            email=by.email, account=account
        )
