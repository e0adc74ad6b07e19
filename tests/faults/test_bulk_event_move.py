"""A worker is killed while a job moves many orders to another event: it goes on, none moves twice.

Places are taken there and freed here with each order, and its tickets have new codes: whatever was
done twice or by half would leave a ticket, a place or a fact too many.
"""

import time
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx

from tests.factories.people import PASSWORD
from tests.faults.promises import PROMISES, broken_promises
from tests.faults.test_bulk_refund import SEED, kill_workers, report_of
from tests.faults.test_kills import are_confirmed, wait_until
from tests.prove.results import record_result
from turnout_sdk.testing.local_http import local_client

ORDERS, KILLS = 60, 1
"""A worker that was killed is followed once its lease is over, a minute later."""
PATIENCE_SECONDS = 300.0
KEPT_ALL_THE_SAME = (
    "what is taken of a pool is what live holds and confirmed orders have",
    "a confirmed order has a valid ticket for every place, another order none",
    "no fact was set aside or is still waiting",
)


def promises(world: dict[str, Any]) -> dict[str, str]:
    """What would be broken: each statement finds the orders of which it is."""
    here, there = f"'{world['event_id']}'::uuid", f"'{world['other_event_id']}'::uuid"
    return {
        "every order is of the other event": f"SELECT number FROM orders WHERE event_id <> {there}",
        "each order has its one ticket there, and voided the one that it had here": f"""
            SELECT o.number, count(*) FILTER (WHERE t.event_id = {here}) AS here,
                count(*) FILTER (WHERE t.event_id = {there}) AS there
            FROM orders o LEFT JOIN tickets t ON t.reference = o.id GROUP BY o.id, o.number
            HAVING count(*) FILTER (WHERE t.event_id = {here} AND t.state <> 'valid') <> 1
                OR count(*) FILTER (WHERE t.event_id = {there} AND t.state = 'valid') <> 1
                OR count(*) <> 2
        """,
        "each move was told of once": """
            SELECT o.number, count(f.id) AS told FROM orders o
            LEFT JOIN outbox f ON f.name = 'order_moves.moved-to-event.v1'
                AND f.payload ->> 'order_id' = o.id::text
            GROUP BY o.id, o.number HAVING count(f.id) <> 1
        """,
        "no place is taken here, and one there for each order": f"""
            SELECT p.event_id, c.taken FROM inventory_counters c
            JOIN inventory_pools p ON p.organization_id = c.organization_id AND p.id = c.pool_id
            WHERE c.taken <> CASE p.event_id WHEN {there} THEN {ORDERS} ELSE 0 END
        """,
        **{promise: PROMISES[promise] for promise in KEPT_ALL_THE_SAME},
    }


def test_a_killed_bulk_move_goes_on_moves_once_and_reports_exactly(stack, postgres, database):
    url = postgres.superuser_url(database)
    stack.start()
    world = stack.prepare(scarce=ORDERS)
    with local_client(base_url=stack.address, timeout=60) as http:
        base = f"/api/v1/organizations/{world['organization_id']}"
        chosen = sorted(buy(http, base, world, number) for number in range(ORDERS))
        wait_until(lambda: are_confirmed(url, set(chosen)), "every order is confirmed")
        login = {"email": world["owner"], "password": PASSWORD}
        token = http.post("/api/v1/auth/sign-in", json=login).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        began = time.monotonic()
        job_path = f"{base}/jobs/{start(http, base, world, chosen)['id']}"
        killed = kill_workers(stack, http, job_path, total=ORDERS, kills=KILLS)
        stack.wait_idle(PATIENCE_SECONDS)
        seconds = time.monotonic() - began
        report = report_of(http, f"{job_path}/items")

    assert sum(killed.values()) == KILLS, killed
    assert sorted(report) == chosen, "each order stands in the report once"
    assert set(report.values()) == {"done"}, Counter(report.values())
    assert broken_promises(url, promises(world)) == {}, f"seed {SEED}"
    record_result(
        "a bulk move to another event whose worker is killed",
        f"{ORDERS} orders, {KILLS} kill, {seconds:.0f} s, none twice, the report exact",
    )


def buy(http: httpx.Client, base: str, world: dict[str, Any], number: int) -> str:
    """An order of one free ticket: its id."""
    basket = {
        "event_id": world["event_id"],
        "lines": [{"ticket_type_id": world["scarce"], "quantity": 1}],
        "buyer": {"email": f"buyer{number}@people.example", "name": f"Buyer {number}"},
        "attendees": [{"ticket_type_id": world["scarce"], "name": f"Guest {number}"}],
    }
    answer = http.post(f"{base}/orders", json=basket, headers={"Idempotency-Key": uuid4().hex})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def start(http: httpx.Client, base: str, world: dict[str, Any], order_ids: list[str]) -> Any:
    """The job, once the index of orders knows all of them."""
    change = {"from_ticket_type_id": world["scarce"], "to_ticket_type_id": world["other_free"]}
    body = {
        "order_ids": order_ids,
        "event_id": world["other_event_id"],
        "ticket_types": [change],
    }
    headers = {"Idempotency-Key": f"bulk-event-move-{SEED}"}
    answer = http.post(f"{base}/bulk-actions/move-orders-to-event", json=body, headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()
