"""Calendar links and their entries, as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout_sdk.calendar import Entry


class LinkState(StrEnum):
    CONNECTED = "connected"
    ENDING = "ending"
    """The person disconnected: entries are being removed."""
    REVOKED = "revoked"
    """The access was taken back at the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarProvider:
    """A provider that the operator set up."""

    key: str
    title: str
    gives_back: bool
    """Whether disconnecting ends the access at the provider too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A provider, and how the person's calendar there stands."""

    component = "MyCalendar"
    key: Annotated[str, "The calendar adapter, as in addresses."]
    title: str
    state: Annotated[str, one_of(["", *LinkState]), "Empty: not connected."]
    connected_at: datetime | None
    synced_at: Annotated[datetime | None, "When everything was last as it should be."]
    is_late: Annotated[bool, "The calendar could not be reached lately; it is tried again."]
    entries_left: Annotated[
        int,
        "Entries of ours that stand in a calendar whose access was taken back: connecting again "
        "brings them up to date, and disconnecting then removes them.",
    ]
    gives_back: Annotated[bool, "Whether disconnecting ends the access at the provider too."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Where the person agrees, within ten minutes; the browser comes back to the account page."""

    component = "CalendarConsent"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """A person's calendar as it is stored."""

    adapter_key: str
    state: str
    created_at: datetime
    synced_at: datetime | None
    """When everything was last as it should be."""
    last_error: str
    entries: int
    """How many of ours stand in the calendar, as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedLink:
    """A link that this worker alone looks after, while nobody gave it another `lease`."""

    id: UUID
    user_id: UUID
    adapter_key: str
    state: str
    sealed: bytes = field(repr=False)
    lease: int
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEntry:
    """An entry that a person's calendar should have."""

    order_id: UUID | None
    """None for a session that was picked without a ticket."""
    event_id: UUID
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What connecting needs when the browser comes back; it travels sealed."""

    user_id: UUID
    adapter_key: str
    verifier: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredGrant:
    """A grant as it is sealed."""

    access_token: str
    refresh_token: str | None
    expires_at: datetime | None
