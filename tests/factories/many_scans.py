"""Scans and entries of the ledger in great number, as exports meet them."""

from typing import Any

import psycopg

from tests.factories.many_orders import ENTER, FILL, FIRST, LAST
from tests.factories.sales import MadeShop

SCANS = """
    INSERT INTO checkin_refusals (organization_id, id, event_id, reason, refused_at, recorded_at,
        gate, device, method, actor, code_hash)
    SELECT %(organization_id)s, gen_random_uuid(), %(event_id)s, 'unknown_ticket',
        now() - n * interval '1 second', now() - n * interval '1 second', 'Gate ' || n %% 9,
        'Phone ' || n %% 40, 'scan', 'user:' || %(user_id)s::text, md5(n::text)
    FROM generate_series(1, %(count)s) AS n
"""
ENTRIES = """
    WITH paid AS (
        INSERT INTO payments (organization_id, id, reference, amount_minor, currency, description,
            buyer_email, locale, return_url, cancel_url, state, answer_state, captured_minor,
            settled_minor, refunded_minor, refunding_minor, disputed_minor, fee_minor,
            longest_pending_seconds, opened_at, polls, method)
        SELECT o.organization_id, gen_random_uuid(), o.id, 1250, 'EUR', o.number, o.buyer_email,
            'en', '', '', 'succeeded', 'succeeded', 1250, 1250, 0, 0, 0, 0, 0, o.placed_at, 0,
            'cash'
        FROM orders o WHERE o.organization_id = %(organization_id)s RETURNING *),
    booked AS (
        INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, subject,
            currency, occurred_at, recorded_at)
        SELECT organization_id, gen_random_uuid(), id, 'payment.collected', id::text,
            'payment:' || id, 'EUR', opened_at, opened_at
        FROM paid RETURNING organization_id, id)
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    SELECT organization_id, gen_random_uuid(), id, account, amount
    FROM booked, (VALUES ('provider_receivable', 1250), ('sales', -1250)) AS line (account, amount)
"""


def fill_scans(owner_url: str, shop: MadeShop, *, count: int) -> None:
    """So many refusals at the event's doors, by one person."""
    _fill(owner_url, shop, ("checkin_refusals",), [SCANS], count=count)


def fill_entries(owner_url: str, shop: MadeShop, *, count: int) -> None:
    """So many orders that were paid in cash, each with its entry in the ledger."""
    tables = ("orders", "payments", "ledger_entries", "ledger_lines")
    _fill(owner_url, shop, tables, [FILL, ENTRIES], count=count)


def _fill(
    owner_url: str, shop: MadeShop, tables: tuple[str, ...], statements: list[str], *, count: int
) -> None:
    values: dict[str, Any] = {
        "organization_id": shop.organization.id, "event_id": shop.event_id, "count": count,
        "user_id": shop.organization.owner.id, "type_id": shop.add_type(),
        "first": FIRST, "last": LAST, "firsts": len(FIRST), "lasts": len(LAST),
    }  # fmt: skip
    with psycopg.connect(owner_url) as owner:
        owner.execute(ENTER, [str(shop.organization.id)])
        for each in statements:
            owner.execute(each, values)
        owner.commit()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in tables:
            owner.execute(f"ANALYZE {table}")
