"""A real Redis Cluster: names on their nodes, changes that count at once, a node that is lost."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from redis.crc import key_slot
from tests.factories.redis_lines import redis_of
from tests.factories.redis_nodes import RedisNodes

from turnout.kernel import cache
from turnout.kernel.cache import RedisClient, RedisDown
from turnout.kernel.ids import new_id
from turnout.kernel.near_cache import BELIEVED_SECONDS
from turnout.kernel.redis_cluster import RedisCluster, groups_of, url_at
from turnout.kernel.security.rate_limits import Limiter

TIMEOUT = 0.25


@pytest.fixture(autouse=True)
def _tagged(settings) -> Iterator[None]:
    cache.tag_names(True)
    yield
    cache.tag_names(settings.redis_cluster)


def opened(urls: list[str], *, now: Callable[[], float] = monotonic) -> RedisClient:
    return RedisClient(RedisCluster(urls, timeout_seconds=TIMEOUT, monotonic=now))


@pytest.fixture
def link(nodes: RedisNodes) -> Iterator[RedisClient]:
    made = opened(nodes.urls[:1])
    yield made
    made.close()


@pytest.fixture
def other(nodes: RedisNodes) -> Iterator[RedisClient]:
    """Another process's line."""
    made = opened(nodes.urls)
    yield made
    made.close()


def some_name() -> str:
    return cache.key(new_id(), "thing")


@pytest.fixture
def name() -> str:
    return some_name()


def comes_true(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = monotonic() + seconds
    while not is_so():
        if monotonic() > until:
            return False
        sleep(0.005)
    return True


# Names -------------------------------------------------------------------------------------


def test_names_of_an_organization_lie_together_and_the_platforms_are_spread():
    one, two = new_id(), new_id()
    assert cache.key(one, "a").startswith(f"turnout:{{{one}}}:")
    assert len({key_slot(cache.key(one, each).encode()) for each in "abcdef"}) == 1
    assert key_slot(cache.key(one, "a").encode()) != key_slot(cache.key(two, "a").encode())
    limits = [cache.key(None, "limit", "read", number) for number in range(50)]
    assert len({key_slot(each.encode()) for each in limits}) > 45


def test_a_family_of_the_platform_lies_together():
    names = [cache.key_of("visits", each) for each in ("open", "taken", new_id())]
    assert len({key_slot(each.encode()) for each in names}) == 1


def test_a_part_cannot_bring_a_tag_of_its_own():
    assert "{" not in cache.key(None, "{all}", "x")
    assert cache.key_of("{a}", "x").count("{") == 1


def test_one_redis_has_the_names_of_before():
    cache.tag_names(False)
    one = new_id()
    assert cache.key(one, "a") == f"turnout:{one}:a"
    assert cache.key_of("visits", "open") == cache.key(None, "visits", "open")
    assert cache.by_node(["a", "b"]) == [["a", "b"]]


def test_neighbours_of_one_slot_are_read_together():
    one, two = new_id(), new_id()
    names = [cache.key(None, "login", one), cache.key(two, "a"), cache.key(two, "b")]
    assert groups_of(names) == [names[:1], names[1:]]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:secret@one:6379/0", "redis://:secret@two:7000/0"),
        ("rediss://u:p@one:1/0?ssl_ca_certs=x", "rediss://u:p@two:7000/0?ssl_ca_certs=x"),
        ("redis://one", "redis://two:7000"),
    ],
)
def test_a_node_is_reached_with_the_secrets_and_options_of_the_setting(url, expected):
    assert url_at(url, ("two", 7000)) == expected


def test_an_address_of_the_sixth_version_stands_in_brackets():
    assert url_at("redis://one", ("2001:db8::1", 1)) == "redis://[2001:db8::1]:1"


# Cache and near cache ----------------------------------------------------------------------


def test_what_was_put_is_found_wherever_it_lies(link, other):
    names = [some_name() for _ in range(30)]
    for number, each in enumerate(names):
        assert cache.put(link, each, number, ttl_seconds=60)
    assert [cache.get(other, each) for each in names] == list(range(30))
    assert cache.delete(link, *names)
    assert [cache.get(other, each) for each in names] == [None] * 30


def test_what_belongs_to_several_is_read_together(link, other):
    login, member, epoch = cache.key(None, "login", new_id()), some_name(), some_name()
    cache.put(other, login, ["in"], ttl_seconds=60)
    cache.put(other, epoch, 2, ttl_seconds=60)
    for _ in range(3):
        assert cache.get_with(link, login, member, epoch) == (["in"], [None, b"2"])


def test_a_change_by_another_is_seen_with_the_next_read(link, other):
    names = [some_name() for _ in range(6)]
    for number in range(5):
        for each in names:
            cache.put(other, each, number, ttl_seconds=60)
        # Redis tells of a change after it has answered who made it, when it may run.
        assert comes_true(
            lambda: [cache.get_with(link, each)[0] for each in names] == [number] * 6,  # noqa: B023
            BELIEVED_SECONDS / 2,
        )


def test_a_slot_that_moved_is_followed_and_nothing_stale_believed(link, other, nodes, name):
    cache.put(link, name, 1, ttl_seconds=60)
    assert cache.get_with(link, name)[0] == 1
    nodes.move(name)
    assert cache.get_with(link, name)[0] == 1
    cache.put(other, name, 2, ttl_seconds=60)
    assert comes_true(lambda: cache.get_with(link, name)[0] == 2, BELIEVED_SECONDS / 2)
    assert cache.get(link, name) == 2


def test_nothing_under_a_name_is_believed_for_a_moment_at_most_when_its_slot_moves(
    link, other, nodes, name
):
    assert cache.get_with(link, name)[0] is None
    nodes.move(name)
    cache.put(other, name, 2, ttl_seconds=60)
    assert comes_true(lambda: cache.get_with(link, name)[0] == 2, BELIEVED_SECONDS + 0.5)


def test_a_slot_on_its_way_is_read_and_written_where_it_is(link, other, nodes):
    owner = new_id()
    there, new = cache.key(owner, "there"), cache.key(owner, "new")
    cache.put(link, there, 1, ttl_seconds=60)
    giver = nodes.owner_of(there)
    taker, slot = nodes.other_than(giver), key_slot(there.encode())
    nodes.begin_move(slot, giver, taker)
    assert cache.put(link, new, 2, ttl_seconds=60)  # the giver has none: it goes to the taker
    assert [cache.get(other, each) for each in (there, new)] == [1, 2]
    assert cache.get_with(other, new)[0] == 2
    both = link.ask("test", lambda redis: _incremented(redis, f"{new}:a", f"{new}:b"), at=new)
    assert both == [1, 1]
    nodes.carry(slot, giver, taker)
    nodes.end_move(slot, taker)
    assert [cache.get(link, each) for each in (there, new)] == [1, 2]
    assert redis_of(other).get(f"{new}:a") == b"1"


def _incremented(redis: Any, *names: str) -> list[int]:
    pipeline = redis.pipeline(transaction=False)
    for each in names:
        pipeline.incr(each)
    return list(pipeline.execute())


# Limits ------------------------------------------------------------------------------------


def test_a_limit_counts_for_all_processes_in_parallel(nodes):
    links = [opened(nodes.urls) for _ in range(3)]
    limiters = [Limiter(each, limits={"try": "30/3600"}) for each in links]
    subjects = [f"address:{new_id()}" for _ in range(3)]

    def tries(limiter: Limiter) -> list[tuple[str, bool]]:
        return [(each, limiter.take("try", each).allowed) for _ in range(20) for each in subjects]

    with ThreadPoolExecutor(6) as threads:
        told = [each for found in threads.map(tries, limiters * 2) for each in found]
    passed = [sum(allowed for each, allowed in told if each == subject) for subject in subjects]
    assert passed == [30, 30, 30]
    for each in links:
        each.close()


# A node that is lost -----------------------------------------------------------------------


def test_a_lost_node_is_a_miss_for_its_names_and_others_answer(link, nodes):
    lost = nodes.nodes[0]
    gone = nodes.name_at(lost, some_name)
    here = [nodes.name_at(each, some_name) for each in nodes.nodes[1:]]
    for each in (gone, *here):
        cache.put(link, each, 1, ttl_seconds=60)
    with nodes.without(lost):
        for _ in range(20):
            began = monotonic()
            assert cache.get(link, gone) is None
            assert [cache.get(link, each) for each in here] == [1, 1]
            assert [cache.get_with(link, each)[0] for each in here] == [1, 1]
            assert cache.get_with(link, here[0], gone) == (1, [None])
            assert monotonic() - began < 4 * TIMEOUT
        assert not cache.put(link, gone, 2, ttl_seconds=60)
        link.ping()
    assert comes_true(lambda: cache.put(link, gone, 3, ttl_seconds=60))
    assert cache.get(link, gone) == 3


def test_a_node_that_hangs_costs_a_time_out_and_the_map_one_more_at_most(nodes):
    now = 100.0
    link = opened(nodes.urls, now=lambda: now)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        name = nodes.name_at(nodes.nodes[0], some_name)
        here = nodes.name_at(nodes.nodes[1], some_name)
        cache.put(link, here, 1, ttl_seconds=60)
        _hang(link, name, silent.getsockname()[1])
        began = monotonic()
        assert cache.get(link, name) is None
        assert TIMEOUT * 0.9 <= monotonic() - began < 3 * TIMEOUT
        began = monotonic()
        _hang(link, name, silent.getsockname()[1], again=True)
        for _ in range(50):
            assert cache.get(link, name) is None
            assert cache.get(link, here) == 1
        assert monotonic() - began < 2, "50 time-outs would be twelve seconds"
    link.close()


def _hang(link: RedisClient, name: str, port: int, *, again: bool = False) -> None:
    """Have the line believe that the slot of a name lies where nobody answers."""
    servers: Any = link.servers
    before = servers._servers.get(("127.0.0.1", port))
    made = before if again and before else servers._make(("127.0.0.1", port))
    servers._servers[("127.0.0.1", port)] = made
    servers._slots[key_slot(name.encode())] = made


def test_without_any_node_nobody_waits_for_more_than_two_time_outs(name):
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("", 0)) as two:
        urls = [f"redis://127.0.0.1:{each.getsockname()[1]}/0" for each in (one, two)]
        link = opened(urls * 3)
        began = monotonic()
        assert cache.get(link, name) is None
        assert monotonic() - began < 3 * TIMEOUT
        began = monotonic()
        for _ in range(50):
            assert cache.get(link, name) is None
            assert not cache.put(link, name, 1, ttl_seconds=60)
        assert monotonic() - began < TIMEOUT
        with pytest.raises(RedisDown):
            link.ask_each("test", lambda redis: redis.ping())
        link.close()


def test_a_start_node_that_is_gone_is_passed_over(nodes, name):
    link = opened([url_at(nodes.urls[0], ("127.0.0.1", 9)), nodes.urls[0]])
    assert cache.put(link, name, 1, ttl_seconds=60)
    link.close()


def test_every_node_is_asked_where_all_of_them_count(link, nodes):
    assert link.ask_each("test", lambda redis: redis.ping()) == [True, True, True]
    with nodes.without(nodes.nodes[2]):
        answers = link.ask_each("test", lambda redis: redis.ping())
        assert sorted(answers, key=bool) == [None, True, True]
