"""Statements about what orders say of a person, found by the person's proved address."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.rectifications.types import RenamedOrder

HERE: Final = "organization_id = %(organization_id)s"
OWN_PLACES: Final = """
    SELECT o.id, t.id, o.buyer_key = lower(%(email)s) FROM orders o
    LEFT JOIN order_attendees t ON t.organization_id = o.organization_id AND t.order_id = o.id
        AND (lower(t.email) = lower(%(email)s)
            OR (t.email = '' AND o.buyer_key = lower(%(email)s)))
    WHERE o.organization_id = %(organization_id)s AND o.state = 'confirmed'
        AND (o.buyer_key = lower(%(email)s) OR t.id IS NOT NULL)
    ORDER BY o.placed_at DESC, o.id DESC LIMIT %(limit)s
"""
"""A guest to whom the buyer gave an address has a place of their own; others are the buyer's."""
RENAME_BUYER: Final = f"""
    UPDATE orders o SET buyer_name = %(name)s FROM (
        SELECT id, buyer_name AS former FROM orders
        WHERE {HERE} AND buyer_key = lower(%(email)s) AND buyer_name <> %(name)s
            AND state NOT IN ('held', 'expired')
        ORDER BY id FOR UPDATE
    ) was
    WHERE o.organization_id = %(organization_id)s AND o.id = was.id
    RETURNING o.id AS order_id, o.event_id, was.former
"""
ATTENDEES: Final = """
    SELECT t.order_id, o.event_id, t.id FROM order_attendees t
    JOIN orders o ON o.organization_id = t.organization_id AND o.id = t.order_id
    WHERE t.organization_id = %(organization_id)s AND o.organization_id = %(organization_id)s
        AND t.name <> %(name)s AND o.state NOT IN ('held', 'expired')
        AND (lower(t.email) = lower(%(email)s) OR (t.email = '' AND (o.id, t.name) IN (
            SELECT * FROM unnest(%(order_ids)s::uuid[], %(formers)s::text[]))))
    ORDER BY t.order_id, t.id
"""
"""Theirs by the address; of the orders just renamed those without one who bore the buyer's name."""
RENAME_ATTENDEES: Final = f"""
    UPDATE order_attendees SET name = %(name)s WHERE {HERE} AND id = ANY(%(ids)s)
"""


def list_own_places(tx: Transaction, email: str, *, limit: int) -> set[tuple[UUID, UUID | None]]:
    """(order, attendee) of confirmed orders that are an address's; None: the order itself."""
    found: set[tuple[UUID, UUID | None]] = set()
    for order_id, attendee_id, is_buyer in tx.query(OWN_PLACES, tx.here(email=email, limit=limit)):
        found |= {(order_id, attendee_id)} if attendee_id else set()
        found |= {(order_id, None)} if is_buyer else set()
    return found


def rename_buyer(tx: Transaction, email: str, name: str) -> list[RenamedOrder]:
    """Write another name on every order of an address; those that had another one."""
    return tx.query(RENAME_BUYER, tx.here(email=email, name=name), into=RenamedOrder)


def rename_attendees(
    tx: Transaction, email: str, name: str, *, renamed: Collection[RenamedOrder]
) -> list[tuple[UUID, UUID, UUID]]:
    """Write another name on the person's places; (order, event, attendee) of each."""
    where = tx.here(
        email=email,
        name=name,
        order_ids=[each.order_id for each in renamed],
        formers=[each.former for each in renamed],
    )
    found: list[tuple[UUID, UUID, UUID]] = list(tx.query(ATTENDEES, where))
    tx.query(RENAME_ATTENDEES, tx.here(name=name, ids=[attendee for _, _, attendee in found]))
    return found
