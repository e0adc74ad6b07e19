"""The table of what buyers and attendees answered."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
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
