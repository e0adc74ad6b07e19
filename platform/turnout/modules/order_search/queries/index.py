"""The index that lists of orders and attendees are searched in: marked, claimed, written."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.order_search.types import IndexedLine, IndexedOrder
from turnout.modules.orders.sql_fragments import ATTENDEES, ORDERS
from turnout.modules.tickets.sql_fragments import TICKETS

Word = tuple[UUID, UUID | None, str]
"""Order, attendee or None for the order itself, and a word of theirs."""
MARK: Final = f"""
    INSERT INTO order_index (organization_id, id, is_stale)
    SELECT o.organization_id, o.order_id, true FROM {ORDERS} o
    WHERE o.organization_id = %(organization_id)s AND o.order_id = ANY(%(ids)s)
    ON CONFLICT (organization_id, id) DO UPDATE SET is_stale = true WHERE NOT order_index.is_stale
"""
STALE: Final = """
    SELECT DISTINCT organization_id FROM order_index WHERE is_stale LIMIT %(limit)s
"""
COUNT_STALE: Final = "SELECT count(*) FROM order_index WHERE is_stale"
CLAIM: Final = """
    UPDATE order_index SET is_stale = false WHERE organization_id = %(organization_id)s AND id IN (
        SELECT id FROM order_index WHERE organization_id = %(organization_id)s AND is_stale
        ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
    RETURNING id
"""
READ_ORDERS: Final = f"""
    SELECT o.order_id AS id, o.number, o.state, o.buyer_name, o.buyer_email, o.event_id,
        o.placed_at, o.answers
    FROM {ORDERS} o
    WHERE o.organization_id = %(organization_id)s AND o.order_id = ANY(%(ids)s)
"""
READ_LINES: Final = f"""
    SELECT a.order_id, a.attendee_id, coalesce(t.ticket_type_id, a.ticket_type_id)
            AS ticket_type_id, t.ticket_id, t.event_id, coalesce(t.state, 'none') AS state,
        CASE WHEN t.is_transferred THEN t.holder_name ELSE a.name END AS name,
        CASE WHEN t.is_transferred THEN t.holder_email ELSE a.email END AS email,
        coalesce(t.is_transferred, false) AS is_transferred, a.answers
    FROM {ATTENDEES} a LEFT JOIN {TICKETS} t
        ON t.organization_id = a.organization_id AND t.order_id = a.order_id
        AND t.attendee_id = a.attendee_id
    WHERE a.organization_id = %(organization_id)s AND a.order_id = ANY(%(ids)s)
    ORDER BY a.order_id, a.position, t.issued_at
"""
WRITE_ORDERS: Final = f"""
    UPDATE order_index i SET event_id = o.event_id, number = o.number, state = o.state,
        money_state = o.money_state, currency = o.currency, total_minor = o.total_minor,
        paid_minor = o.paid_minor, refunded_minor = o.refunded_minor, buyer_name = o.buyer_name,
        buyer_email = o.buyer_email, channel = o.channel, placed_at = o.placed_at,
        confirmed_at = o.confirmed_at, ticket_type_ids = o.ticket_type_ids,
        pass_event_ids = o.pass_event_ids, tag_ids = r.tag_ids, attendee_count = r.attendee_count,
        checked_in_count = r.checked_in_count, indexed_at = %(now)s
    FROM {ORDERS} o JOIN jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, tag_ids jsonb,
        attendee_count bigint, checked_in_count bigint) ON r.id = o.order_id
    WHERE i.organization_id = %(organization_id)s AND o.organization_id = i.organization_id
        AND i.id = o.order_id
"""
DELETE_LINES: Final = """
    DELETE FROM attendee_index
    WHERE organization_id = %(organization_id)s AND order_id = ANY(%(ids)s)
"""
WRITE_LINES: Final = """
    INSERT INTO attendee_index (organization_id, id, attendee_id, order_id, order_number,
        order_state, event_id, ticket_type_id, ticket_id, state, name, email, is_transferred,
        is_checked_in, placed_at, tag_ids)
    SELECT %(organization_id)s, r.* FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid,
        attendee_id uuid, order_id uuid, order_number text, order_state text, event_id uuid,
        ticket_type_id uuid, ticket_id uuid, state text, name text, email text,
        is_transferred boolean, is_checked_in boolean, placed_at timestamptz, tag_ids jsonb)
"""
KNOWN_WORDS: Final = """
    SELECT id, order_id, attendee_id, word FROM order_words
    WHERE organization_id = %(organization_id)s AND order_id = ANY(%(ids)s)
"""
DELETE_WORDS: Final = """
    DELETE FROM order_words WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""
WRITE_WORDS: Final = """
    INSERT INTO order_words (organization_id, id, order_id, attendee_id, word)
    SELECT %(organization_id)s, r.id, r.order_id, r.attendee_id, r.word
    FROM unnest(%(ids)s::uuid[], %(order_ids)s::uuid[], %(attendee_ids)s::uuid[],
        %(words)s::text[]) AS r(id, order_id, attendee_id, word)
"""
CHECK_IN: Final = """
    WITH line AS (
        UPDATE attendee_index SET is_checked_in = %(is_checked_in)s
        WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s
            AND is_checked_in <> %(is_checked_in)s
        RETURNING order_id)
    UPDATE order_index i
    SET checked_in_count = i.checked_in_count + CASE WHEN %(is_checked_in)s THEN 1 ELSE -1 END
    FROM line WHERE i.organization_id = %(organization_id)s AND i.id = line.order_id
"""
DROP_TAG: Final = """
    UPDATE {table} SET tag_ids = tag_ids - %(tag_id)s
    WHERE organization_id = %(organization_id)s AND tag_ids ? %(tag_id)s
"""


def mark_stale(tx: Transaction, order_id: UUID) -> None:
    """Have an order taken into the index again."""
    mark_orders(tx, [order_id])


def mark_orders(tx: Transaction, order_ids: Sequence[UUID]) -> None:
    """The same for several, within seconds of the commit."""
    tx.query(MARK, tx.here(ids=list(order_ids)))


def list_stale(tx: Transaction, *, limit: int) -> list[UUID]:
    """Organizations of orders that wait for the index, over all organizations."""
    return [organization_id for (organization_id,) in tx.query(STALE, {"limit": limit})]


def count_stale(tx: Transaction) -> int:
    """Orders that wait for the index, over all organizations."""
    return int(tx.query(COUNT_STALE)[0][0])


def claim_stale(tx: Transaction, *, limit: int) -> list[UUID]:
    """Take orders to index; who marks one meanwhile waits, and it is taken once more."""
    return [order_id for (order_id,) in tx.query(CLAIM, tx.here(limit=limit))]


def read_orders(tx: Transaction, ids: Sequence[UUID]) -> list[IndexedOrder]:
    return tx.query(READ_ORDERS, tx.here(ids=list(ids)), into=IndexedOrder)


def read_lines(tx: Transaction, ids: Sequence[UUID]) -> list[IndexedLine]:
    """The attendees of these orders, once for each ticket, or once without any."""
    return tx.query(READ_LINES, tx.here(ids=list(ids)), into=IndexedLine)


def write_orders(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    tx.query(WRITE_ORDERS, tx.here(rows=as_json(rows)))


def write_lines(tx: Transaction, ids: Sequence[UUID], rows: Sequence[dict[str, Any]]) -> None:
    """Write the lines of these orders instead of the former ones."""
    tx.query(DELETE_LINES, tx.here(ids=list(ids)))
    tx.query(WRITE_LINES, tx.here(rows=as_json(rows)))


def write_words(tx: Transaction, ids: Sequence[UUID], words: Iterable[Word]) -> None:
    """Write the words of these orders; those that stay are left alone."""
    known = {
        (order_id, attendee_id, word): row_id
        for row_id, order_id, attendee_id, word in tx.query(KNOWN_WORDS, tx.here(ids=list(ids)))
    }
    wanted = dict.fromkeys(words)
    gone = [row_id for each, row_id in known.items() if each not in wanted]
    new = [each for each in wanted if each not in known]
    if gone:
        tx.query(DELETE_WORDS, tx.here(ids=gone))
    if new:
        order_ids, attendee_ids, texts = zip(*new, strict=True)
        columns = {"order_ids": order_ids, "attendee_ids": attendee_ids, "words": texts}
        values = {name: list(column) for name, column in columns.items()}
        tx.query(WRITE_WORDS, tx.here(ids=[new_id() for _ in new], **values))


def set_checked_in(tx: Transaction, ticket_id: UUID, *, is_checked_in: bool) -> None:
    """Say of a ticket's line whether somebody came in by it, and count it with its order."""
    tx.query(CHECK_IN, tx.here(ticket_id=ticket_id, is_checked_in=is_checked_in))


def drop_tag(tx: Transaction, tag_id: UUID) -> None:
    """Take a tag that is gone from everything that has it."""
    for table in ("order_index", "attendee_index"):
        tx.query(DROP_TAG.format(table=table), tx.here(tag_id=str(tag_id)))
