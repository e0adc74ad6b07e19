"""Exports of 100,000 lines by the running product, from when they are asked for to the file.

All roles run. An export is asked for at the web, two processes of the worker make it beside each
other, and it is asked for until it is ready and then downloaded. Rates are judged on a machine that
does nothing else.
"""

import time
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest

from tests.faults.mini_stack import MiniStack
from tests.prove.conftest import StackOf
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from tests.prove.test_order_exports import lines_in
from turnout.modules.order_exports.api import COLUMNS
from turnout_dev.stack.postgres import Postgres

LINES: Final = 100_000 if PROVE else 3_000
PROMISED: Final = {"csv": 20_000, "xlsx": 5_000}
"""Lines a second, from when an export is asked for until its last byte is there."""
ROUNDS: Final = 5 if PROVE else 1
LONGEST_SECONDS: Final = 180.0
POLL_SECONDS: Final = 0.1
PAUSE_SECONDS: Final = 15.0 if PROVE else 0.0
"""Between two of them, so that nobody asks for more than somebody may."""
SETUP: Final = """
import json, sys
from tests.factories.many_orders import fill_orders
from tests.factories.many_scans import fill_entries, fill_scans
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from turnout.cli import start_command
start_command()
url, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
shop = make_shop()
if kind == "orders":
    fill_orders(url, shop, shop.add_type(), count=count)
else:
    {"checkins": fill_scans, "payments": fill_entries}[kind](url, shop, count=count)
print(json.dumps({
    "path": f"/api/v1/organizations/{shop.organization.id}/order-exports",
    "event_id": str(shop.event_id),
    "headers": bearer(shop.organization.owner),
}))
"""


@pytest.fixture(scope="module")
def stack(stack_of: StackOf) -> Iterator[MiniStack]:
    with stack_of("exports") as made:
        made.start()
        yield made


@pytest.fixture(scope="module", params=["orders", "checkins", "payments"])
def filled(stack: MiniStack, postgres: Postgres, request: pytest.FixtureRequest) -> dict[str, Any]:
    database = stack.settings["TURNOUT_DATABASE_URL"].rpartition("/")[2]
    url = postgres.superuser_url(database)
    made = stack.made_by("-c", SETUP, url, request.param, str(LINES))
    stack.wait_idle(LONGEST_SECONDS)
    return made | {"kind": request.param}


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_file_of_every_line_is_there_in_time(
    stack: MiniStack, filled: dict[str, Any], format_: str
) -> None:
    was_busy = is_busy()
    columns = [{"id": each} for each in COLUMNS[filled["kind"]]]
    wanted = {"format": format_, "columns": columns, "filter": {"event_id": filled["event_id"]}}
    rates = []
    with httpx.Client(base_url=stack.address, headers=filled["headers"], timeout=60) as client:
        for _ in range(ROUNDS):
            seconds, file = _exported(client, filled, wanted)
            rates.append(LINES / seconds)
            time.sleep(PAUSE_SECONDS)
    assert lines_in(format_, file) == LINES + 1
    shown = f"{max(rates):,.0f} lines/s, {min(rates):,.0f} at least, with {len(columns)} columns"
    print(f"{filled['kind']} {format_}: {shown}")  # noqa: T201  figures are what this proof is for
    record_result(f"{filled['kind']} as {format_}, from asked for to downloaded", shown)
    if PROVE and not was_busy:
        assert max(rates) >= PROMISED[format_], shown


def _exported(
    client: httpx.Client, filled: dict[str, Any], wanted: dict[str, Any]
) -> tuple[float, bytes]:
    """How many seconds an export took from when it was asked for, and its file."""
    key = {"Idempotency-Key": f"export-{time.perf_counter_ns()}"}
    path = f"{filled['path']}/{filled['kind']}"
    began = time.perf_counter()
    started = client.post(path, json=wanted, headers=key)
    assert started.status_code == 202, started.text
    one = f"{filled['path']}/{started.json()['id']}"
    while client.get(one).json()["state"] == "running":
        assert time.perf_counter() < began + LONGEST_SECONDS
        time.sleep(POLL_SECONDS)
    file = client.get(f"{one}/file")
    assert file.status_code == 200, file.text
    return time.perf_counter() - began, file.content
