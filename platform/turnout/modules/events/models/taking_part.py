"""Tables of who takes part: places in sessions, sponsors, links of their own, personal agendas."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class SessionRegistrationRow(TenantRow):
    """A place in a session with a registration of its own, for the holder of a ticket."""

    __tablename__ = "session_registrations"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "ticket_id"),
        Index("ix_session_registrations_organization_id_event_id", "organization_id", "event_id"),
        Index("ix_session_registrations_organization_id_ticket_id", "organization_id", "ticket_id"),
    )
    event_id: Mapped[UUID]
    session_id: Mapped[UUID]
    ticket_id: Mapped[UUID]
    user_id: Mapped[UUID | None]
    registered_at: Mapped[datetime]


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


class SelfServiceLinkRow(TenantRow):
    """A link by which one speaker or sponsor sees what is theirs; only its hash is kept."""

    __tablename__ = "self_service_links"
    __table_args__ = (
        UniqueConstraint("organization_id", "secret_hash"),
        Index("ix_self_service_links_organization_id_event_id", "organization_id", "event_id"),
        Index("ix_self_service_links_organization_id_speaker_id", "organization_id", "speaker_id"),
        Index("ix_self_service_links_organization_id_sponsor_id", "organization_id", "sponsor_id"),
    )
    event_id: Mapped[UUID]
    speaker_id: Mapped[UUID | None]
    sponsor_id: Mapped[UUID | None]
    secret_hash: Mapped[bytes]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AgendaRow(TenantRow):
    """The sessions that one person picked: a signed-in one, or a guest who has its secret.

    Both of its secrets are derived, never stored; a new salt makes a new one. Until somebody asks
    for another calendar, its address hangs on the agenda's own salt.
    """

    __tablename__ = "agendas"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "user_id"),
        Index("ix_agendas_user_id", "user_id"),
    )
    event_id: Mapped[UUID]
    user_id: Mapped[UUID | None]
    salt: Mapped[bytes]
    feed_salt: Mapped[bytes | None]
    created_at: Mapped[datetime]


class AgendaItemRow(TenantRow):
    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("organization_id", "agenda_id", "session_id"),
        Index("ix_agenda_items_organization_id_session_id", "organization_id", "session_id"),
    )
    agenda_id: Mapped[UUID]
    session_id: Mapped[UUID]
    added_at: Mapped[datetime]
