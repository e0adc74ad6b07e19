"""Orders of an allotment that a fraud rule holds for review, and holds that are taken again."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work

from turnout.kernel.db.tx import transaction
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import queries
from turnout.modules.orders.service import holds


@pytest.fixture
def kept(sale):
    """A hall with four places kept for partners, of whom a rule holds the second order."""
    rule = fraud_rules.NewFraudRule(
        name="Second order of an address",
        subject="email",
        measure="orders",
        most=1,
        period_seconds=3600,
        outcome="review",
    )
    fraud_rules.create_rule(sale.shop.organizer, sale.shop.event_id, rule)
    sale.partner("HOTEL4")
    sale.bought(named=True)
    sale.made(places=4)
    return sale


@pytest.mark.parametrize(
    ("word", "state", "counts"),
    [("approve", "confirmed", (4, 0, 1)), ("refuse", "cancelled", (1, 0, 4))],
)
def test_an_order_of_an_allotment_is_held_for_review_and_decided(kept, word, state, counts):
    order = kept.bought(3, named=True, partner="HOTEL4")
    assert order["state"] == "under_review"
    assert kept.counts() == (4, 0, 1)
    path = f"{kept.shop.orders_path}/{order['id']}"
    said = {"reason": "Looked at it."}
    decided = kept.client.post(f"{path}/review/{word}", json=said, headers=kept.headers)
    assert decided.status_code == 200, decided.json
    work.drain()
    assert kept.client.get(path, headers=kept.headers).json["state"] == state
    assert kept.counts() == counts


def test_places_that_are_held_again_count_for_their_allotment(sale):
    sale.partner("HOTEL4")
    made = sale.made(places=4)
    order = sale.bought(3, partner="HOTEL4")
    with transaction(sale.worker) as tx:
        row = queries.lock_order(tx, UUID(order["id"]))
        assert inventory.release(tx, row.hold_id, lapsed=True)
    assert (sale.counts(), sale.get(made)["sold"]) == ((0, 0, 4), 0)
    with transaction(sale.worker) as tx:
        row = queries.lock_order(tx, UUID(order["id"]))
        holds.keep_places(tx, row, tx.now + timedelta(hours=1))
    assert (sale.counts(), sale.get(made)["sold"]) == ((3, 0, 1), 3)
    sale.cancel(order)
    assert (sale.counts(), sale.get(made)["sold"]) == ((0, 0, 4), 0)
