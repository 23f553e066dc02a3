"""The believable minimum in a real database: the example's design published, and the cast at one office."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from throughline.blueprint import Design
from throughline.blueprint.reading import read_design
from throughline.ids import FunctionId, JourneyId, ServiceId, StaffId, StakeholderId, UnitId
from throughline.people import Role, Viewer
from throughline.store.published import publish

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "food-business-licence"
OFFICE = UnitId("harbour")
OTHER_OFFICE = UnitId("northfield")
SERVICE = ServiceId("food-business-licence")


@dataclass(frozen=True)
class Cast:
    """Amara, Ben, Chidi, Dana, Esi and Femi, as they look at things."""

    amara: Viewer
    ben: Viewer
    chidi: Viewer
    dana: Viewer
    esi: Viewer
    femi: Viewer


@pytest.fixture(scope="session")
def example_design() -> Design:
    return read_design(EXAMPLE)


@pytest.fixture
def design(db: None, example_design: Design, at: datetime) -> Design:
    """The food business licence, published."""
    publish(example_design, at=at)
    return example_design


@pytest.fixture
def cast(db: None, at: datetime) -> Cast:
    """The cast, with accounts and places to work."""
    from throughline.store.models import Account, Staff, Stakeholder

    account = Account.objects.create_user("amara@throughline.example")
    Stakeholder.objects.create(
        id="amara", account=account, name="Amara", email="amara@throughline.example", made_at=at
    )

    def staff(key: str, *, roles: list[Role], functions: list[str], unit: str = OFFICE) -> Viewer:
        email = f"{key}@throughline.example"
        one = Staff.objects.create(
            id=f"staff-{key}",
            name=key.title(),
            initials=key[:2].upper(),
            email=email,
            roles=[role.value for role in roles],
            units=[unit],
            functions=functions,
        )
        Account.objects.create_user(email, staff=one)
        return Viewer(
            staff=StaffId(one.id),
            name=one.name,
            email=email,
            roles=frozenset(roles),
            units=frozenset({UnitId(unit)}),
            functions=frozenset(FunctionId(function) for function in functions),
            signed_in=True,
        )

    return Cast(
        amara=Viewer(
            stakeholders=frozenset({StakeholderId("amara")}),
            name="Amara",
            email="amara@throughline.example",
            signed_in=True,
        ),
        ben=staff("ben", roles=[Role.GUIDE], functions=["intake"]),
        chidi=staff("chidi", roles=[Role.SPECIALIST], functions=["plan-review"]),
        femi=staff("femi", roles=[Role.SPECIALIST], functions=["inspection"]),
        esi=staff("esi", roles=[Role.LEADER], functions=[]),
        dana=staff("dana", roles=[Role.GUIDE, Role.SPECIALIST], functions=["plan-review"], unit=OTHER_OFFICE),
    )


@pytest.fixture
def journey(design: Design, cast: Cast, at: datetime) -> JourneyId:
    """Amara's journey, just begun at Ben's office."""
    from throughline.actions.start_journey import start_journey

    return start_journey(by=cast.amara, at=at, service=SERVICE, unit=OFFICE).journey
