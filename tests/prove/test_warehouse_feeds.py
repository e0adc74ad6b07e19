"""100,000 orders and what belongs to them become Parquet: how long, and in how little memory.

Files are written group after group, so the memory of the process grows by a group and a file on its
way, and not by the tables. Times are judged on a machine that does nothing else.
"""

import time
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from turnout_aws_fake.server import start_provider

from tests.factories.many_scans import fill_entries
from tests.modules.warehouse_feeds.conftest import Warehouse, reachable
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from turnout.kernel.outbound import transport
from turnout.kernel.settings import Settings
from turnout.modules.warehouse_feeds.tables import TABLES

ORDERS = 100_000 if PROVE else 1_000
PROMISED_SECONDS = 120.0
PROMISED_BYTES = 60_000_000


@pytest.mark.usefixtures("plain_postgresql")  # orders are filled past the policies
def test_many_rows_arrive_in_time_and_need_the_memory_of_few(
    client: Any, settings: Settings, tmp_path: Path
) -> None:
    warehouse = Warehouse(client, tmp_path / "read")
    assert settings.database_owner_url is not None
    fill_entries(settings.database_owner_url.get_secret_value(), warehouse.shop, count=ORDERS)
    was_busy = is_busy()
    with start_provider(tmp_path) as s3, reachable(s3.base_url):
        warehouse.connect("s3-bucket", dict(s3.settings(s3.base_url, "proof")))
        warehouse.add()
        tracemalloc.start()
        began = time.perf_counter()
        run = warehouse.carry_on()
        while run["state"] == "running":
            run = warehouse.carry_on()
        seconds = time.perf_counter() - began
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        transport.close_lent()
    peak += pa.default_memory_pool().max_memory()
    shown = (
        f"{run['row_count']} rows in {run['file_count']} files, {run['size_bytes'] / 1e6:.1f} MB:"
        f" {seconds:.0f} s, peak {peak / 1e6:.0f} MB"
    )
    print(shown)  # noqa: T201  figures are what this proof is for
    record_result("a warehouse feed's first run", shown)
    assert run["row_count"] > 4 * ORDERS
    assert len(run["tables"]) == len(TABLES)
    assert peak < PROMISED_BYTES
    if PROVE and not was_busy:
        assert seconds < PROMISED_SECONDS, shown
