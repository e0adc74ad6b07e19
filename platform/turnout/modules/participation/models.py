"""Tables of participation: favourites, followers, agendas, places in sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class FavouriteRow(TenantRow):
    __tablename__ = "event_favourites"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "user_id"),
        Index("ix_event_favourites_user_id", "user_id"),
    )
    user_id: Mapped[UUID]
    event_id: Mapped[UUID]
    created_at: Mapped[datetime]


class FollowerRow(TenantRow):
    """A person who follows the organization as an organizer of events."""

    __tablename__ = "event_followers"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id"),
        Index("ix_event_followers_user_id", "user_id"),
    )
    user_id: Mapped[UUID]
    created_at: Mapped[datetime]


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
