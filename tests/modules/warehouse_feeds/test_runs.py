"""Runs of warehouse feeds: values as in the database, nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from tests.factories.many_scans import fill_entries
from tests.modules.warehouse_feeds.conftest import Warehouse, reachable
from turnout_sftp_fake import serving

from turnout.kernel.db.tx import transaction
from turnout.kernel.settings import Settings
from turnout.modules.checkin import service as checkin
from turnout.modules.tickets import api as tickets
from turnout.modules.warehouse_feeds import queries, rules, runs
from turnout.modules.warehouse_feeds.tables import TABLES, ColumnType
from turnout_sdk.testing.fault_proxy import Fault, FaultProxy

READ_AS = {
    ColumnType.TEXT: ("VARCHAR", "{}"),
    ColumnType.NUMBER: ("BIGINT", "{}"),
    ColumnType.MOMENT: ("TIMESTAMP WITH TIME ZONE", "epoch_us({})"),
    ColumnType.YES_OR_NO: ("BOOLEAN", "{}"),
}
IN_SQL = {
    ColumnType.TEXT: "{}::text",
    ColumnType.NUMBER: "{}",
    ColumnType.MOMENT: "(extract(epoch FROM {}) * 1000000)::bigint",
    ColumnType.YES_OR_NO: "{}",
}
SIX = timedelta(minutes=6)
WORKER = """
import sys
from uuid import UUID
from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.settings import load_settings
from turnout.modules.warehouse_feeds import policies, runs

runtime.start(load_settings(), role="worker")
runs.ROWS_OF_A_PAGE = runs.ROWS_OF_A_FILE = 1
organization_id, feed_id = (UUID(each) for each in sys.argv[1:])
runs.carry_on(system_in(organization_id, "warehouse_feeds.run-due"), feed_id)
"""


REFUND = """
    INSERT INTO refunds (organization_id, id, payment_id, key, amount_minor, currency, reason,
        state, requested_at)
    SELECT organization_id, gen_random_uuid(), id, id::text, 250, currency, 'Ada was ill',
        'succeeded', opened_at
    FROM payments WHERE organization_id = %(organization_id)s
"""


def _sell(warehouse: Warehouse, settings: Settings) -> None:
    """Orders, one of them paid and refunded in part, and somebody who came in."""
    order = warehouse.buy("Ada")
    warehouse.buy("Bea", type_id=warehouse.seat)
    fill_entries(settings.database_owner_url.get_secret_value(), warehouse.shop, count=1)
    with transaction(warehouse.inside) as tx:
        tx.query(REFUND, tx.here())
    checkin.ensure_default_list(warehouse.shop.organizer, warehouse.shop.event_id)
    with transaction(warehouse.inside) as tx:
        [ticket] = tickets.list_of(tx, UUID(order["id"]))
        code = tickets.code_of(tx, ticket)
    door = f"/events/{warehouse.shop.event_id}/checkins"
    admitted = warehouse.call("POST", door, {"code": code})
    assert admitted.json["verdict"] == "admitted", admitted.json


@pytest.mark.usefixtures("plain_postgresql")
def test_the_first_run_has_every_value_and_names_nobody(warehouse, proxy, settings):
    _sell(warehouse, settings)
    made = warehouse.add(folder="raw/turnout")
    assert (made.status_code, made.json["has_personal_data"]) == (201, False), made.json
    run = warehouse.run()
    manifest = warehouse.download(run, within="raw/turnout/")
    assert run["manifest"].startswith("raw/turnout/_manifests/00000001-")
    assert [each["name"] for each in manifest["tables"]] == list(TABLES)
    assert all(each["is_full"] for each in manifest["tables"])
    puts = [urlsplit(each.target).path for each in proxy.writes]
    assert puts[-1].endswith(run["manifest"])  # last of all
    for name in TABLES:
        _require_equal(warehouse, name)
        said = str(warehouse.ask("SELECT * FROM {files}", name))
        assert "example" not in said
        assert "Ada" not in said
    [(said,)] = warehouse.ask(
        "SELECT DISTINCT value FROM parquet_kv_metadata("
        f"'{warehouse.folder}/orders/v1/*.parquet') WHERE key = 'turnout.schema_version'",
        "orders",
    )
    assert said == b"1"


def _require_equal(warehouse: Warehouse, name: str) -> None:
    """The file has the table's columns in their types, and the values that SQL finds."""
    columns = TABLES[name].chosen(has_personal_data=False)
    described = warehouse.ask("DESCRIBE SELECT * FROM {files}", name)
    expected = [(each.name, READ_AS[each.type][0]) for each in columns]
    expected += [("feed_run", "BIGINT"), ("is_deleted", "BOOLEAN")]
    assert [each[:2] for each in described] == expected
    found = warehouse.latest(name, *(READ_AS[each.type][1].format(each.name) for each in columns))
    said = ", ".join(IN_SQL[each.type].format(f"f.{each.name}") for each in columns)
    wanted = warehouse.query(
        f"SELECT {said} FROM {queries.RECORDS[name]} f"
        " WHERE f.organization_id = %(organization_id)s"
    )
    assert wanted
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_a_change_that_commits_late_and_what_was_deleted_are_in_the_next_run(
    warehouse, monkeypatch
):
    monkeypatch.setattr(runs, "ROWS_OF_A_PAGE", 1)
    first = warehouse.buy("Ada")
    unsold = warehouse.shop.add_type(name="Unsold")
    warehouse.add(tables=["orders", "ticket_types"], has_personal_data=True)
    warehouse.download(warehouse.run())
    written, may_commit = threading.Event(), threading.Event()

    def correct() -> None:
        with transaction(warehouse.inside) as tx:
            where = tx.here(id=first["id"])
            tx.query(
                "UPDATE orders SET buyer_name = 'Late' WHERE organization_id = %(organization_id)s"
                " AND id = %(id)s",
                where,
            )
            written.set()
            may_commit.wait(30)

    late = threading.Thread(target=correct)
    late.start()
    assert written.wait(30)
    second = warehouse.buy("Bea")
    run = warehouse.run(later=timedelta(hours=2))
    manifest = warehouse.download(run)
    assert [each["row_count"] for each in manifest["tables"]] == [0, 1]
    assert [each["is_full"] for each in manifest["tables"]] == [False, False]
    may_commit.set()
    late.join(30)
    gone = warehouse.call(
        "DELETE", f"/events/{warehouse.shop.event_id}/ticket-types/{unsold}", **{"If-Match": "*"}
    )
    assert gone.status_code == 204, gone.json
    run = warehouse.run(later=timedelta(hours=4))
    manifest = warehouse.download(run)
    numbers = sorted(each["number"] for each in (first, second))
    found = dict(warehouse.latest("orders", "number", "buyer_name"))
    assert sorted(found) == numbers
    assert found[first["number"]] == "Late"
    assert str(unsold) not in {each for (each,) in warehouse.latest("ticket_types", "id")}
    tomb = warehouse.ask(
        f"SELECT name, price_minor FROM {{files}} WHERE id = '{unsold}' AND is_deleted",
        "ticket_types",
    )
    assert tomb == [(None, None)]
    assert manifest["previous_watermark"] < manifest["watermark"]
    assert [each["sequence"] for each in warehouse.runs()] == [3, 2, 1]


class Killing(FaultProxy):
    """Lets a store take so many files, and kills whoever sent the last of them."""

    victim: subprocess.Popen[bytes] | None = None
    left = 0

    def _handle(self, request):
        answer = super()._handle(request)
        if request.method == "PUT":
            self.left -= 1
            if self.left == 0 and self.victim is not None:
                os.kill(self.victim.pid, signal.SIGKILL)
        return answer


def test_a_killed_worker_leaves_no_file_twice_and_no_manifest(desk, s3, settings, monkeypatch):
    for name in ("Ada", "Bea", "Cleo"):
        desk.buy(name)
    with Killing(s3.base_url).running() as proxy, reachable(proxy.address):
        values = dict(s3.settings(s3.base_url, desk.shop.organization.id.hex))
        desk.connect("s3-bucket", values | {"endpoint_url": proxy.address})
        desk.add(tables=["orders", "tickets"])
        desk.seal()
        proxy.left = 3
        proxy.victim = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(desk.shop.organization.id), str(desk.feed_id())],
            env=_environment(settings, proxy.address),
        )
        assert proxy.victim.wait(120) == -signal.SIGKILL
        [killed] = desk.runs()
        assert (killed["state"], killed["file_count"], killed["manifest"]) == ("running", 2, None)
        monkeypatch.setattr(runs, "ROWS_OF_A_PAGE", 1)
        monkeypatch.setattr(runs, "ROWS_OF_A_FILE", 1)
        assert desk.run()["attempts"] == 1  # the dead worker's lease
        done = desk.run(later=SIX)
        manifest = desk.download(done)
        puts = [urlsplit(each.target).path.rpartition("/orders/")[2] for each in proxy.writes]
    assert (done["sequence"], done["attempts"], done["row_count"]) == (1, 2, 6)
    names = [each["name"] for table in manifest["tables"] for each in table["files"]]
    again = [each for each in puts if puts.count(each) > 1]
    assert [each.rpartition("-")[2] for each in again] == ["0003.parquet"] * 2
    assert len(names) == len(set(names)) == len(set(puts)) - 1  # besides them, the manifest
    for table in ("orders", "tickets"):
        ids = [each for (each,) in desk.ask("SELECT id FROM {files}", table)]
        assert len(ids) == len(set(ids)) == 3


def _environment(settings, address):
    names = ("database_url", "database_operator_url", "redis_url", "broker_url", "public_url")
    said = {name: getattr(settings, name) for name in (*names, "master_keys", "state_dir")}
    said |= {"environment": "test", "hosts": "localhost"}
    said["database_distributed"] = settings.database_distributed
    said["loopback_hosts"] = urlsplit(address).netloc
    plain = {
        f"TURNOUT_{name.upper()}": str(getattr(each, "get_secret_value", lambda each=each: each)())
        for name, each in said.items()
    }
    kept = {name: each for name, each in os.environ.items() if not name.startswith("TURNOUT_")}
    return kept | plain


def test_a_store_that_refuses_is_told_and_gets_the_same_files_later(warehouse, proxy):
    warehouse.buy("Ada")
    warehouse.add(tables=["orders"])
    proxy.plan(Fault.UNKNOWN_CALLER)
    held = warehouse.run()
    assert (held["state"], held["failure"]) == ("running", "settings")
    assert warehouse.feed()["failure"] == "settings"
    shown = warehouse.call("GET", f"/connections/{warehouse.store_id}").json
    assert shown["health_detail"] == "the store refused the keys"
    warehouse.run(later=timedelta(minutes=10))
    facts = warehouse.query(
        "SELECT payload->>'failure' FROM outbox WHERE organization_id = %(organization_id)s"
        " AND name = 'warehouse_feeds.run-held-up.v1'"
    )
    assert facts == [("settings",)]
    proxy.recover()
    asked = warehouse.call("POST", f"/warehouse-feeds/{warehouse.feed_id()}/runs", {})
    assert asked.status_code == 202, asked.json
    done = warehouse.run()
    assert (done["sequence"], done["state"], warehouse.feed()["failure"]) == (1, "complete", None)
    names = [urlsplit(each.target).path for each in proxy.writes]
    assert len(set(names)) == 2  # its one file, and the manifest
    warehouse.download(done)
    assert len(warehouse.latest("orders", "id")) == 1


def test_a_server_by_sftp_has_the_files_of_the_manifest_and_no_other(desk, tmp_path):
    desk.buy("Ada")
    (tmp_path / "server").mkdir()
    with serving(tmp_path / "server") as server, reachable(f"sftp://127.0.0.1:{server.port}"):
        account = desk.shop.organization.id.hex
        desk.connect("sftp", server.settings(account))
        desk.add(tables=["orders", "tickets"])
        server.loses_answers = True
        assert desk.run()["failure"] == "unreachable"
        server.loses_answers = False
        done = desk.run(later=timedelta(minutes=5))
        manifest = desk.download(done)
        lying = [each.removeprefix("exports/turnout/") for each in server.listed(account)]
    names = [each["name"] for table in manifest["tables"] for each in table["files"]]
    assert sorted([*names, done["manifest"]]) == lying
    assert manifest["format"] == rules.MANIFEST_FORMAT


@pytest.mark.parametrize("field", ["has_personal_data", "folder"])
def test_sent_elsewhere_or_otherwise_every_row_is_sent_again(warehouse, field):
    warehouse.buy("Ada")
    warehouse.add(tables=["orders"])
    warehouse.run()
    changed = warehouse.change(**{field: {"has_personal_data": True, "folder": "new"}[field]})
    assert changed.status_code == 200, changed.json
    run = warehouse.run()
    assert (run["sequence"], run["row_count"], run["tables"][0]["is_full"]) == (2, 1, True)
