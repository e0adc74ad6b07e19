"""Statements about events, and about all that the tables of this module keep beside them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.engine import TenantRow
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.events.errors import (
    AccessCodeNotFound,
    AccessCodeTaken,
    EventArchived,
    EventNotFound,
    RecordsRemain,
)
from turnout.modules.events.models import (
    AccessCodeRow,
    EventRow,
    EventSlugRow,
    FieldSchemaRow,
    InvitationRow,
    OrderActionRow,
    State,
)
from turnout.modules.events.sql_fragments import COUNT_OPEN, DUE_EVENTS
from turnout.modules.events.types import Event
from turnout.modules.organizations.sql_fragments import ZONE

TAKE_SLUG: Final = """
    INSERT INTO event_slugs (organization_id, id, event_id, slug, taken_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(slug)s, %(now)s)
    ON CONFLICT (organization_id, slug) DO UPDATE SET event_id = excluded.event_id
    WHERE event_slugs.event_id = excluded.event_id
    RETURNING id
"""
FREE_SLUGS: Final = """
    DELETE FROM event_slugs WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
ONE_EVENT: Final = f"""
    SELECT {", ".join(Event.__dataclass_fields__)} FROM events
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DUE_ORDER_ACTIONS: Final = """
    SELECT organization_id, id FROM event_order_actions
    WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s
"""


def _here(tx: Transaction) -> Select[Any]:
    return _all(tx).where(EventRow.deleted_at.is_(None))


def _all(tx: Transaction) -> Select[Any]:
    return select(EventRow).where(EventRow.organization_id == tx.organization_id)


def _one(tx: Transaction, found: Select[Any]) -> EventRow:
    row: EventRow | None = tx.session.scalars(found).one_or_none()
    if row is None:
        raise EventNotFound
    return row


def of_event(
    tx: Transaction,
    table: type[AccessCodeRow | InvitationRow | OrderActionRow],
    event_id: UUID,
) -> ColumnElement[bool]:
    return and_(table.organization_id == tx.organization_id, table.event_id == event_id)


def changed(tx: Transaction, table: type[TenantRow]) -> Update:
    """An update of this organization's rows, to be narrowed."""
    return update(table).where(table.organization_id == tx.organization_id)


def find_event(tx: Transaction, event_id: UUID) -> EventRow | None:
    return tx.session.scalars(_here(tx).where(EventRow.id == event_id)).one_or_none()


def find_even_deleted(tx: Transaction, event_id: UUID) -> EventRow | None:
    return tx.session.scalars(_all(tx).where(EventRow.id == event_id)).one_or_none()


def find_columns(tx: Transaction, event_id: UUID) -> SimpleNamespace | None:
    """What an event is read from, in the bin too: its orders and tickets still name it."""
    return next(iter(tx.query(ONE_EVENT, tx.here(id=event_id), into=SimpleNamespace)), None)


def lock_even_deleted(tx: Transaction, event_id: UUID) -> EventRow:
    is_kept = or_(EventRow.deleted_at.is_(None), EventRow.state == State.DELETED)
    return _one(tx, _all(tx).where(EventRow.id == event_id, is_kept).with_for_update())


def get_event(tx: Transaction, event_id: UUID) -> EventRow:
    return _one(tx, _here(tx).where(EventRow.id == event_id))


def list_by_id(tx: Transaction, event_ids: Collection[UUID]) -> list[EventRow]:
    return list(tx.session.scalars(_here(tx).where(EventRow.id.in_(event_ids))))


def lock_event(tx: Transaction, event_id: UUID) -> EventRow:
    return _one(tx, _here(tx).where(EventRow.id == event_id).with_for_update())


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
    text: str = "",
    only: Collection[UUID] | None = None,
    templates: bool = False,
) -> list[EventRow]:
    """Newest first, one row more than asked for; `only` is what a limited grant covers.

    `text` is part of a title or address. Templates are a list of their own, and so is the bin.
    """
    found = _all(tx) if State.DELETED in states else _here(tx)
    found = found.where(EventRow.is_template.is_(templates))
    if states:
        found = found.where(EventRow.state.in_(states))
    if asked := text.strip():
        names = (EventRow.title, EventRow.slug)
        found = found.where(or_(*(each.icontains(asked, autoescape=True) for each in names)))
    if only is not None:
        found = found.where(EventRow.id.in_(only))
    if request.after is not None:
        found = found.where(EventRow.id < request.after[1])
    return list(tx.session.scalars(found.order_by(EventRow.id.desc()).limit(request.limit + 1)))


def list_due_events(tx: Transaction, now: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) whose clock has passed their start or end, of every organization.

    Those published after the fact are left alone: an archive of a past conference stays as
    its organizer set it.
    """
    return [tuple(row) for row in tx.query(DUE_EVENTS, {"now": now, "most": most})]


def purge(tx: Transaction, event_id: UUID) -> None:
    """Delete the event with everything that hangs on it; records of purchases forbid it."""
    gone = delete(EventRow).where(
        EventRow.organization_id == tx.organization_id, EventRow.id == event_id
    )
    tx.flush()
    try:
        with tx.savepoint():
            tx.session.execute(gone, execution_options={"synchronize_session": False})
    except IntegrityError as held:
        raise RecordsRemain from held


def organization_zone(tx: Transaction) -> str:
    return next((str(row[0]) for row in tx.query(ZONE, tx.here())), "UTC")


def count_open(tx: Transaction) -> int:
    return int(tx.query(COUNT_OPEN, tx.here())[0][0])


def take_slug(tx: Transaction, event_id: UUID, slug: str) -> bool:
    """Make an address name the event's for good; False when another event has or had it."""
    values = tx.here(id=new_id(), event_id=event_id, slug=slug)
    return bool(tx.query(TAKE_SLUG, values))


def list_slugs_like(tx: Transaction, stem: str) -> set[str]:
    taken = select(EventSlugRow.slug).where(
        EventSlugRow.organization_id == tx.organization_id,
        EventSlugRow.slug.startswith(stem, autoescape=True),
    )
    return set(tx.session.scalars(taken))


def free_slugs(tx: Transaction, event_id: UUID) -> None:
    tx.query(FREE_SLUGS, tx.here(event_id=event_id))


def find_fields(tx: Transaction) -> FieldSchemaRow | None:
    found = select(FieldSchemaRow).where(FieldSchemaRow.organization_id == tx.organization_id)
    return tx.session.scalars(found).one_or_none()


def lock_fields(tx: Transaction) -> FieldSchemaRow | None:
    """One change of the schema at a time, the first one too, when there is no row to lock."""
    tx.query(LOCK, {"name": f"events.fields:{tx.organization_id}"})
    return find_fields(tx)


def list_codes(tx: Transaction, event_id: UUID) -> Sequence[AccessCodeRow]:
    """Newest first, the revoked ones too."""
    found = select(AccessCodeRow).where(of_event(tx, AccessCodeRow, event_id))
    return tx.session.scalars(found.order_by(AccessCodeRow.id.desc())).all()


def list_valid_codes(
    tx: Transaction, event_id: UUID, *, now: datetime
) -> Sequence[tuple[str, bytes]]:
    """(key id, hash) of every code that opens the event now."""
    found = select(AccessCodeRow.key_id, AccessCodeRow.code_hash).where(
        of_event(tx, AccessCodeRow, event_id),
        AccessCodeRow.revoked_at.is_(None),
        AccessCodeRow.expires_at.is_(None) | (AccessCodeRow.expires_at > now),
    )
    return [(key_id, bytes(digest)) for key_id, digest in tx.session.execute(found)]


def get_code(tx: Transaction, event_id: UUID, code_id: UUID) -> AccessCodeRow:
    row = tx.session.get(AccessCodeRow, (tx.organization_id, code_id))
    if row is None or row.event_id != event_id:
        raise AccessCodeNotFound
    return row


def write_code(tx: Transaction) -> None:
    """Send a new code now, so that one that is there already is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise AccessCodeTaken from taken


def list_order_actions(
    tx: Transaction, event_id: UUID, *, limit: int = 100
) -> list[OrderActionRow]:
    """Newest first."""
    found = select(OrderActionRow).where(of_event(tx, OrderActionRow, event_id))
    return list(tx.session.scalars(found.order_by(OrderActionRow.id.desc()).limit(limit)))


def list_due_order_actions(tx: Transaction, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, order action), of every organization."""
    rows = tx.query(DUE_ORDER_ACTIONS, {"now": tx.now, "limit": limit})
    return [tuple(row) for row in rows]


def claim_order_action(tx: Transaction, order_action_id: UUID) -> OrderActionRow | None:
    """Locked; None when it is through, or another transaction works on it."""
    found = select(OrderActionRow).where(
        OrderActionRow.organization_id == tx.organization_id,
        OrderActionRow.id == order_action_id,
        OrderActionRow.due_at.is_not(None),
    )
    return tx.session.scalars(found.with_for_update(skip_locked=True)).one_or_none()


def close_order_actions(tx: Transaction, event_id: UUID) -> None:
    """End what is not through yet: what comes now counts."""
    is_open = and_(OrderActionRow.event_id == event_id, OrderActionRow.due_at.is_not(None))
    change = changed(tx, OrderActionRow).where(is_open)
    tx.session.execute(change.values(due_at=None, done_at=tx.now))


def _members(tx: Transaction, series_id: UUID) -> Select[Any]:
    return _here(tx).where(EventRow.series_id == series_id)


def list_members(tx: Transaction, series_id: UUID) -> list[EventRow]:
    """In order of time, those of the bin left out."""
    found = _members(tx, series_id).order_by(EventRow.starts_at, EventRow.id)
    return list(tx.session.scalars(found))


def lock_members(
    tx: Transaction, series_id: UUID, *, starting: datetime | None = None
) -> list[EventRow]:
    """In order of time, locked in the order of their ids; from an instant on when it is given."""
    found = _members(tx, series_id)
    if starting is not None:
        found = found.where(EventRow.starts_at >= starting)
    rows = list(tx.session.scalars(found.order_by(EventRow.id).with_for_update()))
    return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at, row.id))


def lock_member(tx: Transaction, series_id: UUID, event_id: UUID) -> EventRow:
    return _one(tx, _members(tx, series_id).where(EventRow.id == event_id).with_for_update())


def list_occurrence_times(tx: Transaction, series_id: UUID) -> set[datetime]:
    """Of every event, those of the bin too: what was put there does not come back by itself."""
    found = select(EventRow.occurrence_local).where(
        EventRow.organization_id == tx.organization_id,
        EventRow.series_id == series_id,
        EventRow.occurrence_local.is_not(None),
    )
    return set(tx.session.scalars(found))


def forget_occurrence_times(tx: Transaction, event_ids: Collection[UUID]) -> None:
    """Before new ones are given out: two may not have one at any moment."""
    change = changed(tx, EventRow).where(EventRow.id.in_(event_ids))
    tx.session.execute(change.values(occurrence_local=None))


def free_members(tx: Transaction, series_id: UUID) -> None:
    """Let every event of a series go on by itself."""
    change = changed(tx, EventRow).where(EventRow.series_id == series_id)
    tx.session.execute(change.values(series_id=None, occurrence_local=None))


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Covers, and links in the texts of events."""
    texts = ("t.description", "t.custom::text", "t.translations::text")
    return list_references(
        tx,
        column_references("events", "cover_file_id", owner="t.id"),
        text_references("events", texts, owner="t.id", path="files"),
    )
