"""New ids: the time in front, so that neighbours in time are neighbours in an index, and then chance."""

import secrets
from datetime import datetime

from throughline.ids import ActionId, ContentId, GoalId, HandoffId, JourneyId, StaffId, StakeholderId


def new_id(at: datetime) -> str:
    """Thirty-two hexadecimal digits, the first twelve of them the time in milliseconds."""
    return f"{int(at.timestamp() * 1000):012x}{secrets.token_hex(10)}"


def new_journey(at: datetime) -> JourneyId:
    return JourneyId(new_id(at))


def new_stakeholder(at: datetime) -> StakeholderId:
    return StakeholderId(new_id(at))


def new_staff(at: datetime) -> StaffId:
    return StaffId(new_id(at))


def new_content(at: datetime) -> ContentId:
    return ContentId(new_id(at))


def new_handoff(at: datetime) -> HandoffId:
    return HandoffId(new_id(at))


def new_goal(at: datetime) -> GoalId:
    return GoalId(new_id(at))


def new_action(at: datetime) -> ActionId:
    return ActionId(new_id(at))
