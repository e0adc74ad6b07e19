"""Tables of what people keep for themselves: favourite events, organizers they follow."""

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
