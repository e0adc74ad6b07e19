"""Table of the suppression list: an entry for each address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class SuppressionReason(StrEnum):
    BOUNCED = "bounced"
    """The address takes no mail at all."""
    COMPLAINED = "complained"
    """The recipient called a mail unwanted."""
    UNSUBSCRIBED = "unsubscribed"
    """The recipient asked the provider for no more."""
    MANUAL = "manual"
    """A member of the team put it there."""


class SuppressionScope(StrEnum):
    ALL = "all"
    """Tickets and receipts too: they would not arrive."""
    NEWS = "news"
    """What nobody asked for, and everybody may unsubscribe from."""


class SuppressionRow(TenantRow):
    __tablename__ = "suppressions"
    __table_args__ = (
        UniqueConstraint("organization_id", "email"),
        Index(None, "organization_id", "created_at", "id"),
        CheckConstraint(
            "reason IN ('bounced', 'complained', 'unsubscribed', 'manual')", name="reason"
        ),
        CheckConstraint("scope IN ('all', 'news')", name="scope"),
    )
    email: Mapped[str]
    reason: Mapped[str]
    scope: Mapped[str]
    note: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
