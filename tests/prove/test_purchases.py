"""Accepted payments end in fulfilled orders while the provider fails and webhooks get lost (PAY-8).

Buyers come in waves; during a wave the clock stands still, after it so much time passes that what
was interrupted is taken up again. Nobody's hold runs out meanwhile.
"""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from random import Random
from typing import Any

from tests.factories.payments import Provider, ref_of
from tests.faults.mini_stack import MiniStack
from tests.prove.counts import PURCHASES, SEED, chance
from tests.prove.crashing.environment import Environment, Purchase
from tests.prove.crashing.link import Link, environment_of, processes
from tests.prove.crashing.lives import PRICE
from tests.prove.results import record_result
from tests.prove.test_crashes import settings_of

TILLS = 4
WAVE = 25
SETTLING_ROUNDS, PAUSE_SECONDS = 4, 45
FAULTY, LOST, DECLINED = 0.3, 0.3, 0.15
BEHAVIOURS = ("drop", "error", "unavailable", "slow")
OPERATIONS = ("start", "start", "fetch", "find", "any")
HANGS = 4
"""So many times a provider does not answer at all; each costs the buyer five seconds."""
TRIES = 6
PROMISED = 0.999
MOST_SECONDS = 220
ENOUGH = 1000
"""So many are needed to speak of a thousandth; a busy machine takes longer to make them."""


@dataclass(slots=True)
class Till:
    """One process in which buyers are served, with an organization of its own."""

    world: Environment
    chance: Random
    waiting: list[Purchase] = field(default_factory=list)
    """Whose page to pay on is not there yet."""
    bought: list[Purchase] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def serve(self, buyers: int) -> None:
        for _ in range(buyers):
            self._misbehave()
            basket = self.world.made["basket"]
            purchase = Purchase(self.world.http("POST", self.world.orders_path, basket, key=True))
            self.bought.append(purchase)
            self.pay(purchase)

    def pay(self, purchase: Purchase) -> None:
        if not self._find_page(purchase):
            self.waiting.append(purchase)
            return
        if purchase.order["id"] not in self.seen and self.chance.random() < DECLINED:
            self.seen[purchase.order["id"]] += 1
            self._answer(purchase, "decline", lost=False)
            self.world.link.call("drain")
            self.seen["declined, then tried again"] += 1
            if not self._find_page(purchase):
                self.waiting.append(purchase)
                return
        self._answer(purchase, "success", lost=self.chance.random() < LOST)

    def catch_up(self) -> None:
        """Buyers who were told to come back do."""
        waiting, self.waiting = self.waiting, []
        for purchase in waiting:
            self.pay(purchase)

    def _find_page(self, purchase: Purchase) -> bool:
        order = purchase.order
        path = f"{self.world.orders_path}/{order['id']}/payment"
        for _ in range(TRIES):
            answer = self.world.http("POST", path, {}, {"Turnout-Order-Secret": order["secret"]})
            if answer["redirect_url"] and ref_of(answer["redirect_url"]) != purchase.ref:
                purchase.ref = ref_of(answer["redirect_url"])
                return True
            self.world.link.call("drain")
        return False

    def _answer(self, purchase: Purchase, outcome: str, *, lost: bool) -> None:
        """The bank answers; its webhook gets lost, or comes, perhaps twice."""
        world = self.world
        world.provider.complete(world.account, purchase.ref, outcome, webhooks={"lost": True})
        if lost:
            self.seen["webhook lost"] += 1
            return
        told = world.provider.deliveries(world.account, purchase.ref)
        world.link.call(
            "deliver",
            organization_id=world.made["organization_id"],
            connection_id=world.made["connection_id"],
            bodies=[each.decode() for each in told * self.chance.randint(1, 2)],
        )

    def _misbehave(self) -> None:
        if self.chance.random() < FAULTY:
            behaviour = self.chance.choice(BEHAVIOURS)
            more = {"seconds": 0.2} if behaviour == "slow" else {}
            self._script(self.chance.choice(OPERATIONS), behaviour, **more)
        elif self.seen["hang"] * TILLS < HANGS and self.chance.random() < 0.02:
            self._script("start", "hang", seconds=8)

    def _script(self, operation: str, behaviour: str, **more: Any) -> None:
        self.seen[behaviour] += 1
        self.world.provider.script(self.world.account, operation, behaviour, **more)


def test_accepted_payments_end_in_fulfilled_orders(stack: MiniStack, provider: Provider) -> None:
    with processes(stack.state, environment_of(settings_of(stack, provider))) as address:
        tills = [opened(address, provider, number) for number in range(TILLS)]
        served, until = 0, time.monotonic() + MOST_SECONDS
        with ThreadPoolExecutor(TILLS) as pool:
            while served < PURCHASES and (served < ENOUGH or time.monotonic() < until):
                buyers = min(WAVE, -(-(PURCHASES - served) // TILLS))
                list(pool.map(Till.serve, tills, repeat(buyers)))
                served += buyers * TILLS
                settle(tills)
                list(pool.map(Till.catch_up, tills))
                settle(tills)
        ended = [each for till in tills for each in endings(till)]
        for till in tills:
            till.world.link.close()
    accepted = [fulfilled for is_paid, fulfilled in ended if is_paid]
    seen = sum((till.seen for till in tills), Counter[str]())
    faults = {name: count for name, count in seen.items() if len(name) != 36}
    record_result(
        "accepted payments end in fulfilled orders",
        f"{sum(accepted)} of {len(accepted)}; {dict(sorted(faults.items()))}",
    )

    assert len(accepted) >= served * PROMISED, f"{len(accepted)} of {served} accepted, seed {SEED}"
    assert sum(accepted) >= len(accepted) * PROMISED, f"{sum(accepted)} of {len(accepted)}"
    assert seen["declined, then tried again"], seen
    assert seen["webhook lost"], seen


def opened(address: str, provider: Provider, number: int) -> Till:
    source = chance(f"till {number}")
    link = Link(address, source)
    made = link.call("make", provider=provider.address, capacity=10 * PURCHASES, price_minor=PRICE)
    return Till(Environment(link, provider, source, made, eagerness=0.0), source)


def settle(tills: list[Till]) -> None:
    """Time passes for everybody, and what is due is done."""
    for _ in range(SETTLING_ROUNDS):
        for till in tills:
            till.world.link.later_seconds += PAUSE_SECONDS
        tills[0].world.link.call("work")


def endings(till: Till) -> list[tuple[bool, bool]]:
    """Of each order: whether the provider has its money, whether its buyer has a ticket."""
    world = till.world
    books = world.link.call("books", organization_id=world.made["organization_id"])
    orders = {each["id"]: each for each in books["orders"]}
    assert not books["differences"], books["differences"]
    ends = []
    for each in till.bought:
        order = orders[each.order["id"]]
        is_paid = bool(each.ref) and (
            world.provider.payment(world.account, each.ref)["state"] == "succeeded"
        )
        ends.append((is_paid, order["state"] == "confirmed" and order["valid_tickets"] == 1))
    return ends
