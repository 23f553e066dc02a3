"""Adding somebody who works here, with the account they sign in by."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from throughline.actions.accounts import account_for
from throughline.actions.names import LONGEST_NAME, NotAName
from throughline.actions.new_ids import new_staff
from throughline.blueprint import Organisation
from throughline.ids import FunctionId, StaffId, UnitId
from throughline.people.viewer import Role
from throughline.refused import Refused
from throughline.store.models import Account, Staff
from throughline.store.published import organisation_here

AT_AN_OFFICE = frozenset({Role.GUIDE, Role.SPECIALIST, Role.LEAD})
"""Roles that see the journeys of their own offices: without one they would see nothing."""


class NotAnEmail(Refused):
    """No address that a code could be sent to."""


class EmailTaken(Refused):
    """Somebody who works here signs in with this address already."""


class NoSuchRole(Refused):
    """A role that nobody has here, or none at all."""


class NoSuchPlace(Refused):
    """A unit or a function that the organisation does not have, or that the role cannot do without."""


@transaction.atomic
def add_staff(
    *,
    name: str,
    email: str,
    roles: Collection[str],
    units: Collection[str],
    functions: Collection[str],
    at: datetime,
    phone: str = "",
) -> StaffId:
    """From now on they sign in with a code sent to `email`, and the record knows them by the id given back.

    The operator does this, and there is no event: the record tells of journeys, and holds no names.
    Somebody who signed in with this address before, as a person on the receiving end, keeps what is theirs.
    """
    said, address = _name(name), _address(email)
    does = _roles(roles)
    _check_places(organisation_here(), does, units, functions)
    staff = Staff.objects.create(
        id=new_staff(at),
        name=said,
        initials=_initials(said),
        email=address,
        phone=phone.strip(),
        roles=[role.value for role in does],
        units=list(dict.fromkeys(units)),
        functions=list(dict.fromkeys(functions)),
    )
    _give_account(staff)
    return StaffId(staff.id)


def _name(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise NotAName(f"Give the name that people will read, of up to {LONGEST_NAME} letters.")
    return said


def _initials(name: str) -> str:
    """Of the first word and the last."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NotAnEmail(f'"{email}" is not an email address. Write it like name@example.org.') from None
    if Staff.objects.filter(Q(email__iexact=address) | Q(account__email=address)).exists():
        raise _taken(address)
    return address


def _roles(roles: Collection[str]) -> tuple[Role, ...]:
    known = tuple(Role)
    if not roles:
        raise NoSuchRole(f"Say at least one role. Choose from: {', '.join(known)}.")
    for role in roles:
        if role not in known:
            raise NoSuchRole(f'There is no role "{role}". Choose from: {", ".join(known)}.')
    return tuple(role for role in known if role in roles)


def _check_places(
    here: Organisation, roles: Collection[Role], units: Collection[str], functions: Collection[str]
) -> None:
    offices: tuple[UnitId, ...] = tuple(one.id for one in here.units)
    teams: tuple[FunctionId, ...] = tuple(one.id for one in here.functions)
    _check_known("unit", units, offices)
    _check_known("function", functions, teams)
    homeless = [role for role in roles if role in AT_AN_OFFICE]
    if homeless and not units:
        raise NoSuchPlace(f"A {homeless[0]} works at a unit. Choose from: {', '.join(offices)}.")
    if Role.SPECIALIST in roles and not functions:
        raise NoSuchPlace(f"A specialist works in a function. Choose from: {', '.join(teams)}.")


def _check_known(what: str, given: Collection[str], known: Collection[str]) -> None:
    for one in given:
        if one not in known:
            raise NoSuchPlace(f'There is no {what} "{one}" here. Choose from: {", ".join(known)}.')


def _give_account(staff: Staff) -> None:
    """Conditional, so that of two who add the same address at once only one does."""
    account = account_for(staff.email)
    if not Account.objects.filter(id=account.id, staff=None).update(staff=staff):
        raise _taken(staff.email)


def _taken(address: str) -> EmailTaken:
    return EmailTaken(f"Somebody who works here has the address {address} already. Nothing was added.")
