"""Tables of the catalog."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db import TenantRow


class Kind(StrEnum):
    FREE = "free"
    PAID = "paid"
    DONATION = "donation"


class SaleState(StrEnum):
    ON_SALE = "on_sale"
    PAUSED = "paused"
    ARCHIVED = "archived"


class TicketType(TenantRow):
    __tablename__ = "ticket_types"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "name"),
        Index(None, "organization_id", "event_id", "position"),
        Index(None, "organization_id", "pool_id"),
        CheckConstraint("kind IN ('free', 'paid', 'donation')", name="kind"),
        CheckConstraint("state IN ('on_sale', 'paused', 'archived')", name="state"),
        CheckConstraint("price_minor >= 0", name="price"),
        CheckConstraint("(kind = 'free') = (price_minor = 0) OR kind = 'donation'", name="free"),
        CheckConstraint("tax_rate_bp BETWEEN 0 AND 10000", name="tax_rate"),
        CheckConstraint(
            "minimum_per_order BETWEEN 1 AND maximum_per_order AND maximum_per_order <= 100",
            name="limits",
        ),
    )

    event_id: Mapped[UUID]
    pool_id: Mapped[UUID]
    name: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    price_minor: Mapped[int]
    currency: Mapped[str]
    tax_rate_bp: Mapped[int]
    minimum_per_order: Mapped[int]
    maximum_per_order: Mapped[int]
    sales_start_at: Mapped[datetime | None]
    sales_end_at: Mapped[datetime | None]
    state: Mapped[str]
    is_hidden: Mapped[bool]
    position: Mapped[int]
    version: Mapped[int]
