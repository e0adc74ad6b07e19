"""Statements about events, and about all that the tables of this module keep beside them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.engine import TenantRow
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.events.errors import (
    AccessCodeNotFound,
    AccessCodeTaken,
    EventArchived,
    EventNotFound,
    InvitationNotFound,
    RecordsRemain,
)
from turnout.modules.events.models import (
    AccessCodeRow,
    EventRow,
    EventSlugRow,
    FieldSchemaRow,
    InvitationRow,
    NewsKind,
    OrderActionRow,
    State,
)
from turnout.modules.events.sql_fragments import COUNT_OPEN, DUE_EVENTS
from turnout.modules.events.types import DueNotice, Event, InvitationState, SessionNote
from turnout.modules.organizations.sql_fragments import ZONE

Note = Mapping[str, Any]
"""`session_id` and `before`; of a session that goes `ticket_ids` and `user_ids`, too."""

TAKE_SLUG: Final = """
    INSERT INTO event_slugs (organization_id, id, event_id, slug, taken_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(slug)s, %(now)s)
    ON CONFLICT (organization_id, slug) DO UPDATE SET event_id = excluded.event_id
    WHERE event_slugs.event_id = excluded.event_id RETURNING id
"""
FREE_SLUGS: Final = """
    DELETE FROM event_slugs WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
NOTE_SESSIONS: Final = """
    INSERT INTO event_news AS n (organization_id, id, event_id, kind, session_id, before,
        ticket_ids, user_ids, first_noted_at, noted_at)
    SELECT %(organization_id)s, r.id, %(event_id)s, 'session', r.session_id, r.before,
        r.ticket_ids, r.user_ids, %(now)s, %(now)s
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS r(id uuid, session_id uuid, before jsonb, ticket_ids jsonb, user_ids jsonb)
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        ticket_ids = excluded.ticket_ids, user_ids = excluded.user_ids, noted_at = excluded.noted_at
"""
NOTE_EVENT: Final = """
    INSERT INTO event_news (organization_id, id, event_id, kind, before, first_noted_at, noted_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(kind)s, %(before)s::jsonb,
        %(now)s, %(now)s)
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        noted_at = excluded.noted_at
"""
DUE_NOTICES: Final = """
    SELECT organization_id, kind, place FROM (
        SELECT organization_id, kind, first_noted_at, noted_at,
            CASE WHEN kind = 'published' THEN NULL ELSE event_id END AS place
        FROM event_news) n
    JOIN jsonb_to_recordset(%(waits)s::jsonb) AS w(kind text, quiet float, longest float)
        USING (kind)
    GROUP BY organization_id, kind, place, quiet, longest
    HAVING max(noted_at) <= %(now)s - make_interval(secs => quiet)
        OR min(first_noted_at) <= %(now)s - make_interval(secs => longest)
    ORDER BY min(first_noted_at) LIMIT %(limit)s
"""
CLAIM_NOTES: Final = """
    DELETE FROM event_news
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
    RETURNING event_id, session_id, before, ticket_ids, user_ids, noted_at
"""
ONE_EVENT: Final = f"""SELECT {", ".join(Event.__dataclass_fields__)} FROM events
    WHERE organization_id = %(organization_id)s AND id = %(id)s"""
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


def _of_event(
    tx: Transaction,
    table: type[AccessCodeRow | InvitationRow | OrderActionRow],
    event_id: UUID,
) -> ColumnElement[bool]:
    return and_(table.organization_id == tx.organization_id, table.event_id == event_id)


def _update(tx: Transaction, table: type[TenantRow]) -> Update:
    return update(table).where(table.organization_id == tx.organization_id)


def find_event(tx: Transaction, event_id: UUID) -> EventRow | None:
    return tx.session.scalars(_here(tx).where(EventRow.id == event_id)).one_or_none()


def find_even_deleted(tx: Transaction, event_id: UUID) -> EventRow | None:
    return tx.session.scalars(_all(tx).where(EventRow.id == event_id)).one_or_none()


def find_columns(tx: Transaction, event_id: UUID) -> dict[str, Any] | None:
    """What an event is read from, in the bin too: its orders and tickets still name it."""
    return next(iter(tx.query(ONE_EVENT, tx.here(id=event_id), into=dict[str, Any])), None)


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
    found = select(AccessCodeRow).where(_of_event(tx, AccessCodeRow, event_id))
    return tx.session.scalars(found.order_by(AccessCodeRow.id.desc())).all()


def list_valid_codes(
    tx: Transaction, event_id: UUID, *, now: datetime
) -> Sequence[tuple[str, bytes]]:
    """(key id, hash) of every code that opens the event now."""
    found = select(AccessCodeRow.key_id, AccessCodeRow.code_hash).where(
        _of_event(tx, AccessCodeRow, event_id),
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


def lock_invitations(tx: Transaction) -> None:
    """One list of addresses at a time, so that what an organization sends can be counted."""
    tx.query(LOCK, {"name": f"events.invitations:{tx.organization_id}"})


def count_invitations_since(tx: Transaction, since: datetime) -> int:
    """Mails of this kind that the whole organization has asked for since then."""
    found = select(func.count()).where(
        InvitationRow.organization_id == tx.organization_id, InvitationRow.asked_at > since
    )
    return int(tx.session.scalar(found) or 0)


def count_invitations(tx: Transaction, event_id: UUID) -> int:
    found = select(func.count()).where(_of_event(tx, InvitationRow, event_id))
    return int(tx.session.scalar(found) or 0)


def list_invitations_to(
    tx: Transaction, event_id: UUID, emails: Collection[str]
) -> Sequence[InvitationRow]:
    found = select(InvitationRow).where(_of_event(tx, InvitationRow, event_id))
    return tx.session.scalars(found.where(InvitationRow.email.in_(emails))).all()


def list_invitations(
    tx: Transaction, event_id: UUID, request: PageRequest, *, state: InvitationState | None
) -> list[InvitationRow]:
    """Newest first, one more than asked for."""
    found = select(InvitationRow).where(_of_event(tx, InvitationRow, event_id))
    if state is not None:
        found = found.where(_in_state(state, tx.now))
    if request.after is not None:
        found = found.where(InvitationRow.id < request.after[1])
    found = found.order_by(InvitationRow.id.desc()).limit(request.limit + 1)
    return list(tx.session.scalars(found))


def lock_invitation(tx: Transaction, event_id: UUID, invitation_id: UUID) -> InvitationRow:
    is_it = and_(_of_event(tx, InvitationRow, event_id), InvitationRow.id == invitation_id)
    row = tx.session.scalars(select(InvitationRow).where(is_it).with_for_update()).one_or_none()
    if row is None:
        raise InvitationNotFound
    return row


def find_invitation(tx: Transaction, invitation_id: UUID) -> InvitationRow | None:
    return tx.session.get(InvitationRow, (tx.organization_id, invitation_id))


def note_opened(tx: Transaction, invitation_id: UUID) -> None:
    """The first time counts."""
    change = _update(tx, InvitationRow).where(InvitationRow.id == invitation_id)
    tx.execute(change.where(InvitationRow.opened_at.is_(None)).values(opened_at=tx.now))


def note_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    change = _update(tx, InvitationRow).where(InvitationRow.id == invitation_id)
    tx.execute(change.where(InvitationRow.serial == serial).values(mailed_at=tx.now))


def _in_state(state: InvitationState, now: datetime) -> ColumnElement[bool]:
    """As `service.invitations.state_of` says it of one row."""
    is_over = and_(InvitationRow.expires_at.is_not(None), InvitationRow.expires_at <= now)
    if state is InvitationState.WITHDRAWN:
        return InvitationRow.withdrawn_at.is_not(None)
    open_still = InvitationRow.withdrawn_at.is_(None)
    if state is InvitationState.EXPIRED:
        return and_(open_still, is_over)
    opened = InvitationRow.opened_at
    wanted = opened.is_not(None) if state is InvitationState.OPENED else opened.is_(None)
    return and_(open_still, ~func.coalesce(is_over, False), wanted)


def note_sessions(tx: Transaction, event_id: UUID, notes: Sequence[Note]) -> None:
    """Keep how sessions were; what was noted first stays."""
    if notes:
        rows = as_json([{"id": new_id(), **note} for note in notes])
        tx.query(NOTE_SESSIONS, tx.here(event_id=event_id, rows=rows))


def note_event(
    tx: Transaction, event_id: UUID, kind: NewsKind, *, before: Mapping[str, Any]
) -> None:
    values = {"id": new_id(), "event_id": event_id, "kind": kind, "before": as_json(before)}
    tx.query(NOTE_EVENT, tx.here(**values))


def list_due_notices(
    tx: Transaction, waits: Mapping[NewsKind, tuple[timedelta, timedelta]], *, limit: int
) -> list[DueNotice]:
    """Of every organization; `waits` is how long it was quiet, and how long at most, by kind."""
    stated = [
        {"kind": kind, "quiet": quiet.total_seconds(), "longest": longest.total_seconds()}
        for kind, (quiet, longest) in waits.items()
    ]
    rows = tx.query(DUE_NOTICES, {"waits": as_json(stated), "now": tx.now, "limit": limit})
    return [
        DueNotice(organization_id=organization_id, kind=NewsKind(kind), event_id=event_id)
        for organization_id, kind, event_id in rows
    ]


def claim_session_notes(tx: Transaction, event_id: UUID) -> list[SessionNote]:
    """What was noted of an event's sessions, then forgotten."""
    return [
        SessionNote(
            session_id=note["session_id"],
            before=note["before"],
            noted_at=note["noted_at"],
            ticket_ids=tuple(UUID(each) for each in note["ticket_ids"] or ()),
            user_ids=tuple(UUID(each) for each in note["user_ids"] or ()),
        )
        for note in claim_notes(tx, NewsKind.SESSION, event_id)
    ]


def claim_notes(tx: Transaction, kind: NewsKind, event_id: UUID | None) -> list[dict[str, Any]]:
    """What was noted of an event (None: of every event), by column, then forgotten."""
    return tx.query(CLAIM_NOTES, tx.here(kind=kind, event_id=event_id), into=dict)


def list_order_actions(
    tx: Transaction, event_id: UUID, *, limit: int = 100
) -> list[OrderActionRow]:
    """Newest first."""
    found = select(OrderActionRow).where(_of_event(tx, OrderActionRow, event_id))
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
    change = _update(tx, OrderActionRow).where(is_open)
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
    change = _update(tx, EventRow).where(EventRow.id.in_(event_ids))
    tx.session.execute(change.values(occurrence_local=None))


def free_members(tx: Transaction, series_id: UUID) -> None:
    """Let every event of a series go on by itself."""
    change = _update(tx, EventRow).where(EventRow.series_id == series_id)
    tx.session.execute(change.values(series_id=None, occurrence_local=None))


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Covers, and links in the texts of events."""
    texts = ("t.description", "t.custom::text", "t.translations::text")
    return list_references(
        tx,
        column_references("events", "cover_file_id", owner="t.id"),
        text_references("events", texts, owner="t.id", path="files"),
    )
