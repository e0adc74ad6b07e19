"""Tables of answers and answer files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class OrderAnswers(TenantRow):
    """What was answered to the event's form: for the order, or for one of its attendees."""

    __tablename__ = "order_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
        ForeignKeyConstraint(
            ["organization_id", "attendee_id"],
            ["order_attendees.organization_id", "order_attendees.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint(
            "organization_id", "order_id", "attendee_id", postgresql_nulls_not_distinct=True
        ),
        Index(None, "organization_id", "attendee_id"),
    )

    order_id: Mapped[UUID]
    attendee_id: Mapped[UUID | None]
    form_version_id: Mapped[UUID]
    answers: Mapped[dict[str, Any]]


class OrderFile(TenantRow):
    """A file that was sent as an answer; `due_at` is when to ask what it is still for."""

    __tablename__ = "order_files"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "order_id"], ["orders.organization_id", "orders.id"]
        ),
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
