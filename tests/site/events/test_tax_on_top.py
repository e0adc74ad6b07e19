"""What buyers read of prices without tax: on the event's page and at the checkout."""

from typing import Any

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.events.test_price_rules import config_of, item_of


@pytest.fixture
def net(client: Any, queued: Any) -> Place:
    made = open_place(title="Trade Day")
    made.shop.add_type(name="Entry", price_minor=999, tax_rate_bp=1900, excludes_tax=True)
    drain()
    return made


def test_the_page_shows_the_price_and_the_one_with_tax(client: Any, net: Place) -> None:
    shown = item_of(client, net.path)
    assert "€9.99" in shown
    assert "Tax comes on top: €11.89 with tax" in shown
    page = client.get(net.path).get_data(as_text=True)
    assert "Prices are without tax, which comes on top." in page
    assert "Prices include tax" not in page


def test_the_checkout_knows_the_tax_that_comes_on_top(client: Any, net: Place) -> None:
    [offer] = config_of(client, net.path)["offers"]
    assert (offer["priceMinor"], offer["taxBp"]) == (999, 1900)


def test_prices_with_tax_say_so_as_before(client: Any, queued: Any) -> None:
    made = open_place(title="Lantern Night")
    made.shop.add_type(name="Entry", price_minor=1190, tax_rate_bp=1900)
    drain()
    page = client.get(made.path).get_data(as_text=True)
    assert "Prices include tax." in page
    assert "Tax comes on top" not in page
    assert "taxBp" not in config_of(client, made.path)["offers"][0]
