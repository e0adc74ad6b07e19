"""Connections for what speaks no HTTP: one look-up, checked addresses, one way to fail."""

import socket

import pytest

from turnout.kernel.outbound.addresses import Rules
from turnout.kernel.outbound.transport import lend_connector

HOST = "mail.example"


@pytest.fixture
def server():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def rules_for(port, resolve):
    """HOST is a development host, which has to lead to this machine."""
    return Rules(loopback_hosts=frozenset({f"{HOST}:{port}"}), resolve=resolve)


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to(server):
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with lend_connector(rules_for(server, rebinding))(HOST, server, 2) as connected:
        assert connected.getpeername() == ("127.0.0.1", server)
        assert connected.gettimeout() == 2
    assert asked == [HOST]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254"]
)
def test_a_name_that_leads_inside_fails_as_one_that_leads_nowhere(server, address):
    def nowhere(host, port):
        raise OSError("NXDOMAIN")

    said = []
    for resolve in (nowhere, lambda _host, _port: [address], lambda _host, _port: []):
        with pytest.raises(ConnectionError) as refused:
            lend_connector(Rules(resolve=resolve))(HOST, server, 2)
        said.append(str(refused.value))
    assert said == [f"{HOST} cannot be reached"] * 3


def test_one_inner_address_among_public_ones_refuses_the_name(server):
    rules = Rules(resolve=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(ConnectionError, match="cannot be reached"):
        lend_connector(rules)(HOST, server, 2)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "127.1", "2130706433", "localhost"])
def test_an_inner_address_in_any_writing_is_refused(server, host):
    with pytest.raises(ConnectionError, match="cannot be reached"):
        lend_connector(Rules())(host, server, 2)


def test_no_connection_is_made_while_a_transaction_is_open(server, open_transaction):
    connect = lend_connector(rules_for(server, lambda _host, _port: ["127.0.0.1"]))
    with open_transaction(), pytest.raises(RuntimeError, match="transaction"):
        connect(HOST, server, 2)
