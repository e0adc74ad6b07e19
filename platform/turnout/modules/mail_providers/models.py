"""Tables of e-mail providers: each attempt to hand a mail over, each report about one."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class AttemptState(StrEnum):
    STARTED = "started"
    """Written before the provider is asked: a worker that dies leaves it so."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The provider did not take the mail, or never heard of it."""
    UNCLEAR = "unclear"
    """The provider may have taken the mail; its answer was lost."""


class MailAttemptRow(TenantRow):
    __tablename__ = "mail_attempts"
    __table_args__ = (
        Index(None, "organization_id", "mail_id", "id"),
        Index(None, "organization_id", "connection_id", "message_id"),
        CheckConstraint("state IN ('started', 'accepted', 'refused', 'unclear')", name="state"),
    )
    mail_id: Mapped[UUID]
    message_id: Mapped[str]
    connection_id: Mapped[UUID]
    state: Mapped[str]
    reason: Mapped[str]
    provider_ref: Mapped[str]
    sender_domain: Mapped[str] = mapped_column(server_default="")
    """Of the address that it left from."""
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class MailReportRow(TenantRow):
    __tablename__ = "mail_reports"
    __table_args__ = (
        UniqueConstraint("organization_id", "connection_id", "report_id"),
        Index(
            "uq_mail_reports_proof",
            *("organization_id", "connection_id", "proof"),
            unique=True,
            postgresql_where=text("proof <> ''"),
        ),
        Index(None, "organization_id", "mail_id", "occurred_at"),
    )
    mail_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    report_id: Mapped[str]
    """The provider's own name for it, the same however often it is told."""
    proof: Mapped[str]
    """What the provider's signature lets count once; empty where it covers the content."""
    state: Mapped[str]
    is_permanent: Mapped[bool]
    detail: Mapped[str]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
