"""Colleagues, a buyer and a payment that reach one held order at the same moment: one order."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.modules.order_reviews.conftest import RULE

from turnout.kernel.db.tx import transaction
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.inventory import api as inventory

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    made = make_shop()
    fraud_rules.create_rule(made.organizer, made.event_id, RULE)
    return made


def left(shop, type_id):
    pool = shop.pools[type_id]
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [pool])[pool]


def held(app, shop, type_id):
    """The second order of an address."""
    client = app.test_client()
    while True:
        body = client.post(shop.orders_path, json=shop.basket(type_id)).json
        if body["state"] == "under_review":
            return f"{shop.orders_path}/{body['id']}", {"Turnout-Order-Secret": body["secret"]}
        assert body["state"] == "confirmed"


def deciding(app, shop, path, word):
    headers = bearer(shop.organization.owner)
    body = {"reason": "Looked at it."}
    return lambda: app.test_client().post(f"{path}/review/{word}", json=body, headers=headers)


def test_of_two_colleagues_who_decide_one_is_heard(app, shop, at_once):
    type_id = shop.add_type(capacity=5)
    kept = 0
    for words in (("approve", "refuse"), ("approve", "approve"), ("refuse", "refuse")):
        path, headers = held(app, shop, type_id)
        answers = at_once(*(deciding(app, shop, path, word) for word in words))
        assert sorted(each.status_code for each in answers) == [200, 409]
        [loser] = [each for each in answers if each.status_code == 409]
        assert loser.json["code"] == "orders.not-waiting"
        [winner] = [each for each in answers if each.status_code == 200]
        order = app.test_client().get(path, headers=headers).json
        is_approved = winner.json["state"] == "approved"
        assert order["state"] == ("confirmed" if is_approved else "cancelled")
        assert len(order["tickets"]) == int(is_approved)
        kept += is_approved
    assert left(shop, type_id) == 5 - 1 - kept


def test_an_approval_and_a_withdrawal_leave_one_order_and_its_places(app, shop, at_once):
    type_id = shop.add_type(capacity=5)
    for _ in range(3):
        path, headers = held(app, shop, type_id)
        withdraw = lambda path=path, headers=headers: app.test_client().post(  # noqa: E731
            f"{path}/cancel", headers=headers
        )
        approved, withdrawn = at_once(deciding(app, shop, path, "approve"), withdraw)
        order = app.test_client().get(path, headers=headers).json
        assert withdrawn.status_code == 200
        assert approved.status_code in (200, 409)
        assert order["state"] == "cancelled"
        assert left(shop, type_id) == 4


def test_of_orders_at_once_all_but_one_are_held(app, shop, at_once):
    type_id = shop.add_type(capacity=8)

    def order():
        return app.test_client().post(shop.orders_path, json=shop.basket(type_id))

    answers = at_once(*[order] * 8)
    states = sorted(each.json["state"] for each in answers)
    assert states == ["confirmed"] + ["under_review"] * 7
    assert left(shop, type_id) == 0
