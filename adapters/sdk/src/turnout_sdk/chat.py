"""The contract between Turnout and a team's chat room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something a team wants to know. The texts are plain: the adapter escapes what its room reads.

    `facts` are labelled values shown as a small table, in this order. `key` never changes over
    repeats; a room without idempotency keys may show a repeated message twice.
    """

    key: str
    title: str
    text: str = ""
    url: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The room has it; rooms that name no message answer an empty `provider_ref`."""

    provider_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the room can show, as data."""

    facts: bool = True
    links: bool = True
    maximum_characters: int = 3000


@runtime_checkable
class Posts(Protocol):
    """What every chat adapter does."""

    def post(self, message: Message) -> Posted:
        """Show it; Unclear when it may be shown already, Declined when it never will be."""
