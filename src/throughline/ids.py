"""Names for the ids that travel through the whole house, so that one is never taken for another."""

from typing import NewType

JourneyId = NewType("JourneyId", str)
StakeholderId = NewType("StakeholderId", str)
StaffId = NewType("StaffId", str)
ServiceId = NewType("ServiceId", str)
FunctionId = NewType("FunctionId", str)
UnitId = NewType("UnitId", str)
StageId = NewType("StageId", str)
StepId = NewType("StepId", str)
FactKey = NewType("FactKey", str)
PromiseId = NewType("PromiseId", str)
HandoffId = NewType("HandoffId", str)
ActionId = NewType("ActionId", str)
GoalId = NewType("GoalId", str)
CheckInId = NewType("CheckInId", str)
OutcomeId = NewType("OutcomeId", str)
EndingId = NewType("EndingId", str)
QuestionId = NewType("QuestionId", str)
DutyId = NewType("DutyId", str)
ContentId = NewType("ContentId", str)
"""Points to an erasable row: what somebody wrote or gave. The record itself never holds it."""
