"""Sales in great number, with everything that may become of them, written by one statement each.

The shares of currencies, refunds and disputes follow from an order's number by a hash, so that the
same count is always the same history. Nothing is announced and nothing is audited.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import psycopg

from tests.factories.people import MadeOrganization, make_organization
from tests.factories.sales import MadeShop, make_shop
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import day_counts

ZONES: Final = ("Europe/Brussels", "America/New_York", "Asia/Kolkata")
FROM: Final = datetime(2025, 9, 15, tzinfo=UTC)
DAYS: Final = 400
"""Both nights on which clocks are changed, in either hemisphere's summer."""
FILLED: Final = ("orders", "order_lines", "payments", "ledger_entries", "ledger_lines")

DRAWN: Final = """
    CREATE TEMPORARY TABLE drawn AS
    WITH numbers AS (
        SELECT n, hashint8(n)::bigint & 2147483647 AS a, hashint8(n + 7000000)::bigint & 2147483647
            AS b, hashint8(n + 90000000)::bigint & 2147483647 AS c
        FROM generate_series(1, %(count)s::bigint) n),
    chosen AS (
        SELECT n, a, b, c, e.event_id, e.first_type, e.second_type, e.first_pool, e.second_pool,
            CASE WHEN a %% 100 < 80 THEN 'confirmed' WHEN a %% 100 < 90 THEN 'cancelled'
                WHEN a %% 100 < 97 THEN 'expired' ELSE 'held' END AS state,
            (ARRAY['EUR', 'EUR', 'EUR', 'USD', 'JPY'])[1 + b %% 5] AS currency,
            (ARRAY['web', 'web', 'api', 'box_office'])[1 + c %% 4] AS channel,
            1 + (a / 100) %% 4 AS quantity, (b / 5) %% 10 < 3 AS has_second,
            %(starts)s::timestamptz + (c %% (%(days)s::bigint * 86400)) * interval '1 second' AS at
        FROM numbers JOIN (
            SELECT row_number() OVER () - 1 AS place, t.* FROM unnest(%(events)s::uuid[],
                %(first_types)s::uuid[], %(second_types)s::uuid[], %(first_pools)s::uuid[],
                %(second_pools)s::uuid[])
                AS t (event_id, first_type, second_type, first_pool, second_pool)) e
            ON e.place = (b / 50) %% cardinality(%(events)s::uuid[])),
    priced AS (
        SELECT *, quantity * (500 + (a / 400) %% 9000) AS first_gross,
            CASE WHEN has_second THEN 1000 + (b / 500) %% 5000 ELSE 0 END AS second_gross,
            CASE WHEN state = 'confirmed' AND (c / 4) %% 20 = 0 THEN 1 + (c / 80) %% quantity
                WHEN state = 'cancelled' AND (c / 4) %% 2 = 0 THEN quantity ELSE 0 END AS returned
        FROM chosen)
    SELECT *, gen_random_uuid() AS id, gen_random_uuid() AS payment_id,
        first_gross + second_gross AS total,
        CASE WHEN state IN ('confirmed', 'cancelled') THEN first_gross + second_gross ELSE 0 END
            AS paid,
        CASE WHEN state = 'cancelled' THEN (first_gross + second_gross) * (1 + a %% 2) / 2
            ELSE first_gross * returned / quantity END AS refunded
    FROM priced ORDER BY at
"""
ORDERS: Final = """
    INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
        net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
        locale, channel, placed_at, confirmed_at, used_codes, sold_by)
    SELECT %(organization_id)s, id, 'P' || n, event_id, state,
        CASE WHEN paid = 0 THEN 'unpaid' WHEN refunded = paid THEN 'refunded'
            WHEN refunded > 0 THEN 'part_refunded' ELSE 'paid' END,
        currency, total - total * 21 / 121, total * 21 / 121, total, paid, refunded,
        'p' || n || '@mail.example', 'Pia ' || n, 'en', channel, at - (a %% 900) * interval '1 s',
        CASE WHEN state IN ('confirmed', 'cancelled') THEN at END,
        CASE WHEN a %% 7 = 0 THEN '[{"code": "EARLY"}]'::jsonb
            WHEN a %% 11 = 0 THEN '[{"code": "FRIENDS"}, {"code": "ALL"}]'::jsonb
            ELSE '[]'::jsonb END,
        CASE WHEN channel = 'box_office' THEN 'user:' || %(user_id)s END
    FROM drawn
"""
LINES: Final = """
    INSERT INTO order_lines (organization_id, id, order_id, ticket_type_id, pool_id, name, quantity,
        unit_minor, tax_rate_bp, net_minor, tax_minor, gross_minor, returned)
    SELECT %(organization_id)s, gen_random_uuid(), id, first_type, first_pool, 'Entry', quantity,
        first_gross / quantity, 2100, first_gross - first_gross * 21 / 121,
        first_gross * 21 / 121, first_gross, returned
    FROM drawn
    UNION ALL
    SELECT %(organization_id)s, gen_random_uuid(), id, second_type, second_pool, 'Dinner', 1,
        second_gross, 2100, second_gross - second_gross * 21 / 121, second_gross * 21 / 121,
        second_gross, 0
    FROM drawn WHERE has_second
"""
PAYMENTS: Final = """
    INSERT INTO payments (organization_id, id, reference, amount_minor, currency, description,
        buyer_email, locale, return_url, cancel_url, state, answer_state, captured_minor,
        settled_minor, refunded_minor, refunding_minor, disputed_minor, fee_minor,
        longest_pending_seconds, opened_at, polls, method)
    SELECT %(organization_id)s, payment_id, id, paid, currency, 'P' || n, 'p@mail.example', 'en',
        '', '', 'succeeded', 'succeeded', paid, paid, refunded, 0, 0, paid / 50, 0, at, 0, 'cash'
    FROM drawn WHERE paid > 0
"""
BOOKED: Final = """
    CREATE TEMPORARY TABLE booked AS
    SELECT gen_random_uuid() AS id, payment_id, currency, kind, account, amount, moved_at
    FROM drawn CROSS JOIN LATERAL (VALUES
        ('payment.collected', 'sales', -paid, at),
        ('payment.fee', 'fees', paid / 50, at + interval '2 days'),
        ('payment.refunded', 'refunds', refunded, at + (1 + b %% 30) * interval '1 day'),
        ('payment.disputed', 'disputes', CASE WHEN c %% 211 = 0 THEN paid ELSE 0 END,
            at + interval '20 days')
    ) AS booking (kind, account, amount, moved_at)
    WHERE paid > 0 AND amount <> 0
"""
ENTRIES: Final = """
    INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, subject, currency,
        occurred_at, recorded_at)
    SELECT %(organization_id)s, id, payment_id, kind, id::text, 'payment:' || payment_id, currency,
        moved_at, moved_at FROM booked
"""
LEDGER: Final = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    SELECT %(organization_id)s, gen_random_uuid(), id, line.account, line.amount
    FROM booked, LATERAL (VALUES (account, amount), ('provider_receivable', -amount))
        AS line (account, amount)
"""


@dataclass(frozen=True, slots=True)
class ManySales:
    """An organization with its events, whose orders were written."""

    organization: MadeOrganization
    shops: list[MadeShop]


def fill_sales(superuser_url: str, *, count: int, events: int = 20) -> ManySales:
    """So many orders over so many events in three zones, paid, booked, refunded and disputed."""
    organization = make_organization()
    shops = [make_shop(organization, time_zone=ZONES[place % 3]) for place in range(events)]
    types = [(shop.add_type(), shop.add_type()) for shop in shops]
    values = {
        "organization_id": organization.id, "user_id": str(organization.owner.id), "count": count,
        "starts": FROM, "days": DAYS, "events": [shop.event_id for shop in shops],
        "first_types": [first for first, _ in types], "second_types": [other for _, other in types],
        "first_pools": _pools(shops, [first for first, _ in types]),
        "second_pools": _pools(shops, [other for _, other in types]),
    }  # fmt: skip
    with psycopg.connect(superuser_url) as writer:
        writer.execute("SET session_replication_role = replica")
        for each in (DRAWN, ORDERS, LINES, PAYMENTS, BOOKED, ENTRIES, LEDGER):
            writer.execute(each, values)
        writer.commit()
    with psycopg.connect(superuser_url, autocommit=True) as writer:
        for table in FILLED:
            writer.execute(f"VACUUM ANALYZE {table}")
    return ManySales(organization, shops)


def _pools(shops: list[MadeShop], types: list[UUID]) -> list[UUID]:
    return [shop.pools[type_id] for shop, type_id in zip(shops, types, strict=True)]


def count_days(sales: ManySales) -> None:
    """Count its days ahead in its zone, as a worker does for whoever has sold so much."""
    ctx = system_in(sales.organization.id, day_counts.JOB)
    with transaction(ctx) as tx:
        time_zone = organizations.get_organization(tx).time_zone
    day_counts.count_zone(ctx, time_zone)
