"""What a process remembers of Redis: never older than what Redis has told it."""

from collections.abc import Iterator
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisLost
from tests.factories.redis_lines import one_server, redis_of, server_of

from turnout.kernel import cache
from turnout.kernel.cache import RedisClient, RedisDown
from turnout.kernel.ids import new_id
from turnout.kernel.near_cache import BELIEVED_SECONDS, NearCache, Untracked


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """Connections of the client's kind, with the questions that went over them."""

    def __init__(self, link: RedisClient) -> None:
        self._link = link
        self.asked: list[tuple[Any, ...]] = []
        self.made: list[Any] = []

    def __call__(self) -> Any:
        connection = server_of(self._link)[0].connection()
        send = connection.send_command

        def noted(*command: Any, **options: Any) -> None:
            self.asked += [command] if command[0] == "MGET" else []
            send(*command, **options)

        connection.send_command = noted
        self.made.append(connection)
        return connection


@pytest.fixture
def link(redis_url) -> Iterator[RedisClient]:
    """A line to one server, where the other tests' Redis is a cluster as well."""
    made = one_server(redis_url, timeout_seconds=2)
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counted(link) -> Counted:
    return Counted(link)


@pytest.fixture
def near(counted, clock) -> Iterator[NearCache]:
    made = NearCache(counted, monotonic=clock)
    yield made
    made.close()


@pytest.fixture
def name() -> str:
    return cache.key(new_id(), "thing")


def told(near: NearCache, name: str, value: bytes | None) -> bool:
    """Whether the change arrives: Redis writes it to us after its answer to them, when it may run.

    The clock of these caches stands still, so nothing is asked again for its age alone.
    """
    until = monotonic() + 30
    while near.read([name]) != [value]:
        if monotonic() > until:
            return False
        sleep(0.001)
    return True


def test_what_was_read_is_not_asked_again(link, near, counted, name):
    redis_of(link).set(name, b"1")
    for _ in range(5):
        assert near.read([name, f"{name}:none"]) == [b"1", None]
    assert len(counted.asked) == 1


def test_a_change_by_another_counts_at_once(link, near, counted, name):
    for value in (b"1", b"2", b"3"):
        redis_of(link).set(name, value)
        assert told(near, name, value)
    assert len(counted.asked) == 3
    redis_of(link).delete(name)
    assert told(near, name, None)


def test_a_name_without_a_value_is_told_when_it_gets_one(link, near, name):
    assert near.read([name]) == [None]
    redis_of(link).set(name, b"1")
    assert told(near, name, b"1")


def test_a_flush_forgets_everything(link, near, name):
    redis_of(link).set(name, b"1")
    assert near.read([name]) == [b"1"]
    redis_of(link).flushdb()
    assert told(near, name, None)


def test_what_this_process_wrote_is_forgotten_without_being_told(link, near, counted, name):
    assert near.read([name]) == [None]
    near.forget(name)
    assert near.read([name]) == [None]
    assert len(counted.asked) == 2


def test_nothing_is_believed_for_longer_than_a_moment(link, near, counted, clock, name):
    near.read([name])
    clock.now += BELIEVED_SECONDS / 2
    near.read([name])
    assert len(counted.asked) == 1
    clock.now += BELIEVED_SECONDS / 2
    near.read([name])
    assert len(counted.asked) == 2


def test_a_connection_that_is_lost_takes_along_what_it_was_told(link, near, counted, name):
    redis_of(link).set(name, b"1")
    assert near.read([name]) == [b"1"]
    redis_of(link).client_kill_filter(_id=_client_id(link, counted))
    redis_of(link).set(name, b"2")
    with pytest.raises((RedisLost, OSError)):
        near.read([name])
    assert near.read([name]) == [b"2"]


def _client_id(link: RedisClient, counted: Counted) -> str:
    [connection] = counted.made
    host, port = connection._sock.getsockname()[:2]
    clients: Any = redis_of(link).client_list()
    return next(each["id"] for each in clients if each["addr"] == f"{host}:{port}")


def test_threads_share_it(link, near, name):
    redis_of(link).set(name, b"1")
    wrong: list[Any] = []

    def read() -> None:
        wrong.extend(found for _ in range(300) if (found := near.read([name])) != [b"1"])

    threads = [Thread(target=read) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []


def test_the_client_reads_its_own_writes(link, name):
    for value in range(20):
        cache.put(link, name, value, ttl_seconds=60)
        assert cache.get_with(link, name)[0] == value
        cache.delete(link, name)
        assert cache.get_with(link, name) == (None, [])


def test_without_tracking_redis_is_asked_each_time(link, name, monkeypatch):
    def refuse(self: NearCache, names: Any) -> None:
        raise Untracked

    monkeypatch.setattr(NearCache, "read", refuse)
    redis_of(link).set(name, b"1")
    assert link.remembered("test", [name]) == [b"1"]
    redis_of(link).set(name, b"2")
    assert link.remembered("test", [name]) == [b"2"]


def test_a_redis_that_is_away_is_said_as_everywhere(dead_link, name):
    with pytest.raises(RedisDown):
        dead_link.remembered("test", [name])
    with pytest.raises(RedisDown):
        dead_link.remembered("test", [name])
    assert cache.get_with(dead_link, name, "other") == (None, [None])
