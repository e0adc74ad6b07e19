"""What is announced of text messages."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TextConsentChanged(Fact):
    """A buyer agreed to texts about an event, or took it back."""

    name: ClassVar[str] = "text_messages.consent-changed.v1"
    event_id: UUID
    order_id: UUID
    is_given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlockChanged(Fact):
    """A number gets no more texts of the organization, or gets them again."""

    name: ClassVar[str] = "text_messages.block-changed.v1"
    block_id: UUID
    reason: str
    is_blocked: bool
