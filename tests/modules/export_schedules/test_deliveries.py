"""Scheduled exports in an organization's own store: whole, once, and told when they are not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.work import drain
from tests.modules.export_schedules.conftest import Scheduler
from turnout_aws_fake.server import start_provider
from turnout_sftp_fake import serving

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound import transport
from turnout.modules.export_schedules import deliveries, due_exports, rules
from turnout.modules.notifications.api import Template
from turnout_sdk.adapter import Services
from turnout_sdk.testing import ProviderServer
from turnout_sdk.testing.fault_proxy import Fault, FaultProxy
from turnout_sdk.testing.local_http import local_client

JOB = "export_schedules.deliver-due"


@contextmanager
def reachable(address: str) -> Iterator[None]:
    """Let adapters of this process call a store although it is local."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(address).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    yield
    current.rules = before


class Store:
    """A store that the organization connects, and what lies there."""

    def __init__(self, desk: Scheduler, provider: Any, key: str, **through: Any) -> None:
        self.desk, self.key, self.through = desk, key, through
        account = desk.shop.organization.id.hex
        self.values = dict(provider.settings(provider.base_url, account))
        self.id = self.connect().json["id"]

    def connect(self, **values: Any) -> Any:
        body = {"kind": "storage", "adapter_key": self.key, "name": "Warehouse"}
        return self.call("POST", "", body | {"values": self.values | self.through | values})

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        said = bearer(self.desk.shop.organization.owner) | headers
        url = f"{self.desk.base}/connections{path}"
        return self.desk.client.open(url, method=method, json=body, headers=said)

    def change(self, **changes: Any) -> None:
        version = self.call("GET", f"/{self.id}").json["version"]
        done = self.call("PATCH", f"/{self.id}", changes, **{"If-Match": f'"{version}"'})
        assert done.status_code == 200, done.json

    def lines(self, name: str) -> list[str]:
        adapter = runtime.current().adapters.get("storage", self.key)
        with local_client(timeout=10) as http:
            port = adapter.open(self.values, Services(http=http, now=clock.now))
            content = b"".join(port.get(name))
        return content.decode("utf-8-sig").split()[1:]

    def deliver(self, *, later: timedelta = timedelta()) -> Any:
        """Let the file of the one schedule be offered, and say what became of it."""
        with clock.frozen(clock.now() + later):
            organization_id = self.desk.shop.organization.id
            for each, schedule_id in deliveries.list_due(SystemContext(job=JOB)):
                if each == organization_id:
                    deliveries.deliver(system_in(organization_id, JOB), schedule_id)
            drain()
        return next(iter(self.desk.mine()), None)


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
def store(desk, s3, proxy):
    yield Store(desk, s3, "s3-bucket", endpoint_url=proxy.address)
    transport.close_lent()


def test_a_file_arrives_whole_and_each_order_once(desk, store):
    tried = store.call("POST", f"/{store.id}/health").json
    assert (tried["is_healthy"], tried["is_called"]) == (True, True), tried
    first = desk.buy("Ada")
    made = desk.schedule(only_new=True, connection_id=store.id)
    assert (made.status_code, made.json["connection_id"]) == (201, store.id), made.json
    with clock.frozen(desk.next_at() + timedelta(minutes=1)):
        assert desk.come_round()["last_outcome"] == "delivering"
        done = store.deliver()
    assert (done["last_outcome"], done["delivery_failure"]) == ("delivered", None), done
    name = done["last_file_name"]
    assert name.startswith("for-the-books-")
    assert name.endswith(f"-{UUID(done['last_export_id']).hex[-8:]}.csv")
    assert store.lines(name) == [first["number"]]
    assert desk.mails() == []
    with clock.frozen(desk.next_at() - timedelta(hours=2)):
        second = desk.buy("Bea")
    with clock.frozen(desk.next_at() + timedelta(minutes=1)):
        desk.come_round()
        later = store.deliver()
    assert store.lines(later["last_file_name"]) == [second["number"]]
    with transaction(desk.shop.organizer) as tx:
        facts = tx.query(
            "SELECT payload->>'file_name' FROM outbox WHERE organization_id = %(organization_id)s"
            " AND name = 'export_schedules.delivered.v1' ORDER BY id",
            tx.here(),
        )
    assert [each for (each,) in facts] == [name, later["last_file_name"]]


def test_a_lost_answer_and_a_killed_worker_leave_one_file(desk, store, proxy):
    order = desk.buy("Ada")
    desk.schedule(only_new=True, connection_id=store.id)
    with clock.frozen(desk.next_at() + timedelta(minutes=1)):
        name = desk.come_round()["last_file_name"]
        proxy.plan(Fault.LOST_ANSWER)
        lost = store.deliver()
        assert (lost["last_outcome"], lost["delivery_failure"]) == ("delivering", "unreachable")
        assert (desk.mails(), store.lines(name)) == ([], [order["number"]])
        proxy.recover()
    with clock.frozen(datetime.fromisoformat(lost["deliver_at"])):
        killed = deliveries._claim(system_in(desk.shop.organization.id, JOB), UUID(lost["id"]))
        assert killed is not None
        assert store.deliver()["delivery_attempts"] == 2
        done = store.deliver(later=rules.LEASE)
    assert (done["last_outcome"], done["delivery_attempts"]) == ("delivered", 3)
    assert (done["last_file_name"], store.lines(name)) == (name, [order["number"]])


def test_what_a_store_refuses_is_told_tried_again_and_in_the_next_file(desk, store, proxy):
    order = desk.buy("Ada")
    desk.schedule(only_new=True, connection_id=store.id)
    with clock.frozen(desk.next_at() + timedelta(minutes=1)):
        desk.come_round()
        proxy.plan(Fault.UNKNOWN_CALLER)
        for _ in range(2):
            refused = store.deliver(later=timedelta(minutes=30))
        assert (refused["last_outcome"], refused["delivery_failure"]) == ("delivering", "settings")
        shown = store.call("GET", f"/{store.id}").json
        assert (shown["is_healthy"], shown["health_detail"]) == (
            False,
            "the store refused the keys",
        )
    [told] = desk.mails()
    letter = due_exports.compose(system_in(desk.shop.organization.id, JOB), told)
    assert (told.template, "not delivered" in letter.subject) == (Template.EXPORT_NOT_MADE, True)
    assert "could not be delivered to its store yet" in letter.text
    waiting = desk.next_at() + timedelta(minutes=1)
    with clock.frozen(waiting):
        assert desk.come_round()["last_export_id"] == refused["last_export_id"]
    with clock.frozen(waiting + timedelta(days=3)):
        given_up = store.deliver()
        assert (given_up["last_outcome"], given_up["delivery_failure"]) == (
            "not_delivered",
            "settings",
        )
    proxy.recover()
    with clock.frozen(waiting):
        desk.come_round()
        done = store.deliver()
    assert (done["last_outcome"], done["delivery_failure"]) == ("delivered", None)
    assert store.lines(done["last_file_name"]) == [order["number"]]
    last = desk.mails()[-1]
    letter = due_exports.compose(system_in(desk.shop.organization.id, JOB), last)
    assert (len(desk.mails()), "was given up" in letter.text) == (2, True)


def test_who_may_not_see_stores_chooses_none_and_a_removed_one_gives_way_to_mail(desk, store):
    desk.buy("Ada")
    staff = add_member(desk.shop.organization, "staff")
    assert desk.schedule(user=staff, connection_id=store.id).status_code == 403
    stranger = Scheduler(desk.client)
    [fault] = stranger.schedule(connection_id=store.id).json["errors"]
    assert fault["pointer"] == "/connection_id"
    store.change(state="disabled")
    [fault] = desk.schedule(connection_id=store.id).json["errors"]
    assert fault["pointer"] == "/connection_id"
    store.change(state="active")
    desk.schedule(connection_id=store.id)
    with clock.frozen(desk.next_at() + timedelta(minutes=1)):
        desk.come_round()
        version = store.call("GET", f"/{store.id}").json["version"]
        gone = store.call("DELETE", f"/{store.id}", **{"If-Match": f'"{version}"'})
        assert gone.status_code == 204, gone.json
        done = store.deliver()
    assert (done["last_outcome"], done["connection_id"]) == ("ready", None)
    assert [each.template for each in desk.mails()] == [Template.EXPORT_READY]


def test_a_file_arrives_at_a_server_whose_key_was_confirmed(desk, tmp_path):
    with serving(tmp_path) as server, reachable(f"sftp://127.0.0.1:{server.port}"):
        there = ProviderServer(settings=lambda _, account: server.settings(account))
        store = Store(desk, there, "sftp", host_key=None)
        unproved = store.call("POST", f"/{store.id}/health").json
        assert unproved["is_healthy"] is False
        assert f"The server shows the key {server.fingerprint}." in unproved["health_detail"]
        order = desk.buy("Ada")
        desk.schedule(connection_id=store.id)
        with clock.frozen(desk.next_at() + timedelta(minutes=1)):
            name = desk.come_round()["last_file_name"]
            assert store.deliver()["delivery_failure"] == "settings"
            assert list(tmp_path.iterdir()) == []
            store.change(values={"host_key": server.fingerprint})
            tried = store.call("POST", f"/{store.id}/health").json
            assert tried["is_healthy"] is True, tried
            server.loses_answers = True
            lost = store.deliver(later=timedelta(hours=1))
            assert (lost["last_outcome"], lost["delivery_failure"]) == ("delivering", "unreachable")
            server.loses_answers = False
            done = store.deliver(later=timedelta(hours=3))
        assert (done["last_outcome"], store.lines(name)) == ("delivered", [order["number"]])
        folder = "exports/turnout"
        expected = sorted((f"{folder}/{name}", f"{folder}/turnout-check.txt"))
        assert server.listed(desk.shop.organization.id.hex) == expected
        inside = store.connect(host="10.0.0.1", password="p").json
        assert [each["pointer"] for each in inside["errors"]] == ["/values/host"]
