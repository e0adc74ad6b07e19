"""Tables of discovery: copies of what other modules own, rebuilt from them at any time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Double, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class OrganizationEntry(TenantRow):
    """An organization as its page shows it; `id` is the organization's own."""

    __tablename__ = "discovery_organizations"
    __table_args__ = (Index("ix_discovery_organizations_slug", "slug"),)
    slug: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    website: Mapped[str]
    contact_email: Mapped[str]
    brand_color: Mapped[str]
    font: Mapped[str] = mapped_column(server_default="sans")
    logo: Mapped[dict[str, Any] | None]
    legal: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    is_public: Mapped[bool]
    is_crawled: Mapped[bool]
    version: Mapped[int]
    changed_at: Mapped[datetime]


class EventEntry(TenantRow):
    """An event as its page and the lists show it; `id` is the event's own.

    `is_public`: published and not private. What only the event's page needs lies in `page`,
    `programme`, `session_texts` and `speaker_texts`, so that lists read narrow rows.
    """

    __tablename__ = "discovery_events"
    __table_args__ = (
        Index("ix_discovery_events_slug", "organization_id", "slug"),
        Index(
            "ix_discovery_events_listed",
            "ends_at",
            "starts_at",
            "id",
            postgresql_where=text("is_listed"),
        ),
        Index("ix_discovery_events_search", "search", postgresql_using="gin"),
        Index(
            "ix_discovery_events_series",
            "organization_id",
            "series_id",
            "starts_at",
            postgresql_where=text("series_id IS NOT NULL"),
        ),
    )
    slug: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]
    place: Mapped[str]
    city: Mapped[str]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    category: Mapped[str]
    tags: Mapped[list[str]]
    language: Mapped[str]
    languages: Mapped[list[str]]
    price_minor: Mapped[int | None]
    currency: Mapped[str | None]
    cover_file_id: Mapped[UUID | None]
    cover: Mapped[dict[str, Any] | None]
    series_id: Mapped[UUID | None]
    series_slug: Mapped[str]
    is_public: Mapped[bool]
    is_listed: Mapped[bool]
    page: Mapped[dict[str, Any]]
    programme: Mapped[dict[str, Any]]
    session_texts: Mapped[dict[str, Any]]
    speaker_texts: Mapped[dict[str, Any]]
    search: Mapped[str] = mapped_column(TSVECTOR())
    version: Mapped[int]
    changed_at: Mapped[datetime]


class Image(TenantRow):
    """A file that an event's page shows: once it is there in all widths, the event is indexed."""

    __tablename__ = "discovery_images"
    __table_args__ = (
        UniqueConstraint(
            "organization_id",
            "event_id",
            "file_id",
            name="uq_discovery_images_organization_id_event_id_file_id",
        ),
        ForeignKeyConstraint(
            ("organization_id", "event_id"),
            ("discovery_events.organization_id", "discovery_events.id"),
            name="fk_discovery_images_organization_id_event_id",
        ),
        Index("ix_discovery_images_file", "organization_id", "file_id"),
    )
    event_id: Mapped[UUID]
    file_id: Mapped[UUID]


class Name(TenantRow):
    """A slug that an organization (`target_id` its own id), a series or an event has or had.

    And one that a session or a speaker had on a public page and gave up.
    """

    __tablename__ = "discovery_names"
    __table_args__ = (
        UniqueConstraint(
            "organization_id",
            "target_id",
            "slug",
            name="uq_discovery_names_organization_id_target_id_slug",
        ),
        Index("ix_discovery_names_slug", "slug"),
    )
    target_id: Mapped[UUID]
    slug: Mapped[str]
    claimed_at: Mapped[datetime]
