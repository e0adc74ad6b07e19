"""An organization's settings never make us call into our own network, or hand out a secret."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.factories.people import MadeOrganization, bearer, make_organization

from turnout.kernel import runtime

INSIDE = (
    "127.0.0.1",
    "localhost",
    "0.0.0.0",  # noqa: S104  called, never bound
    "::1",
    "::ffff:127.0.0.1",
    "2130706433",
    "0x7f.1",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A service of ours that nobody from outside is meant to reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def was_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def configured(client: Any, organization: MadeOrganization, kind: str, **values: Any) -> Any:
    key = {"email": "smtp", "payments": "sandbox"}[kind]
    return client.post(
        f"/api/v1/organizations/{organization.id}/connections",
        json={"kind": kind, "adapter_key": key, "name": "Mine", "values": values},
        headers=bearer(organization.owner),
    )


def check(client: Any, organization: MadeOrganization, connection_id: str) -> Any:
    return client.post(
        f"/api/v1/organizations/{organization.id}/connections/{connection_id}/health",
        headers=bearer(organization.owner),
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "2130706433"])
def test_a_mail_server_inside_is_never_called(client: Any, listener: Any, host: str) -> None:
    organization = make_organization()
    port = listener.getsockname()[1]
    made = configured(
        client, organization, "email", host=host, port=port, security="none", timeout_seconds=1
    )
    if made.status_code == 201:
        answer = check(client, organization, made.get_json()["id"])
        assert (answer.status_code, answer.json["is_healthy"]) == (200, False)
    assert not was_called(listener)


@pytest.mark.parametrize("host", INSIDE)
def test_no_name_of_an_inside_address_is_accepted_for_mail(client: Any, host: str) -> None:
    organization = make_organization()
    made = configured(client, organization, "email", host=host, port=25, timeout_seconds=1)
    if made.status_code == 201:
        made = check(client, organization, made.get_json()["id"])
        assert (made.status_code, made.json["is_healthy"]) == (200, False)
    else:
        assert made.status_code == 422


def test_a_name_that_leads_inside_for_one_of_its_answers_is_refused(
    client: Any, listener: Any
) -> None:
    organization = make_organization()
    current = runtime.current()
    before = current.rules
    current.rules = replace(before, resolve=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    try:
        port = listener.getsockname()[1]
        made = configured(client, organization, "email", host="mail.example.com", port=port)
        assert made.status_code == 201
        answer = check(client, organization, made.get_json()["id"])
        assert (answer.status_code, answer.json["is_healthy"]) == (200, False)
    finally:
        current.rules = before
    assert not was_called(listener)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{port}", "http://localhost:{port}", "http://[::1]:{port}",
     "https://127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example", "file:///etc/passwd",
     "gopher://127.0.0.1:{port}/x"],
)  # fmt: skip
def test_a_payment_provider_inside_is_never_called(
    client: Any, listener: Any, address: str
) -> None:
    organization = make_organization()
    made = configured(
        client,
        organization,
        "payments",
        api_key="sk_test_acme",
        webhook_secret="whsec_0123456789abcdef",
        api_base=address.format(port=listener.getsockname()[1]),
    )
    assert made.status_code in (201, 422), made.get_data(as_text=True)
    if made.status_code == 201:
        answer = check(client, organization, made.get_json()["id"])
        assert answer.status_code in (200, 422)
        assert not answer.get_json().get("is_healthy")
    assert not was_called(listener)


def test_a_stored_password_is_not_sent_to_another_server(client: Any) -> None:
    """Whoever may edit a connection may not read its secret by moving the connection."""
    organization = make_organization()
    made = configured(
        client,
        organization,
        "email",
        host="mail.example.com",
        username="us",
        password="s3cret-word",
    )
    assert made.status_code == 201
    assert "s3cret-word" not in made.get_data(as_text=True)
    path = f"/api/v1/organizations/{organization.id}/connections/{made.get_json()['id']}"
    headers = bearer(organization.owner)
    for moved in ({"host": "evil.example"}, {"port": 2525}):
        answer = client.patch(path, json={"values": moved}, headers=headers)
        assert answer.status_code == 422, moved
        assert answer.get_json()["errors"][0]["pointer"] == "/values/password"
    again = {"host": "mail2.example.com", "password": "another-word"}
    assert client.patch(path, json={"values": again}, headers=headers).status_code == 200
    renamed = client.patch(
        path, json={"name": "Renamed", "values": {"timeout_seconds": 5}}, headers=headers
    )
    assert renamed.status_code == 200
