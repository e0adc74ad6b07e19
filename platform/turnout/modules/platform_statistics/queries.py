"""Statements about the platform's days: marked and counted by organization, read over all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import PUBLISHED_EVENTS
from turnout.modules.identity.sql_fragments import SIGN_UPS
from turnout.modules.orders.sql_fragments import CONFIRMED_ORDERS
from turnout.modules.organizations.sql_fragments import FOUNDINGS
from turnout.modules.payments.sql_fragments import BOOKED_LINES
from turnout.modules.platform_statistics.types import (
    BucketCount,
    BucketSums,
    Cursor,
    OrganizationSums,
    Period,
)

MARK: Final = """
    INSERT INTO platform_statistics_cursors (organization_id, is_stale)
    VALUES (%(organization_id)s, true)
    ON CONFLICT (organization_id) DO UPDATE SET is_stale = true
        WHERE NOT platform_statistics_cursors.is_stale
"""
LIST_STALE: Final = """
    SELECT organization_id FROM platform_statistics_cursors WHERE is_stale
    ORDER BY organization_id LIMIT %(limit)s
"""
LOCK_STALE: Final = """
    SELECT counted_until FROM platform_statistics_cursors
    WHERE organization_id = %(organization_id)s AND is_stale FOR UPDATE SKIP LOCKED
"""
MOVE: Final = """
    UPDATE platform_statistics_cursors SET counted_until = %(until)s, is_stale = %(is_stale)s
    WHERE organization_id = %(organization_id)s
"""
FIRST: Final = f"""
    SELECT least(
        (SELECT min(created_at) FROM {FOUNDINGS} f WHERE organization_id = %(organization_id)s),
        (SELECT min(published_at) FROM {PUBLISHED_EVENTS} e
            WHERE organization_id = %(organization_id)s),
        (SELECT min(confirmed_at) FROM {CONFIRMED_ORDERS} o
            WHERE organization_id = %(organization_id)s),
        (SELECT min(recorded_at) FROM {BOOKED_LINES} l
            WHERE organization_id = %(organization_id)s))
"""
# An event that is published again was counted before.
NOTE_EVENTS: Final = f"""
    INSERT INTO platform_statistics_events (organization_id, id, day)
    SELECT e.organization_id, e.event_id, (e.published_at AT TIME ZONE 'UTC')::date
    FROM {PUBLISHED_EVENTS} e
    WHERE e.organization_id = %(organization_id)s
        AND e.published_at >= %(since)s AND e.published_at < %(until)s
    ON CONFLICT (organization_id, id) DO NOTHING
"""
DAY: Final = "({} AT TIME ZONE 'UTC')::date"
# Books are never deleted, so the ledger's sums replace the former ones. What else happened may
# have been deleted since, and stays counted.
COUNT: Final = f"""
    INSERT INTO platform_statistics_days AS kept (organization_id, day, currency, sign_ups,
        event_count, order_count, ticket_count, gross_minor, refunds_minor, fees_minor)
    SELECT organization_id, day, currency, sum(sign_ups), sum(event_count), sum(order_count),
        sum(ticket_count), sum(gross_minor), sum(refunds_minor), sum(fees_minor)
    FROM (
        SELECT f.organization_id, {DAY.format("f.created_at")}, '', 1, 0, 0, 0, 0, 0, 0
        FROM {FOUNDINGS} f
        WHERE f.organization_id = %(organization_id)s
            AND f.created_at >= %(since)s AND f.created_at < %(until)s
        UNION ALL
        SELECT e.organization_id, e.day, '', 0, 1, 0, 0, 0, 0, 0 FROM platform_statistics_events e
        WHERE e.organization_id = %(organization_id)s
            AND e.day >= {DAY.format("%(since)s::timestamptz")}
            AND e.day < {DAY.format("%(until)s::timestamptz")}
        UNION ALL
        SELECT o.organization_id, {DAY.format("o.confirmed_at")}, o.currency, 0, 0, 1,
            o.ticket_count, 0, 0, 0
        FROM {CONFIRMED_ORDERS} o
        WHERE o.organization_id = %(organization_id)s
            AND o.confirmed_at >= %(since)s AND o.confirmed_at < %(until)s
        UNION ALL
        SELECT l.organization_id, {DAY.format("l.recorded_at")}, l.currency, 0, 0, 0, 0,
            CASE WHEN l.account = 'sales' THEN -l.amount_minor ELSE 0 END,
            CASE WHEN l.account IN ('refunds', 'dispute_losses') THEN l.amount_minor ELSE 0 END,
            CASE WHEN l.account = 'platform_fees' THEN l.amount_minor ELSE 0 END
        FROM {BOOKED_LINES} l
        WHERE l.organization_id = %(organization_id)s
            AND l.recorded_at >= %(since)s AND l.recorded_at < %(until)s
            AND l.account IN ('sales', 'refunds', 'dispute_losses', 'platform_fees')
    ) AS happened (organization_id, day, currency, sign_ups, event_count, order_count,
        ticket_count, gross_minor, refunds_minor, fees_minor)
    GROUP BY organization_id, day, currency
    ON CONFLICT (organization_id, day, currency) DO UPDATE SET
        sign_ups = greatest(kept.sign_ups, excluded.sign_ups),
        event_count = greatest(kept.event_count, excluded.event_count),
        order_count = greatest(kept.order_count, excluded.order_count),
        ticket_count = greatest(kept.ticket_count, excluded.ticket_count),
        gross_minor = excluded.gross_minor, refunds_minor = excluded.refunds_minor,
        fees_minor = excluded.fees_minor
"""
LAST_PEOPLE: Final = "SELECT max(day) FROM platform_statistics_people"
FIRST_PERSON: Final = f"SELECT {DAY.format('min(created_at)')} FROM {SIGN_UPS} s"
COUNT_PEOPLE: Final = f"""
    INSERT INTO platform_statistics_people AS kept (day, people)
    SELECT d.day, (SELECT count(*) FROM {SIGN_UPS} s
        WHERE s.created_at >= d.day::timestamp AT TIME ZONE 'UTC'
            AND s.created_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC')
    FROM (SELECT generate_series(%(first)s::date, %(last)s::date, '1 day')::date AS day) d
    ON CONFLICT (day) DO UPDATE SET people = greatest(kept.people, excluded.people)
"""
BUCKET: Final = """
    CASE WHEN day >= %(since)s
        THEN greatest(date_trunc(%(by)s, day::timestamp)::date, %(since)s) END
"""
"""The first day of a day's bucket; null for the days before the period."""
SUMS: Final = f"""
    SELECT {BUCKET} AS day, currency, sum(sign_ups)::bigint AS sign_ups,
        sum(event_count)::bigint AS event_count, sum(order_count)::bigint AS order_count,
        sum(ticket_count)::bigint AS ticket_count, sum(gross_minor)::bigint AS gross_minor,
        sum(refunds_minor)::bigint AS refunds_minor, sum(fees_minor)::bigint AS fees_minor
    FROM platform_statistics_days WHERE day BETWEEN %(before)s AND %(until)s
    GROUP BY 1, 2
"""
# In two parts: sorted, days are counted sooner than by a hash of every day and organization.
ACTIVE: Final = f"""
    SELECT 'bucket' AS scope, {BUCKET} AS day, count(DISTINCT organization_id)::int AS number
    FROM platform_statistics_days
    WHERE day BETWEEN %(since)s AND %(until)s AND order_count > 0 GROUP BY 2
    UNION ALL
    SELECT scope, NULL, count(*)::int
    FROM (SELECT CASE WHEN day < %(since)s THEN 'before' ELSE 'period' END AS scope, organization_id
        FROM platform_statistics_days
        WHERE day BETWEEN %(before)s AND %(until)s AND order_count > 0 GROUP BY 1, 2) each
    GROUP BY scope
"""
PEOPLE: Final = f"""
    SELECT CASE WHEN day < %(since)s THEN 'before' ELSE 'bucket' END AS scope,
        {BUCKET} AS bucket, sum(people)::int AS number
    FROM platform_statistics_people WHERE day BETWEEN %(before)s AND %(until)s
    GROUP BY 1, 2
"""
TOP: Final = """
    WITH sums AS MATERIALIZED (
        SELECT organization_id, currency, sum(order_count)::bigint AS order_count,
            sum(ticket_count)::bigint AS ticket_count, sum(gross_minor)::bigint AS gross_minor,
            sum(refunds_minor)::bigint AS refunds_minor, sum(fees_minor)::bigint AS fees_minor
        FROM platform_statistics_days WHERE day BETWEEN %(since)s AND %(until)s
        GROUP BY 1, 2),
    ranked AS (
        SELECT organization_id, sum(order_count)::bigint AS order_count,
            sum(ticket_count)::bigint AS ticket_count,
            coalesce(sum(gross_minor) FILTER (WHERE currency = %(currency)s), 0) AS gross_minor
        FROM sums GROUP BY 1 HAVING sum(order_count) > 0 OR bool_or(gross_minor <> 0)
        ORDER BY gross_minor DESC, ticket_count DESC, organization_id LIMIT %(limit)s)
    SELECT r.organization_id, r.order_count, r.ticket_count,
        (SELECT jsonb_agg(jsonb_build_object('currency', s.currency,
                'gross_minor', s.gross_minor, 'refunds_minor', s.refunds_minor,
                'platform_fees_minor', s.fees_minor) ORDER BY s.currency)
            FROM sums s WHERE s.organization_id = r.organization_id
                AND (s.gross_minor, s.refunds_minor, s.fees_minor) <> (0, 0, 0)) AS money
    FROM ranked r ORDER BY r.gross_minor DESC, r.ticket_count DESC, r.organization_id
"""
UNCOUNTED: Final = """
    SELECT count(*)::int FROM platform_statistics_cursors
    WHERE is_stale AND (counted_until IS NULL OR counted_until < %(since)s)
"""


def mark_stale(tx: Transaction) -> None:
    """Have the organization counted again; who does so while it is being counted waits."""
    tx.query(MARK, tx.here())


def list_stale(tx: Transaction, *, limit: int) -> list[UUID]:
    """Organizations to count, over all of them: asked as the operator."""
    return [organization_id for (organization_id,) in tx.query(LIST_STALE, {"limit": limit})]


def lock_stale(tx: Transaction) -> Cursor | None:
    """How far the organization is counted, held until the commit; None: nothing is to be done."""
    return next(iter(tx.query(LOCK_STALE, tx.here(), into=Cursor)), None)


def move_cursor(tx: Transaction, until: datetime, *, is_stale: bool) -> None:
    tx.query(MOVE, tx.here(until=until, is_stale=is_stale))


def find_first(tx: Transaction) -> datetime | None:
    """When anything was first done in the organization that is counted."""
    return tx.query(FIRST, tx.here())[0][0]  # type: ignore[no-any-return]


def count_days(tx: Transaction, *, since: datetime, until: datetime) -> None:
    """Count the organization's days anew; both ends are midnights, `until` is not included."""
    where = tx.here(since=since, until=until)
    tx.query(NOTE_EVENTS, where)
    tx.query(COUNT, where)


def find_people_days(tx: Transaction) -> tuple[date | None, date | None]:
    """The last day on which people are counted, and the first on which one signed up."""
    [[last]], [[first]] = tx.query(LAST_PEOPLE), tx.query(FIRST_PERSON)
    return last, first


def count_people(tx: Transaction, *, first: date, last: date) -> None:
    """Count who signed up on these days; a day never loses whom it counted."""
    tx.query(COUNT_PEOPLE, {"first": first, "last": last})


def list_sums(tx: Transaction, period: Period) -> list[BucketSums]:
    return tx.query(SUMS, values_of(period), into=BucketSums)


def count_active(tx: Transaction, period: Period) -> list[BucketCount]:
    """Organizations that sold, in each bucket, in the period, and in the days before it."""
    return tx.query(ACTIVE, values_of(period), into=BucketCount)


def list_people(tx: Transaction, period: Period) -> list[BucketCount]:
    rows = tx.query(PEOPLE, values_of(period))
    return [BucketCount(scope=scope, day=day, number=number) for scope, day, number in rows]


def list_top(
    tx: Transaction, period: Period, *, currency: str | None, limit: int
) -> Sequence[OrganizationSums]:
    values = values_of(period) | {"currency": currency or "", "limit": limit}
    return tx.query(TOP, values, into=OrganizationSums.of)


def count_uncounted(tx: Transaction, *, since: datetime) -> int:
    """Organizations that are not counted up to an instant."""
    return int(tx.query(UNCOUNTED, {"since": since})[0][0])


def values_of(period: Period) -> dict[str, Any]:
    return {
        "before": period.before.starts_on,
        "since": period.starts_on,
        "until": period.ends_on,
        "by": str(period.by),
    }
