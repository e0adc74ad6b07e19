"""One stock in several currencies, whatever is priced, sold, paid, moved and given back: a model's.

What has no price in a currency is not sold in it; a hold keeps its price; what was taken less what
was given back is, in each currency, what orders say and what the ledger holds.
"""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.inventory import api as inventory
from turnout.modules.payments import api as payments

OWN, FURTHER = "EUR", ("USD", "JPY", "KWD")
CAPACITY, OTHERS = 7, 3
HELD_FOR = timedelta(hours=1)
AMOUNTS = (10, 990, 2500, 4000)
"""Minor units: 0.010 dinars are the least that is paid."""


class Currencies(RuleBasedStateMachine):
    """A ticket type whose prices come and go, and one of the same price in each currency."""

    held = Bundle("held")
    paid = Bundle("paid")

    def __init__(self, client):
        super().__init__()
        self.client, self.shop = client, make_shop()
        self.prices = {OWN: 2500}
        self.stall = self.shop.add_type(capacity=CAPACITY, price_minor=2500)
        self.box = self.shop.add_type(
            name="Box", capacity=OTHERS, price_minor=2500, prices={"USD": {"price_minor": 2700}}
        )
        self.places = {self.stall: CAPACITY, self.box: OTHERS}
        self.headers = bearer(self.shop.organization.owner)
        self.taken, self.returned = Counter(), Counter()
        self.orders = {}

    @property
    def at_event(self):
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    def ask(self, method, path, body=None, **headers):
        said = self.headers | {"Idempotency-Key": new_id().hex} | headers
        return self.client.open(path, method=method, json=body, headers=said)

    def left(self, type_id):
        return self.places[type_id] - sum(
            each["quantity"] for each in self.orders.values() if each["type"] == type_id
        )

    @rule(currency=st.sampled_from(FURTHER), minor=st.sampled_from([None, *AMOUNTS]))
    def set_or_remove_a_price(self, currency, minor):
        self.prices.pop(currency, None)
        if minor is not None:
            self.prices[currency] = minor
        further = {key: {"price_minor": self.prices[key]} for key in self.prices if key != OWN}
        path = f"{self.at_event}/ticket-types/{self.stall}"
        answer = self.ask("PATCH", path, {"prices": further})
        assert answer.status_code == 200, answer.json
        assert set(answer.json["prices"]) == set(self.prices) - {OWN}

    @rule(target=held, currency=st.sampled_from((OWN, *FURTHER)), quantity=st.integers(1, 3))
    def order(self, currency, quantity):
        body = self.shop.basket(self.stall, quantity=quantity) | {"currency": currency}
        answer = self.client.post(self.shop.orders_path, json=body)
        if currency not in self.prices:
            assert answer.status_code == 422, answer.json
            return multiple()
        if quantity > self.left(self.stall):
            assert answer.status_code == 409, answer.json
            return multiple()
        assert answer.status_code == 201, answer.json
        total = self.prices[currency] * quantity
        assert (answer.json["currency"], answer.json["total_minor"]) == (currency, total)
        self.orders[answer.json["id"]] = {
            "type": self.stall, "quantity": quantity, "currency": currency, "total": total,
            "kept": 0, "secret": answer.json["secret"],
        }  # fmt: skip
        return answer.json["id"]

    @rule(target=paid, made=consumes(held))
    def take_the_money(self, made):
        if made not in self.orders:
            return multiple()
        order = self.orders[made]
        path = f"{self.shop.orders_path}/{made}/received-payments"
        answer = self.ask("POST", path, {"method": "cash"})
        assert answer.status_code in (200, 201), answer.json
        work.drain()
        order["kept"] = order["total"]
        self.taken[order["currency"]] += order["total"]
        assert self.now(made)["state"] == "confirmed"
        return made

    @rule(made=consumes(held))
    def give_up(self, made):
        if made in self.orders:
            secret = self.orders.pop(made)["secret"]
            path = f"{self.shop.orders_path}/{made}/cancel"
            headers = {"Turnout-Order-Secret": secret}
            assert self.client.post(path, json={}, headers=headers).status_code == 200

    @rule()
    def lapse(self):
        with clock.frozen(clock.now() + HELD_FOR):
            work.run_timed("orders.expire_due")
        self.orders = {name: each for name, each in self.orders.items() if each["kept"]}

    @rule(made=paid, part=st.sampled_from([1, 2]))
    def refund(self, made, part):
        """Half, or all that is left: then the order is over and its places are free."""
        order = self.orders.get(made)
        if order is None:
            return
        minor = order["kept"] if part == 1 else order["kept"] // 2
        minor -= minor % 10 if order["currency"] == "KWD" else 0
        if minor <= 0:
            return
        path = f"{self.shop.orders_path}/{made}/refunds"
        answer = self.ask("POST", path, {"amount_minor": minor})
        assert answer.status_code == 202, answer.json
        self.hand_out(made)
        order["kept"] -= minor
        self.returned[order["currency"]] += minor
        if not order["kept"]:
            assert self.now(made)["state"] == "cancelled"
            del self.orders[made]

    @rule(made=paid)
    def move(self, made):
        """To the other type, if it is sold in the order's currency and has as many places."""
        order = self.orders.get(made)
        if order is None:
            return
        source, target = order["type"], self.box if order["type"] == self.stall else self.stall
        body = {"from_ticket_type_id": str(source), "to_ticket_type_id": str(target)}
        body |= {"waives_difference": True, "reason": "Asked at the desk"}
        answer = self.ask("POST", f"{self.shop.orders_path}/{made}/move", body)
        currencies = (OWN, "USD") if target == self.box else self.prices
        if order["currency"] not in currencies or order["quantity"] > self.left(target):
            assert answer.status_code == 409, answer.json
            return
        assert answer.status_code == 200, answer.json
        work.drain()
        order["type"] = target

    def hand_out(self, made):
        """Say of each refund of cash that the buyer has it."""
        work.drain()
        organization = f"/api/v1/organizations/{self.shop.organization.id}"
        with transaction(self.shop.organizer) as tx:
            every = payments.list_payments_of(tx, UUID(made))
        for each in every:
            for refund in payments.get_payment(self.shop.organizer, each.id).refunds:
                if refund.state == "pending":
                    path = f"{organization}/payments/{each.id}/refunds/{refund.id}/sent"
                    assert self.ask("POST", path).status_code == 200
        work.drain()

    def now(self, made):
        path = f"{self.shop.orders_path}/{made}"
        return self.client.get(path, headers=self.headers).json

    @invariant()
    def the_stock_is_one(self):
        pools = {self.shop.pools[each]: each for each in self.places}
        with transaction(self.shop.buyer) as tx:
            found = inventory.remaining(tx, list(pools))
        assert {pools[pool]: left for pool, left in found.items()} == {
            each: self.left(each) for each in self.places
        }

    @invariant()
    def each_currency_has_books_of_its_own(self):
        with transaction(self.shop.organizer) as tx:
            found = {
                (each.currency, each.account): each.balance_minor
                for each in payments.ledger_balance(tx)
                if each.balance_minor
            }
        expected = {}
        for currency, taken in self.taken.items():
            returned = self.returned[currency]
            expected[currency, "sales"] = -taken
            expected[currency, "refunds"] = returned
            expected[currency, "cash"] = taken - returned
        assert found == {place: minor for place, minor in expected.items() if minor}

    @invariant()
    def orders_keep_their_currency_and_price(self):
        for made, order in self.orders.items():
            told = self.now(made)
            said = (told["currency"], told["total_minor"])
            assert said == (order["currency"], order["total"])
            assert told["paid_minor"] - told["refunded_minor"] == order["kept"]

    @invariant()
    def only_what_has_a_price_is_offered(self):
        for currency in FURTHER:
            asked = {"currency": currency}
            answer = self.client.get(f"{self.at_event}/offers", query_string=asked)
            shown = answer.json.get("ticket_types", answer.json.get("items", []))
            names = {each["id"] for each in shown}
            assert (str(self.stall) in names) == (currency in self.prices)


def test_whatever_is_priced_sold_and_given_back_each_currency_agrees(client, queued):
    run_state_machine_as_test(
        lambda: Currencies(client),
        settings=settings(
            max_examples=250 if PROVE else 2,
            stateful_step_count=40 if PROVE else 12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
