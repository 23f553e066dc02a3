"""How a conversation is written down and read back: JSON-ready, and the same again after a round trip."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from throughline.strategy.conversation import Conversation

Written = dict[str, Any]
"""JSON-ready. `Any` because JSON nests."""


@cache
def _adapter() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)


def write_conversation(conversation: Conversation) -> Written:
    written: Written = _adapter().dump_python(conversation, mode="json")
    return written


def read_conversation(written: Written) -> Conversation:
    return _adapter().validate_python(written)
