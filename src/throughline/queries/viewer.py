"""Who is looking, from the account that signed in or the draft that the browser's session holds."""

from django.http import HttpRequest

from throughline.ids import FunctionId, StaffId, StakeholderId, UnitId
from throughline.people import Role, Viewer
from throughline.store.models import Account, Stakeholder

DRAFT = "draft_stakeholders"
"""Session key of the stakeholder ids that started without an account in this browser."""

_CACHE = "_throughline_viewer"


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking. Asked once for each request."""
    known: Viewer | None = getattr(request, _CACHE, None)
    if known is None:
        known = _read_viewer(request)
        setattr(request, _CACHE, known)
    return known


def forget_viewer(request: HttpRequest) -> None:
    """After signing in, or after a start without account, the answer is another."""
    if hasattr(request, _CACHE):
        delattr(request, _CACHE)


def _read_viewer(request: HttpRequest) -> Viewer:
    account = request.user if isinstance(request.user, Account) else None
    drafts = frozenset(StakeholderId(one) for one in request.session.get(DRAFT, ()))
    return viewer_for(account, drafts)


def viewer_for(account: Account | None, drafts: frozenset[StakeholderId] = frozenset()) -> Viewer:
    """The viewer behind an account, and behind drafts not yet adopted by any account."""
    if account is None:
        free = (
            Stakeholder.objects.filter(id__in=drafts, account=None) if drafts else Stakeholder.objects.none()
        )
        return Viewer(stakeholders=frozenset(StakeholderId(one.id) for one in free))
    own = list(account.stakeholders.order_by("made_at"))
    staff = account.staff
    if staff is None:
        return Viewer(
            stakeholders=frozenset(StakeholderId(one.id) for one in own),
            name=next((one.name for one in own if one.name), ""),
            email=account.email,
            signed_in=True,
        )
    return Viewer(
        stakeholders=frozenset(StakeholderId(one.id) for one in own),
        staff=StaffId(staff.id),
        name=staff.name,
        email=account.email,
        roles=frozenset(Role(role) for role in staff.roles),
        units=frozenset(UnitId(unit) for unit in staff.units),
        functions=frozenset(FunctionId(one) for one in staff.functions),
        signed_in=True,
    )
