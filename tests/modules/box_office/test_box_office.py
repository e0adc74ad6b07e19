"""The team sells tickets at the desk: paid at once, or by the buyer until a day, and once."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.sales_desk import Purchase, open_sales_desk
from tests.factories.work import drain, run_timed
from tests.modules.orders.conftest import mails_about
from tests.modules.orders.test_answers import MEAL
from tests.modules.received_payments.conftest import balances, differences, later

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def sell(client, counter):
    def sell(*, user=None, key=None, type_id=None, quantity=1, **changes):
        basket = counter.shop.basket(type_id or counter.type_id, quantity=quantity)
        headers = bearer(user or counter.shop.organization.owner)
        headers["Idempotency-Key"] = key or new_id().hex
        path = f"{counter.shop.orders_path}/box-office"
        answer = client.post(path, json={**basket, **changes}, headers=headers)
        drain()
        return answer

    return sell


def sold(counter, answer):
    """The order as its buyer opens it."""
    assert answer.status_code == 201, answer.json
    order_id = answer.json["order_id"]
    return Purchase(counter, order_id, orders.order_secret(UUID(order_id), 0))


def in_days(days):
    return (clock.now() + timedelta(days=days)).isoformat()


CASH = {"method": "cash", "reference": "R-1"}


def test_what_is_paid_at_the_desk_is_confirmed_and_mailed(client, counter, sell):
    answer = sell(quantity=2, payment=CASH)
    order = sold(counter, answer)
    assert (answer.json["state"], answer.json["ticket_count"]) == ("confirmed", 2)
    now = order.now()
    assert (now["money_state"], now["paid_minor"], counter.left()) == ("paid", 5000, 3)
    assert mails_about(order) == ["order-confirmed"]
    with transaction(counter.ctx) as tx:
        rows = tx.query("SELECT channel, user_id FROM orders WHERE id = %(id)s", {"id": order.id})
    assert rows == [("box_office", None)]
    assert balances(counter) == {"cash": 5000, "sales": -5000}
    assert differences(counter) == []


def test_who_pays_later_is_mailed_the_link_and_pays_by_it(counter, sell):
    until = in_days(10)
    answer = sell(pay_until=until)
    order = sold(counter, answer)
    assert (answer.json["state"], answer.json["pay_until"]) == ("awaiting_payment", until)
    assert (mails_about(order), counter.left()) == (["order-to-pay"], 4)
    with later(days=5):
        run_timed("orders.expire_due")
        order.pay()
    assert order.now()["state"] == "confirmed"
    assert mails_about(order) == ["order-to-pay", "order-confirmed"]
    assert differences(counter) == []


def test_what_nobody_pays_lapses_with_its_places(counter, sell):
    order = sold(counter, sell(pay_until=in_days(2)))
    with later(days=3):
        run_timed("orders.expire_due")
        drain()
        assert (order.now()["state"], counter.left()) == ("expired", 5)


def test_one_key_sells_once(counter, sell):
    first, again = sell(key="one", payment=CASH), sell(key="one", payment=CASH)
    assert (first.json, counter.left()) == (again.json, 4)
    assert sell(key="one", quantity=2, payment=CASH).status_code == 422


def test_what_the_stock_does_not_have_is_not_sold_and_nothing_is_recorded(counter, sell):
    assert sell(quantity=6, payment=CASH).json["code"] == "inventory.sold-out"
    assert (counter.left(), balances(counter)) == (5, {})


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({}, "/pay_until"),
        ({"payment": CASH, "pay_until": "2030-01-01T00:00:00Z"}, "/pay_until"),
        ({"pay_until": "2020-01-01T00:00:00Z"}, "/pay_until"),
        ({"payment": {"method": "barter"}}, "/payment/method"),
        ({"payment": CASH, "quantity": 2, "attendees": []}, "/attendees"),
    ],
)
def test_what_is_amiss_is_said_at_its_field(counter, sell, changes, pointer):
    answer = sell(**changes)
    assert answer.status_code == 422, answer.json
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    assert counter.left() == 5


def test_questions_wait_and_what_costs_nothing_is_given_away(client, counter, sell):
    event = f"/api/v1/organizations/{counter.ctx.organization_id}/events/{counter.shop.event_id}"
    owner = bearer(counter.shop.organization.owner)
    client.put(f"{event}/registration-form", json={"questions": [MEAL]}, headers=owner)
    assert sell(payment=CASH).json["state"] == "confirmed"
    free = counter.shop.add_type(capacity=3)
    assert sell(type_id=free, payment=CASH).json["code"] == "box-office.nothing-to-pay"


def test_who_sells_at_the_desk_may(counter, sell):
    organization = counter.shop.organization
    other = make_shop(organization)
    limited = add_member(organization, "admin", event_ids=(other.event_id,))
    assert sell(payment=CASH, user=add_member(organization, "staff")).status_code == 403
    assert sell(payment=CASH, user=limited).status_code in (403, 404)
    assert sell(payment=CASH, user=make_organization().owner).status_code == 404
    assert counter.left() == 5
