"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class ConsentTopic(StrEnum):
    """What messages are about that somebody may refuse."""

    NEW_EVENTS = "new-events"
    """Events of organizers that they follow."""
    EVENT_CHANGES = "event-changes"
    """Of events that they saved, and of sessions that they picked or have a place in; what
    organizers announce to holders of tickets as well."""
    INVITATIONS = "invitations"
    """To private events, of organizers who have their address."""


class Channel(StrEnum):
    """By what messages go out; others join once the platform sends by them."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"
    """Notifications of browsers that somebody subscribed."""
    IN_APP = "in-app"
    """The inbox in "my tickets"."""


class ConsentSource(StrEnum):
    """Where somebody said it."""

    UNSUBSCRIBE_LINK = "unsubscribe-link"
    PREFERENCES = "preferences"
    ORGANIZER_PAGE = "organizer-page"
    API = "api"
    OBJECTION = "objection"
    """Asked of the organizer by Article 21 of the GDPR, and granted."""
    ADDRESS_CHANGE = "address-change"
    """With an account's address, what the former one had said: nobody was asked again."""


WORDING: Final = "2026-11"
"""The version of the sentences beside the switches; another one whenever they say another thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What somebody with this address said to one organization."""

    topic: ConsentTopic
    email: str
    is_given: bool
    source: ConsentSource
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationChoice:
    """What a person said last for all organizers."""

    topic: str
    channel: str
    is_on: bool
    source: str
    wording: str
    decided_at: datetime
