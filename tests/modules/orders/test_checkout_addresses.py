"""How many free orders go to one address before its owner has to be signed in."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer, make_user
from tests.factories.sales import make_shop

from turnout.kernel import clock, runtime
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("running")
MOST = 2


@pytest.fixture
def shop(settings, monkeypatch):
    few = settings.model_copy(update={"free_orders_per_address": MOST})
    monkeypatch.setattr(runtime.current(), "settings", few)
    return make_shop()


@pytest.fixture
def free(shop):
    return shop.add_type(price_minor=0)


def order(client, shop, type_id, email, headers=None, **more):
    return client.post(
        shop.orders_path, json=shop.basket(type_id, email=email, **more), headers=headers
    )


def filled(client, shop, type_id, email):
    for _ in range(MOST):
        assert order(client, shop, type_id, email).json["state"] == "confirmed"


def test_an_address_gets_so_many_free_orders_of_an_event(client, shop, free):
    filled(client, shop, free, "stranger@example.com")
    for email in ("stranger@example.com", "Stranger@Example.com"):
        refused = order(client, shop, free, email)
        assert (refused.status_code, refused.json["code"]) == (403, "orders.address-unconfirmed")
        assert refused.json["most"] == MOST
    assert order(client, shop, free, "somebody.else@example.com").status_code == 201


def test_a_held_order_is_not_confirmed_to_such_an_address_either(client, shop, free):
    filled(client, shop, free, "stranger@example.com")
    basket = shop.basket(free, email="stranger@example.com")
    held = client.post(
        shop.orders_path, json={"event_id": basket["event_id"], "lines": basket["lines"]}
    ).json
    answer = client.patch(
        f"{shop.orders_path}/{held['id']}",
        json={"buyer": basket["buyer"], "attendees": basket["attendees"]},
        headers={"Turnout-Order-Secret": held["secret"]},
    )
    assert answer.json["code"] == "orders.address-unconfirmed"


def test_whoever_is_signed_in_with_the_address_orders_more(client, shop, free):
    user = make_user()
    filled(client, shop, free, user.email)
    other = bearer(make_user())
    assert order(client, shop, free, user.email, headers=other).status_code == 403
    assert order(client, shop, free, user.email, headers=bearer(user)).status_code == 201


def test_a_page_proves_the_address_of_whoever_is_signed_in(client, shop, free):
    filled(client, shop, free, "ada@example.com")
    basket = shop.basket(free, email="Ada@example.com")
    held = client.post(
        shop.orders_path, json={"event_id": basket["event_id"], "lines": basket["lines"]}
    ).json
    body = {"buyer": basket["buyer"], "attendees": basket["attendees"]}
    path, answers = f"{shop.orders_path}/{held['id']}", []
    with clock.frozen(clock.now() - timedelta(days=2)):
        lapsed = orders.prove_address("ada@example.com")
    for proof in ("x", lapsed, orders.prove_address("eve@example.com")):
        headers = {"Turnout-Order-Secret": held["secret"], "Turnout-Address-Proof": proof}
        answers.append(client.patch(path, json=body, headers=headers).status_code)
    assert answers == [403, 403, 403]
    own = {**headers, "Turnout-Address-Proof": orders.prove_address("ada@example.com")}
    assert client.patch(path, json=body, headers=own).json["state"] == "confirmed"


def test_a_member_orders_for_anybody(client, shop, free):
    filled(client, shop, free, "stranger@example.com")
    member = bearer(shop.organization.owner)
    assert order(client, shop, free, "stranger@example.com", headers=member).status_code == 201


def test_what_is_paid_for_is_not_counted_and_a_day_later_the_count_begins_anew(client, shop, free):
    filled(client, shop, free, "stranger@example.com")
    paid = shop.add_type(price_minor=500)
    assert order(client, shop, paid, "stranger@example.com").status_code == 201
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        assert order(client, shop, free, "stranger@example.com").status_code == 201
