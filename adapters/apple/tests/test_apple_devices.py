"""Requests of devices as Apple publishes them, and notes by the push service."""

import json
from datetime import UTC, datetime

import httpx
import pytest
from turnout_apple_fake import FakePushService

from turnout_apple import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.wallet import AskKind, Changed, WebRequest

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TOKEN = "ab" * 32
REGISTRATION = "/v1/devices/device-1/registrations/pass.example.tickets"


@pytest.fixture
def port(issued, push_service):
    return opened(issued, push_service)


def opened(issued, service, **changes):
    values = issued.settings() | {
        "api_base": service.address,
        "api_authority": service.authority.root,
    }
    services = Services(http=httpx.Client(trust_env=False), now=lambda: NOW)
    return adapter.open(values | changes, services)


def asked(port, method, path, **parts):
    return port.read_request(WebRequest(method=method, path=path, **parts))


def test_a_device_registers(port):
    ask = asked(
        port, "POST", f"{REGISTRATION}/serial-1",
        headers={"authorization": "ApplePass secret-token"},
        body=json.dumps({"pushToken": TOKEN}).encode(),
    )  # fmt: skip
    assert (ask.kind, ask.device, ask.pass_id) == (AskKind.REGISTER, "device-1", "serial-1")
    assert (ask.token, ask.push_token) == ("secret-token", TOKEN)
    assert "secret-token" not in repr(ask)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"pushToken": 5}', b'{"pushToken": "z"}'])
def test_a_registration_without_push_token_is_not_understood(port, body):
    assert asked(port, "POST", f"{REGISTRATION}/serial-1", body=body) is None


def test_another_pass_type_is_not_understood(port):
    assert asked(port, "GET", REGISTRATION.replace("example", "other")) is None


def test_a_device_leaves(port):
    ask = asked(
        port, "DELETE", f"{REGISTRATION}/serial-1", headers={"authorization": "ApplePass t"}
    )
    assert (ask.kind, ask.device, ask.pass_id, ask.token) == (
        AskKind.UNREGISTER, "device-1", "serial-1", "t",
    )  # fmt: skip


def test_a_device_asks_what_changed_since(port):
    ask = asked(port, "GET", REGISTRATION, query={"passesUpdatedSince": "1790"})
    assert (ask.kind, ask.device, ask.since) == (AskKind.LIST_CHANGED, "device-1", "1790")
    answer = port.write_changed(Changed(pass_ids=("a", "b"), mark="1800"))
    assert json.loads(answer.body) == {"serialNumbers": ["a", "b"], "lastUpdated": "1800"}


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Sun, 01 Mar 2026 12:00:00 GMT", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_device_fetches_the_newest_pass(port, said, at):
    ask = asked(
        port, "GET", "/v1/passes/pass.example.tickets/serial-1",
        headers={"authorization": "ApplePass t", "if-modified-since": said},
    )  # fmt: skip
    assert (ask.kind, ask.pass_id, ask.token, ask.modified_since) == (
        AskKind.FETCH, "serial-1", "t", at,
    )  # fmt: skip


def test_another_scheme_proves_nothing(port):
    ask = asked(
        port, "GET", "/v1/passes/pass.example.tickets/s", headers={"authorization": "Bearer t"}
    )
    assert ask.token == ""


def test_logs_are_cut(port):
    body = json.dumps({"logs": ["x" * 9000, 5, *["y"] * 50]}).encode()
    ask = asked(port, "POST", "/v1/log", body=body)
    assert ask.kind is AskKind.LOG
    assert len(ask.messages) == 20
    assert len(ask.messages[0]) == 500
    assert asked(port, "POST", "/v1/log", body=b"x" * 70_000) is None


def test_a_note_is_empty_and_names_the_pass_type(port, push_service):
    port.push(TOKEN)
    [note] = push_service.notes
    assert note["token"] == TOKEN
    assert note["apns-topic"] == "pass.example.tickets"
    assert note[":method"] == "POST"


def test_many_notes_go_over_one_connection(port, push_service):
    for number in range(20):
        port.push(f"{number:064x}")
    assert len(push_service.notes) == 20
    assert push_service.connections == 1


def test_a_device_that_left_is_gone(port, push_service):
    push_service.refuse(TOKEN)
    with pytest.raises(Declined) as raised:
        port.push(TOKEN)
    assert raised.value.code == "gone"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((429, "TooManyRequests"), Unavailable),
        ((503, "Shutdown"), Unavailable),
        ((403, "BadCertificate"), Misconfigured),
        ((400, "BadTopic"), Declined),
        ((400, "BadDeviceToken"), Declined),
        (None, Unclear),
    ],
)
def test_answers_come_out_as_errors_of_the_sdk(port, push_service, answer, error):
    push_service.planned.append(answer)
    with pytest.raises(error):
        port.push(TOKEN)


def test_a_connection_that_ended_meanwhile_is_opened_anew(port, push_service):
    port.push(TOKEN)
    push_service.planned.append(None)
    port.push(TOKEN)
    assert len(push_service.notes) == 2
    assert push_service.connections == 2


def test_a_service_that_is_not_there_is_unavailable(issued, push_service):
    port = opened(issued, push_service, api_base="https://127.0.0.1:9")
    with pytest.raises(Unavailable):
        port.push(TOKEN)


def test_a_server_of_another_authority_is_not_trusted(issued, push_service):
    port = opened(issued, push_service, api_authority="")
    with pytest.raises(Unavailable):
        port.push(TOKEN)


def test_the_fake_wants_the_certificate_of_the_topic(authority, push_service: FakePushService):
    other = authority.pass_certificate("pass.example.other")
    opened(other, push_service).push(TOKEN)
    assert push_service.notes[0]["apns-topic"] == "pass.example.other"
