"""Currencies of an event: prices of all ticket types are set at once, or none of them."""

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.modules.ticket_prices.conftest import PRICES, CurrencyShop

from turnout.kernel.ids import new_id


@pytest.fixture
def sold(client, queued) -> CurrencyShop:
    shop = make_shop()
    return CurrencyShop(client, shop, shop.add_type(price_minor=2500, prices=PRICES))


def listed(sold):
    answer = sold.ask("GET", "currencies")
    assert answer.status_code == 200, answer.json
    return {each["currency"]: each for each in answer.json["items"]}


def put(sold, currency, *prices):
    said = [
        {"ticket_type_id": str(type_id), "price_minor": minor, **more}
        for type_id, minor, more in prices
    ]
    return sold.ask("PUT", f"currencies/{currency}", {"prices": said})


def test_the_currencies_of_an_event_say_what_has_no_price(sold):
    plain = sold.shop.add_type(price_minor=1000)
    sold.shop.add_type()
    found = listed(sold)
    assert list(found) == ["EUR", "JPY", "KWD", "USD"]
    assert [found[each]["is_own"] for each in found] == [True, False, False, False]
    assert [found[each]["currency_digits"] for each in found] == [2, 0, 3, 2]
    assert found["EUR"]["unpriced"] == []
    assert found["USD"]["unpriced"] == [str(plain)]
    assert [each["price_minor"] for each in found["KWD"]["prices"]] == [8250]


def test_prices_of_all_ticket_types_are_set_at_once(sold):
    other = sold.shop.add_type(price_minor=1000)
    answer = put(sold, "CHF", (sold.type_id, 2600, {}), (other, 1100, {}))
    assert answer.status_code == 200, answer.json
    assert (answer.json["currency"], answer.json["unpriced"]) == ("CHF", [])
    assert sold.order("CHF", sold.type_id, other)["total_minor"] == 3700
    # The same again without one of them: it is not sold in it any more.
    assert put(sold, "CHF", (other, 1200, {})).json["unpriced"] == [str(sold.type_id)]
    assert sold.refused("CHF") == ("/lines/0/ticket_type_id", "not-in-currency")
    assert sold.order("USD")["total_minor"] == 2700


def test_nothing_is_written_where_one_price_is_wrong(sold):
    other = sold.shop.add_type(price_minor=1000)
    answer = put(sold, "KWD", (sold.type_id, 9_000, {}), (other, 1_001, {}))
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/prices/1/price_minor"
    assert [each["price_minor"] for each in listed(sold)["KWD"]["prices"]] == [8250]


def test_a_ticket_type_that_somebody_changed_is_left_alone(sold):
    answer = put(sold, "CHF", (sold.type_id, 2600, {"version": 7}))
    assert answer.status_code == 412
    assert "CHF" not in listed(sold)
    assert put(sold, "CHF", (sold.type_id, 2600, {"version": 1})).status_code == 200


@pytest.mark.parametrize(
    ("currency", "price", "pointer", "code"),
    [
        ("EUR", 2500, "/currency", "own-currency"),
        ("ZZZ", 2500, "/currency", "unknown-currency"),
        ("usd", 2500, "/currency", "unknown-currency"),
        ("CHF", 0, "/prices/0/price_minor", None),
        ("CHF", -1, "/prices/0/price_minor", None),
        ("CHF", 10**13, "/prices/0/price_minor", None),
        ("CHF", "2500", "/prices/0/price_minor", None),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(sold, currency, price, pointer, code):
    answer = put(sold, currency, (sold.type_id, price, {}))
    assert answer.status_code == 422, answer.json
    error = answer.json["errors"][0]
    assert error["pointer"] == pointer
    assert code is None or error["code"] == code


def test_prices_are_of_ticket_types_of_the_event(sold):
    free = sold.shop.add_type()
    for type_id in (new_id(), free):
        answer = put(sold, "CHF", (type_id, 2500, {}))
        assert answer.json["errors"][0]["pointer"] == "/prices/0/ticket_type_id"
    answer = put(sold, "CHF", (sold.type_id, 2500, {}), (sold.type_id, 2600, {}))
    assert answer.json["errors"][0]["pointer"] == "/prices/1/ticket_type_id"
    assert sold.ask("PUT", "currencies/CHF", {"prices": []}).status_code == 422


def test_a_currency_is_taken_away_for_good(sold):
    assert sold.ask("DELETE", "currencies/USD").status_code == 204
    assert list(listed(sold)) == ["EUR", "JPY", "KWD"]
    assert sold.refused("USD") == ("/lines/0/ticket_type_id", "not-in-currency")
    again = sold.ask("DELETE", "currencies/USD")
    assert (again.status_code, again.json["code"]) == (404, "event-currencies.none")
    assert sold.ask("DELETE", "currencies/EUR").status_code == 404


def test_who_may_not_edit_ticket_types_sets_no_prices(sold):
    staff = bearer(add_member(sold.shop.organization, "staff"))
    path = f"{sold.base}/currencies/CHF"
    body = {"prices": [{"ticket_type_id": str(sold.type_id), "price_minor": 1}]}
    assert sold.client.put(path, json=body, headers=staff).status_code == 403
    assert sold.client.delete(path, headers=staff).status_code == 403
    stranger = bearer(make_shop().organization.owner)
    assert sold.client.get(f"{sold.base}/currencies", headers=stranger).status_code in (403, 404)


def test_tickets_are_moved_by_the_price_in_the_currency_of_their_order(sold):
    other = sold.shop.add_type(price_minor=3000, prices={"USD": {"price_minor": 3100}})
    order = desk(sold, "USD", 2700)
    preview = move(sold, order, other, "/preview")
    assert preview.status_code == 200, preview.json
    assert (preview.json["currency"], preview.json["difference_minor"]) == ("USD", 400)
    plain = sold.shop.add_type(price_minor=3000)
    refused = move(sold, order, plain, "/preview")
    assert (refused.status_code, refused.json["reason"]) == (409, "other-currency")


def desk(sold, currency, total):
    body = sold.shop.basket(sold.type_id) | {
        "currency": currency,
        "total_minor": total,
        "payment": {"method": "cash"},
    }
    headers = sold.headers | {"Idempotency-Key": new_id().hex}
    answer = sold.client.post(f"{sold.shop.orders_path}/box-office", json=body, headers=headers)
    assert answer.status_code == 201, answer.json
    work.drain()
    return answer.json["order_id"]


def move(sold, order_id, to, path=""):
    body = {"from_ticket_type_id": str(sold.type_id), "to_ticket_type_id": str(to)}
    headers = sold.headers | {"Idempotency-Key": new_id().hex}
    return sold.client.post(
        f"{sold.shop.orders_path}/{order_id}/move{path}", json=body, headers=headers
    )
