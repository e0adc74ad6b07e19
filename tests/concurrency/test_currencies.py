"""One stock sold in several currencies while everybody buys at once; the database says what counts."""

from tests.factories.sales import make_shop
from tests.modules.ticket_prices.conftest import PRICES

SOLD = """
    SELECT o.currency, sum(l.quantity)::int, min(l.unit_minor)::int, max(l.unit_minor)::int
    FROM order_lines l
    JOIN orders o ON o.organization_id = l.organization_id AND o.id = l.order_id
    WHERE l.organization_id = %(organization_id)s AND o.state = 'held' GROUP BY 1
"""
TAKEN = "SELECT capacity, taken FROM inventory_counters WHERE pool_id = %(pool_id)s"
CURRENCIES = {"": ("EUR", 2500), "USD": ("USD", 2700), "JPY": ("JPY", 4000)}


def test_buyers_in_three_currencies_never_oversell_one_pool(app, client, queued, at_once, ask):
    shop = make_shop()
    type_id = shop.add_type(capacity=7, price_minor=2500, prices=PRICES)

    def order(number):
        chosen = list(CURRENCIES)[number % len(CURRENCIES)]
        body = shop.basket(type_id, email=f"b{number}@example.com") | {"currency": chosen}
        return lambda: app.test_client().post(shop.orders_path, json=body).status_code

    answers = at_once(*(order(number) for number in range(21)), threads=8)
    assert set(answers) <= {201, 409, 503}
    assert answers.count(201) == 7
    assert ask(TAKEN, pool_id=shop.pools[type_id]) == [(7, 7)]
    sold = ask(SOLD, organization_id=shop.organization.id)
    assert sum(quantity for _, quantity, *_ in sold) == 7
    prices = dict(CURRENCIES.values())
    assert all(low == high == prices[currency] for currency, _, low, high in sold)
