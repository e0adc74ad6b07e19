"""Messages of inboxes as they cross the module's border."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.inbox.models import MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeamMessage:
    """What members who hold `permission` are told; it is asked again whenever they look."""

    kind: MessageKind
    source_id: UUID
    path: str
    """Below the organization's console, such as `events/{id}/reviews`."""
    permission: str = ""
    event_id: UUID | None = None
    title: str = ""
    """Of what the kind does not say by itself."""
    about: str = ""
    """What it is about, by its name: an event, a connection."""
    day: date | None = None
    but: Collection[UUID] = ()
    """People who need not be told: they did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttendeeMessage:
    """What somebody is told if the address is the proven one of an account."""

    kind: MessageKind
    source_id: UUID
    recipient: str
    title: str
    body: str = ""
    event_id: UUID | None = None
    order_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMessage:
    """A message that somebody did not have before."""

    id: UUID
    user_id: UUID
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxNotice:
    """What a device may show of a message: what kind of thing happened, where, and no more."""

    title: str
    about: str
    """Of the team's messages what they are about, of attendees' who wrote them."""
    url: str
    topic: str
    """The same for messages of which a later one says all that an earlier one did."""
    kind: str
    user_id: UUID
    email: str
    """Of the person, in small letters."""
    time_zone: str
    """Of the organization: by its clocks quiet hours count for who has none of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A row for whoever it is for."""

    id: UUID
    organization_id: UUID
    kind: str
    title: str
    body: str
    path: str
    day: date | None
    event_id: UUID | None
    order_id: UUID | None
    count: int
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMessage:
    """What a member of the team was told."""

    component = "InboxTeamMessage"
    id: UUID
    kind: Annotated[str, one_of(MessageKind)]
    title: Annotated[str, "In the language that was asked for, or the reader's."]
    text: Annotated[str, "What it is about; empty where the title says it all."]
    path: Annotated[str, "Where it leads, below the organization's console."]
    event_id: UUID | None
    count: Annotated[int, "How many of the same happened before it was read."]
    created_at: Annotated[datetime, "Of the last of them."]
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxMessage:
    """What an attendee was told by an organizer."""

    component = "InboxMessage"
    id: UUID
    organization_id: UUID
    organization_name: str
    kind: Annotated[str, one_of(MessageKind)]
    title: Annotated[str, "In the language in which it was written to them."]
    text: str
    url: Annotated[str, "Where it leads; empty where it says everything."]
    event_id: UUID | None
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCount:
    component = "InboxCount"
    unread: Annotated[int, "Beyond 1000 it is not counted."]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxStream:
    """Where a browser hears of changes for some minutes."""

    component = "InboxStream"
    url: Annotated[str, "Server-sent events; the address is the proof."]
    expires_at: datetime
