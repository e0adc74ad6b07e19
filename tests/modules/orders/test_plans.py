"""Orders are found by a buyer's address through an index, as the application, policies included."""

from typing import Any

import pytest
from tests.factories.sales import make_shop

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders.checkout.queries import FREE_ORDERS
from turnout.modules.orders.queries import BOUGHT

OTHERS = """
    INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
        net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
        locale, channel, placed_at)
    SELECT organization_id, gen_random_uuid(), 'N' || n, event_id, state, money_state,
        currency, net_minor, tax_minor, total_minor, paid_minor, refunded_minor,
        'Buyer' || n || '@example.org', buyer_name, locale, channel, placed_at
    FROM orders, generate_series(1, 500) n WHERE organization_id = %(organization_id)s
"""


@pytest.mark.usefixtures("plain_postgresql", "running")
@pytest.mark.parametrize("statement", [FREE_ORDERS, BOUGHT])
def test_orders_of_an_address_are_found_by_index(
    statement: str, client: Any, owner_connection: Any
) -> None:
    """Beside 500 other orders of the event, and with figures about them, as after a while."""
    shop = make_shop()
    free = shop.add_type(price_minor=0)
    assert client.post(shop.orders_path, json=shop.basket(free)).status_code == 201
    own = {"organization_id": shop.organization.id}
    with transaction(shop.organizer) as tx:
        tx.query(OTHERS, own)
    owner_connection.execute("ANALYZE orders")
    owner_connection.commit()
    asked = {
        **own,
        "event_id": shop.event_id,
        "email": "Buyer7@example.org",
        "type_ids": [free],
        "except_id": new_id(),
    }
    with transaction(shop.organizer) as tx:
        rows = tx.query(f"EXPLAIN {statement}", {**asked, "now": tx.now})
    plan = "\n".join(row[0] for row in rows)
    assert "ix_orders_buyer_key" in plan
    assert "buyer_key" in plan.partition("Index Cond")[2].splitlines()[0]
