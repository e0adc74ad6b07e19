"""Statements about figures of events: marked, counted by organization, read by a person."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.values import attributes_of
from turnout.modules.overviews.types import Counted, EventFigures, OverviewFilter, ReportLine

SOON: Final = timedelta(days=14)
MARK: Final = """
    INSERT INTO overview_events (organization_id, id, is_stale) VALUES
        (%(organization_id)s, %(id)s, true)
    ON CONFLICT (organization_id, id) DO UPDATE SET is_stale = true
        WHERE NOT overview_events.is_stale
"""
LIST_STALE: Final = """
    SELECT organization_id, id FROM overview_events WHERE is_stale
    ORDER BY organization_id, id LIMIT %(limit)s
"""
CLAIM: Final = """
    UPDATE overview_events SET is_stale = false
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND is_stale RETURNING true
"""
STORE: Final = """
    UPDATE overview_events SET title = %(title)s, state = %(state)s, starts_at = %(starts_at)s,
        ends_at = %(ends_at)s, time_zone = %(time_zone)s, capacity = %(capacity)s, sold = %(sold)s,
        open_orders = %(open_orders)s, orders_to_decide = %(orders_to_decide)s,
        revenue = %(revenue)s, counted_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(event_id)s
"""
DELETE: Final = """
    DELETE FROM overview_events WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
# Asked as the person: row-level security shows the organizations that they may enter. What they
# may see there was decided before; `limits` are the events of those who have only some.
SHOWN: Final = """
    FROM overview_events e
    WHERE e.organization_id = ANY(%(organization_ids)s::uuid[])
        AND e.counted_at IS NOT NULL AND e.state NOT IN ('deleted', 'archived')
        AND (%(starts_from)s::timestamptz IS NULL OR e.starts_at >= %(starts_from)s)
        AND (%(starts_before)s::timestamptz IS NULL OR e.starts_at < %(starts_before)s)
        AND (%(limits)s::jsonb = '{}' OR NOT %(limits)s::jsonb ? e.organization_id::text
            OR %(limits)s::jsonb -> e.organization_id::text ? e.id::text)
"""
AHEAD: Final = "coalesce(e.ends_at, e.starts_at) > %(now)s AND e.state <> 'cancelled'"
ON_SALE: Final = f"{AHEAD} AND e.state IN ('published', 'live')"
# The rows are read once: the policy costs more than the sums.
SUMS: Final = f"""
    WITH shown AS MATERIALIZED (
        SELECT e.organization_id, e.state, e.starts_at, e.ends_at, e.capacity, e.sold,
            e.open_orders, e.orders_to_decide, e.counted_at, e.revenue
        {SHOWN}),
    sums AS (
        SELECT e.organization_id, count(*) FILTER (WHERE {AHEAD})::int AS upcoming_events,
            coalesce(sum(e.capacity) FILTER (WHERE {AHEAD}), 0)::bigint AS capacity,
            coalesce(sum(e.sold) FILTER (WHERE {AHEAD}), 0)::bigint AS sold,
            sum(e.open_orders)::bigint AS open_orders,
            sum(e.orders_to_decide)::bigint AS orders_to_decide,
            count(*) FILTER (
                WHERE e.state = 'draft' AND e.starts_at BETWEEN %(now)s AND %(soon)s
            )::int AS drafts_soon,
            count(*) FILTER (WHERE {ON_SALE} AND e.capacity = 0)::int AS nothing_on_sale,
            count(*) FILTER (
                WHERE {ON_SALE} AND e.capacity > 0 AND e.sold * 10 >= e.capacity * 9
            )::int AS nearly_sold_out,
            min(e.counted_at) AS counted_at
        FROM shown e GROUP BY e.organization_id),
    moneys AS (
        SELECT e.organization_id, money.currency, sum(money.amount::bigint)::bigint AS amount
        FROM shown e CROSS JOIN LATERAL jsonb_each_text(e.revenue) AS money (currency, amount)
        GROUP BY e.organization_id, money.currency),
    revenues AS (
        SELECT organization_id, jsonb_object_agg(currency, amount) AS revenue
        FROM moneys GROUP BY organization_id)
    SELECT sums.*, coalesce(revenues.revenue, '{{}}') AS revenue
    FROM sums LEFT JOIN revenues ON revenues.organization_id = sums.organization_id
"""
LINES: Final = f"""
    SELECT e.organization_id, e.id AS event_id, e.title, e.state, e.starts_at, e.time_zone,
        e.capacity, e.sold, e.open_orders, e.orders_to_decide, e.revenue, e.counted_at
    {SHOWN} ORDER BY e.starts_at NULLS LAST, e.organization_id, e.id LIMIT %(limit)s
"""


def mark_stale(tx: Transaction, event_id: UUID) -> None:
    """Have an event counted again."""
    tx.query(MARK, tx.here(id=event_id))


def list_stale(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """Organization and id of events to count, over all organizations."""
    return tx.query(LIST_STALE, {"limit": limit})


def claim_stale(tx: Transaction, event_id: UUID) -> bool:
    """Take an event to count; who marks it meanwhile waits, and it is counted once more."""
    return bool(tx.query(CLAIM, tx.here(id=event_id)))


def store_figures(tx: Transaction, figures: EventFigures) -> None:
    stated = attributes_of(figures) | {"revenue": as_json(figures.revenue)}
    tx.query(STORE, tx.here(**stated))


def delete_figures(tx: Transaction, event_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=event_id))


def count_organizations(
    tx: Transaction,
    organization_ids: Sequence[UUID],
    *,
    limits: dict[UUID, Iterable[UUID]],
    wanted: OverviewFilter,
) -> list[Counted]:
    """The sums of these organizations, in one statement, asked as the person."""
    return tx.query(SUMS, values_of(tx, organization_ids, limits, wanted), into=Counted)


def list_lines(
    tx: Transaction,
    organization_ids: Sequence[UUID],
    *,
    limits: dict[UUID, Iterable[UUID]],
    wanted: OverviewFilter,
    limit: int,
) -> list[ReportLine]:
    """The events of these organizations, one statement, asked as the person."""
    where = values_of(tx, organization_ids, limits, wanted) | {"limit": limit}
    return tx.query(LINES, where, into=ReportLine.of)


def values_of(
    tx: Transaction,
    organization_ids: Sequence[UUID],
    limits: dict[UUID, Iterable[UUID]],
    wanted: OverviewFilter,
) -> dict[str, Any]:
    """What the statements about shown events say."""
    return {
        "organization_ids": list(organization_ids),
        "limits": as_json({str(key): [str(each) for each in ids] for key, ids in limits.items()}),
        "starts_from": wanted.starts_from,
        "starts_before": wanted.starts_before,
        "now": tx.now,
        "soon": tx.now + SOON,
    }
