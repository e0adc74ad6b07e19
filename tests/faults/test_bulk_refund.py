"""Workers are killed while a job refunds many orders: it goes on, and no order is refunded twice.

`make prove` takes it in at 2,000 paid orders, with a new seed each time; TURNOUT_SEED repeats one.
Named by its path it runs with fifty.
"""

import asyncio
import os
import random
import time
from collections import Counter
from typing import Any

import httpx
import psycopg

from tests.factories.people import PASSWORD
from tests.faults.buyers import Crowd, Told
from tests.faults.mini_stack import MiniStack
from tests.faults.promises import PROMISES, broken_promises
from tests.faults.test_kills import are_confirmed, wait_until
from tests.prove.results import record_result
from turnout_sdk.testing.local_http import local_client

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_261_122))
BUYERS, KILLS, SECONDS = (2_500, 5, 240) if PROVE else (62, 2, 5)
"""Every fifth buyer is declined."""
PATIENCE_SECONDS = 900.0
KEPT_ALL_THE_SAME = (
    "what is taken of a pool is what live holds and confirmed orders have",
    "every ledger entry sums to zero",
    "no fact was set aside or is still waiting",
    "no webhook and no request to the provider is still waiting",
)
BROKEN = {
    "every order is cancelled and its money has gone back": """
        SELECT number, state, money_state FROM orders
        WHERE paid_minor > 0 AND (state, money_state) <> ('cancelled', 'refunded')
    """,
    "every order has one refund, of all that was paid": """
        SELECT o.number, count(r.id) AS refunds FROM orders o
        LEFT JOIN order_refunds r ON r.order_id = o.id AND r.state = 'succeeded'
        WHERE o.paid_minor > 0 GROUP BY o.id, o.number, o.paid_minor
        HAVING count(r.id) <> 1 OR sum(r.amount_minor) <> o.paid_minor
    """,
    "no ticket is left": "SELECT id FROM tickets WHERE state = 'valid'",
    **{promise: PROMISES[promise] for promise in KEPT_ALL_THE_SAME},
}


def test_a_killed_bulk_refund_goes_on_refunds_once_and_reports_exactly(stack, postgres, database):
    url = postgres.superuser_url(database)
    stack.start()
    world = stack.prepare(scarce=1)
    told = buy(stack, world)
    wait_until(
        lambda: are_confirmed(url, told.paid),
        "every payment has confirmed its order",
        seconds=PATIENCE_SECONDS,
    )
    with local_client(base_url=stack.address, timeout=60) as http:
        login = {"email": world["owner"], "password": PASSWORD}
        token = http.post("/api/v1/auth/sign-in", json=login).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        base = f"/api/v1/organizations/{world['organization_id']}"
        chosen = sorted(told.paid)
        began = time.monotonic()
        job = start(http, base, chosen)
        job_path = f"{base}/jobs/{job['id']}"
        killed = kill_workers(stack, http, job_path, total=len(chosen), kills=KILLS)
        stack.wait_idle(PATIENCE_SECONDS)
        seconds = time.monotonic() - began
        report = report_of(http, f"{job_path}/items")

    assert sum(killed.values()) == KILLS, killed
    assert sorted(report) == chosen, "each order stands in the report once"
    assert set(report.values()) == {"done"}, Counter(report.values())
    assert broken_promises(url, BROKEN) == {}, f"seed {SEED}"
    assert refunds_at_provider(stack, world, url) == Counter({1: len(chosen)})
    record_result(
        "a bulk refund whose workers are killed",
        f"{len(chosen)} orders, {KILLS} kills, {seconds:.0f} s, none twice, the report exact",
    )


def buy(stack: MiniStack, world: dict[str, Any]) -> Told:
    told = Told()

    async def crowd() -> None:
        async with httpx.AsyncClient(base_url=stack.address, timeout=30, trust_env=False) as http:
            path = f"/api/v1/organizations/{world['organization_id']}/orders"
            chance = random.Random(SEED)  # noqa: S311  moments, no secrets
            people = Crowd(http, path, world, chance, told)
            coming = people.come(free=0, paying=BUYERS, within_seconds=SECONDS)
            await asyncio.wait_for(coming, SECONDS + PATIENCE_SECONDS)

    asyncio.run(crowd())
    return told


def start(http: httpx.Client, base: str, order_ids: list[str]) -> Any:
    """The job, once the index of orders knows all of them."""
    body = {"order_ids": order_ids, "reason": "The hall has burnt down"}
    headers = {"Idempotency-Key": f"bulk-refund-{SEED}"}
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = http.post(f"{base}/bulk-actions/refund-orders", json=body, headers=headers)
        if answer.status_code == 202:
            return answer.json()
        assert answer.status_code == 422, answer.text
        assert time.monotonic() < until, answer.text
        time.sleep(0.5)


def kill_workers(
    stack: MiniStack, http: httpx.Client, path: str, *, total: int, kills: int
) -> Counter[str]:
    """Kill the worker at moments spread over the job, then wait until the job is done."""
    chance = random.Random(SEED + 1)  # noqa: S311
    moments = sorted(chance.randrange(1, max(total * 4 // 5, 2)) for _ in range(kills))
    killed: Counter[str] = Counter()
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        job = http.get(path).json()
        if moments and job["done"] >= moments[0]:
            moments.pop(0)
            killed[stack.kill("worker", chance)] += 1
        if job["state"] == "done":
            return killed
        assert time.monotonic() < until, job
        time.sleep(0.05)


def report_of(http: httpx.Client, path: str) -> dict[str, str]:
    """The state of each order in the job's report; an order that stands there twice is refused."""
    found: dict[str, str] = {}
    cursor: str | None = ""
    while cursor is not None:
        asked = {"limit": 100, **({"cursor": cursor} if cursor else {})}
        listed = http.get(path, params=asked).json()
        for each in listed["items"]:
            assert each["subject_id"] not in found
            found[each["subject_id"]] = each["state"]
        cursor = listed["next_cursor"]
    return found


def refunds_at_provider(stack: MiniStack, world: dict[str, Any], url: str) -> Counter[int]:
    """How many payments have how many refunds, by the provider's own account."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT provider_ref FROM payments WHERE captured_minor > 0")
        refs = [row[0] for row in rows.fetchall()]
    key = {"Authorization": f"Bearer {world['api_key']}"}
    found: Counter[int] = Counter()
    with local_client(base_url=f"http://{stack.provider}", headers=key) as http:
        for ref in refs:
            facts = http.get(f"/v1/payments/{ref}").json()["facts"]
            found[sum(each["type"] == "refund.succeeded" for each in facts)] += 1
    return found
