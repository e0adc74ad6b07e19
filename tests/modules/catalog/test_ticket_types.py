"""Ticket types over HTTP and at the front door."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.modules.catalog import api as catalog


@given(st.integers(0, 10**9), st.integers(1, 100), st.integers(0, 10_000))
def test_net_and_tax_add_up_and_tax_is_the_nearest_cent(unit, quantity, rate):
    price = catalog.price_line(unit, quantity, tax_rate_bp=rate)
    assert price.net + price.tax == price.gross == unit * quantity
    exact = Fraction(price.gross * rate, 10_000 + rate)
    assert abs(Fraction(price.tax) - exact) <= Fraction(1, 2)


def path(shop):
    return f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/ticket-types"


def body(shop, **changes):
    return {
        "name": "Regular",
        "currency": "EUR",
        "price_minor": 2500,
        "pool_id": str(shop.pools[next(iter(shop.pools))]),
        **changes,
    }


@pytest.fixture
def shop(app):
    made = make_shop()
    made.add_type(name="First")
    return made


def test_an_organizer_creates_and_lists_ticket_types(client, shop):
    headers = bearer(shop.organization.owner)
    made = client.post(path(shop), json=body(shop), headers=headers)
    assert made.status_code == 201, made.json
    names = [each["name"] for each in client.get(path(shop), headers=headers).json["items"]]
    assert names == ["First", "Regular"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"currency": "EURO"}, "/currency"),
        ({"currency": "XXQ"}, "/currency"),
        ({"price_minor": -1}, "/price_minor"),
        ({"price_minor": 0}, "/price_minor"),
        ({"price_minor": 10**15}, "/price_minor"),
        ({"price_minor": 12.5}, "/price_minor"),
        ({"kind": "free"}, "/price_minor"),
        ({"name": ""}, "/name"),
        ({"minimum_per_order": 0}, "/minimum_per_order"),
        ({"minimum_per_order": 5, "maximum_per_order": 4}, "/minimum_per_order"),
        ({"maximum_per_order": 101}, "/maximum_per_order"),
        ({"colour": "red"}, "/colour"),
        ({"pool_id": "0190b1de-0000-7000-8000-000000000000"}, "/pool_id"),
        (
            {"sales_start_at": "2026-02-01T00:00:00Z", "sales_end_at": "2026-01-01T00:00:00Z"},
            "/sales_end_at",
        ),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(client, shop, changes, pointer):
    headers = bearer(shop.organization.owner)
    answer = client.post(path(shop), json=body(shop, **changes), headers=headers)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert pointer in [each["pointer"] for each in answer.json["errors"]], answer.json
    assert len(client.get(path(shop), headers=headers).json["items"]) == 1


def test_two_currencies_in_one_event_are_refused(client, shop):
    headers = bearer(shop.organization.owner)
    client.post(path(shop), json=body(shop), headers=headers)
    answer = client.post(path(shop), json=body(shop, name="Other", currency="USD"), headers=headers)
    assert (answer.status_code, answer.json["code"]) == (409, "catalog.mixed-currencies")


def test_staff_may_read_but_not_change_and_a_stranger_sees_nothing(client, shop):
    staff = bearer(add_member(shop.organization, "staff"))
    stranger = bearer(make_shop().organization.owner)
    assert client.get(path(shop), headers=staff).status_code == 200
    assert client.post(path(shop), json=body(shop), headers=staff).status_code == 403
    assert client.get(path(shop), headers=stranger).status_code == 404
    assert client.get(path(shop)).status_code == 401


def test_an_old_version_is_refused(client, shop):
    headers = bearer(shop.organization.owner)
    made = client.post(path(shop), json=body(shop), headers=headers).json
    one = f"{path(shop)}/{made['id']}"
    first = client.patch(one, json={"state": "paused"}, headers={**headers, "If-Match": '"1"'})
    second = client.patch(one, json={"state": "on_sale"}, headers={**headers, "If-Match": '"1"'})
    assert (first.status_code, second.status_code) == (200, 412)


def test_visitors_see_offers_without_the_hidden_ones(client, shop):
    headers = bearer(shop.organization.owner)
    client.post(path(shop), json=body(shop, name="Secret", is_hidden=True), headers=headers)
    offers = client.get(path(shop).replace("ticket-types", "offers")).json["items"]
    assert [each["name"] for each in offers] == ["First"]


def test_a_sale_window_opens_at_its_start_and_closes_before_its_end(shop):
    now = clock.now()
    type_id = shop.add_type(sales_start_at=now, sales_end_at=now + timedelta(hours=1))
    offers = catalog.list_ticket_types(shop.organizer, shop.event_id)
    [offer] = [each for each in offers if each.ticket_type_id == type_id]
    assert not offer.is_on_sale(now - timedelta(seconds=1))
    assert offer.is_on_sale(now)
    assert not offer.is_on_sale(now + timedelta(hours=1))
