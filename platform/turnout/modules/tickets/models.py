"""Tables of tickets."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class EventKeyRow(TenantRow):
    """The key that signs an event's codes; the private half is sealed for this organization."""

    __tablename__ = "event_keys"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id"),
        UniqueConstraint("organization_id", "kid"),
        CheckConstraint("octet_length(public_key) = 32", name="public_key"),
    )
    event_id: Mapped[UUID]
    kid: Mapped[str]
    public_key: Mapped[bytes]
    private_key: Mapped[bytes]
    created_at: Mapped[datetime]


class TicketRow(TenantRow):
    """One place for one person at one event; `reference` is what it was issued for (an order).

    Who has a pass has a ticket of each of its events.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint("octet_length(nonce) = 8", name="nonce"),
        CheckConstraint("state IN ('valid', 'void', 'refunded')", name="state"),
        CheckConstraint(
            "(state = 'valid') = (voided_at IS NULL)"
            " AND (voided_at IS NULL) = (void_reason IS NULL)",
            name="voided",
        ),
        Index(
            "uq_tickets_organization_id_attendee_id_event_id",
            "organization_id",
            "attendee_id",
            "event_id",
            unique=True,
            postgresql_where=text("state = 'valid'"),
        ),
        Index(None, "organization_id", "reference", "position"),
        Index(None, "organization_id", "event_id", "nonce"),
        Index(
            "ix_tickets_passed_on",
            "organization_id",
            text("lower(holder_email)"),
            postgresql_where=text("transfer_id IS NOT NULL"),
        ),
    )
    event_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    reference: Mapped[UUID]
    attendee_id: Mapped[UUID]
    holder_name: Mapped[str]
    holder_email: Mapped[str]
    nonce: Mapped[bytes]
    state: Mapped[str]
    issued_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str | None]
    position: Mapped[int]
    transfer_id: Mapped[UUID | None]
    """The transfer by which its holder got it; None: it is still the buyer's."""
    holder_user_id: Mapped[UUID | None]
