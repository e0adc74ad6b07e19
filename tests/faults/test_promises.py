"""The statements that judge a database after kills find the breach they are there for."""

import psycopg
import pytest

from tests.factories import work
from tests.factories.sales import make_shop
from tests.faults.judging import HELD, PAID_ONCE
from tests.faults.promises import PROMISES, breaches_of
from turnout.kernel.ids import new_id

LEDGER_LINE = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    VALUES (%(organization)s, gen_random_uuid(), gen_random_uuid(), 'sales', -5)
"""
PAYMENT = """
    INSERT INTO payments SELECT (jsonb_populate_record(NULL::payments, (
        SELECT jsonb_object_agg(attname, CASE
            WHEN attname IN ('captured_minor', 'amount_minor') THEN to_jsonb(700)
            WHEN attname = 'organization_id' THEN to_jsonb(%(organization)s::uuid)
            WHEN attname = 'reference' THEN to_jsonb(%(order)s::uuid)
            WHEN atttypid = 'uuid'::regtype THEN to_jsonb(gen_random_uuid())
            WHEN atttypid = 'bigint'::regtype THEN to_jsonb(0)
            WHEN atttypid = 'boolean'::regtype THEN to_jsonb(true)
            WHEN atttypid = 'timestamptz'::regtype THEN to_jsonb(now())
            WHEN attname = 'platform_fee_route' THEN to_jsonb('none'::text)
            WHEN attname IN ('state', 'answer_state') THEN to_jsonb('succeeded'::text)
            ELSE to_jsonb('EUR'::text) END)
        FROM pg_attribute
        WHERE attrelid = 'payments'::regclass AND attnum > 0
            AND (attnotnull OR attname = 'connection_id')))).*
"""
DELIVERY = """
    INSERT INTO payment_deliveries (organization_id, id, connection_id, digest, headers, body,
        state, attempts, detail, received_at, due_at)
    VALUES (%(organization)s, gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text, '{}',
        '', 'received', 0, '', now(), now())
"""
UNPAID = "UPDATE orders SET net_minor = 700, total_minor = 700 WHERE id = %(order)s"
BREACHES = (
    ("what is taken", "UPDATE inventory_counters SET taken = taken + 1 WHERE pool_id = %(pool)s"),
    ("a confirmed order has a valid ticket", "DELETE FROM tickets WHERE reference = %(order)s"),
    ("a confirmed order has one mail", "DELETE FROM mails WHERE order_id = %(order)s"),
    ("every mail was sent", "UPDATE mails SET state = 'failed' WHERE order_id = %(order)s"),
    ("an order is paid exactly", UNPAID),
    ("what a payment collected is what its order", PAYMENT),
    ("every ledger entry sums", LEDGER_LINE),
    ("the ledger's sales", LEDGER_LINE),
    ("no fact was set aside", "UPDATE outbox SET done_at = NULL"),
    ("no webhook and no request", DELIVERY),
)


@pytest.fixture
def order(client, queued):
    """A confirmed free order, by what the breaches touch."""
    shop = make_shop()
    type_id = shop.add_type(capacity=5)
    body = shop.basket(type_id, email=f"buyer-{new_id().hex}@people.example")
    placed = client.post(shop.orders_path, json=body).json
    work.drain()
    return {
        "organization": shop.organization.id,
        "order": placed["id"],
        "pool": shop.pools[type_id],
    }


@pytest.mark.parametrize(("promise", "breach"), BREACHES, ids=[each[0] for each in BREACHES])
def test_a_planted_breach_is_found(promise, breach, order, postgres, database_name):
    [statement] = [text for name, text in PROMISES.items() if name.startswith(promise)]
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute("UPDATE outbox SET done_at = now()")
        connection.execute("UPDATE mails SET state = 'sent'")
        connection.execute("SET LOCAL session_replication_role = replica")
        before = breaches_of(connection, statement)
        connection.execute(breach, order)
        after = breaches_of(connection, statement)
        connection.rollback()
    assert after
    assert sorted(map(str, after)) != sorted(map(str, before))


def test_money_that_came_too_late_may_go_back_and_may_not_stay(order, postgres, database_name):
    late = "net_minor = 700, total_minor = 700, paid_minor = 700, state = 'expired'"
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(f"UPDATE orders SET {late} WHERE id = %(order)s", order)
        found = connection.execute("SELECT number FROM orders WHERE id = %(order)s", order)
        [(number,)] = found.fetchall()

        def is_broken(promises):
            return number in {row[0] for row in breaches_of(connection, promises[PAID_ONCE])}

        assert is_broken(HELD)
        connection.execute("UPDATE orders SET refunded_minor = 700 WHERE id = %(order)s", order)
        assert not is_broken(HELD)
        assert is_broken(PROMISES), "elsewhere nobody comes too late"
        connection.rollback()


def test_every_promise_has_a_planted_breach():
    planted = [name for name in PROMISES if any(name.startswith(each[0]) for each in BREACHES)]
    assert planted == list(PROMISES)
