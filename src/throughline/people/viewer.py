"""Who is looking. Built at the door, asked below it."""

from dataclasses import dataclass, field
from enum import StrEnum

from throughline.ids import FunctionId, StaffId, StakeholderId, UnitId


class Role(StrEnum):
    """What somebody who works here does. One person may have several."""

    GUIDE = "guide"
    SPECIALIST = "specialist"
    LEAD = "lead"
    DESIGNER = "designer"
    LEADER = "leader"


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewer:
    """Nobody in particular, a person on the receiving end, or somebody who works here.

    A stakeholder may own several ids: each start without account makes one, and signing in adopts it.
    """

    stakeholders: frozenset[StakeholderId] = field(default_factory=frozenset)
    staff: StaffId | None = None
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    units: frozenset[UnitId] = field(default_factory=frozenset)
    functions: frozenset[FunctionId] = field(default_factory=frozenset)
    signed_in: bool = False

    @property
    def is_staff(self) -> bool:
        return self.staff is not None

    def has(self, role: Role) -> bool:
        return role in self.roles


ANONYMOUS = Viewer()
