"""Tables of organizations."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import PlatformRow, TenantRow


class Kind(StrEnum):
    ORGANIZATION = "organization"
    AGENCY = "agency"


class State(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Font(StrEnum):
    """What pages are set in: only what browsers have already, or what we ship ourselves."""

    SANS = "sans"
    SERIF = "serif"
    MONO = "mono"


class LegalKind(StrEnum):
    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class LinkState(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"


class OrganizationRow(PlatformRow):
    """Sealed by its own `id`: the row is the organization that every other table names."""

    __tablename__ = "organizations"
    __table_args__ = (
        UniqueConstraint("slug", name="uq_organizations_slug"),
        CheckConstraint("kind IN ('organization', 'agency')", name="kind"),
        CheckConstraint("state IN ('active', 'suspended', 'closed')", name="state"),
        CheckConstraint("font IN ('sans', 'serif', 'mono')", name="font"),
        Index("ix_organizations_id_logo_file_id", "id", "logo_file_id"),
    )
    slug: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    website: Mapped[str]
    contact_email: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    currency: Mapped[str]
    time_zone: Mapped[str]
    locale: Mapped[str]
    brand_color: Mapped[str]
    font: Mapped[str] = mapped_column(server_default="sans")
    logo_file_id: Mapped[UUID | None]
    terms_number: Mapped[int | None]
    privacy_number: Mapped[int | None]
    imprint_number: Mapped[int | None]
    is_crawled: Mapped[bool]
    created_at: Mapped[datetime]
    version: Mapped[int]


class SlugRow(PlatformRow):
    """A name that an organization has or had."""

    __tablename__ = "organization_slugs"
    __table_args__ = (
        UniqueConstraint("slug", name="uq_organization_slugs_slug"),
        Index("ix_organization_slugs_belongs_to", "belongs_to"),
    )
    slug: Mapped[str]
    belongs_to: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_organization_slugs_belongs_to")
    )
    claimed_at: Mapped[datetime]


class LegalTextRow(TenantRow):
    """One version of a text, in every language it was published in; nothing ever changes it."""

    __tablename__ = "legal_texts"
    __table_args__ = (
        UniqueConstraint(
            "organization_id", "kind", "number", name="uq_legal_texts_organization_id_kind_number"
        ),
        CheckConstraint("kind IN ('terms', 'privacy', 'imprint')", name="kind"),
        CheckConstraint("number > 0", name="number"),
    )
    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_legal_texts_organization_id"), primary_key=True
    )
    kind: Mapped[str]
    number: Mapped[int]
    texts: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    published_by: Mapped[str]


class MembershipRow(TenantRow):
    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint(
            "organization_id", "user_id", name="uq_memberships_organization_id_user_id"
        ),
        CheckConstraint("role IN ('owner', 'admin', 'staff', 'partner')", name="role"),
        CheckConstraint(
            "role <> 'owner' OR (event_ids IS NULL AND expires_at IS NULL)",
            name="owner_is_unlimited",
        ),
        Index("ix_memberships_user_id", "user_id"),
    )
    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_memberships_organization_id"), primary_key=True
    )
    user_id: Mapped[UUID]
    role: Mapped[str]
    event_ids: Mapped[list[str] | None]
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int]


class InvitationRow(TenantRow):
    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'staff', 'partner')", name="role"),
        CheckConstraint("state IN ('open', 'accepted', 'revoked')", name="state"),
        Index(
            "uq_invitations_organization_id_email",
            "organization_id",
            "email",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_invitations_unmailed", "created_at", postgresql_where=text("mailed_at IS NULL")),
    )
    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_invitations_organization_id"), primary_key=True
    )
    email: Mapped[str]
    role: Mapped[str]
    event_ids: Mapped[list[str] | None]
    member_until: Mapped[datetime | None]
    state: Mapped[str]
    invited_by: Mapped[UUID | None]
    locale: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    serial: Mapped[int]
    key_id: Mapped[str]
    token_hash: Mapped[bytes]
    mailed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


class AgencyLinkRow(TenantRow):
    """The row is the client's; the agency sees it through jobs of the platform."""

    __tablename__ = "agency_links"
    __table_args__ = (
        CheckConstraint("role IN ('admin', 'staff', 'partner')", name="role"),
        CheckConstraint("state IN ('offered', 'active', 'ended')", name="state"),
        CheckConstraint("organization_id <> agency_id", name="two_parties"),
        Index(
            "uq_agency_links_organization_id_agency_id",
            "organization_id",
            "agency_id",
            unique=True,
            postgresql_where=text("state <> 'ended'"),
        ),
        Index("ix_agency_links_agency_id", "agency_id"),
    )
    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_agency_links_organization_id"), primary_key=True
    )
    agency_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", name="fk_agency_links_agency_id")
    )
    role: Mapped[str]
    permissions: Mapped[list[str] | None]
    state: Mapped[str]
    offered_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
