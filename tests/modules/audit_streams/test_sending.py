"""Streams of the log: every event reaches the log server, in order, however long it was away."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.factories.log_server import LogServer, log_server
from tests.factories.operators import make_operator
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization

from turnout.kernel import maintenance, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.audit import api as audit
from turnout.modules.audit_streams import api as audit_streams
from turnout.modules.audit_streams.api import NewAuditStream, StreamKind
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind

JOB = SystemContext(job="test.audit-streams")


@pytest.fixture
def organization(app: Any) -> MadeOrganization:
    return make_organization()


@pytest.fixture(params=["syslog", "json-lines"])
def server(request: Any, tmp_path: Path) -> Iterator[LogServer]:
    """A log server that is down at first, and that this process may call."""
    with log_server(tmp_path, kind=request.param) as made, reaching(f"localhost:{made.port}"):
        yield made


class reaching:  # noqa: N801  reads as a sentence where it stands
    """Let this process call a local name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        self.before = runtime.current().rules
        allowed = self.before.loopback_hosts | {self.name}
        runtime.current().rules = replace(self.before, loopback_hosts=allowed)

    def __exit__(self, *_: object) -> None:
        runtime.current().rules = self.before


def stream_to(
    organization: MadeOrganization, server: LogServer, **more: Any
) -> audit_streams.AuditStream:
    new = NewAuditStream(
        kind=StreamKind(server.kind),
        name="SIEM",
        host="localhost",
        port=server.port,
        ca_certificate=server.certificate,
        **more,
    )
    ctx = context_of(organization, organization.owner)
    return audit_streams.create_stream(ctx, new).stream


def happen(organization: MadeOrganization, number: int) -> None:
    """A change of a row, and a security event."""
    ctx = system_in(organization.id, "test.audit-streams")
    changes = organizations.OrganizationUpdate(name=f"Name {number}")
    organizations.update_organization(ctx, changes)
    with transaction(ctx) as tx:
        told = {"number": number}
        security_events.record_security_event(tx, SecurityEventKind.EXPORTED, details=told)


def settle() -> None:
    while audit.verify(JOB).unsealed:
        maintenance.seal_audit()
    while security_events.number_events(JOB):
        pass


def send(stream_id: UUID) -> int:
    settle()
    return audit_streams.send_stream(JOB, stream_id)


def kept_promise(events: list[dict[str, Any]]) -> None:
    """Every sequence number is there and, told apart by its id, once and in order."""
    once = list({each["id"]: each for each in events}.values())
    assert [each["sequence"] for each in once] == list(range(1, len(once) + 1))
    for log in ("audit", "security"):
        places = [each["position"] for each in once if each["log"] == log]
        assert places == sorted(places)


def test_every_event_arrives_in_order_though_the_server_was_down(
    organization: MadeOrganization, server: LogServer
) -> None:
    stream = stream_to(organization, server, with_values=True)
    for number in range(20):
        happen(organization, number)
        if number % 7 == 0:
            assert send(stream.id) == 0
    ctx = context_of(organization, organization.owner)
    resting = audit_streams.get_stream(ctx, stream.id)
    assert resting.failures == 3
    assert "Refused" in resting.last_error
    assert resting.next_at - resting.created_at > timedelta(seconds=4)

    server.up()
    assert send(stream.id) > 40
    server.drop_next = 1
    for number in range(20, 30):
        happen(organization, number)
    assert send(stream.id) == 0
    assert send(stream.id) >= 20

    kept_promise(server.events)
    names = [
        each["after"]["name"] for each in server.events if each["event"] == "organizations.update"
    ]
    assert names == [f"Name {number}" for number in range(30)]
    numbers = [
        each["details"]["number"]
        for each in server.events
        if each["event"] == SecurityEventKind.EXPORTED
    ]
    assert numbers == list(range(30))
    well = audit_streams.get_stream(ctx, stream.id)
    assert (well.failures, well.last_error, well.sequence) == (0, "", len(server.events))


def test_an_answer_that_got_lost_repeats_the_same_events_under_the_same_ids(
    organization: MadeOrganization, server: LogServer, settings: Any
) -> None:
    server.up()
    stream = stream_to(organization, server)
    happen(organization, 0)
    received = send(stream.id)
    _forget_that_it_was_received(settings, stream.id)
    happen(organization, 1)
    send(stream.id)
    first, again = server.events[:received], server.events[received : 2 * received]
    assert again == first
    kept_promise(server.events)


def _forget_that_it_was_received(settings: Any, stream_id: UUID) -> None:
    """As a worker leaves it that dies between the server's close and its own commit."""
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as operator:
        operator.execute(
            "UPDATE log_stream_cursors SET batch_audit = audit_position,"
            " batch_security = security_position, audit_position = 0, security_position = 0,"
            " sequence = 0 WHERE id = %s",
            [stream_id],
        )


def test_a_stream_has_nothing_of_another_organization(
    organization: MadeOrganization, server: LogServer
) -> None:
    server.up()
    other = make_organization()
    stream = stream_to(organization, server, from_beginning=True)
    happen(other, 1)
    happen(organization, 2)
    send(stream.id)
    assert {each["organization_id"] for each in server.events} == {str(organization.id)}
    assert "before" not in server.events[0]


def test_a_server_under_another_name_gets_nothing(
    organization: MadeOrganization, server: LogServer, tmp_path_factory: Any
) -> None:
    server.up()
    other = LogServer(tmp_path_factory.mktemp("other"), kind=server.kind)
    server.certificate = other.certificate
    stream = stream_to(organization, server)
    happen(organization, 1)
    assert send(stream.id) == 0
    assert server.events == []


def test_the_platforms_log_is_streamed_to_its_operators(client: Any, server: LogServer) -> None:
    server.up()
    new = {
        "kind": server.kind,
        "name": "SIEM",
        "host": "localhost",
        "port": server.port,
        "ca_certificate": server.certificate,
    }
    operator = make_operator()
    path = "/api/v1/platform/audit-streams"
    made = client.post(path, json=new, headers=operator.headers)
    assert made.status_code == 201, made.json
    security_events.record_on_platform(SecurityEventKind.SIGN_IN_FAILED, address="192.0.2.9")
    make_operator()
    stream_id = UUID(made.json["stream"]["id"])
    assert send(stream_id) >= 2
    assert {each["organization_id"] for each in server.events} == {None}
    assert {"operators.insert", "sign-in.failed"} <= {each["event"] for each in server.events}
    gone = client.delete(f"{path}/{stream_id}", headers=operator.headers)
    assert gone.status_code == 204


class _Inbox(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Turnout-Signature"], body))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def test_a_webhook_is_signed(organization: MadeOrganization) -> None:
    web = HTTPServer(("127.0.0.1", 0), _Inbox)
    web.got = []  # type: ignore[attr-defined]
    Thread(target=web.serve_forever, daemon=True).start()
    name = f"localhost:{web.server_port}"
    with reaching(name):
        new = NewAuditStream(kind=StreamKind.WEBHOOK, name="Hook", url=f"http://{name}/in")
        ctx = context_of(organization, organization.owner)
        made = audit_streams.create_stream(ctx, new)
        happen(organization, 1)
        assert send(made.stream.id) >= 2
    web.shutdown()
    web.server_close()
    [(told, body)] = web.got  # type: ignore[attr-defined]
    at, mark = (each.partition("=")[2] for each in told.split(","))
    signed = f"{at}.".encode() + body
    right = hmac.new(made.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(mark, right)
    kept_promise(json.loads(body))


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"kind": "syslog", "host": "127.0.0.1"}, "/host"),
        ({"kind": "syslog", "host": "10.0.0.8"}, "/host"),
        ({"kind": "json-lines", "host": ""}, "/host"),
        ({"kind": "syslog", "host": "logs.example", "ca_certificate": "x"}, "/ca_certificate"),
        ({"kind": "webhook", "url": "http://logs.example/"}, "/url"),
        ({"kind": "webhook", "url": ""}, "/url"),
    ],
)
def test_addresses_of_ours_and_unsafe_ones_are_refused(
    client: Any, organization: MadeOrganization, wrong: dict[str, str], pointer: str
) -> None:
    path = f"/api/v1/organizations/{organization.id}/audit-streams"
    answer = client.post(path, json={"name": "x", **wrong}, headers=bearer(organization.owner))
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_a_paused_stream_goes_on_where_it_was(
    client: Any, organization: MadeOrganization, server: LogServer
) -> None:
    server.up()
    stream = stream_to(organization, server)
    path = f"/api/v1/organizations/{organization.id}/audit-streams/{stream.id}"
    headers = bearer(organization.owner)
    assert client.patch(path, json={"is_active": False}, headers=headers).status_code == 200
    happen(organization, 1)
    assert send(stream.id) == 0
    assert client.patch(path, json={"is_active": True}, headers=headers).status_code == 200
    assert stream.id in audit_streams.claim_due_streams(JOB)
    assert send(stream.id) >= 2
    kept_promise(server.events)
