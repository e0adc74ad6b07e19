"""Statements about events themselves and their address names."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.events.errors import EventArchived, EventNotFound, RecordsRemain
from turnout.modules.events.models import EventRow, EventSlugRow, State
from turnout.modules.organizations.sql_fragments import ZONE

TAKE_SLUG = """
    INSERT INTO event_slugs (organization_id, id, event_id, slug, taken_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(slug)s, %(at)s)
    ON CONFLICT (organization_id, slug) DO UPDATE SET event_id = excluded.event_id
    WHERE event_slugs.event_id = excluded.event_id
    RETURNING id
"""
FREE_SLUGS = """
    DELETE FROM event_slugs
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
DUE = """
    SELECT organization_id, id, state FROM events
    WHERE deleted_at IS NULL AND (
        (state = 'published' AND starts_at <= %(now)s AND published_at < starts_at)
        OR (state IN ('published', 'live') AND ends_at <= %(now)s AND published_at < ends_at))
    ORDER BY organization_id, id LIMIT %(most)s
"""


def _here(tx: Transaction) -> Select[Any]:
    return _all(tx).where(EventRow.deleted_at.is_(None))


def _all(tx: Transaction) -> Select[Any]:
    return select(EventRow).where(EventRow.organization_id == tx.organization_id)


def find_event(tx: Transaction, event_id: UUID) -> EventRow | None:
    return tx.session.scalars(_here(tx).where(EventRow.id == event_id)).one_or_none()


def find_even_deleted(tx: Transaction, event_id: UUID) -> EventRow | None:
    """With those in the bin: their orders and tickets still name them."""
    return tx.session.scalars(_all(tx).where(EventRow.id == event_id)).one_or_none()


def lock_even_deleted(tx: Transaction, event_id: UUID) -> EventRow:
    found = _all(tx).where(
        EventRow.id == event_id,
        or_(EventRow.deleted_at.is_(None), EventRow.state == State.DELETED),
    )
    row: EventRow | None = tx.session.scalars(found.with_for_update()).one_or_none()
    if row is None:
        raise EventNotFound
    return row


def get_event(tx: Transaction, event_id: UUID) -> EventRow:
    row = find_event(tx, event_id)
    if row is None:
        raise EventNotFound
    return row


def list_by_id(tx: Transaction, event_ids: Collection[UUID]) -> list[EventRow]:
    return list(tx.session.scalars(_here(tx).where(EventRow.id.in_(event_ids))))


def lock_event(tx: Transaction, event_id: UUID) -> EventRow:
    found = _here(tx).where(EventRow.id == event_id).with_for_update()
    row: EventRow | None = tx.session.scalars(found).one_or_none()
    if row is None:
        raise EventNotFound
    return row


def lock_open_event(tx: Transaction, event_id: UUID) -> EventRow:
    """For whoever changes the event or its programme: an archived one stays as it is."""
    row = lock_event(tx, event_id)
    if row.state == State.ARCHIVED:
        raise EventArchived
    return row


def find_event_by_slug(tx: Transaction, slug: str) -> EventRow | None:
    """The event that has, or once had, this address name."""
    found = _here(tx).join(
        EventSlugRow,
        (EventSlugRow.organization_id == EventRow.organization_id)
        & (EventSlugRow.event_id == EventRow.id),
    )
    return tx.session.scalars(found.where(EventSlugRow.slug == slug)).one_or_none()


def list_events(
    tx: Transaction,
    request: PageRequest,
    *,
    states: Collection[State] = (),
    only: Collection[UUID] | None = None,
    templates: bool = False,
) -> list[EventRow]:
    """Newest first, one row more than asked for; `only` is what a limited grant covers.

    Templates are a list of their own, and so is the bin.
    """
    found = _all(tx) if State.DELETED in states else _here(tx)
    found = found.where(EventRow.is_template.is_(templates))
    if states:
        found = found.where(EventRow.state.in_(states))
    if only is not None:
        found = found.where(EventRow.id.in_(only))
    if request.after is not None:
        found = found.where(EventRow.id < request.after[1])
    return list(tx.session.scalars(found.order_by(EventRow.id.desc()).limit(request.limit + 1)))


def take_slug(tx: Transaction, event_id: UUID, slug: str) -> bool:
    """Make an address name the event's for good; False when another event has or had it."""
    row = {"id": new_id(), "event_id": event_id, "slug": slug, "at": tx.now}
    return bool(tx.query(TAKE_SLUG, {**row, "organization_id": tx.organization_id}))


def list_slugs_like(tx: Transaction, stem: str) -> set[str]:
    taken = select(EventSlugRow.slug).where(
        EventSlugRow.organization_id == tx.organization_id,
        EventSlugRow.slug.startswith(stem, autoescape=True),
    )
    return set(tx.session.scalars(taken))


def free_slugs(tx: Transaction, event_id: UUID) -> None:
    tx.query(FREE_SLUGS, {"organization_id": tx.organization_id, "event_id": event_id})


def purge(tx: Transaction, event_id: UUID) -> None:
    """Delete the event with everything that hangs on it; records of purchases forbid it."""
    gone = delete(EventRow).where(
        EventRow.organization_id == tx.organization_id, EventRow.id == event_id
    )
    tx.flush()
    try:
        with tx.session.begin_nested():
            tx.session.execute(gone, execution_options={"synchronize_session": False})
    except IntegrityError as held:
        raise RecordsRemain from held


def write(tx: Transaction) -> None:
    """Send what was added or changed now, for statements that refer to it."""
    tx.flush()


def organization_zone(tx: Transaction) -> str:
    rows = tx.query(ZONE, {"organization_id": tx.organization_id})
    return str(rows[0][0]) if rows else "UTC"


def list_due(tx: Transaction, now: datetime, most: int) -> list[tuple[UUID, UUID, State]]:
    """Events whose clock has passed their start or end, of every organization.

    Those published after the fact are left alone: an archive of a past conference stays as
    its organizer set it.
    """
    rows = tx.query(DUE, {"now": now, "most": most})
    return [(organization_id, event_id, State(state)) for organization_id, event_id, state in rows]
