"""Capacity pools over HTTP: made, renamed, resized, deleted."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def desk(client, shop):
    headers = bearer(shop.organization.owner)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/pools"

    def ask(method, below="", body=None, **more):
        return client.open(path + below, method=method, json=body, headers={**headers, **more})

    return ask


def test_a_pool_is_renamed_and_resized(desk):
    made = desk("POST", body={"name": "Hall", "capacity": 10}).json
    changed = desk("PATCH", f"/{made['id']}", {"name": "Big hall", "capacity": 20})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    [listed] = desk("GET").json["items"]
    assert (listed["name"], listed["capacity"], listed["remaining"]) == ("Big hall", 20, 20)
    stale = desk("PATCH", f"/{made['id']}", {"capacity": 5}, **{"If-Match": '"1"'})
    assert stale.status_code == 412
    assert desk("GET").json["items"][0]["capacity"] == 20


def test_a_pool_goes_when_nothing_draws_on_it(desk, shop):
    made = desk("POST", body={"name": "Hall", "capacity": 10}).json
    assert desk("DELETE", f"/{made['id']}").status_code == 204
    type_id = shop.add_type()
    used = desk("DELETE", f"/{shop.pools[type_id]}")
    assert (used.status_code, used.json["code"]) == (409, "inventory.pool-in-use")
    assert len(desk("GET").json["items"]) == 1


def test_a_pool_of_another_event_is_not_there(desk, shop):
    other = make_shop(shop.organization)
    other_pool = other.pools[other.add_type()]
    assert desk("PATCH", f"/{other_pool}", {"capacity": 0}).status_code == 404
    assert desk("DELETE", f"/{other_pool}").status_code == 404


def test_several_types_share_a_pool_to_the_last_place(client, desk, shop):
    single = shop.add_type(capacity=5)
    reduced = shop.add_type(pool_id=shop.pools[single])
    assert client.post(shop.orders_path, json=shop.basket(single, quantity=3)).status_code == 201
    assert client.post(shop.orders_path, json=shop.basket(reduced, quantity=3)).status_code == 409
    assert client.post(shop.orders_path, json=shop.basket(reduced, quantity=2)).status_code == 201
    assert desk("GET").json["items"][0]["remaining"] == 0


def test_what_buyers_hold_is_told_apart_from_what_is_sold(client, desk, shop):
    free = shop.add_type(capacity=9)
    paid = shop.add_type(pool_id=shop.pools[free], price_minor=1000)
    for type_id, quantity in ((free, 2), (paid, 3)):
        bought = client.post(shop.orders_path, json=shop.basket(type_id, quantity=quantity))
        assert bought.status_code == 201
    [pool] = desk("GET").json["items"]
    assert (pool["taken"], pool["held"], pool["remaining"]) == (5, 3, 4)
