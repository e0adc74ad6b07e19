"""Tables of venues."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class VenueRow(TenantRow):
    __tablename__ = "venues"
    __table_args__ = (
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
        Index("ix_venues_organization_id_name_id", "organization_id", "name", "id"),
    )
    name: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    region: Mapped[str]
    country: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    website: Mapped[str | None]
    accessibility: Mapped[str]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    version: Mapped[int]


class RoomRow(TenantRow):
    __tablename__ = "rooms"
    __table_args__ = (
        UniqueConstraint("organization_id", "venue_id", "name"),
        UniqueConstraint("organization_id", "venue_id", "slug"),
        CheckConstraint("capacity > 0", name="capacity"),
    )
    venue_id: Mapped[UUID]
    name: Mapped[str]
    slug: Mapped[str]
    capacity: Mapped[int | None]
    position: Mapped[int]
    version: Mapped[int]
