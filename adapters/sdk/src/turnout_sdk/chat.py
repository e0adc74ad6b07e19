"""The contract between Turnout and a team's chat room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from pydantic import Field

from turnout_sdk.adapter import AdapterSettings


class Topic(StrEnum):
    """What a message is about; a channel says which topics it wants."""

    ORDERS = "orders"
    PAYMENTS = "payments"
    EVENTS = "events"
    TEAM = "team"
    ANNOUNCEMENTS = "announcements"
    """What attendees are told, in the organizer's own words."""


class ChannelSettings(AdapterSettings):
    """What every channel is asked beside its own settings: the platform sends nothing else there.

    An adapter's settings derive from it. One that does not gets messages of all topics.
    """

    orders: bool = Field(default=True, title="Orders to review and applications")
    payments: bool = Field(default=True, title="Disputes, refunds and payments that need somebody")
    events: bool = Field(default=True, title="Files of speakers, and files that were removed")
    team: bool = Field(default=False, title="Members, connections and notices of the organization")
    announcements: bool = Field(default=False, title="Announcements to attendees")
    only_events: tuple[str, ...] = Field(
        default=(),
        title="Only these events",
        max_length=100,
        description="Identifiers of events, as their pages in the console have them in their"
        " address. Without any: all events, and what is of none.",
    )

    def wants(self, topic: Topic, event_id: str | None) -> bool:
        """Whether the channel is sent messages of this topic, about this event or about none."""
        wished: bool = getattr(self, topic.value)
        return wished and (not self.only_events or event_id in self.only_events)


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
