"""Tables of sponsors and their levels."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class SponsorLevelRow(TenantRow):
    __tablename__ = "sponsor_levels"
    __table_args__ = (UniqueConstraint("organization_id", "event_id", "name"),)
    event_id: Mapped[UUID]
    name: Mapped[str]
    position: Mapped[int]


class SponsorRow(TenantRow):
    __tablename__ = "sponsors"
    __table_args__ = (
        Index("ix_sponsors_organization_id_event_id", "organization_id", "event_id"),
        Index("ix_sponsors_organization_id_level_id", "organization_id", "level_id"),
        Index("ix_sponsors_organization_id_logo_file_id", "organization_id", "logo_file_id"),
    )
    event_id: Mapped[UUID]
    level_id: Mapped[UUID | None]
    name: Mapped[str]
    description: Mapped[str]
    url: Mapped[str | None]
    logo_file_id: Mapped[UUID | None]
    contact_name: Mapped[str]
    contact_email: Mapped[str | None]
    is_public: Mapped[bool]
    position: Mapped[int]
    version: Mapped[int]
