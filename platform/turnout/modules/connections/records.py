"""Connections as they cross the module's border: never with a secret in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConnection:
    """What a manager fills in; `values` are the adapter's settings, secrets among them."""

    kind: str
    adapter_key: str
    name: str
    values: dict[str, Any] = field(repr=False)
    mode: str = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionView:
    id: UUID
    kind: str
    adapter_key: str
    name: str
    mode: str
    settings: dict[str, Any]
    secrets_set: list[str]
    """Names of the secrets that have a value; the values never come back."""
    state: str
    position: int
    is_healthy: bool | None
    health_detail: str
    checked_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRef:
    """Enough to choose a connection and to bring it along."""

    id: UUID
    kind: str
    adapter_key: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A connection ready for calls: the port speaks to the provider."""

    connection_id: UUID | None
    adapter_key: str
    port: Any
    capabilities: Any
