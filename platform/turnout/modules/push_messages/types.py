"""Values of push messages that cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
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
    kind: Annotated[str, one_of(["browser", "app"])]
    label: Annotated[str, "The browser and system that it is of, or what an app called itself."]
    digest: Annotated[
        str,
        "SHA-256 of the address or token in hexadecimal: by it a browser or app finds its own.",
    ]
    audiences: Annotated[list[str], "`team`: of the console's inbox. `attendee`: of your tickets."]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSubscriptions:
    """What browsers need to subscribe, and those that did."""

    component = "PushSubscriptions"
    public_key: Annotated[str, "The application server key, base64url; empty: no browser is told."]
    has_apps: Annotated[bool, "Whether apps may register their tokens here."]
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
