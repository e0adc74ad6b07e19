"""Whatever of tables, bundles and add-ons is bought and cancelled, the pools count it rightly."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.prove.counts import PROVE

from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory


class Shop:
    """Hall of 12 and room of 6: single, table of 3, dinner, and a bundle over both."""

    def __init__(self):
        self.made = make_shop()
        add = self.made.add_type
        self.single = add(name="single", capacity=12)
        self.hall = self.made.pools[self.single]
        self.table = add(name="table", pool_id=self.hall, places=3)
        self.workshop = add(name="workshop", capacity=6)
        self.room = self.made.pools[self.workshop]
        self.both = add(
            name="both", sold_as="bundle", pool_id=self.hall,
            parts={self.single: 2, self.workshop: 1},
        )  # fmt: skip
        self.draws = {
            self.single: {self.hall: 1},
            self.table: {self.hall: 3},
            self.workshop: {self.room: 1},
            self.both: {self.hall: 2, self.room: 1},
        }
        self.capacity = {self.hall: 12, self.room: 6}

    def needs(self, basket):
        total = dict.fromkeys(self.capacity, 0)
        for type_id, quantity in basket.items():
            for pool, each in self.draws[type_id].items():
                total[pool] += each * quantity
        return total

    def left(self):
        with transaction(self.made.buyer) as tx:
            return inventory.remaining(tx, list(self.capacity))

    def buy(self, client, basket):
        return client.post(
            self.made.orders_path,
            json={
                "event_id": str(self.made.event_id),
                "lines": [
                    {"ticket_type_id": str(type_id), "quantity": quantity}
                    for type_id, quantity in basket.items()
                ],
            },
        )


class Sales(RuleBasedStateMachine):
    app = None

    @initialize()
    def open_shop(self):
        self.client = self.app.test_client()
        self.shop = Shop()
        self.orders = {}

    @rule(
        quantities=st.dictionaries(
            st.sampled_from(["single", "table", "workshop", "both"]), st.integers(1, 3), min_size=1
        )
    )
    def buy(self, quantities):
        basket = {getattr(self.shop, name): number for name, number in quantities.items()}
        left, needs = self.shop.left(), self.shop.needs(basket)
        answer = self.shop.buy(self.client, basket)
        if all(needs[pool] <= left[pool] for pool in needs):
            assert answer.status_code == 201, answer.json
            self.orders[answer.json["id"]] = needs
        else:
            assert (answer.status_code, answer.json["code"]) == (409, "inventory.sold-out")

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def cancel(self, data):
        order_id = data.draw(st.sampled_from(sorted(self.orders)))
        answer = self.client.post(
            f"{self.shop.made.orders_path}/{order_id}/cancel",
            headers=bearer(self.shop.made.organization.owner),
        )
        assert answer.status_code == 200
        del self.orders[order_id]

    @invariant()
    def pools_agree(self):
        taken = {
            pool: sum(needs[pool] for needs in self.orders.values()) for pool in self.shop.capacity
        }
        left = {pool: self.shop.capacity[pool] - taken[pool] for pool in taken}
        assert self.shop.left() == left


def test_pools_agree_with_the_orders_that_live(app):
    class Machine(Sales):
        pass

    Machine.app = app
    machine = Machine.TestCase
    machine.settings = settings(
        max_examples=8 if PROVE else 4,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()


def test_baskets_over_two_pools_neither_oversell_nor_wait_for_each_other_in_a_ring(app):
    shop = Shop()
    baskets = [{shop.both: 1}, {shop.workshop: 1, shop.single: 1}, {shop.table: 1, shop.both: 1}]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda index: shop.buy(app.test_client(), baskets[index % 3]).status_code, range(24)
            )
        )
    assert set(answers) <= {201, 409}
    sold = [baskets[index % 3] for index, code in enumerate(answers) if code == 201]
    taken = [shop.needs(basket) for basket in sold]
    left = shop.left()
    for pool_id, capacity in shop.capacity.items():
        assert left[pool_id] == capacity - sum(needs[pool_id] for needs in taken) >= 0
