"""Colleagues and a buyer who act on one application at the same moment: one of them wins."""

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop

from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


def applied(app, shop, type_id):
    body = app.test_client().post(shop.orders_path, json=shop.basket(type_id)).json
    assert body["state"] == "awaiting_approval"
    return f"{shop.orders_path}/{body['id']}", {"Turnout-Order-Secret": body["secret"]}


def deciding(app, shop, path, word):
    headers = bearer(shop.organization.owner)
    return lambda: app.test_client().post(f"{path}/application/{word}", json={}, headers=headers)


def test_of_two_colleagues_who_decide_one_is_heard(app, shop, at_once, ask):
    type_id = shop.add_type(capacity=3, needs_approval=True)
    kept = 0
    for words in (("approve", "approve"), ("approve", "deny"), ("deny", "deny")):
        path, headers = applied(app, shop, type_id)
        answers = at_once(*(deciding(app, shop, path, word) for word in words))
        assert sorted(each.status_code for each in answers) == [200, 409]
        [loser] = [each for each in answers if each.status_code == 409]
        assert loser.json["code"] == "orders.not-waiting"
        state = app.test_client().get(path, headers=headers).json["state"]
        kept += state == "confirmed"
    with transaction(shop.buyer) as tx:
        pool = shop.pools[type_id]
        assert inventory.remaining(tx, [pool])[pool] == 3 - kept


def test_an_approval_and_a_withdrawal_leave_one_order_and_its_places(app, shop, at_once):
    type_id = shop.add_type(capacity=3, needs_approval=True)
    pool = shop.pools[type_id]
    for _ in range(3):
        path, headers = applied(app, shop, type_id)
        withdraw = lambda path=path, headers=headers: app.test_client().post(  # noqa: E731
            f"{path}/cancel", headers=headers
        )
        approved, withdrawn = at_once(deciding(app, shop, path, "approve"), withdraw)
        order = app.test_client().get(path, headers=headers).json
        assert withdrawn.status_code == 200
        assert approved.status_code in (200, 409)
        assert order["state"] == "cancelled"
        assert not [each for each in order["tickets"] if each["state"] == "valid"]
        with transaction(shop.buyer) as tx:
            assert inventory.remaining(tx, [pool])[pool] == 3
    work.drain()


def test_places_of_applications_are_nobody_elses(app, shop, at_once):
    type_id = shop.add_type(capacity=4, needs_approval=True)

    def apply():
        return app.test_client().post(shop.orders_path, json=shop.basket(type_id))

    answers = at_once(*[apply] * 8)
    assert sorted(each.status_code for each in answers) == [201] * 4 + [409] * 4
