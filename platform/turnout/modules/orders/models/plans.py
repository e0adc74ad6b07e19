"""Tables of payment plans: what events offer, what orders agreed on, and the terms of paying."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class PaymentPlan(TenantRow):
    """What an event's buyers may choose: a deposit now, the rest by dates."""

    __tablename__ = "payment_plans"
    __table_args__ = (
        Index(None, "organization_id", "event_id", "id"),
        CheckConstraint(
            "num_nonnulls(deposit_bp, deposit_minor) = 1"
            " AND coalesce(deposit_bp BETWEEN 1 AND 9999, deposit_minor > 0)",
            name="deposit",
        ),
    )

    event_id: Mapped[UUID]
    name: Mapped[str]
    currency: Mapped[str]
    deposit_bp: Mapped[int | None]
    deposit_minor: Mapped[int | None]
    instalments: Mapped[list[Any]]
    """Each `{"days": n}` after the order or `{"on": "2027-01-31"}`."""
    last_days_before: Mapped[int]
    grace_days: Mapped[int]
    reminder_days: Mapped[int]
    minimum_minor: Mapped[int]
    keeps_deposit: Mapped[bool]
    is_active: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime]


class OrderPlan(TenantRow):
    """What an order agreed on, frozen: later changes of the plan do not reach it."""

    __tablename__ = "order_plans"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        ForeignKeyConstraint(
            ["organization_id", "plan_id"], ["payment_plans.organization_id", "payment_plans.id"]
        ),
        UniqueConstraint("organization_id", "order_id"),
        Index(None, "organization_id", "plan_id"),
    )

    order_id: Mapped[UUID]
    plan_id: Mapped[UUID]
    name: Mapped[str]
    keeps_deposit: Mapped[bool]
    grace_days: Mapped[int]
    chosen_at: Mapped[datetime]
    in_force_since: Mapped[datetime | None]
    """When the deposit arrived while there were places; until then the choice may change."""


class OrderInstalment(TenantRow):
    """One part of an order's price, the deposit first."""

    __tablename__ = "order_parts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        UniqueConstraint("organization_id", "order_id", "position"),
        Index(
            "ix_order_parts_due",
            "organization_id",
            "remind_at",
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    order_id: Mapped[UUID]
    position: Mapped[int]
    amount_minor: Mapped[int]
    due_at: Mapped[datetime]
    remind_at: Mapped[datetime | None]


class PaymentTerms(TenantRow):
    """How long a pending payment may keep an event's places; the installation's cap without."""

    __tablename__ = "payment_terms"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id"),
        CheckConstraint("longest_pending_seconds >= 0", name="longest_pending_seconds"),
    )

    event_id: Mapped[UUID]
    longest_pending_seconds: Mapped[int | None]
    version: Mapped[int]
