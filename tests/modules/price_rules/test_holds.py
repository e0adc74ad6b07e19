"""Whatever is held, cancelled, lapses and whatever rules change: prices are those of a model.

The price of a hold stands; nobody gets an early-bird price beyond its number; demand moves what
rules come off, step by step, and back only when the share is far behind; sums are exact.
"""

from datetime import timedelta
from math import ceil, floor

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
CAPACITY = 20
BANDS = [(3000, 1500), (6000, -2000), (8000, 5000)]
LIMITS, STEP, FALL_BACK = (2600, 3900), 1000, 1000
LOOK_EVERY = timedelta(minutes=15)
BIRD, GROUP = (6, 2000), (3, 1550)
"""(units, price) of the first sold; (from so many, share off) of larger orders."""


def round_half_up(dividend, divisor):
    return (2 * dividend + divisor) // (2 * divisor)


class Prices(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self, client):
        super().__init__()
        shop = make_shop()
        type_id = shop.add_type(price_minor=LIST_MINOR, capacity=CAPACITY, tax_rate_bp=1900)
        self.sale = RuledShop(client, shop, type_id)
        self.bird = self.sale.made(sold_until=BIRD[0], price_minor=BIRD[1])
        self.group = self.sale.made(
            "quantity",
            minimum_quantity=GROUP[0],
            percent_bp=GROUP[1],
            price_minor=None,
            name="Group",
        )
        plan = {
            "ticket_type_id": str(type_id),
            "floor_minor": LIMITS[0],
            "ceiling_minor": LIMITS[1],
            "by_share": [{"from_bp": start, "change_bp": change} for start, change in BANDS],
            "most_step_bp": STEP,
            "fall_back_bp": FALL_BACK,
        }
        made = client.post(self.sale.demand_path, json=plan, headers=self.sale.headers)
        assert made.status_code == 201, made.json
        self.looks, self.level, self.mark = 0, 0, 0
        self.paused = set()
        self.living = {}

    @property
    def sold(self):
        return sum(quantity for quantity, _, _ in self.living.values())

    @property
    def base(self):
        moved = round_half_up(LIST_MINOR * (10_000 + self.level), 10_000)
        return min(max(moved, LIMITS[0]), LIMITS[1])

    def price(self, quantity):
        prices = [self.base]
        if "bird" not in self.paused and self.sold + quantity <= BIRD[0]:
            prices.append(BIRD[1])
        if "group" not in self.paused and quantity >= GROUP[0]:
            prices.append(self.base - round_half_up(self.base * GROUP[1], 10_000))
        return min(prices)

    @rule()
    def look(self):
        self.looks += 1
        with clock.frozen(clock.now() + self.looks * LOOK_EVERY):
            work.run_timed("price_rules.look_at_due_demand")
            work.drain()
        share = self.sold * 10_000 // CAPACITY
        self.mark = min(max(self.mark, share), share + FALL_BACK)
        change = next((each for start, each in BANDS[::-1] if start <= self.mark), 0)
        least, most = (each * 10_000 / LIST_MINOR - 10_000 for each in LIMITS)
        target = min(max(change, floor(least)), ceil(most))
        self.level += min(max(target - self.level, -STEP), STEP)

    @rule(target=orders, quantity=st.integers(1, 5), seen=st.sampled_from([None, LIST_MINOR, 2000]))
    def order(self, quantity, seen):
        price = self.price(quantity)
        answer = self.sale.buy(quantity, seen=seen)
        if seen not in (None, price):
            assert answer.json["errors"][0]["code"] == "price-changed", answer.json
            return None
        if self.sold + quantity > CAPACITY:
            assert answer.status_code == 409, answer.json
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
            max_examples=250 if PROVE else 3,
            stateful_step_count=40 if PROVE else 16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
