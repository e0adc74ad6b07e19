"""What events announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCreated(Fact):
    name: ClassVar[str] = "events.created.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanged(Fact):
    """The event itself, its sessions, speakers or tracks; or it began, ended, was put away."""

    name: ClassVar[str] = "events.changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSchemaChanged(Fact):
    """The organization's own fields: which there are, and which of them everybody may see."""

    name: ClassVar[str] = "events.field-schema-changed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPublished(Fact):
    name: ClassVar[str] = "events.published.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventUnpublished(Fact):
    name: ClassVar[str] = "events.unpublished.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCancelled(Fact):
    """`orders` is keep, refund or ask; `order_action_id` is where that is done and counted."""

    name: ClassVar[str] = "events.cancelled.v1"
    event_id: UUID
    orders: str = "keep"
    order_action_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPostponed(Fact):
    """As EventCancelled says of orders; the event keeps its dates until new ones are set."""

    name: ClassVar[str] = "events.postponed.v1"
    event_id: UUID
    orders: str = "keep"
    order_action_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMoved(Fact):
    """An event with sold places got other times; `order_action_id` tells its buyers."""

    name: ClassVar[str] = "events.moved.v1"
    event_id: UUID
    order_action_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPurged(Fact):
    """It is gone for good, with its programme and what it had on sale."""

    name: ClassVar[str] = "events.purged.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCopied(Fact):
    """A draft was made of another event.

    `parts` is what the organizer chose; modules above copy theirs. Their local times move by
    `local_shift_seconds` on the clocks of `time_zone` (None: there is nothing to go by).
    """

    name: ClassVar[str] = "events.copied.v1"
    event_id: UUID
    from_event_id: UUID
    parts: tuple[str, ...]
    local_shift_seconds: int | None
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestsInvited(Fact):
    """Invitations to a private event are to be sent, the first time or again."""

    name: ClassVar[str] = "events.guests-invited.v1"
    event_id: UUID
    invitation_ids: tuple[UUID, ...]
