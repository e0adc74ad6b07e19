import socket
from pathlib import Path

import pytest

from turnout.kernel import cache
from turnout.kernel.outbound import network_guard


@pytest.fixture
def other_server():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


@pytest.fixture(autouse=True)
def _guarded(redis_url):
    network_guard.install([redis_url])


def test_any_socket_is_refused_while_a_transaction_is_open(other_server, open_transaction):
    with (
        open_transaction(),
        socket.socket() as client,
        pytest.raises(RuntimeError, match="transaction"),
    ):
        client.connect(other_server)


def test_the_other_way_to_connect_is_refused_too(other_server, open_transaction):
    with open_transaction(), socket.socket() as client, pytest.raises(RuntimeError):
        client.connect_ex(other_server)


def test_a_unix_socket_is_refused_too(tmp_path, open_transaction):
    with open_transaction(), socket.socket(socket.AF_UNIX) as client, pytest.raises(RuntimeError):
        client.connect(str(tmp_path / "s"))


def test_redis_may_be_reached_while_a_transaction_is_open(redis_url, open_transaction):
    with open_transaction():
        client = cache.connect(redis_url, timeout_seconds=2)
        assert client.ping()
        client.close()


def test_without_a_transaction_everything_may_be_reached(other_server):
    with socket.create_connection(other_server) as client:
        assert client.getpeername() == other_server


def test_after_the_transaction_sockets_are_free_again(other_server, open_transaction):
    with open_transaction():
        pass
    with socket.create_connection(other_server):
        pass


def test_a_server_is_known_by_name_and_by_address(open_transaction):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        network_guard.install([f"postgresql+psycopg://user:secret@localhost:{port}/turnout"])
        with open_transaction(), socket.create_connection(("127.0.0.1", port)):
            pass


def test_a_socket_that_no_test_closed_says_who_opened_it():
    with pytest.warns(ResourceWarning, match=rf"{Path(__file__).name}:\d+ test_a_socket_that"):
        socket.socket()
