"""An order after it is placed: expiry, cancellation; and its state tables."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import rules
from turnout.modules.orders.models import MoneyState, OrderState
from turnout.modules.orders.service import expiry

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


def left(shop, type_id):
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [shop.pools[type_id]])[shop.pools[type_id]]


def place(client, shop, type_id, **options):
    order = client.post(shop.orders_path, json=shop.basket(type_id, **options)).json
    return order, f"{shop.orders_path}/{order['id']}", {"Turnout-Order-Secret": order["secret"]}


def test_a_lapsed_order_expires_and_its_places_come_back(client, shop):
    paid = shop.add_type(capacity=2, price_minor=900)
    _, path, secret = place(client, shop, paid, quantity=2)
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        work.run_timed("orders.expire_due")
    assert client.get(path, headers=secret).json["state"] == "expired"
    assert left(shop, paid) == 2
    late = client.patch(path, json={"buyer": {"name": "Late"}}, headers=secret)
    assert (late.status_code, late.json["code"]) == (410, "orders.lapsed")


def test_an_order_that_cannot_expire_holds_up_no_other(client, shop, monkeypatch):
    """Whatever is wrong with one row, the places of those behind it come back."""
    paid = shop.add_type(capacity=2, price_minor=900)
    (broken, *_), (_, path, secret) = (place(client, shop, paid) for _ in range(2))
    expire = expiry.expire_order

    def expire_unless_broken(ctx, order_id):
        if str(order_id) == broken["id"]:
            raise ValueError("its books do not add up")
        expire(ctx, order_id)

    monkeypatch.setattr(expiry, "expire_order", expire_unless_broken)
    with (
        clock.frozen(clock.now() + timedelta(seconds=601)),
        pytest.raises(ExceptionGroup) as failed,
    ):
        work.run_timed("orders.expire_due")
    assert "its books do not add up" in map(str, failed.value.exceptions)
    assert client.get(path, headers=secret).json["state"] == "expired"
    assert left(shop, paid) == 1


def test_an_order_in_time_does_not_expire(client, shop):
    paid = shop.add_type(price_minor=900)
    _, path, secret = place(client, shop, paid)
    work.run_timed("orders.expire_due")
    assert client.get(path, headers=secret).json["state"] == "held"


def test_a_cancelled_free_order_voids_its_tickets_and_returns_its_places_once(client, shop):
    free = shop.add_type(capacity=3)
    _, path, secret = place(client, shop, free, quantity=2)
    cancelled = client.post(f"{path}/cancel", headers=secret)
    assert cancelled.status_code == 200, cancelled.json
    assert cancelled.json["state"] == "cancelled"
    assert {each["state"] for each in cancelled.json["tickets"]} == {"void"}
    again = client.post(f"{path}/cancel", headers=secret)
    assert (again.status_code, again.json["code"]) == (409, "state.not-allowed")
    assert left(shop, free) == 3


def test_a_held_order_can_be_given_up(client, shop):
    paid = shop.add_type(capacity=3, price_minor=100)
    _, path, secret = place(client, shop, paid)
    assert client.post(f"{path}/cancel", headers=secret).json["state"] == "cancelled"
    assert left(shop, paid) == 3


def test_staff_cannot_refund(client, shop):
    free = shop.add_type()
    _, path, _ = place(client, shop, free)
    staff = bearer(add_member(shop.organization, "staff"))
    answer = client.post(f"{path}/refunds", json={}, headers={**staff, "Idempotency-Key": "r"})
    assert answer.status_code == 403


def test_a_refund_needs_a_key_and_money(client, shop):
    free = shop.add_type()
    _, path, _ = place(client, shop, free)
    owner = bearer(shop.organization.owner)
    bare = client.post(f"{path}/refunds", json={}, headers=owner)
    assert (bare.status_code, bare.json["errors"][0]["pointer"]) == (422, "#Idempotency-Key")
    none = client.post(f"{path}/refunds", json={}, headers={**owner, "Idempotency-Key": "r"})
    assert (none.status_code, none.json["code"]) == (409, "orders.not-refundable")


def test_a_free_order_needs_no_payment(client, shop):
    free = shop.add_type()
    _, path, secret = place(client, shop, free, named=False)
    answer = client.post(f"{path}/payment", json={}, headers=secret)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.nothing-to-pay")


def test_paying_without_a_configured_method_says_so(client, shop):
    paid = shop.add_type(price_minor=900)
    _, path, secret = place(client, shop, paid)
    answer = client.post(f"{path}/payment", json={}, headers=secret)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.no-payment-method")


@pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_payment_returns_to_our_own_pages_only(client, shop, outside):
    paid = shop.add_type(price_minor=900)
    _, path, secret = place(client, shop, paid)
    answer = client.post(f"{path}/payment", json={"return_path": outside}, headers=secret)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/return_path")


@pytest.mark.parametrize("state", list(OrderState))
@pytest.mark.parametrize("action", list(rules.Action))
def test_every_action_is_allowed_or_refused_as_the_table_says(state, action):
    if (state, action) in rules.ORDER_TABLE.transitions:
        assert rules.ORDER_TABLE.next(state, action) in OrderState
    else:
        with pytest.raises(TransitionNotAllowed):
            rules.ORDER_TABLE.next(state, action)


def test_nothing_leaves_cancelled_and_confirmed_orders_only_end():
    assert rules.ORDER_TABLE.actions(OrderState.CANCELLED) == []
    assert rules.ORDER_TABLE.actions(OrderState.CONFIRMED) == ["cancel"]


@pytest.mark.parametrize(
    ("before", "paid", "refunded", "after"),
    [
        ("unpaid", 0, 0, "unpaid"),
        ("unpaid", 40, 0, "part_paid"),
        ("part_paid", 100, 0, "paid"),
        ("paid", 100, 30, "part_refunded"),
        ("part_refunded", 100, 60, "part_refunded"),
        ("part_refunded", 100, 100, "refunded"),
        ("unpaid", 100, 100, "refunded"),
        ("unpaid", 100, 40, "part_refunded"),
        ("refunded", 100, 100, "refunded"),
    ],
)
def test_the_money_state_follows_the_amounts(before, paid, refunded, after):
    state = rules.money_state(MoneyState(before), paid=paid, refunded=refunded, total=100)
    assert state == after
