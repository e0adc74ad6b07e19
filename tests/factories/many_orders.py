"""Orders in great number, as lists and searches meet them."""

import time
from collections.abc import Sequence
from uuid import UUID

import psycopg

from tests.factories.sales import MadeShop
from turnout.kernel.context import SystemContext
from turnout.modules.order_search.service.index import JOB, index_stale

ENTER = (
    "SELECT set_config('turnout.organization', %s, true),"
    " set_config('turnout.actor', 'system:tests', true)"
)
NAMES = "Ada Bea Carl Dora Emil Fay Gus Hana Ivo Jana Kurt Lena Max Nora Otto Pia Quin Rosa"
SURNAMES = "Meier Novak Okafor Patel Quist Rossi Silva Tanaka Ulrich Vega Weber Xu Young Zidan"
FILLED_TABLES = ("orders", "order_attendees", "order_index", "attendee_index", "order_words")
FIRST, LAST = NAMES.split(), SURNAMES.split()
IN_TIME = """
    (lpad(to_hex((extract(epoch FROM {at}) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
"""
"""An id as the product makes them: the later the greater."""
AT = "now() - n * interval '3 min'"
FILL = f"""
    WITH wanted AS (
        SELECT {IN_TIME.format(at=AT)} AS id, {IN_TIME.format(at=AT)} AS attendee_id, n,
            (%(first)s::text[])[1 + n %% %(firsts)s] || ' '
                || (%(last)s::text[])[1 + (n / 7) %% %(lasts)s] || ' ' || to_hex(n::bigint * 7919) AS name,
            'p' || to_hex(n::bigint * 104729) || '@mail' || (n %% 50) || '.example' AS email,
            {AT} AS at
        FROM generate_series(1, %(count)s) AS n),
    made AS (
        INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
            net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
            locale, channel, placed_at, confirmed_at)
        SELECT %(organization_id)s, id, 'P' || n, %(event_id)s,
            CASE WHEN n %% 10 = 0 THEN 'expired' ELSE 'confirmed' END, 'unpaid', 'EUR', n %% 500, 0,
            n %% 500, 0, 0, email, name, 'en', 'web', at, at FROM wanted RETURNING id)
    INSERT INTO order_attendees (organization_id, id, order_id, ticket_type_id, name, email,
        position)
    SELECT %(organization_id)s, attendee_id, id, %(type_id)s, name, email, 1 FROM wanted
"""
STALE = """
    INSERT INTO order_index (organization_id, id, is_stale)
    SELECT organization_id, id, true FROM orders WHERE organization_id = %(organization_id)s
"""


def fill_orders(
    owner_url: str,
    shop: MadeShop,
    type_id: UUID,
    *,
    count: int,
    first: Sequence[str] = FIRST,
    last: Sequence[str] = LAST,
) -> float:
    """So many orders of one attendee each, all of them in the index; how many it took a second.

    Names are made of `first` and `last` ones in turn, and a rare word.
    """
    values = {
        "organization_id": shop.organization.id, "event_id": shop.event_id, "type_id": type_id,
        "count": count, "first": list(first), "last": list(last),
        "firsts": len(first), "lasts": len(last),
    }  # fmt: skip
    with psycopg.connect(owner_url) as owner:
        owner.execute(ENTER, [str(shop.organization.id)])
        owner.execute(FILL, values)
        owner.execute(STALE, values)
        owner.commit()
    _vacuum(owner_url)
    began = time.perf_counter()
    indexed = 0
    while taken := index_stale(SystemContext(job=JOB)):
        indexed += taken
    rate = indexed / (time.perf_counter() - began)
    _vacuum(owner_url)
    return rate


def _vacuum(owner_url: str) -> None:
    """What autovacuum would have done a minute after so many rows: the planner's figures, too.

    Without them a connection keeps the plan its foreign keys were checked with while the tables
    held a handful of rows: reading all of them, for each row that is written. A join of orders
    and their index may go the same way: one row expected of each, thousands found.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in FILLED_TABLES:
            owner.execute(f"VACUUM (ANALYZE) {table}")
