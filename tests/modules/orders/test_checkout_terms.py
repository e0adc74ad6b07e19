"""Buyers agree to the organization's terms, and the order keeps to which version."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.prove.counts import examples

from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import LegalKind, LegalWording

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


def publish(shop, kind=LegalKind.TERMS):
    text = organizations.publish_legal_text(
        shop.organizer, kind, {"en": LegalWording(html="<p>Be kind.</p>")}
    )
    return text.number


def opened(shop, order):
    return f"{shop.orders_path}/{order['id']}", {"Turnout-Order-Secret": order["secret"]}


def test_without_terms_nothing_is_asked_and_nothing_kept(client, shop):
    order = client.post(shop.orders_path, json=shop.basket(shop.add_type())).json
    assert (order["state"], order["accepted_terms"], order["accepted_at"]) == (
        "confirmed", None, None,
    )  # fmt: skip


def test_an_order_that_names_its_buyer_agrees_or_is_refused_at_the_field(client, shop):
    publish(shop)
    free = shop.add_type(capacity=1)
    refused = client.post(shop.orders_path, json=shop.basket(free))
    assert (refused.status_code, refused.json["code"]) == (422, "orders.terms-not-accepted")
    assert refused.content_type == "application/problem+json"
    assert [(each["pointer"], each["code"]) for each in refused.json["errors"]] == [
        ("/accepted_terms", "required")
    ]
    assert (refused.json["terms"], refused.json["privacy"]) == (1, None)
    agreed = client.post(shop.orders_path, json={**shop.basket(free), "accepted_terms": 1})
    assert (agreed.status_code, agreed.json["accepted_terms"]) == (201, 1), agreed.json


def test_the_order_keeps_both_versions_and_when_and_its_organizer_sees_them(client, shop):
    publish(shop)
    publish(shop)
    publish(shop, LegalKind.PRIVACY)
    basket = {**shop.basket(shop.add_type()), "accepted_terms": 2}
    order = client.post(shop.orders_path, json=basket).json
    path, _ = opened(shop, order)
    seen = client.get(path, headers=bearer(shop.organization.owner)).json
    assert (seen["accepted_terms"], seen["accepted_privacy"]) == (2, 1)
    assert seen["accepted_at"] == order["placed_at"]


def test_a_version_that_is_over_is_refused_with_the_one_in_force(client, shop):
    publish(shop)
    publish(shop)
    answer = client.post(
        shop.orders_path, json={**shop.basket(shop.add_type()), "accepted_terms": 1}
    )
    assert (answer.status_code, answer.json["code"]) == (422, "orders.terms-changed")
    assert answer.json["terms"] == 2
    assert answer.json["errors"][0]["code"] == "outdated"


@pytest.mark.parametrize("nonsense", [0, -1, "1", 1.5, True, [1], 10**19])
def test_what_is_no_version_is_refused_by_the_field(client, shop, nonsense):
    publish(shop)
    answer = client.post(
        shop.orders_path, json={**shop.basket(shop.add_type()), "accepted_terms": nonsense}
    )
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/accepted_terms"


def test_tickets_are_held_without_agreeing_until_somebody_is_named(client, shop):
    publish(shop)
    free = shop.add_type()
    basket = {key: value for key, value in shop.basket(free).items() if key != "buyer"}
    order = client.post(shop.orders_path, json={**basket, "attendees": []}).json
    path, headers = opened(shop, order)
    people = {"buyer": shop.basket(free)["buyer"], "attendees": shop.basket(free)["attendees"]}
    refused = client.patch(path, json=people, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (422, "orders.terms-not-accepted")
    agreed = client.patch(path, json={**people, "accepted_terms": 1}, headers=headers)
    assert (agreed.json["state"], agreed.json["accepted_terms"]) == ("confirmed", 1), agreed.json


def test_what_was_agreed_to_in_time_holds_when_a_newer_version_appears(client, shop):
    publish(shop)
    paid = shop.add_type(price_minor=1_000)
    order = client.post(shop.orders_path, json={**shop.basket(paid), "accepted_terms": 1}).json
    publish(shop)
    path, headers = opened(shop, order)
    corrected = client.patch(path, json={"buyer": {"name": "Bea B."}}, headers=headers)
    assert corrected.json["accepted_terms"] == 1
    outdated = client.patch(path, json={"accepted_terms": 1}, headers=headers)
    assert outdated.json["code"] == "orders.terms-changed"
    again = client.patch(path, json={"accepted_terms": 2}, headers=headers)
    assert again.json["accepted_terms"] == 2


def test_nobody_pays_for_an_order_that_agreed_to_nothing(client, shop):
    paid = shop.add_type(price_minor=1_000)
    order = client.post(shop.orders_path, json=shop.basket(paid)).json
    publish(shop)
    path, headers = opened(shop, order)
    refused = client.post(f"{path}/payment", json={}, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (422, "orders.terms-not-accepted")
    assert client.patch(path, json={"accepted_terms": 1}, headers=headers).status_code == 200
    later = client.post(f"{path}/payment", json={}, headers=headers)
    assert later.json["code"] == "orders.no-payment-method"


def test_an_order_that_began_before_there_were_terms_is_paid_as_it_began(counter):
    bought = counter.order()
    bought.start()
    publish(counter.shop)
    again = bought.ask()
    assert again.status_code == 200, again.json


def test_agreeing_costs_no_statement_more(client, shop, statements):
    publish(shop)
    free = shop.add_type()
    basket = {**shop.basket(free), "accepted_terms": 1}
    client.post(shop.orders_path, json=basket)
    statements.clear()
    assert client.post(shop.orders_path, json=basket).status_code == 201
    assert len(statements) <= 2, statements


def test_a_repeated_request_keeps_what_it_agreed_to(client, shop):
    publish(shop)
    basket = {**shop.basket(shop.add_type()), "accepted_terms": 1}
    key = {"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000005"}
    first = client.post(shop.orders_path, json=basket, headers=key).json
    publish(shop)
    again = client.post(shop.orders_path, json=basket, headers=key)
    assert (again.status_code, again.json["id"]) == (201, first["id"])
    assert again.json["accepted_terms"] == 1


STEPS = st.lists(
    st.one_of(
        st.just("publish"),
        st.just("withdraw"),
        st.integers(min_value=0, max_value=5),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_an_order_carries_the_version_in_force_or_was_refused(client, steps):
    """Whatever is published and withdrawn in between, and whatever buyers say they saw."""
    shop = make_shop()
    free = shop.add_type(capacity=1_000)
    in_force, last = None, 0
    for step in steps:
        if step == "publish":
            in_force = last = publish(shop)
            assert in_force > 0
        elif step == "withdraw":
            if in_force is not None:
                organizations.withdraw_legal_text(shop.organizer, LegalKind.TERMS)
            in_force = None
        else:
            said = {"accepted_terms": step} if step else {}
            answer = client.post(shop.orders_path, json={**shop.basket(free), **said})
            may = in_force is None or step == in_force
            assert answer.status_code == (201 if may else 422), answer.json
            if may:
                assert answer.json["accepted_terms"] == in_force
    assert last == sum(1 for step in steps if step == "publish")
