"""Every table, where Django looks for them."""

from throughline.store.accounts import Account, Staff, Stakeholder
from throughline.store.circle import (
    ConversationHeld,
    PublishedStrategy,
    RideOfJourney,
    RideProgress,
    SignalReview,
)
from throughline.store.designs import Attempt, OrganisationHere, PublishedBlueprint
from throughline.store.logs import LogAct, LogFile, LogReport, UploadedLog
from throughline.store.outbox import MailboxMessage, Outbox
from throughline.store.read_tables import CheckIn, Journey, Message, Promise, Work
from throughline.store.record import Content, Document, Event, Opening

__all__ = [
    "Account",
    "Attempt",
    "CheckIn",
    "Content",
    "ConversationHeld",
    "Document",
    "Event",
    "Journey",
    "LogAct",
    "LogFile",
    "LogReport",
    "MailboxMessage",
    "Message",
    "Opening",
    "OrganisationHere",
    "Outbox",
    "Promise",
    "PublishedBlueprint",
    "PublishedStrategy",
    "RideOfJourney",
    "RideProgress",
    "SignalReview",
    "Staff",
    "Stakeholder",
    "UploadedLog",
    "Work",
]
