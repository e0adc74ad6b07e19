"""Whatever happens to an application in whatever order, its state and its places stay right."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.applications import api as applications
from turnout.modules.applications.types import ApplicationVerdict
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import api as orders
from turnout.modules.orders.service import expiry as life

CAPACITY = 1_000
PRICES = (0, 2500)
WAITING, PAYING, CONFIRMED = "awaiting_approval", "awaiting_payment", "confirmed"
STEPS = ("approve", "deny", "withdraw", "lapse")
AFTER = {
    (WAITING, "deny"): "cancelled",
    (WAITING, "withdraw"): "cancelled",
    (PAYING, "withdraw"): "cancelled",
    (CONFIRMED, "withdraw"): "cancelled",
    (WAITING, "lapse"): "expired",
    (PAYING, "lapse"): "expired",
}
"""Written down apart from the code; whatever is not here, and is no approval, changes nothing."""


@pytest.fixture(scope="module")
def made(running):
    shop = make_shop()
    prices = {
        price: shop.add_type(capacity=CAPACITY, price_minor=price, needs_approval=True)
        for price in PRICES
    }
    return shop, prices


def take(shop, order_id, step):
    decision = {"approve": ApplicationVerdict.APPROVED, "deny": ApplicationVerdict.DENIED}
    if step == "lapse":
        with clock.frozen(clock.now() + timedelta(days=40)):
            life.expire_order(system_in(shop.organization.id, "tests.lapse"), order_id)
        return
    with transaction(shop.buyer if step == "withdraw" else shop.organizer) as tx:
        if step == "withdraw":
            orders.cancel_in(tx, order_id)
        else:
            applications.decide_in(tx, order_id, decision[step])


def left(shop, type_id):
    pool = shop.pools[type_id]
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [pool])[pool]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(price=st.sampled_from(PRICES), steps=st.lists(st.sampled_from(STEPS), max_size=4))
def test_only_what_the_table_allows_happens_and_no_place_is_lost(made, price, steps):
    shop, type_id = made[0], made[1][price]
    before = left(shop, type_id)
    lines = (orders.BasketLine(type_id, 2),)
    guests = tuple(orders.AttendeeInput(type_id, name) for name in ("Ada", "Ben"))
    basket = orders.Basket(
        event_id=shop.event_id, lines=lines, buyer_email="b@example.com", attendees=guests
    )
    order = orders.place_order(shop.buyer, basket)
    state: str = order.state
    assert state == WAITING
    for step in steps:
        expected = AFTER.get((state, step), state)
        if (state, step) == (WAITING, "approve"):
            expected = PAYING if price else CONFIRMED
        try:
            take(shop, order.id, step)
        except TurnoutError:
            assert expected == state
        with transaction(shop.organizer) as tx:
            now = orders.get_whole_order(tx, order.id)
        assert now.state == expected
        state = now.state
        assert len(now.tickets) == (2 if state == CONFIRMED or now.confirmed_at else 0)
        held = 0 if state in ("cancelled", "expired") else 2
        assert left(shop, type_id) == before - held
