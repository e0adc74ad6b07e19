"""100,000 scans and 100,000 entries of the ledger become files, whatever happens to the worker.

Rates are judged on a machine that does nothing else, and stand beside those of orders.
"""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from tests.factories.many_scans import fill_entries, fill_scans
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from tests.prove.test_order_exports import Exports, lines_in
from turnout.kernel import clock, spreadsheet_files
from turnout.kernel.db.tx import transaction
from turnout.kernel.settings import Settings
from turnout.modules.jobs import service as jobs
from turnout.modules.jobs.api import register
from turnout.modules.order_exports import parts, rules
from turnout.modules.order_exports.api import COLUMNS

LINES = 100_000
PARTS = LINES // rules.ROWS_OF_A_PART
PROMISED = {"csv": 20_000, "xlsx": 5_000}
"""Lines a second that are sent of what was made."""
PROMISED_SECONDS = 180.0
"""To make them, as with orders."""
PROMISED_BYTES = 100_000_000
FILLS: dict[str, Callable[..., None]] = {"checkins": fill_scans, "payments": fill_entries}


class Kind(Exports):
    """Exports of one kind, all of its columns."""

    def __init__(self, client: Any, shop: MadeShop, kind: str) -> None:
        super().__init__(client, shop)
        self.kind, self.event_id = kind, str(shop.event_id)

    def start(self, format_: str) -> Any:
        chosen = {"event_id": self.event_id}
        return self.begin(self.kind, format_, COLUMNS[self.kind], filter=chosen)

    def checksum(self, started: Any) -> str:
        """Of what the file says: a workbook tells besides when it was put together."""
        file = b"".join(self.send(started))
        if zipfile.is_zipfile(io.BytesIO(file)):
            file = zipfile.ZipFile(io.BytesIO(file)).read(spreadsheet_files.SHEET)
        return sha256(file).hexdigest()

    def count_parts(self, started: Any) -> int:
        with transaction(self.inside) as tx:
            where = tx.here(export_id=UUID(started["id"]))
            [(count,)] = tx.query(
                "SELECT count(*) FROM order_export_parts"
                " WHERE organization_id = %(organization_id)s AND export_id = %(export_id)s",
                where,
            )
        return int(count)


@pytest.fixture(scope="module", params=list(FILLS))
def exports(client: Any, settings: Settings, request: pytest.FixtureRequest) -> Kind:
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    FILLS[request.param](url, made, count=LINES)
    return Kind(client, made, request.param)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_every_line_is_in_the_file_in_time_and_little_is_held(exports: Kind, format_: str) -> None:
    was_busy = is_busy()
    began = time.perf_counter()
    started = exports.start(format_)
    exports.make(started)
    made = time.perf_counter() - began
    file = b"".join(exports.send(started))
    sent = time.perf_counter() - began - made
    assert lines_in(format_, file) == LINES + 1
    tracemalloc.start()
    begun = exports.start(format_)
    jobs.run_job(exports.inside, UUID(begun["job_id"]))
    assert sum(len(piece) for piece in exports.send(started)) > LINES
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    exports.cancel(begun)
    shown = (
        f"{LINES} lines, {len(COLUMNS[exports.kind])} columns: made {LINES / made:,.0f} lines/s,"
        f" sent {LINES / sent:,.0f} lines/s, {len(file) / 1e6:.1f} MB, {peak / 1e6:.0f} MB held"
    )
    print(f"{exports.kind} {format_}: {shown}")  # noqa: T201  figures are what this proof is for
    record_result(f"an export of {exports.kind} as {format_}", shown)
    assert peak < PROMISED_BYTES
    if not was_busy:
        assert LINES / sent >= PROMISED[format_], shown
        assert made < PROMISED_SECONDS, shown


class Killed(BaseException):
    """What a worker that is killed leaves behind: an open transaction, and no word."""


@pytest.fixture
def dying(exports: Kind) -> Iterator[list[int]]:
    """Parts that are made until the worker dies in the middle of all of them."""
    made: list[int] = []

    def make(tx: Any, job: Any, part_id: Any) -> Any:
        outcome = parts.make_part(tx, job, part_id)
        made.append(len(made))
        if len(made) == PARTS // 2:
            raise Killed
        return outcome

    register(f"{exports.kind}.export", make)
    yield made
    register(f"{exports.kind}.export", parts.make_part, workers=rules.WORKERS)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_worker_killed_midway_leaves_one_right_file(
    exports: Kind, dying: list[int], format_: str
) -> None:
    with clock.frozen(clock.now()):
        whole = exports.start(format_)
        broken = exports.start(format_)
    with pytest.raises(Killed):
        exports.make(broken)
    assert exports.state(broken) == "running"
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        exports.make(broken)
        exports.make(whole)
        assert exports.checksum(broken) == exports.checksum(whole)
    assert len(dying) > PARTS


def test_an_export_cancelled_midway_leaves_nothing(exports: Kind, dying: list[int]) -> None:
    begun = exports.start("csv")
    with pytest.raises(Killed):
        exports.make(begun)
    exports.cancel(begun)
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        exports.make(begun)
    drain()
    assert (exports.state(begun), exports.count_parts(begun)) == ("cancelled", 0)
    assert len(dying) == PARTS // 2
