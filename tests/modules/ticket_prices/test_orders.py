"""Orders in several currencies over one stock: the buyer chooses, and everything follows."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, open_sales_desk
from tests.factories.work import drain
from tests.modules.received_payments.conftest import differences
from tests.modules.ticket_prices.conftest import PRICES

from turnout.kernel.ids import new_id


def test_an_order_costs_what_the_organizer_says_in_the_currency_that_was_chosen(sold):
    order = sold.order("USD", quantity=3)
    [line] = order["lines"]
    assert (order["currency"], order["total_minor"], line["unit_minor"]) == ("USD", 8100, 2700)
    assert line["tax_minor"] == 1293
    assert order["net_minor"] + order["tax_minor"] == order["total_minor"]
    assert sold.order()["currency"] == sold.order("EUR")["currency"] == "EUR"


def test_amounts_are_whole_units_of_a_currency_without_decimals_or_with_three(sold):
    assert sold.order("JPY")["total_minor"] == 4000
    assert sold.order("KWD")["total_minor"] == 8250


def test_what_has_no_price_in_a_currency_is_not_sold_in_it(sold):
    plain = sold.shop.add_type(price_minor=1000)
    assert sold.refused("USD", sold.type_id, plain) == (
        "/lines/1/ticket_type_id",
        "not-in-currency",
    )
    assert sold.refused("CHF") == ("/lines/0/ticket_type_id", "not-in-currency")
    assert sold.refused("ZZZ") == ("/currency", "unknown-currency")
    assert sold.order("EUR", sold.type_id, plain)["total_minor"] == 3500


@pytest.mark.parametrize("wrong", ["usd", "US", "USDD", "U$D", "US\n", "USD\n"])
def test_a_currency_that_is_no_code_is_refused_by_its_field(sold, wrong):
    answer = sold.place(wrong)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/currency"


def test_what_is_free_goes_with_every_currency(sold):
    free = sold.shop.add_type()
    order = sold.order("USD", sold.type_id, free)
    assert (order["currency"], order["total_minor"]) == ("USD", 2700)
    assert sold.order("USD", free)["total_minor"] == 0


def test_an_add_on_and_a_donation_have_prices_of_their_own(sold):
    extra = sold.shop.add_type(
        price_minor=500,
        sold_as="add_on",
        add_on_to=[sold.type_id],
        prices={"USD": {"price_minor": 600}},
    )
    gift = sold.shop.add_type(
        price_minor=1000,
        minimum_price_minor=100,
        kind="donation",
        prices={"USD": {"price_minor": 1100, "minimum_price_minor": 200}},
    )
    people = [{"ticket_type_id": str(sold.type_id), "name": "Ann"}]
    order = sold.order("USD", sold.type_id, extra, attendees=people)
    assert order["total_minor"] == 3300
    lines = [{"ticket_type_id": str(gift), "quantity": 1, "amount_minor": 199}]
    assert sold.refused("USD", gift, lines=lines) == ("/lines/0/amount_minor", "too-little")
    lines[0]["amount_minor"] = 200
    assert sold.order("USD", gift, lines=lines)["total_minor"] == 200
    lines[0]["amount_minor"] = 100
    assert sold.order("", gift, lines=lines)["total_minor"] == 100


def test_the_price_that_was_seen_is_one_of_the_currency(sold):
    lines = [{"ticket_type_id": str(sold.type_id), "quantity": 1, "amount_minor": 2500}]
    assert sold.refused("USD", lines=lines) == ("/lines/0/amount_minor", "fixed-price")
    lines[0]["amount_minor"] = 2700
    assert sold.order("USD", lines=lines)["total_minor"] == 2700


def test_one_pool_is_sold_in_all_currencies(sold):
    type_id = sold.shop.add_type(capacity=3, price_minor=1000, prices=PRICES)
    for currency in ("USD", "JPY", "EUR"):
        sold.order(currency, type_id)
    for currency in ("USD", "KWD", ""):
        answer = sold.place(currency, type_id)
        assert (answer.status_code, answer.json["code"]) == (409, "inventory.sold-out")


def test_a_new_price_leaves_orders_alone(sold):
    before = sold.order("USD")
    path = f"ticket-types/{sold.type_id}"
    changed = sold.ask("PATCH", path, {"prices": {"USD": {"price_minor": 9900}}})
    assert changed.status_code == 200, changed.json
    seen = sold.client.get(
        f"{sold.shop.orders_path}/{before['id']}",
        headers={"Turnout-Order-Secret": before["secret"]},
    ).json
    assert (seen["currency"], seen["total_minor"]) == ("USD", 2700)
    assert sold.order("USD")["total_minor"] == 9900
    assert sold.refused("JPY") == ("/lines/0/ticket_type_id", "not-in-currency")


def test_the_same_key_with_another_currency_is_another_request(sold):
    headers = {"Idempotency-Key": new_id().hex}
    body = sold.shop.basket(sold.type_id) | {"currency": "USD"}
    first = sold.client.post(sold.shop.orders_path, json=body, headers=headers)
    again = sold.client.post(sold.shop.orders_path, json=body, headers=headers)
    assert (first.json["id"], first.json["currency"]) == (again.json["id"], "USD")
    other = sold.client.post(
        sold.shop.orders_path, json=body | {"currency": "JPY"}, headers=headers
    )
    assert other.status_code == 422


@pytest.mark.parametrize(("currency", "total"), [("USD", 8100), ("JPY", 12000), ("KWD", 24750)])
def test_payment_invoice_ledger_and_refund_are_in_the_currency_of_the_order(
    client, queued, provider, currency, total
):
    with open_sales_desk(client, provider) as counter:
        shop = counter.shop
        type_id = shop.add_type(capacity=50, price_minor=2500, tax_rate_bp=1900, prices=PRICES)
        body = shop.basket(type_id, quantity=3) | {"currency": currency}
        made = client.post(shop.orders_path, json=body).json
        buy = Purchase(counter, made["id"], made["secret"])
        ways = client.get(f"{buy.path}/payment-methods", headers=buy.headers).json
        assert (ways["currency"], ways["due_minor"]) == (currency, total)
        assert buy.start()["currency"] == currency
        buy.pay()
        assert (buy.now()["state"], buy.now()["paid_minor"]) == ("confirmed", total)
        assert buy.refund("one", amount_minor=total // 3).status_code == 202
        drain()
        counter.deliver(buy.told())
        drain()
        assert buy.refund("rest").status_code == 202
        drain()
        counter.deliver(buy.told())
        drain()
        found = client.get(f"{buy.path}/invoices", headers=buy.headers).json["items"]
        assert {each["currency"] for each in found} == {currency}
        assert [each["total_minor"] for each in found] == [total, total // 3, total - total // 3]
        assert all(each["net_minor"] + each["tax_minor"] == each["total_minor"] for each in found)
        assert buy.now()["money_state"] == "refunded"
        assert differences(counter) == []


def test_the_desk_sells_in_the_currency_that_the_buyer_pays_in(sold):
    headers = bearer(sold.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    body = sold.shop.basket(sold.type_id, quantity=2) | {
        "currency": "USD",
        "total_minor": 5400,
        "payment": {"method": "cash"},
    }
    path = f"{sold.shop.orders_path}/box-office"
    answer = sold.client.post(path, json=body, headers=headers)
    assert answer.status_code == 201, answer.json
    assert (answer.json["currency"], answer.json["total_minor"]) == ("USD", 5400)
    headers["Idempotency-Key"] = new_id().hex
    answer = sold.client.post(path, json=body | {"currency": "CHF"}, headers=headers)
    assert answer.json["errors"][0]["code"] == "not-in-currency"
