"""The table of capacity pools; counters and holds are written by constant SQL alone."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


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
