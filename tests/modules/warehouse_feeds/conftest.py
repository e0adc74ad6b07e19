"""An organization with sales whose warehouse is a real store, and what a reader finds there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import duckdb
import pytest
from tests.factories.people import bearer
from tests.modules.order_exports.conftest import Desk
from turnout_aws_fake.server import start_provider

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound import transport
from turnout.modules.warehouse_feeds import runs
from turnout.modules.warehouse_feeds.tables import TABLES
from turnout_sdk.adapter import Services
from turnout_sdk.testing.fault_proxy import FaultProxy
from turnout_sdk.testing.local_http import local_client

JOB = "warehouse_feeds.run-due"


@contextmanager
def reachable(address: str) -> Iterator[None]:
    """Let adapters of this process call a store although it is local."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(address).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    yield
    current.rules = before


class Warehouse(Desk):
    """Sells, sends its tables into a store, and reads there what arrived."""

    def __init__(self, client: Any, folder: Path) -> None:
        super().__init__(client)
        self.folder = folder
        self.inside = system_in(self.shop.organization.id, JOB)

    def connect(self, key: str, values: dict[str, Any]) -> str:
        self.key, self.values = key, values
        body = {"kind": "storage", "adapter_key": key, "name": "Warehouse", "values": values}
        made = self.call("POST", "/connections", body)
        assert made.status_code == 201, made.json
        self.store_id = made.json["id"]
        return self.store_id

    def call(self, method: str, path: str, body: Any = None, *, user: Any = None, **said: str):
        headers = bearer(user or self.shop.organization.owner) | said
        return self.client.open(f"{self.base}{path}", method=method, json=body, headers=headers)

    def add(self, **body: Any) -> Any:
        said = {
            "name": "Data warehouse",
            "connection_id": self.store_id,
            "tables": list(TABLES),
            "cadence": "hourly",
        }
        return self.call("POST", "/warehouse-feeds", said | body)

    def feed(self) -> Any:
        [found] = self.call("GET", "/warehouse-feeds").json["items"]
        return found

    def change(self, **changes: Any) -> Any:
        return self.call("PATCH", f"/warehouse-feeds/{self.feed()['id']}", changes)

    def run(self, *, later: timedelta = timedelta()) -> Any:
        """Let the time of the one feed come; its latest run."""
        self.seal()
        return self.carry_on(later=later)

    def carry_on(self, *, later: timedelta = timedelta()) -> Any:
        """The same with what the log had before."""
        with clock.frozen(clock.now() + later):
            for organization_id, feed_id in runs.list_due(SystemContext(job=JOB)):
                if organization_id == self.shop.organization.id:
                    runs.carry_on(self.inside, feed_id)
        return self.runs()[0]

    def seal(self) -> None:
        """Chain what was committed, as the kernel does every ten seconds."""
        with transaction(SystemContext(job="kernel.seal-audit")) as tx:
            tx.query("SELECT turnout_audit_seal(100000)")

    def runs(self) -> Any:
        found = self.call("GET", f"/warehouse-feeds/{self.feed()['id']}/runs")
        assert found.status_code == 200, found.json
        return found.json["items"]

    def fetch(self, name: str) -> bytes:
        adapter = runtime.current().adapters.get("storage", self.key)
        with local_client(timeout=10) as http:
            port = adapter.open(self.values, Services(http=http, now=clock.now))
            return b"".join(port.get(name))

    def download(self, run: Any, *, within: str = "") -> Any:
        """The manifest of a run; its files are as it says, and lie in a folder from now on."""
        assert run["state"] == "complete", run
        manifest = json.loads(self.fetch(run["manifest"]))
        for table in manifest["tables"]:
            for file in table["files"]:
                content = self.fetch(f"{within}{file['name']}")
                said = (len(content), sha256(content).hexdigest())
                assert said == (file["size_bytes"], file["sha256"])
                path = self.folder / file["name"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return manifest

    def ask(self, statement: str, table: str = "") -> list[Any]:
        """What a reader that is not ours finds in the files of a table."""
        files = f"read_parquet('{self.folder}/{table}/v1/*.parquet', union_by_name = true)"
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            return connection.execute(statement.format(files=files)).fetchall()

    def latest(self, table: str, *columns: str) -> list[Any]:
        """The rows of a table as the how-to says that they are read."""
        said = ", ".join(columns)
        return self.ask(
            f"SELECT {said} FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY feed_run"
            " DESC) AS age FROM {files}) WHERE age = 1 AND NOT is_deleted ORDER BY ALL",
            table,
        )

    def query(self, statement: str, **values: Any) -> list[Any]:
        with transaction(self.inside) as tx:
            return tx.query(statement, tx.here(**values))

    def feed_id(self) -> UUID:
        return UUID(self.feed()["id"])


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with start_provider(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def proxy(s3):
    """Stands between us and the store, and misbehaves on order."""
    with FaultProxy(s3.base_url).running() as running, reachable(running.address):
        yield running


@pytest.fixture
def desk(client, queued, tmp_path):
    return Warehouse(client, tmp_path / "read")


@pytest.fixture
def warehouse(desk, s3, proxy):
    values = dict(s3.settings(s3.base_url, desk.shop.organization.id.hex))
    desk.connect("s3-bucket", values | {"endpoint_url": proxy.address})
    yield desk
    transport.close_lent()
