"""Which events the person is to hear of in a message. Everything else they find when they look."""

from throughline.eventlog.shape import By, Channel
from throughline.journey import events as e
from throughline.journey.state import State


def is_news(event: e.JourneyEvent, after: State) -> bool:
    """Whether it is told. What the person did themselves is no news to them."""
    if event.actor.by in {By.STAKEHOLDER, By.DELEGATE}:
        return False
    match event:
        case e.MessageSent(channel=channel):
            return channel in {Channel.EMAIL, Channel.WEB}
        case (
            e.PromiseMade()
            | e.PromiseRenegotiated()
            | e.PromiseWarned()
            | e.PromiseBroken()
            | e.StepReturned()
            | e.JourneyEnded()
            | e.CheckInSent()
            | e.StandInAssigned()
        ):
            return True
        case e.StepDone(decision=decision):
            return decision is not None and after.open
        case e.HandoffAccepted(handoff=handoff):
            return after.handoffs[handoff].how is e.HandoffKind.TRANSFER
        case e.GuideAssigned():
            return after.seq > FIRST_EVENTS
        case _:
            return False


FIRST_EVENTS = 2
"""A journey starts with its guide: naming them then is no change to tell of."""
