"""The table of opt-outs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class MailOptOutRow(TenantRow):
    """An address, in small letters, that wants no more mails about one event, or no invitations."""

    __tablename__ = "mail_opt_outs"
    __table_args__ = (
        UniqueConstraint(
            *("organization_id", "topic", "event_id", "email"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "organization_id", "event_id"),
        Index(None, "email"),
    )
    topic: Mapped[str]
    event_id: Mapped[UUID | None]
    email: Mapped[str]
    created_at: Mapped[datetime]
