"""Table of series."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class SeriesRow(TenantRow):
    """Events that belong together; with a rule, occurrences that repeat one of them.

    `due_at` is set while occurrences of the rule are still to be made.
    """

    __tablename__ = "event_series"
    __table_args__ = (
        UniqueConstraint("organization_id", "slug"),
        Index("ix_event_series_organization_id_cover_file_id", "organization_id", "cover_file_id"),
        Index(
            "ix_event_series_due",
            *("organization_id", "due_at"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )
    slug: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    cover_file_id: Mapped[UUID | None]
    cover_focus_x: Mapped[int] = mapped_column(server_default=text("50"))
    cover_focus_y: Mapped[int] = mapped_column(server_default=text("50"))
    is_public: Mapped[bool]
    rule: Mapped[str | None]
    starts_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    time_zone: Mapped[str]
    added_times: Mapped[list[str]]
    left_out_times: Mapped[list[str]]
    model_event_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int]
