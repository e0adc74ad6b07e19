"""Processes are killed between any two statements; orders, money, stock and tickets end right."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.factories.payments import Provider
from tests.faults.mini_stack import MiniStack
from tests.faults.promises import PROMISES, breaches_of
from tests.prove.counts import CRASHES, SEED, chance
from tests.prove.crashing.environment import Environment
from tests.prove.crashing.link import Link, environment_of, processes
from tests.prove.crashing.lives import LIVES, PAST_THE_HOLD_SECONDS, PRICE, Ending, Life
from tests.prove.results import record_result
from turnout_dev.stack.postgres import Postgres

DAYS_BETWEEN_LIVES = 3
DAY_SECONDS = 24 * 3600
MOST_DEATHS = 3
MOST_SHOWN = 5
NOT_HERE = (
    "a confirmed order has one mail about it",
    "every mail was sent",
    "an order is paid exactly when it is confirmed, once and in full",
)
"""Nobody sends mail here, and what comes of a refunded order each life says itself."""
HELD = tuple(promise for promise in PROMISES if promise not in NOT_HERE)
TICKETS = """
    SELECT o.id, count(t.id) FILTER (WHERE t.state = 'valid')
    FROM orders o LEFT JOIN tickets t ON t.reference = o.id GROUP BY o.id
"""
TAKEN = "SELECT taken FROM inventory_counters WHERE pool_id = %s"


def test_killed_between_any_two_statements_every_order_ends_right(
    stack: MiniStack, provider: Provider, postgres: Postgres
) -> None:
    environment = environment_of(settings_of(stack, provider))
    url = postgres.superuser_url(environment["TURNOUT_DATABASE_URL"].rpartition("/")[2])
    deaths: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    with processes(stack.state, environment) as address:
        for number in range(CRASHES):
            life = LIVES[number % len(LIVES)]
            world, died = lived(life, number, address, provider)
            deaths += died
            complaints = complaints_about(world, life.ending, url)
            if complaints:
                wrong[f"{number} {life.name} (killed: {dict(died)})"] = complaints
            if len(wrong) >= MOST_SHOWN:
                break
    record_result(
        "killed between any two statements", f"{CRASHES} lives, {deaths.total()} processes killed"
    )

    assert not wrong, f"seed {SEED}\n" + json.dumps(wrong, indent=1, default=str)
    assert broken_promises(url) == {}
    assert settled(environment)["waiting"] == {}
    assert deaths.total() >= CRASHES, deaths


def lived(
    life: Life, number: int, address: str, provider: Provider
) -> tuple[Environment, Counter[str]]:
    """A life from basket to end, days after the one before."""
    source = chance(f"life {number}")
    link = Link(address, source, later_seconds=number * DAYS_BETWEEN_LIVES * DAY_SECONDS)
    made = link.call(
        "make", mortal=False, provider=provider.address, capacity=life.capacity, price_minor=PRICE
    )
    world = Environment(link, provider, source, made, eagerness=source.choice((0.0, 0.3, 0.8)))
    link.left = source.randint(1, MOST_DEATHS)
    try:
        life.live(world)
        world.settle()
        world.hear(everything=True)
        world.wait(PAST_THE_HOLD_SECONDS)
        world.settle()
        link.left = 0
        world.settle()
        world.made["books"] = link.call(
            "books", mortal=False, organization_id=made["organization_id"]
        )
    except AssertionError as error:
        world.made["complaint"] = str(error)
    finally:
        link.close()
    return world, link.deaths


def complaints_about(world: Environment, wanted: Ending, url: str) -> list[str]:
    """In what the books, the stock and the tickets are not what the life's end says."""
    if "complaint" in world.made:
        return [world.made["complaint"]]
    books = world.made["books"]
    with psycopg.connect(url) as connection:
        tickets = {str(row[0]): row[1] for row in connection.execute(TICKETS)}
        [taken] = connection.execute(TAKEN, [world.made["pool_id"]]).fetchone() or [None]
    by_id = {each["id"]: each for each in books["orders"]}
    orders = tuple(
        (
            *(by_id[each.order["id"]][name] for name in ("state", "money_state")),
            *(by_id[each.order["id"]][name] for name in ("paid_minor", "refunded_minor")),
            tickets[each.order["id"]],
        )
        for each in world.purchases
    )
    ledger = {each["account"]: each["balance_minor"] for each in books["ledger"]}
    found = {
        "orders": (orders, wanted.orders),
        "payments": (tuple(sorted(each["state"] for each in books["payments"])), wanted.payments),
        "ledger": ({name: minor for name, minor in ledger.items() if minor}, wanted.ledger),
        "taken": (taken, sum(each[4] for each in wanted.orders)),
        "differences": (books["differences"], []),
    }
    return [
        f"{what}: {is_so}, not {ought}" for what, (is_so, ought) in found.items() if is_so != ought
    ]


def broken_promises(url: str) -> dict[str, list[Any]]:
    with psycopg.connect(url) as connection:
        found = {each: breaches_of(connection, PROMISES[each])[:MOST_SHOWN] for each in HELD}
    return {promise: rows for promise, rows in found.items() if rows}


def settled(environment: dict[str, str]) -> Any:
    """What `turnout settle` says of all organizations."""
    program = Path(sys.executable).with_name("turnout")
    done = subprocess.run(
        [program, "settle"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def settings_of(stack: MiniStack, provider: Provider) -> dict[str, str]:
    return stack.settings | {
        "TURNOUT_ENVIRONMENT": "test",
        "TURNOUT_PUBLIC_URL": "http://turnout.test",
        "TURNOUT_LOOPBACK_HOSTS": urlsplit(provider.address).netloc,
        "TURNOUT_LOG_LEVEL": "ERROR",
    }
