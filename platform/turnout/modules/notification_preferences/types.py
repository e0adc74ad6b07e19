"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic


class NotificationTopic(StrEnum):
    """What messages are about; the last two always come."""

    NEW_EVENTS = "new-events"
    EVENT_CHANGES = "event-changes"
    INVITATIONS = "invitations"
    ORDERS = "orders"
    SECURITY = "security"


class NotificationState(StrEnum):
    ON = "on"
    OFF = "off"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPreference:
    """Whether messages of a topic come by a channel, for all organizers."""

    component: ClassVar[str] = "NotificationPreferencesTopic"
    topic: Annotated[str, one_of(NotificationTopic)]
    channel: Annotated[str, one_of(Channel)]
    state: Annotated[str, one_of(NotificationState)]
    decided_at: Annotated[datetime | None, "When you said so; null: never"]
    source: Annotated[str | None, "Where you said so"]
    wording: Annotated[str | None, "The version of the sentence that stood beside it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionPreference:
    """Whether emails of one organizer come: organizers that you follow, and what you ended."""

    component: ClassVar[str] = "NotificationPreferencesSubscription"
    organization_id: UUID
    organization_name: str
    topic: Annotated[str, one_of(ConsentTopic)]
    event_id: UUID | None
    event_title: str
    is_on: bool
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationPreferences:
    component: ClassVar[str] = "NotificationPreferences"
    topics: tuple[TopicPreference, ...]
    subscriptions: tuple[SubscriptionPreference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionUpdate:
    """What somebody says to one organizer; `event_id` for changes of one event."""

    topic: ConsentTopic
    is_on: bool
    source: ConsentSource
    event_id: UUID | None = None
