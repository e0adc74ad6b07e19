"""Table of connections. Secrets are one sealed envelope; no query selects it but `get_sealed`."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db import TenantRow


class ConnectionState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


class Connection(TenantRow):
    __tablename__ = "connections"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "name"),
        Index(None, "organization_id", "kind", "position"),
        CheckConstraint("state IN ('active', 'disabled')", name="state"),
        CheckConstraint("mode IN ('test', 'live')", name="mode"),
    )

    kind: Mapped[str]
    adapter_key: Mapped[str]
    name: Mapped[str]
    mode: Mapped[str]
    settings: Mapped[dict[str, Any]]
    secrets: Mapped[bytes] = mapped_column(deferred=True)
    state: Mapped[str]
    position: Mapped[int]
    is_healthy: Mapped[bool | None]
    health_detail: Mapped[str]
    checked_at: Mapped[datetime | None]
    version: Mapped[int]
