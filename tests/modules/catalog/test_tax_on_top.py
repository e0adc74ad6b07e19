"""Prices without tax: buyers see what comes on top, and everything adds up to the unit."""

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.sales_desk import Purchase, open_sales_desk
from tests.factories.work import drain
from tests.modules.received_payments.conftest import balances, differences

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout_sdk.money import Money

RATES = st.integers(0, 10_000)
PRICES = st.integers(0, 10**9)


@pytest.fixture
def shop(client, queued):
    return make_shop()


def ask(client, shop, method, path="", body=None, user=None):
    base = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/ticket-types"
    headers = bearer(user or shop.organization.owner)
    return client.open(base + path, method=method, json=body, headers=headers)


def exclude(client, shop):
    answer = ask(client, shop, "PUT", "/tax", {"excludes_tax": True})
    assert answer.status_code == 200, answer.json
    assert answer.json == {"event_id": str(shop.event_id), "excludes_tax": True}


def order(client, shop, *types, status=201, **said):
    body = shop.basket(*types, quantity=said.pop("quantity", 1)) | said
    answer = client.post(shop.orders_path, json=body)
    assert answer.status_code == status, answer.json
    return answer.json


def amounts(line):
    return tuple(line[name] for name in ("unit_minor", "net_minor", "tax_minor", "gross_minor"))


def test_the_tax_comes_on_top_of_each_unit(client, shop):
    type_id = shop.add_type(price_minor=999, tax_rate_bp=1900)
    assert amounts(order(client, shop, type_id, quantity=10)["lines"][0]) == (999, 8395, 1595, 9990)
    exclude(client, shop)
    found = order(client, shop, type_id, quantity=10)
    assert amounts(found["lines"][0]) == (1189, 9990, 1900, 11890)
    assert (found["net_minor"], found["tax_minor"], found["total_minor"]) == (9990, 1900, 11890)


def test_prices_include_tax_until_somebody_says_otherwise(client, shop):
    assert ask(client, shop, "GET", "/tax").json["excludes_tax"] is False
    type_id = str(shop.add_type(price_minor=1000, tax_rate_bp=1900))
    exclude(client, shop)
    [found] = ask(client, shop, "GET").json["items"]
    assert (found["id"], found["excludes_tax"], found["version"]) == (type_id, True, 2)
    exclude(client, shop)
    assert ask(client, shop, "GET").json["items"][0]["version"] == 2, "nothing changed"
    ask(client, shop, "PUT", "/tax", {"excludes_tax": False})
    assert order(client, shop, UUID(type_id))["total_minor"] == 1000


def test_a_new_ticket_type_is_meant_as_the_others_are(client, shop):
    first = shop.add_type(price_minor=1000, tax_rate_bp=1000, excludes_tax=True)
    second = shop.add_type(price_minor=2000, tax_rate_bp=2000)
    found = order(client, shop, first, second)
    assert [amounts(line) for line in found["lines"]] == [
        (1100, 1000, 100, 1100),
        (2400, 2000, 400, 2400),
    ]
    assert found["total_minor"] == 3500
    pool = str(next(iter(shop.pools.values())))
    body = {"name": "Odd", "currency": "EUR", "price_minor": 5, "pool_id": pool}
    refused = ask(client, shop, "POST", "", body | {"excludes_tax": False})
    assert refused.json["errors"][0]["pointer"] == "/excludes_tax"


def test_the_shop_says_that_tax_comes_on_top_at_the_stated_price(client, shop):
    type_id = shop.add_type(price_minor=1000, tax_rate_bp=1900, excludes_tax=True)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/offers"
    [item] = client.get(path).json["items"]
    assert (item["price_minor"], item["tax_rate_bp"], item["excludes_tax"]) == (1000, 1900, True)
    assert item["id"] == str(type_id)


def test_rules_and_codes_come_off_the_net_price(client, shop):
    type_id = shop.add_type(price_minor=1000, tax_rate_bp=1900, excludes_tax=True)
    base = f"/api/v1/organizations/{shop.organization.id}"
    owner = bearer(shop.organization.owner)
    rule = {"ticket_type_id": str(type_id), "kind": "early_bird", "name": "Early"}
    rule |= {"price_minor": 805, "sold_until": 50}
    path = f"{base}/events/{shop.event_id}/price-rules"
    assert client.post(path, json=rule, headers=owner).status_code == 201
    found = order(client, shop, type_id, quantity=3)
    assert amounts(found["lines"][0]) == (958, 2415, 459, 2874)
    explained = client.get(f"{path}/explain/{type_id}?quantity=3", headers=owner).json
    assert (explained["unit_minor"], explained["net_minor"]) == (805, 2415)
    assert (explained["tax_minor"], explained["total_minor"]) == (459, 2874)
    discount = {"name": "Ten", "code": "SAVE10", "percent_bp": 1000}
    discount |= {"event_id": str(shop.event_id)}
    assert client.post(f"{base}/discounts", json=discount, headers=owner).status_code == 201
    [line] = order(client, shop, type_id, quantity=3, codes=["SAVE10"])["lines"]
    assert amounts(line) == (862, 2172, 414, 2586), "the code takes 81 of 805 off"
    assert line["discount_minor"] == 96


def test_the_price_that_was_seen_is_the_stated_one(client, shop):
    type_id = shop.add_type(price_minor=1000, tax_rate_bp=1900, excludes_tax=True)
    line = {"ticket_type_id": str(type_id), "quantity": 1, "amount_minor": 1000}
    assert order(client, shop, type_id, lines=[line])["total_minor"] == 1190
    line["amount_minor"] = 1190
    order(client, shop, type_id, lines=[line], status=422)


def test_an_order_costs_no_statement_more(client, shop, statements):
    type_id = shop.add_type(price_minor=1000, tax_rate_bp=1900)
    order(client, shop, type_id)
    statements.clear()
    order(client, shop, type_id)
    before = len(statements)
    exclude(client, shop)
    order(client, shop, type_id)
    statements.clear()
    order(client, shop, type_id)
    assert len(statements) == before


def test_what_was_ordered_keeps_its_price(client, shop):
    type_id = shop.add_type(price_minor=1000, tax_rate_bp=1900)
    made = order(client, shop, type_id)
    exclude(client, shop)
    secret = {"Turnout-Order-Secret": made["secret"]}
    assert (
        client.get(f"{shop.orders_path}/{made['id']}", headers=secret).json["total_minor"] == 1000
    )


def test_who_may_not_edit_ticket_types_may_not_say_how_they_are_meant(client, shop):
    staff = add_member(shop.organization, "staff")
    answer = ask(client, shop, "PUT", "/tax", {"excludes_tax": True}, user=staff)
    assert answer.status_code == 403
    assert ask(client, shop, "PUT", "/tax", {}).status_code == 422


def test_payment_invoice_ledger_and_refund_are_right_to_the_unit(client, queued, provider):
    with open_sales_desk(client, provider) as counter:
        shop = counter.shop
        type_id = shop.add_type(capacity=50, price_minor=999, tax_rate_bp=1900)
        exclude(client, shop)
        made = order(client, shop, type_id, quantity=3)
        buy = Purchase(counter, made["id"], made["secret"]).pay()
        path = f"{buy.path}/invoices"

        def documents():
            found = client.get(path, headers=buy.headers).json["items"]
            return [
                (each["kind"], each["net_minor"], each["tax_minor"], each["total_minor"])
                for each in found
            ]

        assert buy.now()["paid_minor"] == 3567
        assert documents() == [("invoice", 2997, 570, 3567)]
        for key, said in (("one", {"amount_minor": 1189}), ("rest", {})):
            assert buy.refund(key, **said).status_code == 202
            drain()
            counter.deliver(buy.told())
            drain()
        found = documents()[1:]
        assert [total for *_, total in found] == [1189, 2378]
        assert [sum(each) for each in list(zip(*found, strict=True))[1:]] == [2997, 570, 3567]
        assert buy.now()["money_state"] == "refunded"
        assert differences(counter) == []


def test_the_desk_takes_the_price_with_its_tax(client, queued, provider):
    with open_sales_desk(client, provider) as counter:
        shop = counter.shop
        type_id = shop.add_type(price_minor=999, tax_rate_bp=1900)
        exclude(client, shop)
        headers = bearer(shop.organization.owner) | {"Idempotency-Key": new_id().hex}
        body = shop.basket(type_id, quantity=2) | {"payment": {"method": "cash"}}
        body["total_minor"] = 2378
        sold = client.post(f"{shop.orders_path}/box-office", json=body, headers=headers)
        assert sold.status_code == 201, sold.json
        drain()
        assert balances(counter) == {"cash": 2378, "sales": -2378}


def test_a_copy_means_its_prices_as_the_event_does(client, shop):
    shop.add_type(price_minor=1000, tax_rate_bp=1900, excludes_tax=True)
    base = f"/api/v1/organizations/{shop.organization.id}/events"
    owner = bearer(shop.organization.owner)
    copy = client.post(f"{base}/{shop.event_id}/copies", json={}, headers=owner).json
    drain()
    found = client.get(f"{base}/{copy['id']}/ticket-types/tax", headers=owner).json
    assert found["excludes_tax"] is True


def an_offer(price, rate, *, currency="EUR"):
    shown = dict.fromkeys(("name", "description", "kind", "state"), "")
    plain = {"minimum": 1, "maximum": 100, "position": 1, "version": 1, "is_hidden": False}
    nowhere = {"sales_start_at": None, "sales_end_at": None}
    ids = {"ticket_type_id": new_id(), "pool_id": new_id()}
    return catalog.Offer(
        price=Money(price, currency),
        tax_rate_bp=rate,
        excludes_tax=True,
        **shown,
        **plain,
        **nowhere,
        **ids,
    )


@given(PRICES, RATES, st.integers(1, 100))
def test_lines_add_up_and_are_what_decimals_say(price, rate, quantity):
    line = catalog.price_units(an_offer(price, rate), price, quantity)
    tax = (Decimal(price) * rate / 10_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert line.net == price * quantity
    assert line.tax == int(tax) * quantity
    assert line.net + line.tax == line.gross
    assert line.gross % quantity == 0, "each unit costs the same, and goes back whole"


@given(st.lists(st.tuples(PRICES, RATES, st.integers(1, 20)), min_size=1, max_size=16))
def test_the_sum_of_the_lines_is_the_total(lines):
    found = [
        catalog.price_units(an_offer(price, rate), price, quantity)
        for price, rate, quantity in lines
    ]
    net, tax = sum(each.net for each in found), sum(each.tax for each in found)
    assert net + tax == sum(each.gross for each in found)
    assert net == sum(price * quantity for price, _, quantity in lines)


@given(PRICES, RATES)
def test_dinars_stay_payable(price, rate):
    assert an_offer(price // 10 * 10, rate, currency="KWD").gross_minor % 10 == 0


def test_nothing_is_written_by_a_question(client, shop):
    shop.add_type(price_minor=1000)
    with transaction(shop.organizer) as tx:
        [offer] = catalog.list_offers(tx, shop.event_id)
    assert (offer.excludes_tax, offer.gross_minor) == (False, 1000)
