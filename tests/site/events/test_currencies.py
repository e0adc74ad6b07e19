"""What visitors see of an event that is sold in several currencies: one of them, and a switch."""

from typing import Any

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.events.test_price_rules import config_of, item_of

COOKIE = "turnout_currency"


@pytest.fixture
def place(client: Any, queued: Any) -> Place:
    made = open_place(title="Harbour Day")
    made.shop.add_type(name="Entry", price_minor=2500, prices={"USD": {"price_minor": 2700}})
    drain()
    return made


def test_the_page_shows_the_currency_that_the_address_names_and_keeps_it(
    client: Any, place: Place
) -> None:
    assert "€25" in item_of(client, place.path)
    answer = client.get(f"{place.path}?currency=USD")
    assert "$27" in answer.get_data(as_text=True)
    assert client.get_cookie(COOKIE).value == "USD"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "$27" in item_of(client, place.path), "the browser keeps it"
    assert "Cookie" in client.get(place.path).headers["Vary"]
    assert "€25" in client.get(f"{place.path}?currency=EUR").get_data(as_text=True)


def test_a_currency_that_the_event_does_not_have_changes_nothing(client: Any, place: Place) -> None:
    answer = client.get(f"{place.path}?currency=CHF")
    assert "€25" in answer.get_data(as_text=True)
    assert client.get_cookie(COOKIE) is None


def test_the_checkout_begins_in_the_currency_and_has_the_switch(client: Any, place: Place) -> None:
    client.set_cookie(COOKIE, "USD")
    config = config_of(client, place.path)
    [offer] = config["offers"]
    assert (offer["priceMinor"], offer["currency"]) == (2700, "USD")
    assert [(each["code"], each["isShown"]) for each in config["currencies"]] == [
        ("EUR", False),
        ("USD", True),
    ]
    assert config["beginsWith"] == "tickets", "the switch is seen before anything is held"


def test_an_event_of_one_currency_has_no_switch(client: Any, queued: Any) -> None:
    made = open_place(title="Lantern Night")
    made.shop.add_type(name="Entry", price_minor=1190)
    drain()
    assert "currencies" not in config_of(client, made.path)
    page = client.get(f"{made.path}?currency=USD")
    assert 'class="currencies' not in page.get_data(as_text=True)
    assert client.get_cookie(COOKIE) is None
