"""Who sees the circle, who decides in it, and who may say what they have seen: every role, as a table."""

import pytest

from throughline.ids import StaffId, StakeholderId
from throughline.people import ANONYMOUS, Role, Viewer
from throughline.people.circle import (
    can_decide,
    can_say_what_they_saw,
    can_see_circle,
    check_can_decide,
    check_can_say_what_they_saw,
    check_can_see_circle,
)
from throughline.people.journeys import NotYourAct, NotYours

# role: may see, may decide, may say what they saw
TABLE = {
    Role.GUIDE: (False, False, True),
    Role.SPECIALIST: (False, False, True),
    Role.LEAD: (True, False, True),
    Role.DESIGNER: (True, True, True),
    Role.LEADER: (True, True, True),
}


def staff(role: Role) -> Viewer:
    return Viewer(staff=StaffId("one"), roles=frozenset({role}), signed_in=True)


def test_the_table_has_every_role() -> None:
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_the_table_says(role: Role) -> None:
    viewer = staff(role)

    assert (can_see_circle(viewer), can_decide(viewer), can_say_what_they_saw(viewer)) == TABLE[role]


@pytest.mark.parametrize(
    "viewer", [ANONYMOUS, Viewer(stakeholders=frozenset({StakeholderId("amara")}), signed_in=True)]
)
def test_nobody_from_outside_finds_anything(viewer: Viewer) -> None:
    for check in (check_can_see_circle, check_can_decide, check_can_say_what_they_saw):
        with pytest.raises(NotYours):
            check(viewer)


def test_a_lead_who_decides_is_told_whose_it_is_and_a_guide_finds_nothing() -> None:
    with pytest.raises(NotYourAct, match="own the strategy"):
        check_can_decide(staff(Role.LEAD))
    with pytest.raises(NotYours):
        check_can_decide(staff(Role.GUIDE))
