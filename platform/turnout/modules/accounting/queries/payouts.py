"""Payouts and the lines of providers' reports: stored once, listed, summed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.accounting.errors import PayoutNotFound
from turnout.modules.accounting.types import ObjectSum, PayoutView, StoredItem
from turnout_sdk.settlements import Settlement

KEEP_ITEM = """
    INSERT INTO payout_items (organization_id, id, connection_id, line_id, payout_ref, kind,
        gross_minor, fee_minor, currency, occurred_at, provider_ref, object_id, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(line_id)s, %(payout_ref)s, %(kind)s,
        %(gross_minor)s, %(fee_minor)s, %(currency)s, %(occurred_at)s, %(provider_ref)s,
        %(object_id)s, %(now)s)
    ON CONFLICT (organization_id, connection_id, line_id) DO UPDATE
        SET payout_ref = excluded.payout_ref
        WHERE payout_items.payout_ref IS NULL AND excluded.payout_ref IS NOT NULL
"""
KEEP_PAYOUT = """
    INSERT INTO payouts (organization_id, id, connection_id, provider_ref, currency, amount_minor,
        fee_minor, paid_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(provider_ref)s, %(currency)s,
        %(amount_minor)s, %(fee_minor)s, %(paid_at)s, %(now)s)
    ON CONFLICT (organization_id, connection_id, provider_ref) DO NOTHING RETURNING id
"""
UNPAID = """
    SELECT min(occurred_at) FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND payout_ref IS NULL
"""
READ = """
    SELECT read_from, read_until FROM settlement_reports
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
"""
MARK_READ = """
    INSERT INTO settlement_reports (organization_id, id, connection_id, read_from, read_until)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(since)s, %(until)s)
    ON CONFLICT (organization_id, connection_id) DO UPDATE
        SET read_from = least(settlement_reports.read_from, excluded.read_from),
            read_until = greatest(settlement_reports.read_until, excluded.read_until)
"""
PAYOUT = """
    SELECT id, connection_id, provider_ref, currency, amount_minor, fee_minor, paid_at, recorded_at
    FROM payouts WHERE organization_id = %(organization_id)s
"""
EARLIER = " AND (paid_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_FIRST = " ORDER BY paid_at DESC, id DESC LIMIT %(limit)s"
ITEM = """
    SELECT line_id, connection_id, payout_ref, kind, gross_minor, fee_minor, currency,
        occurred_at, provider_ref, object_id
    FROM payout_items WHERE organization_id = %(organization_id)s
        AND connection_id = %(connection_id)s
"""
OF_PAYOUT = f"{ITEM} AND payout_ref = %(payout_ref)s ORDER BY occurred_at, id"
BOOKABLE = f"""
    {ITEM} AND kind IN ('fee', 'adjustment', 'payout') AND (occurred_at, line_id)
        > (%(at)s::timestamptz, %(line_id)s)
    ORDER BY occurred_at, line_id LIMIT %(limit)s
"""
SUMS = """
    SELECT kind, provider_ref, object_id, currency, sum(gross_minor)::bigint AS gross_minor,
        sum(fee_minor)::bigint AS fee_minor, min(line_id) AS line_id, max(occurred_at) AS last_at
    FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND kind IN ('charge', 'refund', 'dispute')
        AND coalesce(provider_ref, '') = ANY(%(refs)s)
    GROUP BY kind, provider_ref, object_id, currency ORDER BY provider_ref, object_id, kind
"""
REFS = """
    SELECT DISTINCT coalesce(provider_ref, '') AS ref FROM payout_items
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND kind IN ('charge', 'refund', 'dispute') AND coalesce(provider_ref, '') > %(after)s
    ORDER BY ref LIMIT %(limit)s
"""
CONNECTIONS = """
    SELECT r.connection_id, r.read_from, r.read_until, (SELECT count(*) FROM payout_items i
        WHERE i.organization_id = r.organization_id AND i.connection_id = r.connection_id)
    FROM settlement_reports r WHERE r.organization_id = %(organization_id)s
    ORDER BY r.connection_id
"""


def upsert_items(tx: Transaction, connection_id: UUID, lines: Sequence[Settlement]) -> None:
    """Keep lines of a report; one that is known only learns which payout carried it."""
    tx.execute_many(
        KEEP_ITEM,
        [
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "connection_id": connection_id,
                "line_id": each.line_id,
                "payout_ref": each.payout_ref,
                "kind": each.kind.value,
                "gross_minor": each.gross.minor,
                "fee_minor": each.fee.minor,
                "currency": each.gross.currency,
                "occurred_at": each.occurred_at,
                "provider_ref": each.provider_ref,
                "object_id": each.object_id,
                "now": tx.now,
            }
            for each in lines
        ],
    )


def upsert_payout(tx: Transaction, item: StoredItem) -> UUID | None:
    """Keep a payout; its id, None when it was known."""
    rows = tx.query(
        KEEP_PAYOUT,
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "connection_id": item.connection_id,
            "provider_ref": item.payout_ref or item.line_id,
            "currency": item.currency,
            "amount_minor": -item.gross_minor,
            "fee_minor": item.fee_minor,
            "paid_at": item.occurred_at,
            "now": tx.now,
        },
    )
    return rows[0][0] if rows else None


def read_until(tx: Transaction, connection_id: UUID) -> tuple[datetime | None, datetime | None]:
    """Find the oldest line without a payout, and until when the report was read."""
    where = {"organization_id": tx.organization_id, "connection_id": connection_id}
    read = tx.query(READ, where)
    return tx.query(UNPAID, where)[0][0], read[0][1] if read else None


def mark_read(tx: Transaction, connection_id: UUID, *, since: datetime, until: datetime) -> None:
    """Store until when the report was read; periods are read one after the other."""
    where = {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "connection_id": connection_id,
        "since": since,
        "until": until,
    }
    tx.query(MARK_READ, where)


def list_payouts(
    tx: Transaction, request: PageRequest, *, connection_id: UUID | None = None
) -> list[PayoutView]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = PAYOUT
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    if connection_id is not None:
        statement += " AND connection_id = %(connection_id)s"
        where["connection_id"] = connection_id
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER
        where |= {"after_at": after[0], "after_id": after[1]}
    return tx.query(statement + NEWEST_FIRST, where, into=PayoutView)


def get_payout(tx: Transaction, payout_id: UUID) -> PayoutView:
    """The payout, or PayoutNotFound."""
    where = {"organization_id": tx.organization_id, "id": payout_id}
    rows = tx.query(PAYOUT + " AND id = %(id)s", where, into=PayoutView)
    if not rows:
        raise PayoutNotFound
    return rows[0]


def list_items(tx: Transaction, payout: PayoutView) -> list[StoredItem]:
    """List a payout's items, oldest first, without the payout itself."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": payout.connection_id,
        "payout_ref": payout.provider_ref,
    }
    items = tx.query(OF_PAYOUT, where, into=StoredItem)
    return [each for each in items if each.kind != "payout"]


def list_bookable(
    tx: Transaction, connection_id: UUID, *, after: tuple[datetime, str], limit: int
) -> list[StoredItem]:
    """Lines that the ledger books by themselves: fees, adjustments, payouts; oldest first."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "at": after[0],
        "line_id": after[1],
        "limit": limit,
    }
    return tx.query(BOOKABLE, where, into=StoredItem)


def list_refs(tx: Transaction, connection_id: UUID, *, after: str, limit: int) -> list[str]:
    """List the provider's payments in its report, in order, from `after` on."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "after": after,
        "limit": limit,
    }
    return [ref for (ref,) in tx.query(REFS, where)]


def sums_of(tx: Transaction, connection_id: UUID, refs: Collection[str]) -> list[ObjectSum]:
    """Sum the report's lines of each object of these payments."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "refs": list(refs),
    }
    return tx.query(SUMS, where, into=ObjectSum)


def list_reporting(tx: Transaction) -> list[tuple[UUID, datetime, datetime, int]]:
    """(connection, read from, read until, lines) of all connections whose report was read."""
    return list(tx.query(CONNECTIONS, {"organization_id": tx.organization_id}))
