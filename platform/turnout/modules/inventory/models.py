"""Tables of the stock. The counters stand apart: nothing references them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import Base, TenantRow


class HoldState(StrEnum):
    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"
    EXPIRED = "expired"


class PoolRow(TenantRow):
    """A capacity that one or more ticket types draw on."""

    __tablename__ = "inventory_pools"
    __table_args__ = (UniqueConstraint("organization_id", "event_id", "id"),)

    event_id: Mapped[UUID]
    name: Mapped[str]
    version: Mapped[int]


class CounterRow(Base):
    """How much of a pool is taken; changed only by guarded single statements."""

    __tablename__ = "inventory_counters"
    __table_args__ = (
        CheckConstraint("capacity >= 0 AND taken >= 0 AND reserved >= 0", name="not_negative"),
        CheckConstraint("taken + reserved <= capacity", name="never_oversold"),
    )

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    pool_id: Mapped[UUID] = mapped_column(primary_key=True)
    capacity: Mapped[int]
    taken: Mapped[int]
    reserved: Mapped[int]


class HoldRow(TenantRow):
    """Stock kept for one buyer until `expires_at`; `items` is [{pool_id, quantity}]."""

    __tablename__ = "inventory_holds"
    __table_args__ = (
        CheckConstraint("state IN ('held', 'committed', 'released', 'expired')", name="state"),
        Index(
            "ix_inventory_holds_due",
            "organization_id",
            "expires_at",
            postgresql_where=text("state = 'held'"),
        ),
    )

    items: Mapped[list[Any]]
    state: Mapped[str]
    expires_at: Mapped[datetime]
    held_at: Mapped[datetime]
