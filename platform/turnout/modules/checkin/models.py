"""Tables of check-in."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class OncePer(StrEnum):
    """How often a list admits one ticket: once at all, or once each day of the event's zone."""

    EVENT = "event"
    DAY = "day"


class Scope(StrEnum):
    """Whom a list is for: holders of the event's tickets, or who is registered for a session."""

    EVENT = "event"
    SESSION = "session"


class Method(StrEnum):
    SCAN = "scan"
    CODE = "code"


class CheckinListRow(TenantRow):
    """Who may come in where and when. `ticket_type_ids` None admits every type.

    A list of a session outlives it, without `session_id`: then it admits nobody.
    """

    __tablename__ = "checkin_lists"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "name"),
        CheckConstraint("once_per IN ('event', 'day')", name="once_per"),
        CheckConstraint("opens_at < closes_at", name="window"),
        CheckConstraint(
            "ticket_type_ids IS NULL OR jsonb_typeof(ticket_type_ids) = 'array'",
            name="ticket_types",
        ),
        CheckConstraint(
            "scope IN ('event', 'session') AND (session_id IS NULL OR scope = 'session')"
            " AND NOT (is_default AND scope = 'session')",
            name="scope",
        ),
        Index("ix_checkin_lists_organization_id_session_id", "organization_id", "session_id"),
        Index(
            "uq_checkin_lists_organization_id_event_id_default",
            "organization_id",
            "event_id",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )
    event_id: Mapped[UUID]
    name: Mapped[str]
    is_default: Mapped[bool]
    ticket_type_ids: Mapped[list[str] | None]
    once_per: Mapped[str]
    time_zone: Mapped[str]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    scope: Mapped[str] = mapped_column(server_default=Scope.EVENT.value)
    session_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    version: Mapped[int]


class AdmissionRow(TenantRow):
    """A ticket came in; `period` is the day where the list admits once a day, else empty."""

    __tablename__ = "admissions"
    __table_args__ = (
        CheckConstraint("method IN ('scan', 'code')", name="method"),
        CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)"
            " AND (undone_at IS NULL) = (undo_reason IS NULL)",
            name="undone",
        ),
        Index(
            "uq_admissions_once",
            "organization_id",
            "list_id",
            "ticket_id",
            "period",
            unique=True,
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index(None, "organization_id", "event_id", "admitted_at"),
        Index(None, "organization_id", "ticket_id"),
    )
    event_id: Mapped[UUID]
    list_id: Mapped[UUID]
    ticket_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    period: Mapped[str]
    admitted_at: Mapped[datetime]
    gate: Mapped[str]
    device: Mapped[str]
    method: Mapped[str]
    actor: Mapped[str]
    scan_id: Mapped[str | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undo_reason: Mapped[str | None]
