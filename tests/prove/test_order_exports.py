"""100,000 orders become a file: how long that takes, and how little memory.

A job makes the file part by part, and it is put together while it is sent, so the memory of the
process grows by a part and not by the file. Times are judged on a machine that does nothing else.
"""

import io
import time
import tracemalloc
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from tests.factories.many_orders import fill_orders
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from turnout.app import create_app
from turnout.kernel.context import system_in
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings
from turnout.modules.jobs import service as jobs
from turnout.modules.order_exports import rules

ORDERS = 100_000 if PROVE else 3_000
PROMISED_SECONDS = 180.0
PROMISED_BYTES = 40_000_000
COLUMNS = [*rules.ORDER_COLUMNS]


@pytest.fixture(scope="module")
def client(settings: Settings) -> Any:
    """The platform in this process: no stack is needed."""
    caller = create_app(settings).test_client()
    caller.environ_base["HTTP_HOST"] = "turnout.test"
    return caller


@pytest.fixture(scope="module")
def shop(client: Any, settings: Settings) -> MadeShop:
    """An event with its orders, all of them in the index."""
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    fill_orders(url, made, made.add_type(), count=ORDERS)
    return made


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_every_order_is_in_the_file_and_memory_stays_flat(
    client: Any, shop: MadeShop, format_: str
) -> None:
    base = f"/api/v1/organizations/{shop.organization.id}/order-exports"
    headers = bearer(shop.organization.owner)
    body = {"format": format_, "columns": [{"id": each} for each in COLUMNS]}
    was_busy = is_busy()
    tracemalloc.start()
    began = time.perf_counter()
    key = {**headers, "Idempotency-Key": new_id().hex}
    started = client.post(f"{base}/orders", json=body, headers=key)
    assert started.status_code == 202, started.json
    asked = time.perf_counter() - began
    job_id = UUID(started.json["job_id"])
    inside = system_in(shop.organization.id, jobs.JOB)
    while jobs.run_job(inside, job_id):
        pass
    made = time.perf_counter() - began
    _, peak = tracemalloc.get_traced_memory()
    drain()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    answer = client.get(f"{base}/{started.json['id']}/file", headers=headers, buffered=False)
    assert answer.status_code == 200, answer.json
    size, file = 0, io.BytesIO()
    for piece in answer.iter_encoded():
        size += len(piece)
        if not PROVE:
            file.write(piece)
    _, peak_of_sending = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sent = time.perf_counter() - began - made
    if not PROVE:
        assert lines_in(format_, file) == ORDERS + 1
    shown = (
        f"{ORDERS} orders, {len(COLUMNS)} columns: asked {asked:.1f} s, made {made:.0f} s,"
        f" sent {sent:.1f} s, {size / 1e6:.1f} MB; peak {peak / 1e6:.0f} MB making,"
        f" {(peak_of_sending - before) / 1e6:.0f} MB sending"
    )
    print(f"{format_}: {shown}")  # noqa: T201  figures are what this proof is for
    record_result(f"an export as {format_}", shown)
    assert max(peak, peak_of_sending - before) < PROMISED_BYTES
    if PROVE and not was_busy:
        assert made < PROMISED_SECONDS, shown


def lines_in(format_: str, file: io.BytesIO) -> int:
    """How many lines a file has, its head among them."""
    file.seek(0)
    if format_ == "csv":
        return file.getvalue().count(b"\r\n")
    sheet = openpyxl.load_workbook(file, read_only=True).active
    assert sheet is not None
    return sum(1 for _ in sheet.iter_rows())
