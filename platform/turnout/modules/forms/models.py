"""Tables of forms: the form of an event, and every version that was ever asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class FormRow(TenantRow):
    """The form of an event: it points to the version that is asked now."""

    __tablename__ = "forms"
    __table_args__ = (UniqueConstraint("organization_id", "event_id"),)

    event_id: Mapped[UUID]
    version_id: Mapped[UUID]
    version: Mapped[int]


class FormVersionRow(TenantRow):
    """The questions as they were once asked; never changed, since answers refer to them."""

    __tablename__ = "form_versions"
    __table_args__ = (
        UniqueConstraint("organization_id", "form_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    form_id: Mapped[UUID]
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
