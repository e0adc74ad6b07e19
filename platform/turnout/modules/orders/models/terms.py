"""Tables of what buyers do by themselves: terms, tickets given back, tickets passed on."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class RefundKind(StrEnum):
    NONE = "none"
    FULL = "full"
    TIERS = "tiers"


class TransferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


TRANSFER_STATES = ", ".join(f"'{state}'" for state in TransferState)


class BuyerTermsRow(TenantRow):
    """A version of an event's terms, or of the organization's (no event); never changed.

    `is_own` False: from then on the event follows its organization again.
    """

    __tablename__ = "buyer_terms"
    __table_args__ = (
        UniqueConstraint(
            "organization_id", "event_id", "version", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("refund IN ('none', 'full', 'tiers')", name="refund"),
        CheckConstraint(
            "fee_minor >= 0 AND (fee_minor = 0 OR fee_currency IS NOT NULL)", name="fee"
        ),
        CheckConstraint("changes_close_hours >= 0 AND transfers_close_hours >= 0", name="hours"),
    )

    event_id: Mapped[UUID | None]
    version: Mapped[int]
    is_own: Mapped[bool]
    refund: Mapped[str]
    tiers: Mapped[list[Any]]
    """Each `{"days_before": 14, "share_bp": 5000}`."""
    fee_minor: Mapped[int]
    fee_currency: Mapped[str | None]
    changes_close_hours: Mapped[int | None]
    transfers_close_hours: Mapped[int | None]
    set_at: Mapped[datetime]


class TicketTransfer(TenantRow):
    """A ticket offered to somebody else, by its buyer or by whom it was passed on to before."""

    __tablename__ = "ticket_transfers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        CheckConstraint(f"state IN ({TRANSFER_STATES})", name="state"),
        CheckConstraint("(state = 'offered') = (ended_at IS NULL)", name="ended"),
        Index(
            "uq_ticket_transfers_open",
            "organization_id",
            "ticket_id",
            unique=True,
            postgresql_where=text("state = 'offered'"),
        ),
        Index(None, "organization_id", "order_id"),
        Index(None, "organization_id", "ticket_id", "offered_at"),
        Index(
            "ix_ticket_transfers_due",
            "organization_id",
            "expires_at",
            postgresql_where=text("state = 'offered'"),
        ),
    )

    order_id: Mapped[UUID]
    ticket_id: Mapped[UUID]
    event_id: Mapped[UUID]
    state: Mapped[str]
    recipient_email: Mapped[str]
    locale: Mapped[str]
    from_name: Mapped[str]
    from_email: Mapped[str]
    from_transfer_id: Mapped[UUID | None]
    """The transfer by which who offers it came to hold it; None: the buyer's own."""
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
