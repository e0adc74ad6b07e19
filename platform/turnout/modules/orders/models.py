"""Tables of a purchase."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db import TenantRow


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
        Index(
            "ix_orders_due",
            "organization_id",
            "expires_at",
            postgresql_where=text("state IN ('held', 'awaiting_payment')"),
        ),
        CheckConstraint(f"state IN ({ORDER_STATES})", name="state"),
        CheckConstraint(f"money_state IN ({MONEY_STATES})", name="money_state"),
        CheckConstraint("net_minor + tax_minor = total_minor AND total_minor >= 0", name="total"),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND paid_minor AND paid_minor >= 0", name="money"
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


class OrderLine(TenantRow):
    __tablename__ = "order_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        Index(None, "organization_id", "order_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("net_minor + tax_minor = gross_minor", name="gross"),
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


class OrderRefund(TenantRow):
    __tablename__ = "order_refunds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        Index(None, "organization_id", "order_id"),
        CheckConstraint("state IN ('requested', 'succeeded', 'failed')", name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    order_id: Mapped[UUID]
    refund_id: Mapped[UUID]
    amount_minor: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str]
    requested_at: Mapped[datetime]
