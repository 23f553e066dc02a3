"""Who may open a journey and act on it: every kind of viewer, every rule."""

import pytest

from throughline.ids import FunctionId, StaffId, StakeholderId, UnitId
from throughline.people import ANONYMOUS, Role, Viewer
from throughline.people.journeys import (
    JourneyAccess,
    NotYourAct,
    NotYours,
    can_act_as_person,
    can_act_as_staff,
    can_guide,
    can_name_guide,
    can_open_journey,
    check_can_act_as_person,
    check_can_act_as_staff,
    check_can_guide,
    check_can_name_guide,
    check_can_open_journey,
)
from throughline.people.workspace import (
    can_see_insight,
    can_see_queue,
    can_use_workspace,
    check_can_see_insight,
    check_can_see_queue,
    check_can_use_workspace,
)

HERE, ELSEWHERE = UnitId("harbour"), UnitId("northfield")
PLANS, VISITS = FunctionId("plan-review"), FunctionId("inspection")

JOURNEY = JourneyAccess(
    stakeholder=StakeholderId("amara"),
    unit=HERE,
    guide=StaffId("staff-ben"),
    stand_in=StaffId("staff-sam"),
    functions=frozenset({PLANS}),
)


def staff(name: str, *roles: Role, unit: UnitId = HERE, function: FunctionId | None = None) -> Viewer:
    return Viewer(
        staff=StaffId(f"staff-{name}"),
        roles=frozenset(roles),
        units=frozenset({unit}),
        functions=frozenset({function} if function else ()),
        signed_in=True,
    )


AMARA = Viewer(stakeholders=frozenset({StakeholderId("amara")}), signed_in=True)
DRAFT = Viewer(stakeholders=frozenset({StakeholderId("amara")}))
ANOTHER_PERSON = Viewer(stakeholders=frozenset({StakeholderId("zola")}), signed_in=True)
BEN = staff("ben", Role.GUIDE)
STAND_IN = staff("sam", Role.GUIDE, unit=ELSEWHERE)
COLLEAGUE = staff("cora", Role.GUIDE)
CHIDI = staff("chidi", Role.SPECIALIST, function=PLANS)
FEMI = staff("femi", Role.SPECIALIST, function=VISITS)
CHIDI_ELSEWHERE = staff("chi", Role.SPECIALIST, unit=ELSEWHERE, function=PLANS)
LEAD = staff("lea", Role.LEAD)
LEAD_ELSEWHERE = staff("lee", Role.LEAD, unit=ELSEWHERE)
ESI = staff("esi", Role.LEADER)
DANA = staff("dana", Role.GUIDE, Role.SPECIALIST, unit=ELSEWHERE, function=PLANS)

#                    opens, as person, as staff, guides, names the guide
VIEWERS = [
    ("nobody", ANONYMOUS, (False, False, False, False, False)),
    ("Amara", AMARA, (True, True, False, False, False)),
    ("Amara, not signed in yet", DRAFT, (True, True, False, False, False)),
    ("another person", ANOTHER_PERSON, (False, False, False, False, False)),
    ("Ben, the guide", BEN, (True, False, True, True, True)),
    ("the stand-in, from another office", STAND_IN, (True, False, True, True, True)),
    ("a guide of the same office", COLLEAGUE, (True, False, True, False, True)),
    ("Chidi, whose function has work on it", CHIDI, (True, False, True, False, False)),
    ("Femi, whose function has none on it", FEMI, (False, False, False, False, False)),
    ("Chidi's function at another office", CHIDI_ELSEWHERE, (False, False, False, False, False)),
    ("the lead of the office", LEAD, (True, False, True, False, True)),
    ("the lead of another office", LEAD_ELSEWHERE, (False, False, False, False, False)),
    ("Esi, who sees numbers only", ESI, (False, False, False, False, False)),
    ("Dana, the stranger", DANA, (False, False, False, False, False)),
]


@pytest.mark.parametrize(("who", "viewer", "may"), VIEWERS, ids=[who for who, _, _ in VIEWERS])
def test_each_viewer_may_exactly_this(who: str, viewer: Viewer, may: tuple[bool, ...]) -> None:
    rules = (can_open_journey, can_act_as_person, can_act_as_staff, can_guide, can_name_guide)

    assert tuple(rule(viewer, JOURNEY) for rule in rules) == may


@pytest.mark.parametrize(("who", "viewer", "may"), VIEWERS, ids=[who for who, _, _ in VIEWERS])
def test_what_is_asked_and_what_is_refused_agree(who: str, viewer: Viewer, may: tuple[bool, ...]) -> None:
    checks = (
        check_can_open_journey,
        check_can_act_as_person,
        check_can_act_as_staff,
        check_can_guide,
        check_can_name_guide,
    )

    for check, allowed in zip(checks, may, strict=True):
        if allowed:
            check(viewer, JOURNEY)
        else:
            with pytest.raises((NotYours, NotYourAct)):
                check(viewer, JOURNEY)


def test_staff_do_not_act_on_their_own_journey() -> None:
    ben_as_applicant = Viewer(
        stakeholders=frozenset({StakeholderId("amara")}),
        staff=StaffId("staff-ben"),
        roles=frozenset({Role.GUIDE}),
        units=frozenset({HERE}),
    )

    assert can_act_as_person(ben_as_applicant, JOURNEY)
    assert not can_act_as_staff(ben_as_applicant, JOURNEY)
    assert not can_guide(ben_as_applicant, JOURNEY)
    assert not can_name_guide(ben_as_applicant, JOURNEY)


def test_a_journey_that_belongs_to_nobody_yet_is_nobodys() -> None:
    empty = JourneyAccess(stakeholder=None, unit=None)

    assert not any(can_open_journey(viewer, empty) for _, viewer, _ in VIEWERS)


@pytest.mark.parametrize(
    ("viewer", "workspace", "queue", "insight"),
    [
        (ANONYMOUS, False, False, False),
        (AMARA, False, False, False),
        (BEN, True, False, True),
        (CHIDI, True, True, True),
        (FEMI, True, False, True),
        (LEAD, True, True, True),
        (DANA, True, False, True),
        (ESI, True, False, True),
    ],
)
def test_the_workspace_is_for_people_who_work_here(
    viewer: Viewer, workspace: bool, queue: bool, insight: bool
) -> None:
    assert can_use_workspace(viewer) is workspace
    assert can_see_queue(viewer, unit=HERE, function=PLANS) is queue
    assert can_see_insight(viewer) is insight


def test_refusals_of_the_workspace_are_sentences() -> None:
    for refuse in (
        lambda: check_can_use_workspace(AMARA),
        lambda: check_can_see_queue(FEMI, unit=HERE, function=PLANS),
        lambda: check_can_see_insight(ANONYMOUS),
    ):
        with pytest.raises(NotYours, match=r"\.$"):
            refuse()
