"""Tables of orders: lines, attendees, answer files, refunds, payment plans; their states."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
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


class ReviewState(StrEnum):
    """Of an order that a fraud rule holds for review."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


class MoneyState(StrEnum):
    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    PAID = "paid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"


class RefundState(StrEnum):
    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SETTLED = "settled"
    """It failed, and a person saw to it another way."""


class RefundKind(StrEnum):
    NONE = "none"
    FULL = "full"
    TIERS = "tiers"


LIVE: Final = frozenset({RefundState.REQUESTED, RefundState.SUCCEEDED, RefundState.SETTLED})
"""The money went back, is on its way, or is not owed by this any more."""
ORDER_STATES: Final = ", ".join(f"'{state}'" for state in OrderState)
REVIEW_STATES: Final = ", ".join(f"'{state}'" for state in ReviewState)
MONEY_STATES: Final = ", ".join(f"'{state}'" for state in MoneyState)
REFUND_STATES: Final = ", ".join(f"'{state}'" for state in RefundState)


def _of_order() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
    )


class OrderRow(TenantRow):
    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        Index(None, "organization_id", "event_id", "placed_at", "id"),
        Index(None, "organization_id", "placed_at", "id"),
        Index("ix_orders_buyer_key", "organization_id", "buyer_key", "event_id"),
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
            postgresql_where=text("state NOT IN ('confirmed', 'expired', 'cancelled')"),
        ),
        Index(
            "ix_orders_sales_partner_id",
            "organization_id",
            "sales_partner_id",
            postgresql_where=text("sales_partner_id IS NOT NULL"),
        ),
        Index(
            "ix_orders_confirmed_at",
            "organization_id",
            "confirmed_at",
            postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
        Index(
            "ix_orders_applied",
            "organization_id",
            "event_id",
            "applied_at",
            "id",
            postgresql_where=text("applied_at IS NOT NULL"),
        ),
        CheckConstraint(f"state IN ({ORDER_STATES})", name="state"),
        CheckConstraint(f"money_state IN ({MONEY_STATES})", name="money_state"),
        CheckConstraint(f"review_state IN ({REVIEW_STATES})", name="review_state"),
        CheckConstraint("net_minor + tax_minor = total_minor AND total_minor >= 0", name="total"),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND paid_minor AND paid_minor >= 0", name="money"
        ),
        CheckConstraint("retained_minor >= 0", name="retained"),
        CheckConstraint("secret_serial >= 0", name="secret_serial"),
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
    buyer_key: Mapped[str] = mapped_column(Computed("lower(buyer_email)", persisted=True))
    """The address as it is compared."""
    buyer_name: Mapped[str]
    locale: Mapped[str]
    user_id: Mapped[UUID | None]
    hold_id: Mapped[UUID | None]
    channel: Mapped[str]
    sales_partner_id: Mapped[UUID | None]
    """By whom an order of the channel `partner` came."""
    sold_by: Mapped[str | None]
    """Who of the team sold it at the desk or gave it away: an actor such as `user:…`."""
    embedding_origin: Mapped[str | None]
    """The site in whose page the checkout stood; None: in a page of our own."""
    source: Mapped[dict[str, Any] | None]
    """Where the buyer came from and on what, as `visits` knows it; None: not known."""
    has_allotments: Mapped[bool] = mapped_column(server_default=text("false"))
    """Some of its places count for a sales channel: see `allotted_places`."""
    placed_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    retained_minor: Mapped[int] = mapped_column(server_default="0")
    """The amount that a cancelling buyer did not get back, by the terms."""
    accepted_terms: Mapped[int | None]
    """The version of the organization's terms that the buyer agreed to; None: there were none."""
    accepted_privacy: Mapped[int | None]
    accepted_at: Mapped[datetime | None]
    needs_approval: Mapped[bool] = mapped_column(server_default=text("false"))
    applied_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    review_state: Mapped[str | None]
    """None: nothing holds it for review."""
    review_by: Mapped[datetime | None]
    """Until when a review is decided, once nothing else is missing."""
    used_codes: Mapped[list[Any]] = mapped_column(server_default="[]")
    """The codes that it used, with what each took off."""
    has_price_rules: Mapped[bool] = mapped_column(server_default=text("false"))
    """Some of its units are counted by price rules."""
    secret_serial: Mapped[int] = mapped_column(server_default="0")
    """Stands in the secret of the order's links; a corrected address ends those sent before."""


class OrderLineRow(TenantRow):
    __tablename__ = "order_lines"
    __table_args__ = (
        _of_order(),
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
    discount_minor: Mapped[int] = mapped_column(server_default="0")
    """What codes took off each unit; `unit_minor` is the rest."""
    price_rule: Mapped[dict[str, Any] | None]
    """How price rules made the price; None where the ticket type had none."""
    draws: Mapped[dict[str, Any] | None]
    """Pool → places that the whole line takes; None: `quantity` of `pool_id`."""
    seats: Mapped[dict[str, Any] | None]
    """Ticket type → attendees of the whole line; None: `quantity` of its own."""
    returned: Mapped[int] = mapped_column(server_default="0")
    """Units that the buyer gave back; the other numbers stay as they were sold."""


class OrderAttendeeRow(TenantRow):
    __tablename__ = "order_attendees"
    __table_args__ = (_of_order(), Index(None, "organization_id", "order_id", "position"))

    order_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str]
    position: Mapped[int]


class OrderPassEventRow(TenantRow):
    """An event that the passes of an order admit to, as they were sold.

    `places` are those of the whole line. With `ended_at` the event was called off and its share
    of the order went back: places, tickets and money.
    """

    __tablename__ = "order_pass_events"
    __table_args__ = (
        _of_order(),
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


class OrderFileRow(TenantRow):
    """A file that was sent as an answer; `due_at` is when to ask what it is still for."""

    __tablename__ = "order_files"
    __table_args__ = (
        _of_order(),
        UniqueConstraint("organization_id", "file_id"),
        Index(None, "organization_id", "order_id"),
        Index(
            "ix_order_files_due",
            "organization_id",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    order_id: Mapped[UUID]
    file_id: Mapped[UUID]
    sent_at: Mapped[datetime]
    due_at: Mapped[datetime | None]


class OrderRefundRow(TenantRow):
    """One sum of one payment that was asked back, however often it had to be asked for."""

    __tablename__ = "order_refunds"
    __table_args__ = (
        _of_order(),
        ForeignKeyConstraint(
            ["organization_id", "return_id"], ["order_returns.organization_id", "order_returns.id"]
        ),
        Index(None, "organization_id", "order_id"),
        Index(None, "organization_id", "return_id"),
        CheckConstraint(f"state IN ({REFUND_STATES})", name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("is_owed OR return_id IS NULL", name="owed"),
        CheckConstraint("ask_again_at IS NULL OR (is_owed AND state = 'failed')", name="ask_again"),
    )

    order_id: Mapped[UUID]
    payment_id: Mapped[UUID | None]
    """Not written before payments could be several of one order."""
    refund_id: Mapped[UUID]
    """The id of the last request in payments."""
    amount_minor: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str]
    requested_at: Mapped[datetime]
    """For the first time."""
    return_id: Mapped[UUID | None]
    """The tickets given back that it pays for; None: something else, or not known of old rows."""
    is_owed: Mapped[bool] = mapped_column(server_default="false")
    """The order may not keep this money; what an organizer gives besides is not owed."""
    attempts: Mapped[int] = mapped_column(server_default="1")
    ask_again_at: Mapped[datetime | None]
    """When a failed refund is requested again; None: a person has to decide."""


class OrderReturnRow(TenantRow):
    """Tickets that a buyer gave back at once, and what came of it."""

    __tablename__ = "order_returns"
    __table_args__ = (
        _of_order(),
        Index(None, "organization_id", "order_id"),
        CheckConstraint("amount_minor >= 0 AND kept_minor >= 0", name="amounts"),
    )

    order_id: Mapped[UUID]
    amount_minor: Mapped[int]
    kept_minor: Mapped[int]
    ticket_ids: Mapped[list[Any]]
    terms_id: Mapped[UUID | None]
    """The terms by which it was reckoned; None: there were none, or nothing had been paid."""
    returned_at: Mapped[datetime]


class PaymentPlanRow(TenantRow):
    """A plan that buyers of an event may choose: a deposit now, the rest by dates."""

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


class PaymentTermsRow(TenantRow):
    """The cap on pending payments of an event; without one the installation's holds."""

    __tablename__ = "payment_terms"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id"),
        CheckConstraint("longest_pending_seconds >= 0", name="longest_pending_seconds"),
    )

    event_id: Mapped[UUID]
    longest_pending_seconds: Mapped[int | None]
    version: Mapped[int]


class OrderPlanRow(TenantRow):
    """The plan that an order chose, frozen: later changes of the plan do not reach it."""

    __tablename__ = "order_plans"
    __table_args__ = (
        _of_order(),
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


class OrderInstalmentRow(TenantRow):
    """One part of an order's price, the deposit first."""

    __tablename__ = "order_instalments"
    __table_args__ = (
        _of_order(),
        UniqueConstraint("organization_id", "order_id", "position"),
        Index(
            "ix_order_instalments_due",
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
