"""Tables of sending domains, and of what left by each on a day of its warm-up."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class SendingDomainState(StrEnum):
    PENDING = "pending"
    """Not all records were found yet."""
    VERIFIED = "verified"
    FAILING = "failing"
    """It was verified, and a record is gone or wrong: mails leave from the platform's address."""


class SignedBy(StrEnum):
    """Whose key signs the mails."""

    PLATFORM = "platform"
    """Ours, for mails that leave by the platform's server or an SMTP connection."""
    PROVIDER = "provider"
    """The provider's, for mails that leave by a connection with its own interface."""


class SendingDomainRow(TenantRow):
    __tablename__ = "sending_domains"
    __table_args__ = (
        UniqueConstraint("organization_id", "domain"),
        Index(
            "uq_sending_domains_used",
            "organization_id",
            unique=True,
            postgresql_where=text("is_used"),
        ),
        Index("ix_sending_domains_checked_at", "organization_id", "checked_at"),
        CheckConstraint("state IN ('pending', 'verified', 'failing')", name="state"),
        CheckConstraint("signed_by IN ('platform', 'provider')", name="signed_by"),
    )
    domain: Mapped[str]
    local_part: Mapped[str]
    signed_by: Mapped[str]
    state: Mapped[str]
    is_used: Mapped[bool]
    """The one that mails leave from while it is verified."""
    selectors: Mapped[list[str]]
    """Of the keys in the name system: ours (the second one is coming), or the provider's."""
    keys: Mapped[bytes | None]
    """Ours, sealed, in the order of the selectors."""
    public_keys: Mapped[list[str]]
    findings: Mapped[list[Any]]
    """What the last look found of each record."""
    checked_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int]


class SendingDomainDayRow(TenantRow):
    __tablename__ = "sending_domain_days"
    __table_args__ = (UniqueConstraint("organization_id", "domain_id", "day"),)
    domain_id: Mapped[UUID]
    day: Mapped[date]
    announced: Mapped[int]
