"""Passes, the devices that follow them, and answers, as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout_sdk.wallet import PassFile


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPass:
    """A pass that was handed out, and how far its copy in the wallet is."""

    id: UUID
    connection_id: UUID
    event_id: UUID
    ticket_id: UUID
    order_id: UUID
    holder_mark: str
    language: str
    state: str
    digest: str
    """Of what the wallet was last told; empty: nothing yet."""
    provider_ref: str
    is_admitted: bool
    is_told: bool
    """Devices were told of the last change."""
    tries: int
    changed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPass:
    """A ticket for a wallet, by the language of whoever asked."""

    connection_id: UUID
    event_id: UUID
    ticket_id: UUID
    order_id: UUID
    holder_mark: str
    language: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device that follows a pass."""

    id: UUID
    push_token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A pass for whoever asked: a file to open, or where to add it."""

    file: PassFile | None = None
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAnswer:
    """What a device gets back."""

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    media_type: str = ""
    modified_at: datetime | None = None
