"""Every statement of waitlists."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from turnout.kernel.db.pagination import PageRequest, like, place_in_numbers
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.typed_addresses import ascii_address
from turnout.modules.waitlist.errors import EntryNotFound
from turnout.modules.waitlist.types import (
    NewEntry,
    NewSettings,
    WaitlistEntry,
    WaitlistFigures,
    WaitlistSettings,
    WaitlistTypeFigures,
    WaitlistTypeSettings,
)
from turnout.search_words.texts import name_has, plain_like

OWN: Final = """
    e.id, e.event_id, e.ticket_type_id, e.quantity, e.name, e.email, e.priority, e.state,
    e.joined_at, e.offered_at, e.offered_by, e.expires_at, e.order_id, e.version, e.pool_id,
    e.places, e.locale, e.hold_id, e.user_id, e.queue_key
"""
COLUMNS: Final = f"""
    {OWN}, CASE WHEN e.state = 'waiting' THEN (SELECT count(*) FROM waitlist_entries a
        WHERE a.organization_id = e.organization_id AND a.pool_id = e.pool_id
            AND a.state = 'waiting' AND a.queue_key <= e.queue_key) END AS position
"""
UNCOUNTED: Final = f"{OWN}, NULL::bigint AS position"
"""For many entries that nobody looks at: each position counts all that stand before it."""
ONE: Final = f"""
    SELECT {COLUMNS} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.id = %(id)s
"""
OPEN_OF: Final = f"""
    SELECT {COLUMNS} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.ticket_type_id = %(ticket_type_id)s
        AND e.email_key = lower(%(email)s)
        AND e.state IN ('unconfirmed', 'waiting', 'offered')
"""
OF_ORDER: Final = f"""
    SELECT {COLUMNS} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.order_id = %(order_id)s
"""
OF_EVENT: Final = f"""
    SELECT {COLUMNS} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.event_id = %(event_id)s
        AND (%(state)s::text IS NULL OR e.state = %(state)s)
        AND (%(ticket_type_id)s::uuid IS NULL OR e.ticket_type_id = %(ticket_type_id)s)
        AND (%(like)s::text IS NULL OR e.email ILIKE %(like)s
            OR {name_has("e.name")})
        AND (%(after_key)s::bigint IS NULL
            OR (e.queue_key, e.id) > (%(after_key)s::bigint, %(after_id)s::uuid))
    ORDER BY e.queue_key, e.id LIMIT %(limit)s
"""
OPEN_OF_EVENT: Final = f"""
    SELECT {UNCOUNTED} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.event_id = %(event_id)s
        AND e.state IN ('unconfirmed', 'waiting', 'offered')
    ORDER BY e.pool_id, e.queue_key LIMIT %(limit)s
"""
QUEUE: Final = f"""
    SELECT {UNCOUNTED} FROM waitlist_entries e
    WHERE e.organization_id = %(organization_id)s AND e.pool_id = %(pool_id)s
        AND e.state = 'waiting' AND e.ticket_type_id = ANY(%(type_ids)s)
    ORDER BY e.queue_key LIMIT %(limit)s
"""
AWAITED: Final = """
    SELECT coalesce(sum(places), 0)::bigint FROM waitlist_entries
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s AND state = 'waiting'
        AND ticket_type_id = ANY(%(type_ids)s)
"""
INSERT: Final = """
    INSERT INTO waitlist_entries (organization_id, id, event_id, ticket_type_id, pool_id, quantity,
        places, name, email, locale, user_id, priority, rank, state, joined_at, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s, %(pool_id)s,
        %(quantity)s, %(places)s, %(name)s, %(email)s, %(locale)s, %(user_id)s, 'standard', 2,
        'unconfirmed', %(now)s, 1)
"""
REWORD: Final = """
    UPDATE waitlist_entries SET quantity = %(quantity)s, places = %(places)s, name = %(name)s,
        locale = %(locale)s, joined_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'unconfirmed'
"""
QUEUE_UP: Final = """
    UPDATE waitlist_entries SET state = 'waiting', queued_at = %(now)s, version = version + 1,
        user_id = coalesce(user_id, %(user_id)s), arrival = (SELECT coalesce(max(arrival), 0) + 1
            FROM waitlist_entries
            WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s)
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'unconfirmed'
"""
"""The pool is locked by the caller, so numbers are given one after the other."""
OFFER: Final = """
    UPDATE waitlist_entries e SET state = 'offered', hold_id = o.hold_id, offered_at = %(now)s,
        expires_at = o.expires_at, remind_at = o.remind_at, offered_by = %(offered_by)s,
        version = version + 1
    FROM unnest(%(ids)s::uuid[], %(hold_ids)s::uuid[], %(expire)s::timestamptz[],
        %(remind)s::timestamptz[]) AS o(id, hold_id, expires_at, remind_at)
    WHERE e.organization_id = %(organization_id)s AND e.id = o.id AND e.state = 'waiting'
"""
MOVE: Final = """
    UPDATE waitlist_entries SET state = %(state)s, version = version + 1, remind_at = NULL,
        order_id = coalesce(%(order_id)s, order_id),
        ended_at = CASE WHEN %(is_over)s THEN %(now)s::timestamptz END
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = %(before)s
    RETURNING true
"""
REQUEUE: Final = """
    UPDATE waitlist_entries SET state = 'waiting', hold_id = NULL, order_id = NULL,
        offered_at = NULL, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = %(before)s
"""
CLASSIFY: Final = """
    UPDATE waitlist_entries SET priority = %(priority)s, rank = %(rank)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
RESIZE: Final = """
    UPDATE waitlist_entries SET places = quantity * %(each)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND ticket_type_id = %(ticket_type_id)s
        AND state IN ('unconfirmed', 'waiting') AND places <> quantity * %(each)s
"""
REMINDED: Final = """
    UPDATE waitlist_entries SET remind_at = NULL
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'offered'
        AND remind_at <= %(now)s
    RETURNING event_id
"""
POOLS: Final = """
    SELECT DISTINCT pool_id FROM waitlist_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
EVENT_OF_POOL: Final = """
    SELECT event_id FROM waitlist_entries
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s LIMIT 1
"""
FORGET: Final = """
    DELETE FROM waitlist_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND state = 'unconfirmed' AND joined_at < %(before)s
"""
FIGURES: Final = """
    SELECT ticket_type_id,
        count(*) FILTER (WHERE state = 'waiting') AS waiting,
        coalesce(sum(quantity) FILTER (WHERE state = 'waiting'), 0)::bigint AS waiting_tickets,
        count(*) FILTER (WHERE state = 'offered') AS offered,
        count(*) FILTER (WHERE offered_at IS NOT NULL) AS offers,
        count(*) FILTER (WHERE state = 'bought') AS bought,
        count(*) FILTER (WHERE state = 'lapsed') AS lapsed
    FROM waitlist_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    GROUP BY ticket_type_id ORDER BY ticket_type_id
"""
SETTINGS: Final = """
    SELECT s.is_open, s.freed_first, s.offer_minutes, s.most_quantity, s.version,
        (SELECT jsonb_agg(jsonb_build_object('ticket_type_id', t.ticket_type_id,
                'is_open', t.is_open, 'freed_first', t.freed_first) ORDER BY t.ticket_type_id)
            FROM waitlist_type_settings t WHERE t.organization_id = s.organization_id
                AND t.event_id = s.event_id) AS types
    FROM waitlist_settings s
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
"""
SAVE_SETTINGS: Final = """
    INSERT INTO waitlist_settings (organization_id, id, event_id, is_open, freed_first,
        offer_minutes, most_quantity, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(is_open)s, %(freed_first)s,
        %(offer_minutes)s, %(most_quantity)s, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET is_open = EXCLUDED.is_open,
        freed_first = EXCLUDED.freed_first, offer_minutes = EXCLUDED.offer_minutes,
        most_quantity = EXCLUDED.most_quantity, version = waitlist_settings.version + 1
"""
CLEAR_TYPES: Final = """
    DELETE FROM waitlist_type_settings
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
INSERT_TYPE: Final = """
    INSERT INTO waitlist_type_settings
        (organization_id, id, event_id, ticket_type_id, is_open, freed_first)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s, %(is_open)s,
        %(freed_first)s)
"""
DUE: Final = """
    SELECT organization_id, id FROM waitlist_entries
    WHERE state = 'offered' AND expires_at <= %(now)s ORDER BY expires_at LIMIT %(limit)s
"""
REMIND: Final = """
    SELECT organization_id, id FROM waitlist_entries
    WHERE state = 'offered' AND remind_at <= %(now)s ORDER BY remind_at LIMIT %(limit)s
"""
OPEN_EVENTS: Final = """
    SELECT DISTINCT organization_id, event_id FROM waitlist_entries
    WHERE state IN ('unconfirmed', 'waiting', 'offered') LIMIT %(limit)s
"""
LENGTHS: Final = """
    SELECT state, count(*) FROM waitlist_entries
    WHERE state IN ('unconfirmed', 'waiting', 'offered') GROUP BY state
"""


def find_entry(tx: Transaction, entry_id: UUID) -> WaitlistEntry | None:
    return next(iter(tx.query(ONE, tx.here(id=entry_id), into=WaitlistEntry)), None)


def get_entry(tx: Transaction, entry_id: UUID) -> WaitlistEntry:
    """The entry, or EntryNotFound."""
    found = find_entry(tx, entry_id)
    if found is None:
        raise EntryNotFound
    return found


def find_open(tx: Transaction, ticket_type_id: UUID, email: str) -> WaitlistEntry | None:
    """The entry by which an address waits, or would, for a ticket type now."""
    where = tx.here(ticket_type_id=ticket_type_id, email=email)
    return next(iter(tx.query(OPEN_OF, where, into=WaitlistEntry)), None)


def find_of_order(tx: Transaction, order_id: UUID) -> WaitlistEntry | None:
    return next(iter(tx.query(OF_ORDER, tx.here(order_id=order_id), into=WaitlistEntry)), None)


def list_entries(
    tx: Transaction,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None,
    ticket_type_id: UUID | None,
    text: str | None,
) -> list[WaitlistEntry]:
    """In the order of the queue; one row more than asked for says that a page follows."""
    after = place_in_numbers(request)
    where = tx.here(
        event_id=event_id,
        state=state,
        ticket_type_id=ticket_type_id,
        like=like(ascii_address(text)) if text else None,
        plain=plain_like(text) if text else None,
        after_key=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(OF_EVENT, where, into=WaitlistEntry)


def list_open_of_event(tx: Transaction, event_id: UUID, *, limit: int) -> list[WaitlistEntry]:
    return tx.query(OPEN_OF_EVENT, tx.here(event_id=event_id, limit=limit), into=WaitlistEntry)


def list_queue(
    tx: Transaction, pool_id: UUID, type_ids: Sequence[UUID], *, limit: int
) -> list[WaitlistEntry]:
    """Those who wait for places of a pool, the next first."""
    where = tx.here(pool_id=pool_id, type_ids=list(type_ids), limit=limit)
    return tx.query(QUEUE, where, into=WaitlistEntry)


def count_awaited(tx: Transaction, pool_id: UUID, type_ids: Sequence[UUID]) -> int:
    """The places of a pool that people wait for who come before the open sale."""
    [(places,)] = tx.query(AWAITED, tx.here(pool_id=pool_id, type_ids=list(type_ids)))
    return int(places)


def insert_entry(
    tx: Transaction,
    event_id: UUID,
    new: NewEntry,
    *,
    pool_id: UUID,
    places: int,
    user_id: UUID | None,
) -> UUID:
    """Write an entry that its owner has to confirm."""
    entry_id = new_id()
    values = tx.here(
        id=entry_id,
        event_id=event_id,
        ticket_type_id=new.ticket_type_id,
        pool_id=pool_id,
        quantity=new.quantity,
        places=places,
        name=new.name.strip(),
        email=new.email.strip(),
        locale=new.locale,
        user_id=user_id,
    )
    tx.query(INSERT, values)
    return entry_id


def reword_entry(tx: Transaction, entry_id: UUID, new: NewEntry, *, places: int) -> None:
    """Take what was said last for an entry that nobody has confirmed."""
    said = {"quantity": new.quantity, "name": new.name.strip(), "locale": new.locale}
    tx.query(REWORD, tx.here(id=entry_id, places=places, **said))


def queue_up(tx: Transaction, entry: WaitlistEntry, *, user_id: UUID | None = None) -> None:
    """Give a confirmed entry the next number of its pool, which the caller has locked."""
    tx.query(QUEUE_UP, tx.here(id=entry.id, pool_id=entry.pool_id, user_id=user_id))


def mark_offered(
    tx: Transaction,
    offers: Collection[tuple[UUID, UUID, datetime, datetime | None]],
    *,
    offered_by: str,
) -> None:
    """Note (entry, hold, until, reminder) of offers that are made."""
    ids, hold_ids, expire, remind = (list(each) for each in zip(*offers, strict=True))
    values = {"ids": ids, "hold_ids": hold_ids, "expire": expire, "remind": remind}
    tx.query(OFFER, tx.here(offered_by=offered_by, **values))


def move(
    tx: Transaction, entry: WaitlistEntry, state: str, *, order_id: UUID | None = None
) -> bool:
    """Take the entry from the state that was seen to another; False when it is elsewhere."""
    is_over = state not in ("waiting", "offered", "ordered")
    values = {"state": state, "before": entry.state, "order_id": order_id, "is_over": is_over}
    return bool(tx.query(MOVE, tx.here(id=entry.id, **values)))


def requeue(tx: Transaction, entry: WaitlistEntry) -> None:
    """Back to its old place, with the deadline of its former offer."""
    tx.query(REQUEUE, tx.here(id=entry.id, before=entry.state))


def classify(tx: Transaction, entry_id: UUID, *, priority: str, rank: int) -> None:
    tx.query(CLASSIFY, tx.here(id=entry_id, priority=priority, rank=rank))


def resize_entries(tx: Transaction, ticket_type_id: UUID, *, each: int) -> None:
    """Follow a ticket type whose units take another number of places now."""
    tx.query(RESIZE, tx.here(ticket_type_id=ticket_type_id, each=each))


def mark_reminded(tx: Transaction, entry_id: UUID) -> UUID | None:
    """The event of an offer whose reminder is due, noted as sent; None when none is due."""
    return next((event_id for (event_id,) in tx.query(REMINDED, tx.here(id=entry_id))), None)


def list_pools(tx: Transaction, event_id: UUID) -> list[UUID]:
    """The pools of an event that somebody waits or waited for, in the order of locking."""
    return sorted(pool_id for (pool_id,) in tx.query(POOLS, tx.here(event_id=event_id)))


def find_event_of_pool(tx: Transaction, pool_id: UUID) -> UUID | None:
    return next((each for (each,) in tx.query(EVENT_OF_POOL, tx.here(pool_id=pool_id))), None)


def forget_unconfirmed(tx: Transaction, event_id: UUID, *, before: datetime) -> None:
    tx.query(FORGET, tx.here(event_id=event_id, before=before))


def count_entries(tx: Transaction, event_id: UUID) -> WaitlistFigures:
    """How an event's waitlist stands, by ticket type and in all."""
    found: list[dict[str, Any]] = tx.query(FIGURES, tx.here(event_id=event_id), into=dict)
    names = ("waiting", "waiting_tickets", "offered", "offers", "bought", "lapsed")
    sums = {name: sum(each[name] for each in found) for name in names}
    own = ("ticket_type_id", "waiting", "waiting_tickets", "offered")
    types = [WaitlistTypeFigures(**{name: each[name] for name in own}) for each in found]
    return WaitlistFigures(**sums, types=types)


def get_settings(tx: Transaction, event_id: UUID) -> WaitlistSettings:
    """An event's settings; without any, its waitlist is closed."""
    found = tx.query(SETTINGS, tx.here(event_id=event_id), into=_settings_of)
    return found[0] if found else WaitlistSettings()


def _settings_of(*, types: Sequence[Mapping[str, Any]] | None, **columns: Any) -> WaitlistSettings:
    own = (
        WaitlistTypeSettings(**{**each, "ticket_type_id": UUID(each["ticket_type_id"])})
        for each in types or ()
    )
    return WaitlistSettings(**columns, types=tuple(own))


def save_settings(tx: Transaction, event_id: UUID, new: NewSettings) -> None:
    """Write an event's settings and where its ticket types differ."""
    names = ("is_open", "freed_first", "offer_minutes", "most_quantity")
    said = {name: getattr(new, name) for name in names}
    tx.query(SAVE_SETTINGS, tx.here(id=new_id(), event_id=event_id, **said))
    tx.query(CLEAR_TYPES, tx.here(event_id=event_id))
    for position, each in enumerate(new.types):
        own = {"id": new_id(), "is_open": each.is_open, "freed_first": each.freed_first}
        try:
            tx.query(
                INSERT_TYPE, tx.here(event_id=event_id, ticket_type_id=each.ticket_type_id, **own)
            )
        except ForeignKeyViolation as error:
            pointer = f"/types/{position}/ticket_type_id"
            raise Invalid(FieldError(pointer, "The event has no such ticket type.")) from error


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, entry) of offers whose time ran out; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})


def list_to_remind(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    return tx.query(REMIND, {"now": tx.now, "limit": limit})


def list_open_events(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) where anybody waits."""
    return tx.query(OPEN_EVENTS, {"limit": limit})


def count_lengths(tx: Transaction) -> dict[str, int]:
    """Open entries of all organizations by state, for the platform's metrics."""
    return {state: int(number) for state, number in tx.query(LENGTHS)}
