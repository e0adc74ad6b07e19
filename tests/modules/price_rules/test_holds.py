"""Whatever is held, cancelled, lapses and whatever rules change: prices are those of a model.

The price of a hold stands; nobody gets an early-bird price beyond its number; sums are exact.
"""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.price_rules.conftest import LIST_MINOR, RuledShop
from tests.prove.counts import PROVE

from turnout.kernel import clock

HELD_FOR = timedelta(hours=1)
BIRD, GROUP = (6, 2000), (3, 2500)
"""(units, price) of the first sold; (from so many, price) of larger orders."""


class Prices(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self, client):
        super().__init__()
        shop = make_shop()
        type_id = shop.add_type(price_minor=LIST_MINOR, capacity=10_000, tax_rate_bp=1900)
        self.sale = RuledShop(client, shop, type_id)
        self.bird = self.sale.made(sold_until=BIRD[0], price_minor=BIRD[1])
        self.group = self.sale.made(
            "quantity", minimum_quantity=GROUP[0], price_minor=GROUP[1], name="Group"
        )
        self.paused = set()
        self.living = {}

    @property
    def sold(self):
        return sum(quantity for quantity, _, _ in self.living.values())

    def price(self, quantity):
        prices = [LIST_MINOR]
        if "bird" not in self.paused and self.sold + quantity <= BIRD[0]:
            prices.append(BIRD[1])
        if "group" not in self.paused and quantity >= GROUP[0]:
            prices.append(GROUP[1])
        return min(prices)

    @rule(target=orders, quantity=st.integers(1, 5), seen=st.sampled_from([None, LIST_MINOR, 2000]))
    def order(self, quantity, seen):
        price = self.price(quantity)
        answer = self.sale.buy(quantity, seen=seen)
        if seen not in (None, price):
            assert answer.json["errors"][0]["code"] == "price-changed", answer.json
            return None
        assert answer.status_code == 201, answer.json
        [line] = answer.json["lines"]
        assert line["unit_minor"] == price
        self.living[answer.json["id"]] = (quantity, price, answer.json["secret"])
        return answer.json["id"]

    @rule(made=consumes(orders))
    def cancel(self, made):
        if made in self.living:
            _, _, secret = self.living.pop(made)
            self.sale.cancel({"id": made, "secret": secret})

    @rule(name=st.sampled_from(["bird", "group"]))
    def pause_or_resume(self, name):
        state = "active" if name in self.paused else "paused"
        answer = self.sale.change(getattr(self, name)["id"], state=state)
        assert answer.status_code == 200, answer.json
        self.paused ^= {name}

    @rule()
    def lapse(self):
        with clock.frozen(clock.now() + HELD_FOR):
            work.run_timed("orders.expire_due")
        self.living.clear()

    @invariant()
    def units_agree(self):
        assert self.sale.sold() == self.sold

    @invariant()
    def every_hold_keeps_its_price(self):
        for order_id, (quantity, price, secret) in self.living.items():
            path = f"{self.sale.shop.orders_path}/{order_id}"
            headers = {"Turnout-Order-Secret": secret}
            order = self.sale.client.get(path, headers=headers).json
            [line] = order["lines"]
            assert (line["unit_minor"], line["gross_minor"]) == (price, price * quantity)
            assert line["net_minor"] + line["tax_minor"] == order["total_minor"] == price * quantity


def test_prices_are_those_of_a_model_and_every_hold_keeps_its_own(client, queued):
    run_state_machine_as_test(
        lambda: Prices(client),
        settings=settings(
            max_examples=250 if PROVE else 2,
            stateful_step_count=40 if PROVE else 12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
