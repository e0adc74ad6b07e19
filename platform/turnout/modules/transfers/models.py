"""The table of ticket transfers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class TransferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


TRANSFER_STATES = ", ".join(f"'{state}'" for state in TransferState)


class TicketTransferRow(TenantRow):
    """A ticket offered to somebody else, by its buyer or by whom it was passed on to before."""

    __tablename__ = "ticket_transfers"
    __table_args__ = (
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
