"""Accounts: made when somebody asks for a code, and adopting what the browser had begun without one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from throughline.ids import StakeholderId
from throughline.store.models import Account, Stakeholder


def account_for(email: str) -> Account:
    """The account of this address; made when there was none. Whether it is theirs, the code will show."""
    known = Account.objects.filter(email=email.strip().lower()).first()
    return known or Account.objects.create_user(email)


@transaction.atomic
def adopt_drafts(account: Account, drafts: Iterable[StakeholderId], *, at: datetime) -> int:
    """What was started in this browser without account belongs to the account from now on."""
    free = Stakeholder.objects.select_for_update().filter(id__in=list(drafts), account=None)
    adopted = 0
    known = account.stakeholders.exclude(name="").first()
    for one in free:
        one.account = account
        one.email = one.email or account.email
        one.name = one.name or (known.name if known else "")
        one.save(update_fields=["account", "email", "name"])
        adopted += 1
    return adopted
