"""Tables of orders: lines, attendees, and the events of passes."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class OrderState(StrEnum):
    HELD = "held"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_PAYMENT = "awaiting_payment"
    UNDER_REVIEW = "under_review"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class MoneyState(StrEnum):
    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    PAID = "paid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"


ORDER_STATES = ", ".join(f"'{state}'" for state in OrderState)
MONEY_STATES = ", ".join(f"'{state}'" for state in MoneyState)


class Order(TenantRow):
    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        Index(None, "organization_id", "event_id", "placed_at", "id"),
        Index(None, "organization_id", "placed_at", "id"),
        Index("ix_orders_buyer", "organization_id", text("lower(buyer_email)"), "event_id"),
        Index(
            "ix_orders_person",
            "organization_id",
            "user_id",
            "placed_at",
            postgresql_where=text("user_id IS NOT NULL"),
        ),
        Index(
            "ix_orders_due",
            "organization_id",
            "expires_at",
            postgresql_where=text("state IN ('held', 'awaiting_payment', 'under_review')"),
        ),
        CheckConstraint(f"state IN ({ORDER_STATES})", name="state"),
        CheckConstraint(f"money_state IN ({MONEY_STATES})", name="money_state"),
        CheckConstraint("net_minor + tax_minor = total_minor AND total_minor >= 0", name="total"),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND paid_minor AND paid_minor >= 0", name="money"
        ),
        CheckConstraint("retained_minor >= 0", name="retained"),
        CheckConstraint(
            "(accepted_terms IS NULL) = (accepted_at IS NULL)"
            " AND (accepted_privacy IS NULL OR accepted_terms IS NOT NULL)",
            name="accepted",
        ),
    )

    number: Mapped[str]
    event_id: Mapped[UUID]
    state: Mapped[str]
    money_state: Mapped[str]
    currency: Mapped[str]
    net_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    paid_minor: Mapped[int]
    refunded_minor: Mapped[int]
    buyer_email: Mapped[str]
    buyer_name: Mapped[str]
    locale: Mapped[str]
    user_id: Mapped[UUID | None]
    hold_id: Mapped[UUID | None]
    channel: Mapped[str]
    placed_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    retained_minor: Mapped[int] = mapped_column(server_default="0")
    """What a buyer who cancelled did not get back, by the terms of the event."""
    accepted_terms: Mapped[int | None]
    """The version of the organization's terms that the buyer agreed to; None: there were none."""
    accepted_privacy: Mapped[int | None]
    accepted_at: Mapped[datetime | None]


class OrderLine(TenantRow):
    __tablename__ = "order_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        Index(None, "organization_id", "order_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("net_minor + tax_minor = gross_minor", name="gross"),
        CheckConstraint("returned BETWEEN 0 AND quantity", name="returned"),
    )

    order_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    pool_id: Mapped[UUID]
    name: Mapped[str]
    quantity: Mapped[int]
    unit_minor: Mapped[int]
    tax_rate_bp: Mapped[int]
    net_minor: Mapped[int]
    tax_minor: Mapped[int]
    gross_minor: Mapped[int]
    draws: Mapped[dict[str, Any] | None]
    """Pool → places that the whole line takes; None: `quantity` of `pool_id`."""
    seats: Mapped[dict[str, Any] | None]
    """Ticket type → attendees of the whole line; None: `quantity` of its own."""
    returned: Mapped[int] = mapped_column(server_default="0")
    """Units that the buyer gave back; the other numbers stay as they were sold."""


class OrderAttendee(TenantRow):
    __tablename__ = "order_attendees"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        Index(None, "organization_id", "order_id", "position"),
    )

    order_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str]
    position: Mapped[int]


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
