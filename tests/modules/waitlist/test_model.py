"""Whatever joins, leaves, buys, cancels and lapses: the waitlist serves as a heap says.

The model keeps who waits in a heap of (class, arrival) and the places as numbers. After each step
it settles: while the first of the heap fits into what is not taken, they get it.
"""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.factories import work
from tests.factories.queues import RANKS, served
from tests.factories.sales import make_shop
from tests.modules.waitlist.conftest import WaitedShop
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.modules.events import api as events

PEOPLE = tuple(f"p{number}@example.com" for number in range(6))
OFFERED_FOR = timedelta(hours=1)
HELD_FOR = timedelta(minutes=10)
LIVES = 340 if PROVE else 4
"""Waitlists of 30 steps each: 10,000 steps at length."""


class Model:
    """What the waitlist should be: pure Python, a heap, and no database."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.open_orders = {}
        self.waiting = {}
        self.offers = {}
        self.arrivals = 0
        self.reserved = 0

    @property
    def taken(self):
        return sum(self.open_orders.values()) + sum(places for places, _ in self.offers.values())

    @property
    def awaited(self):
        return sum(places for _, _, places in self.waiting.values())

    def free(self):
        return self.capacity - self.taken - self.reserved

    def came_back(self, places):
        """Places that come back are reserved as far as they are awaited."""
        self.reserved += min(places, max(self.awaited - self.reserved, 0))

    def settle(self, until):
        for who, places in served(self.waiting, self.capacity - self.taken):
            del self.waiting[who]
            self.offers[who] = (places, until)
            self.reserved = max(self.reserved - places, 0)
        self.reserved = min(self.reserved, self.awaited)


class Waitlist(RuleBasedStateMachine):
    def __init__(self, client):
        super().__init__()
        shop = make_shop()
        self.sale = WaitedShop(client, shop, shop.add_type(capacity=3, price_minor=1000))
        self.sale.open(offer_minutes=60)
        self.model = Model(3)
        self.orders = []
        self.now = clock.now()
        self.frozen = clock.frozen(self.now)
        self.frozen.__enter__()
        self.is_cancelled = False

    def teardown(self):
        self.frozen.__exit__(None, None, None)

    def settle(self):
        work.drain()
        if not self.is_cancelled:
            self.model.settle(self.now + OFFERED_FOR)

    @rule(quantity=st.integers(1, 2))
    def buy(self, quantity):
        may = not self.is_cancelled and self.model.free() >= quantity
        answer = self.sale.buy(quantity=quantity, named=False)
        assert (answer.status_code == 201) is may, answer.json
        if may:
            self.hold(answer.json, quantity)

    def hold(self, order, quantity):
        self.orders.append(order)
        self.model.open_orders[order["id"]] = quantity

    @rule(number=st.integers(0, 5))
    def cancel_an_order(self, number):
        if self.orders and not self.is_cancelled:
            order = self.orders.pop(number % len(self.orders))
            self.sale.cancel(order)
            self.model.came_back(self.model.open_orders.pop(order["id"]))
            self.settle()

    @rule(who=st.sampled_from(PEOPLE), quantity=st.integers(1, 2))
    def join(self, who, quantity):
        if who in self.model.waiting or who in self.model.offers or self.is_cancelled:
            return
        answer = self.sale.join(who, quantity=quantity)
        assert (answer.status_code == 202) is (self.model.free() < 1), answer.json
        if answer.status_code == 202:
            self.sale.waits(who, quantity=quantity)
            self.model.arrivals += 1
            self.model.waiting[who] = (RANKS["standard"], self.model.arrivals, quantity)
            self.settle()

    @rule(who=st.sampled_from(PEOPLE))
    def leave(self, who):
        if who not in self.model.waiting and who not in self.model.offers:
            return
        assert self.sale.leave(who).status_code == 204
        self.model.waiting.pop(who, None)
        places, _ = self.model.offers.pop(who, (0, None))
        self.model.came_back(places)
        self.settle()

    @rule(who=st.sampled_from(PEOPLE), priority=st.sampled_from(sorted(RANKS)))
    def move_class(self, who, priority):
        if who in self.model.waiting:
            assert self.sale.classify(who, priority).status_code == 200
            _, arrival, places = self.model.waiting[who]
            self.model.waiting[who] = (RANKS[priority], arrival, places)
            self.settle()

    @rule(who=st.sampled_from(PEOPLE))
    def use_an_offer(self, who):
        if who in self.model.offers:
            places, _ = self.model.offers.pop(who)
            answer = self.sale.buy(quantity=places, offer=self.sale.token(who), named=False)
            assert answer.status_code == 201, answer.json
            self.model.open_orders[answer.json["id"]] = places
            self.finish(answer.json)

    def finish(self, order):
        """An order of an offer stays for good here: its places are sold."""
        self.sold = getattr(self, "sold", [])
        self.sold.append(order)

    @rule(minutes=st.sampled_from((20, 61)))
    def let_time_pass(self, minutes):
        """Orders of the open sale lapse after ten minutes, offers after an hour."""
        if self.is_cancelled or getattr(self, "sold", None):
            return
        self.frozen.__exit__(None, None, None)
        self.now += timedelta(minutes=minutes)
        self.frozen = clock.frozen(self.now)
        self.frozen.__enter__()
        work.run_timed("orders.expire_due")
        for order in self.orders:
            self.model.came_back(self.model.open_orders.pop(order["id"]))
        self.orders.clear()
        self.settle()
        late = [who for who, (_, until) in self.model.offers.items() if until <= self.now]
        work.run_timed("waitlist.pass_on_due")
        for who in sorted(late, key=lambda each: self.model.offers[each][1]):
            places, _ = self.model.offers.pop(who)
            self.model.came_back(places)
        self.settle()

    @rule(capacity=st.integers(1, 6))
    def resize(self, capacity):
        if capacity < self.model.taken or self.is_cancelled:
            return
        more = capacity - self.model.capacity
        self.sale.resize(capacity)
        self.model.capacity = capacity
        self.model.came_back(max(more, 0))
        self.model.reserved = min(self.model.reserved, capacity - self.model.taken)
        self.settle()

    @rule(rarely=st.integers(0, 9))
    def cancel_the_event(self, rarely):
        if rarely or self.is_cancelled:
            return
        events.cancel_event(self.sale.shop.organizer, self.sale.shop.event_id)
        self.is_cancelled = True
        work.drain()
        self.model.waiting.clear()
        self.model.offers.clear()
        self.model.reserved = 0

    @invariant()
    def the_database_says_what_the_model_says(self):
        pool = self.sale.pool()
        assert (pool.taken, pool.reserved) == (self.model.taken, self.model.reserved)
        assert pool.taken + pool.reserved <= pool.capacity == self.model.capacity
        listed = {
            state: [each["email"] for each in self.listed(state)]
            for state in ("waiting", "offered")
        }
        queue = sorted(self.model.waiting, key=lambda who: self.model.waiting[who][:2])
        assert listed["waiting"] == queue
        assert sorted(listed["offered"]) == sorted(self.model.offers)

    def listed(self, state):
        path = f"{self.sale.at_event}/waitlist?state={state}&limit=100"
        return self.sale.client.get(path, headers=self.sale.owner).json["items"]


def test_the_waitlist_is_a_heap_by_class_and_arrival(client, queued):
    run_state_machine_as_test(
        lambda: Waitlist(client),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
