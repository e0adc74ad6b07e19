"""Table of connections; the secrets are one sealed envelope, loaded only where it is asked for."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class ConnectionRow(TenantRow):
    __tablename__ = "connections"
    __table_args__ = (
        Index(
            "uq_connections_name",
            "organization_id",
            "kind",
            "name",
            unique=True,
            postgresql_where=text("state <> 'archived'"),
        ),
        Index(None, "organization_id", "kind", "position"),
        Index(
            "ix_connections_health",
            "kind",
            "adapter_key",
            postgresql_include=["is_healthy", "checked_at"],
            postgresql_where=text("state = 'active'"),
        ),
        CheckConstraint("state IN ('active', 'disabled', 'archived')", name="state"),
        CheckConstraint("mode IN ('test', 'live')", name="mode"),
        CheckConstraint("collects IN ('at_once', 'by_hand')", name="collects"),
    )

    kind: Mapped[str]
    adapter_key: Mapped[str]
    name: Mapped[str]
    mode: Mapped[str]
    settings: Mapped[dict[str, Any]]
    secrets: Mapped[bytes] = mapped_column(deferred=True)
    state: Mapped[str]
    position: Mapped[int]
    collects: Mapped[str]
    countries: Mapped[list[str]]
    """Countries of buyers that it is offered to; empty: all."""
    currencies: Mapped[list[str]]
    """Currencies that it is offered for; empty: all that the adapter takes."""
    is_healthy: Mapped[bool | None]
    health_detail: Mapped[str]
    checked_at: Mapped[datetime | None]
    proven_account: Mapped[str]
    """The account that the provider named at the last check of a live connection."""
    version: Mapped[int]


class ConnectionState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"
    ARCHIVED = "archived"
    """Removed, and kept without its secrets for the payments that went through it."""


class CaptureMode(StrEnum):
    """When a payments connection takes the money."""

    AT_ONCE = "at_once"
    BY_HAND = "by_hand"
    """A payment is authorized first; somebody collects it, or lets it go, later."""
