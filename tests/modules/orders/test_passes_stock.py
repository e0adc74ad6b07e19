"""Whatever of passes and single tickets is bought, cancelled, lapses or is called off, each evening
counts it rightly: places taken are tickets that are valid, or places that are held.
"""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.factories.passes import make_season
from tests.factories.people import bearer
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.orders.cancellation import service as cancellation
from turnout.modules.orders.service import expiry
from turnout.modules.tickets import api as tickets

EVENINGS = 3


class Order:
    """What an order has of each evening, as the model believes."""

    def __init__(self, made, places, state):
        self.id, self.secret, self.places, self.state = made["id"], made["secret"], places, state


class Sales(RuleBasedStateMachine):
    app = None

    @initialize()
    def open_season(self):
        self.client = self.app.test_client()
        self.season = make_season(8, 6, 7)
        types = self.season.types
        self.kinds = {
            "all": (0, self.season.add_pass(limit=6), [1, 1, 1]),
            "first two": (0, self.season.add_pass(of=types[:2]), [1, 1, 0]),
            "family": (0, self.season.add_pass(of=[types[2], types[0]], places=2), [2, 0, 2]),
            **{f"evening {at}": (at, types[at], _one(at)) for at in range(EVENINGS)},
        }
        self.orders, self.off = [], set()

    @rule(
        kind=st.sampled_from(["all", "first two", "family", "evening 0", "evening 1", "evening 2"]),
        quantity=st.integers(1, 2),
        named=st.booleans(),
    )
    def buy(self, kind, quantity, named):
        at, type_id, draws = self.kinds[kind]
        shop, left = self.season.evenings[at], self.season.left()
        places = [each * quantity for each in draws]
        people = quantity * (2 if kind == "family" else 1)
        body = shop.basket(type_id, quantity=quantity, named=False)
        if named:
            guest = {"ticket_type_id": str(type_id), "name": "Guest"}
            body["attendees"] = [guest] * people
        answer = self.client.post(shop.orders_path, json=body)
        if self.off & {evening for evening in range(EVENINGS) if draws[evening]} or at in self.off:
            assert answer.status_code in (409, 422)
        elif self._has(left, places) and (kind != "all" or self._passes() + quantity <= 6):
            assert answer.status_code == 201, answer.json
            self.orders.append(Order(answer.json, places, "confirmed" if named else "held"))
            self.orders[-1].passes = quantity if kind == "all" else 0
        else:
            assert answer.json["code"] == "inventory.sold-out"

    def _has(self, left, places):
        return all(wanted <= there for wanted, there in zip(places, left, strict=True))

    def _passes(self):
        return sum(order.passes for order in self.orders)

    def _end(self, order):
        self.orders.remove(order)

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def cancel(self, data):
        order = data.draw(st.sampled_from(self.orders))
        answer = self.client.post(
            f"{self.season.home.orders_path}/{order.id}/cancel",
            headers=bearer(self.season.organization.owner),
        )
        assert answer.status_code == 200, answer.json
        self._end(order)

    @precondition(lambda self: any(order.state == "held" for order in self.orders))
    @rule(data=st.data())
    def lapse(self, data):
        order = data.draw(st.sampled_from([each for each in self.orders if each.state == "held"]))
        ctx = system_in(self.season.organization.id, "tests.expire")
        with clock.frozen(clock.now() + timedelta(hours=1)):
            assert expiry.expire_order(ctx, order.id)
        self._end(order)

    @precondition(lambda self: len(self.off) < EVENINGS - 1)
    @rule(data=st.data())
    def call_off(self, data):
        at = data.draw(st.sampled_from([e for e in range(EVENINGS) if e not in self.off]))
        shop = self.season.evenings[at]
        refund = events.OrderHandling.REFUND
        events.cancel_event(shop.organizer, shop.event_id, orders=refund)
        self.off.add(at)
        ctx = system_in(self.season.organization.id, "tests.calling-off")
        with transaction(shop.organizer) as tx:
            action = events.find_order_action_of(tx, shop.event_id)
        while cancellation.handle_batch(ctx, action.id):
            pass
        for order in list(self.orders):
            if order.places[at]:
                order.places[at] = 0
                if order.state == "held" or not any(order.places):
                    self._end(order)

    @invariant()
    def evenings_agree(self):
        capacities = (8, 6, 7)
        taken = [sum(order.places[at] for order in self.orders) for at in range(EVENINGS)]
        assert self.season.left() == [c - t for c, t in zip(capacities, taken, strict=True)]

    @invariant()
    def doors_agree(self):
        with transaction(self.season.home.organizer) as tx:
            for at, shop in enumerate(self.season.evenings):
                valid = sum(tickets.count_valid(tx, shop.event_id).values())
                sold = [order for order in self.orders if order.state == "confirmed"]
                assert valid == sum(order.places[at] for order in sold)


def _one(at):
    return [int(evening == at) for evening in range(EVENINGS)]


def test_every_evening_agrees_with_the_orders_that_live(app):
    class Machine(Sales):
        pass

    Machine.app = app
    machine = Machine.TestCase
    machine.settings = settings(
        max_examples=8 if PROVE else 4,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()
