"""Orders at the real web role while reports of a million orders are read.

Buyers come twenty times a second whether the web keeps up or not, and an order's time counts from
the moment when it was due. Rounds without a reader, with one who opens a report a second and with
one who asks for the next as soon as one is there take turns, so that a machine that grows slower
meanwhile is no one's gain. Times are judged on a machine that does nothing else; the third are
written down only: their reports take one of its two processors whatever they cost.
"""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

import pytest

from tests.bench import load
from tests.faults.mini_stack import MiniStack
from tests.faults.test_door_apart import TURNOUT, answers
from tests.faults.test_drain import wait_until
from tests.prove.conftest import StackOf
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from tests.prove.test_neighbours import p95
from turnout_dev.stack.postgres import Postgres
from turnout_dev.stack.settings import role_environment

ORDERS: Final = 1_000_000 if PROVE else 20_000
ROUNDS, SECONDS = (6, 20.0) if PROVE else (1, 5.0)
PACE, CLIENTS = 20, 8
PROMISED_SHARE: Final = 1.1
"""How much longer an order may take while reports are read."""
READERS: Final = {None: "alone", 1.0: "beside a report a second", 0.0: "beside report on report"}
"""How often a report is opened, in seconds."""
GROUPINGS: Final = ("month", "day", "event", "channel", "code")
SETUP: Final = """
import json, sys
from tests.factories.many_sales import count_days, fill_sales
from tests.factories.people import bearer
from turnout.cli import start_command
start_command()
filled = fill_sales(sys.argv[1], count=int(sys.argv[2]))
count_days(filled)
shop = filled.shops[0]
print(json.dumps({
    "report": f"/api/v1/organizations/{filled.organization.id}/sales-report",
    "headers": bearer(filled.organization.owner),
    "orders": shop.orders_path,
    "basket": shop.basket(shop.add_type(capacity=1_000_000)),
}))
"""


@pytest.fixture(scope="module")
def web(stack_of: StackOf) -> Iterator[MiniStack]:
    with stack_of("reports") as stack:
        role = subprocess.Popen(
            [TURNOUT, "web"],
            env=role_environment(stack.settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ready = f"http://{stack.settings['TURNOUT_WEB_METRICS_BIND']}/readyz"
        wait_until(lambda: answers(ready), "the web is ready")
        yield stack
        role.terminate()
        role.wait(40)


@pytest.fixture(scope="module")
def sales(web: MiniStack, postgres: Postgres) -> dict[str, Any]:
    """An organization that sold a million orders, whose days are counted, and sells on."""
    database = web.settings["TURNOUT_DATABASE_URL"].rpartition("/")[2]
    return web.made_by("-c", SETUP, postgres.superuser_url(database), str(ORDERS))


def test_orders_take_no_longer_while_reports_are_read(
    web: MiniStack, sales: dict[str, Any]
) -> None:
    was_busy = is_busy()
    place = web.settings["TURNOUT_WEB_BIND"]
    asyncio.run(_round(place, sales, every=0.0, seconds=SECONDS / 3))
    took: dict[float | None, list[float]] = {every: [] for every in READERS}
    reports = dict.fromkeys(READERS, 0)
    for _ in range(ROUNDS):
        for every in READERS:
            orders, read = asyncio.run(_round(place, sales, every=every, seconds=SECONDS))
            took[every] += orders
            reports[every] += read
    for every, said in READERS.items():
        figures = (
            f"{p95(took[every]):.1f} ms (median {median(took[every]):.1f})"
            f" beside {reports[every]} reports of {ORDERS:,} orders in {ROUNDS * SECONDS:.0f} s"
        )
        print(f"an order {said}: {figures}")  # noqa: T201  figures are what this proof is for
        record_result(f"an order {said}", figures)
        assert reports[every] >= ROUNDS or every is None
    if PROVE and not was_busy:
        assert p95(took[1.0]) <= p95(took[None]) * PROMISED_SHARE, took


async def _round(
    place: str, sales: dict[str, Any], *, every: float | None, seconds: float
) -> tuple[list[float], int]:
    """Milliseconds of each order from when it was due, and how many reports were read."""
    over = asyncio.Event()
    reader = None if every is None else asyncio.create_task(_read(place, sales, over, every))
    begins = time.monotonic()
    buyers = (_buy(place, sales, client, begins, seconds) for client in range(CLIENTS))
    took = [each for of_one in await asyncio.gather(*buyers) for each in of_one]
    over.set()
    return took, await reader if reader else 0


async def _buy(
    place: str, sales: dict[str, Any], client: int, begins: float, seconds: float
) -> list[float]:
    took = []
    reader, writer = await asyncio.open_connection(*place.split(":"))
    for number in range(client, int(seconds * PACE), CLIENTS):
        due = begins + number / PACE
        buyer = {"email": f"b{time.monotonic_ns()}@mail.example", "name": "Bea"}
        wire = load.to_wire(
            place, load.Request(sales["orders"], sales["basket"] | {"buyer": buyer})
        )
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        writer.write(wire)
        status, body = await load.read_answer(reader)
        took.append((time.monotonic() - due) * 1000)
        assert status == 201, body
    writer.close()
    return took


async def _read(place: str, sales: dict[str, Any], over: asyncio.Event, every: float) -> int:
    """Somebody who opens a report so often, in seconds; at 0 one after another."""
    count, begins = 0, time.monotonic()
    reader, writer = await asyncio.open_connection(*place.split(":"))
    while not over.is_set():
        path = f"{sales['report']}?group_by={GROUPINGS[count % len(GROUPINGS)]}"
        wanted = load.Request(path, {}, sales["headers"], method="GET")
        writer.write(load.to_wire(place, wanted))
        status, body = await load.read_answer(reader)
        assert status == 200, body
        assert json.loads(body)["totals"]
        count += 1
        await asyncio.sleep(max(0.0, begins + count * every - time.monotonic()))
    writer.close()
    return count
