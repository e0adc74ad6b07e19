"""The table of what passes were sold with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class OrderPassEvent(TenantRow):
    """An event that the passes of an order admit to, as they were sold.

    `places` are those of the whole line. With `ended_at` the event was called off and its share
    of the order went back: places, tickets and money.
    """

    __tablename__ = "order_pass_events"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        UniqueConstraint("organization_id", "order_id", "pass_id", "event_id"),
        Index(None, "organization_id", "event_id", "order_id"),
        Index(None, "organization_id", "pass_id"),
        Index(None, "organization_id", "ticket_type_id"),
        CheckConstraint("places > 0", name="places"),
    )

    order_id: Mapped[UUID]
    pass_id: Mapped[UUID]
    """The ticket type of the line."""
    event_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    pool_id: Mapped[UUID]
    places: Mapped[int]
    position: Mapped[int]
    ended_at: Mapped[datetime | None]
