"""Values of push messages that cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.modules.inbox.api import InboxAudience


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """A device as it introduced itself, and what it is to be told as."""

    address: str = field(repr=False)
    keys: dict[str, str] = field(repr=False)
    audience: InboxAudience
    label: str
    """What the person knows it by, such as “Firefox, Linux”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSubscription:
    """A device on which somebody is told; its address never comes back."""

    component = "PushSubscription"
    id: UUID
    label: Annotated[str, "The browser and system that it is of."]
    digest: Annotated[str, "SHA-256 of the address in hexadecimal: by it a browser finds its own."]
    audiences: Annotated[list[str], "`team`: of the console's inbox. `attendee`: of your tickets."]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSubscriptions:
    """What browsers need to subscribe, and those that did."""

    component = "PushSubscriptions"
    public_key: Annotated[str, "The application server key, base64url; empty: there is no push."]
    items: list[PushSubscription]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSubscription:
    """A row for the sender."""

    id: UUID
    user_id: UUID
    login_id: UUID
    adapter_key: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPush:
    """A message that a worker has to itself until `leased_until`."""

    id: UUID
    message_id: UUID
    subscription_id: UUID
    attempts: int
    queued_at: datetime
    leased_until: datetime
