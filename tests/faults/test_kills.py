"""Web, worker, relay, scheduler and Redis are killed while people buy; then the power fails.

`make prove` takes it in, with a new seed each time; TURNOUT_SEED repeats one. Named by its path it
runs ten times shorter.
"""

import asyncio
import os
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from tests.faults.buyers import Crowd, Told
from tests.faults.mini_stack import MiniStack
from tests.faults.promises import broken_promises, orders_in
from turnout_sdk.testing.local_http import local_get

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_240_203))
FREE_BUYERS, PAYING_BUYERS, ROUNDS, SECONDS = (600, 300, 12, 120) if PROVE else (40, 20, 1, 10)
SCARCE = FREE_BUYERS * 5 // 8
VICTIMS = ("web", "worker", "relay", "scheduler", "redis")
LATER_SECONDS = 150
"""Roles come back with their clocks so far ahead: what was lost is due again at once."""
PATIENCE_SECONDS = 120.0
CROWDED, BURST_SECONDS = 5, 1.5


@dataclass(slots=True)
class Reaper:
    """Kills one role after another, each in a way that chance picks, until told to stop."""

    stack: MiniStack
    told: Told
    chance: random.Random
    killed: Counter[str] = field(default_factory=Counter)

    def work(self) -> None:
        for _ in range(ROUNDS):
            for role in self.chance.sample(VICTIMS, len(VICTIMS)):
                wait_until(lambda: serves(self.stack.address), "the web role serves again")
                time.sleep(self.chance.uniform(0.0, 0.5))
                self._wait_for_a_burst()
                self.killed[f"{role}: {self.stack.kill(role, self.chance)}"] += 1

    def _wait_for_a_burst(self) -> None:
        """A moment when requests are under way, if one comes soon."""
        until = time.monotonic() + BURST_SECONDS
        while self.told.in_flight < CROWDED and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(self.chance.uniform(0.0, 0.03))


def test_killed_processes_lose_no_order_oversell_nothing_and_mail_once(stack, postgres, database):
    url = postgres.superuser_url(database)
    stack.start()
    told, killed = buy_among_kills(stack)
    stack.power_failure()
    stack.start(later_seconds=LATER_SECONDS)
    wait_until(lambda: are_confirmed(url, told.paid), "every payment has confirmed its order")
    stack.wait_idle(PATIENCE_SECONDS)

    assert {each.split(":")[0] for each in killed} == set(VICTIMS), killed
    assert broken_promises(url) == {}, f"seed {SEED}"
    there = orders_in(url)
    assert told.orders.keys() == there.keys()
    assert {number_of(each) for each in told.orders.values()} == {
        number_of(each) for each in there.values()
    }
    assert told.sold_out == FREE_BUYERS - SCARCE
    states = {order_id: order["state"] for order_id, order in there.items()}
    free = [each for each, order in there.items() if order["total_minor"] == 0]
    assert Counter(states[each] for each in free) == {"confirmed": SCARCE}
    assert Counter(states[each] for each in told.paid) == {"confirmed": len(told.paid)}
    assert {states[each] for each in told.declined} == {"awaiting_payment"}
    assert_one_message_id_each(stack, [told.orders[each] for each in [*free, *told.paid]])


def buy_among_kills(stack: MiniStack) -> tuple[Told, Counter[str]]:
    """People come and buy while roles die; what they were told, and who was killed how."""
    world = stack.prepare(scarce=SCARCE)
    chance = random.Random(SEED)  # noqa: S311  moments, no secrets
    told = Told()
    reaper = Reaper(stack, told, random.Random(SEED + 1))  # noqa: S311
    thread = threading.Thread(target=reaper.work)

    async def crowd() -> None:
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(
            base_url=stack.address, timeout=10, limits=limits, trust_env=False
        ) as http:
            path = f"/api/v1/organizations/{world['organization_id']}/orders"
            people = Crowd(http, path, world, chance, told)
            coming = people.come(free=FREE_BUYERS, paying=PAYING_BUYERS, within_seconds=SECONDS)
            await asyncio.wait_for(coming, SECONDS + PATIENCE_SECONDS)

    thread.start()
    try:
        asyncio.run(crowd())
    finally:
        thread.join()
    return told, reaper.killed


def assert_one_message_id_each(stack: MiniStack, orders: list[dict[str, Any]]) -> None:
    """As the mailbox saw it: copies may have come twice, never under two ids."""
    listed = local_get(f"{stack.mailbox}/api/messages?limit=1000")
    mails = listed.json()["messages"]
    ids = defaultdict(set)
    for mail in mails:
        ids[mail["to"][0]].add(mail["message_id"])
    assert ids.keys() == {order["buyer_email"] for order in orders}
    assert {address: found for address, found in ids.items() if len(found) != 1} == {}
    every = [next(iter(found)) for found in ids.values()]
    assert len(every) == len(set(every))


def are_confirmed(url: str, order_ids: set[str]) -> bool:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT id FROM orders WHERE state = 'confirmed'")
        return order_ids <= {str(row[0]) for row in rows}


def serves(address: str) -> bool:
    try:
        return local_get(f"{address}/healthz", timeout=2).is_success
    except httpx.TransportError:
        return False


def wait_until(is_so: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"not in time: {what}"
        time.sleep(0.1)


def number_of(order: dict[str, Any]) -> tuple[str, str]:
    return str(order["id"]), order["number"]
