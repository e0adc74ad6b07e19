"""Embedded Redis: behind a password, on this machine only, found again."""

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from turnout_dev.stack.redis import ensure_redis, stop_redis


@pytest.fixture
def server(tmp_path):
    yield ensure_redis(tmp_path)
    stop_redis(tmp_path)


def test_asking_again_finds_the_same_server_and_its_data(server, tmp_path):
    with redis.Redis.from_url(server.url(3)) as client:
        client.set("key", "value")

    again = ensure_redis(tmp_path)

    assert again == server
    with redis.Redis.from_url(again.url(3)) as client:
        assert client.get("key") == b"value"


def test_nobody_enters_without_the_password(server):
    with (
        redis.Redis(server.host, server.port, retry=Retry(NoBackoff(), 0)) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_it_listens_to_this_machine_only(server):
    with redis.Redis.from_url(server.url()) as client:
        assert client.config_get("bind") == {"bind": "127.0.0.1"}


def test_the_password_does_not_show_in_the_process_list_or_open_files(server, tmp_path):
    assert server.password not in repr(server)
    assert (tmp_path / "redis" / "redis.conf").stat().st_mode & 0o777 == 0o600


def test_a_stopped_server_is_gone(server, tmp_path):
    assert stop_redis(tmp_path)

    assert not server.answers()
    assert not stop_redis(tmp_path)
