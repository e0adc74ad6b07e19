"""What must hold in the database whatever was killed: each statement finds breaches."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

MOST_SHOWN = 5
PROMISES = {
    "what is taken of a pool is what live holds and confirmed orders have": """
        SELECT c.pool_id, c.taken, coalesce(h.held, 0) AS held, coalesce(s.sold, 0) AS sold
        FROM inventory_counters c
        LEFT JOIN (
            SELECT organization_id, (item ->> 'pool_id')::uuid AS pool_id,
                sum((item ->> 'quantity')::bigint) AS held
            FROM inventory_holds, jsonb_array_elements(to_jsonb(items)) AS item
            WHERE state = 'held' GROUP BY 1, 2) h USING (organization_id, pool_id)
        LEFT JOIN (
            SELECT l.organization_id, l.pool_id, sum(l.quantity) AS sold
            FROM order_lines l JOIN orders o
                ON (o.organization_id, o.id) = (l.organization_id, l.order_id)
            WHERE o.state = 'confirmed' GROUP BY 1, 2) s USING (organization_id, pool_id)
        WHERE c.taken <> coalesce(h.held, 0) + coalesce(s.sold, 0)
            OR c.taken + c.reserved > c.capacity
    """,
    "a confirmed order has a valid ticket for every place, another order none": """
        SELECT o.number, o.state, count(t.id) AS tickets, o.places
        FROM (
            SELECT o.organization_id, o.id, o.number, o.state, sum(l.quantity) AS places
            FROM orders o LEFT JOIN order_lines l
                ON (l.organization_id, l.order_id) = (o.organization_id, o.id)
            GROUP BY 1, 2, 3, 4) o
        LEFT JOIN tickets t ON (t.organization_id, t.reference) = (o.organization_id, o.id)
            AND t.state = 'valid'
        GROUP BY o.organization_id, o.id, o.number, o.state, o.places
        HAVING count(t.id) <> CASE o.state WHEN 'confirmed' THEN o.places ELSE 0 END
    """,
    "a confirmed order has one mail about it": """
        SELECT o.number, count(m.id) AS mails FROM orders o
        LEFT JOIN mails m ON (m.organization_id, m.order_id) = (o.organization_id, o.id)
            AND m.template = 'order-confirmed'
        WHERE o.state = 'confirmed'
        GROUP BY o.organization_id, o.id, o.number HAVING count(m.id) <> 1
    """,
    "every mail was sent": "SELECT message_id, state, attempts FROM mails WHERE state <> 'sent'",
    "an order is paid exactly when it is confirmed, once and in full": """
        SELECT number, state, money_state, paid_minor, total_minor FROM orders
        WHERE total_minor > 0 AND (state = 'confirmed') <> (paid_minor = total_minor)
            OR paid_minor > total_minor
    """,
    "what a payment collected is what its order counts": """
        SELECT o.number, o.paid_minor, sum(p.captured_minor) AS captured
        FROM orders o JOIN payments p
            ON (p.organization_id, p.reference) = (o.organization_id, o.id)
        GROUP BY o.organization_id, o.id, o.number, o.paid_minor HAVING sum(p.captured_minor) <> o.paid_minor
    """,
    "every ledger entry sums to zero": """
        SELECT entry_id, sum(amount_minor) AS total FROM ledger_lines
        GROUP BY organization_id, entry_id HAVING sum(amount_minor) <> 0
    """,
    "the ledger's sales are what payments collected": """
        SELECT * FROM (
            SELECT (SELECT coalesce(-sum(amount_minor), 0) FROM ledger_lines
                    WHERE account = 'sales') AS sales,
                (SELECT coalesce(sum(captured_minor), 0) FROM payments) AS captured) both_sides
        WHERE sales <> captured
    """,
    "no fact was set aside or is still waiting": """
        SELECT name, attempts, dead_at FROM outbox WHERE done_at IS NULL
    """,
    "no webhook and no request to the provider is still waiting": """
        SELECT 'delivery' AS what, state, detail FROM payment_deliveries WHERE due_at IS NOT NULL
        UNION ALL SELECT kind, state, error FROM payment_operations WHERE due_at IS NOT NULL
    """,
}


def breaches_of(connection: psycopg.Connection[Any], statement: str) -> list[Any]:
    return connection.execute(statement).fetchall()  # type: ignore[arg-type]


def broken_promises(url: str, promises: Mapping[str, str] = PROMISES) -> dict[str, list[Any]]:
    """The promises that do not hold, each with the first rows that break it."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        found = {
            promise: breaches_of(connection, statement)[:MOST_SHOWN]
            for promise, statement in promises.items()
        }
    return {promise: rows for promise, rows in found.items() if rows}


def orders_in(url: str) -> dict[str, dict[str, Any]]:
    """Every order by its id."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        rows = connection.execute("SELECT id, number, state, money_state, total_minor FROM orders")
        return {str(row["id"]): row for row in rows}
