"""Ticket types with prices in further currencies: how they are said, seen and copied."""

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.modules.ticket_prices.conftest import PRICES


def listed(sold, currency=""):
    return [(each["price_minor"], each["currency"]) for each in sold.offers(currency)["items"]]


def test_the_shop_shows_one_currency_and_says_which_there_are(sold):
    shown = sold.offers()
    assert (shown["currency"], shown["currencies"]) == ("EUR", ["EUR", "JPY", "KWD", "USD"])
    assert listed(sold) == [(2500, "EUR")]
    assert sold.offers("USD")["currency"] == "USD"
    assert listed(sold, "USD") == [(2700, "USD")]
    assert listed(sold, "KWD") == [(8250, "KWD")]


def test_what_is_not_sold_in_a_currency_is_not_shown_in_it(sold):
    sold.shop.add_type(price_minor=1000)
    sold.shop.add_type()
    assert listed(sold) == [(2500, "EUR"), (1000, "EUR"), (0, "EUR")]
    assert listed(sold, "USD") == [(2700, "USD"), (0, "EUR")]


def test_a_shop_in_a_currency_that_the_event_does_not_have_is_refused(sold):
    answer = sold.client.get(f"{sold.base}/offers", query_string={"currency": "CHF"})
    assert answer.status_code == 422
    [error] = answer.json["errors"]
    assert (error["pointer"], error["code"]) == ("/currency", "not-sold-in")


@pytest.mark.parametrize(
    ("prices", "pointer"),
    [
        ({"EUR": {"price_minor": 2500}}, "/prices/EUR"),
        ({"USD": {"price_minor": 0}}, "/prices/USD/price_minor"),
        ({"USD": {"price_minor": -1}}, "/prices/USD/price_minor"),
        ({"USD": {}}, "/prices/USD/price_minor"),
        ({"ZZZ": {"price_minor": 100}}, "/prices/ZZZ"),
        ({"usd": {"price_minor": 100}}, "/prices/usd"),
        ({"KWD": {"price_minor": 8_251}}, "/prices/KWD/price_minor"),
        (
            {"USD": {"price_minor": 100, "minimum_price_minor": 50}},
            "/prices/USD/minimum_price_minor",
        ),
        ({"USD": 2700}, "/prices/USD"),
        ([], "/prices"),
    ],
)
def test_prices_that_make_no_sense_are_refused_by_their_field(sold, prices, pointer):
    answer = sold.ask("PATCH", f"ticket-types/{sold.type_id}", {"prices": prices})
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"][0]["pointer"].startswith(pointer)
    kept = sold.ask("GET", f"ticket-types/{sold.type_id}").json["prices"]
    assert kept == {
        key: {"price_minor": each["price_minor"], "minimum_price_minor": 0}
        for key, each in PRICES.items()
    }


def test_what_is_free_has_no_prices(sold):
    free = sold.shop.add_type()
    answer = sold.ask("PATCH", f"ticket-types/{free}", {"prices": PRICES})
    assert answer.json["errors"][0]["pointer"] == "/prices"


def test_prices_are_copied_with_the_event(sold):
    copy = sold.client.post(f"{sold.base}/copies", json={}, headers=sold.headers).json
    work.drain()
    path = f"/api/v1/organizations/{sold.shop.organization.id}/events/{copy['id']}/ticket-types"
    [made] = sold.client.get(path, headers=bearer(sold.shop.organization.owner)).json["items"]
    assert made["prices"]["JPY"] == {"price_minor": 4000, "minimum_price_minor": 0}
