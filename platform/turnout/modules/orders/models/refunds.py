"""Tables of refunds and returned tickets."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class RefundState(StrEnum):
    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SETTLED = "settled"
    """It failed, and a person saw to it another way."""


LIVE: Final = frozenset({RefundState.REQUESTED, RefundState.SUCCEEDED, RefundState.SETTLED})
"""The money went back, is on its way, or is not owed by this any more."""
STATES: Final = ", ".join(f"'{state}'" for state in RefundState)


class OrderRefund(TenantRow):
    """One sum of one payment that was asked back, however often it had to be asked for."""

    __tablename__ = "order_refunds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        ForeignKeyConstraint(
            ["organization_id", "return_id"], ["order_returns.organization_id", "order_returns.id"]
        ),
        Index(None, "organization_id", "order_id"),
        Index(None, "organization_id", "return_id"),
        CheckConstraint(f"state IN ({STATES})", name="state"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("is_owed OR return_id IS NULL", name="owed"),
        CheckConstraint("ask_again_at IS NULL OR (is_owed AND state = 'failed')", name="ask_again"),
    )

    order_id: Mapped[UUID]
    payment_id: Mapped[UUID | None]
    """Not written before payments could be several of one order."""
    refund_id: Mapped[UUID]
    """What payments made of it when it was asked for the last time."""
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
    """Of one that failed; None: it is not asked for again by itself, a person has to see to it."""


class OrderReturn(TenantRow):
    """Tickets that a buyer gave back at once, and what came of it."""

    __tablename__ = "order_returns"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
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
