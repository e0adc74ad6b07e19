import socket
from time import monotonic
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.redis_lines import one_server, open_line, redis_of

from turnout.kernel import cache
from turnout.kernel.cache import RedisClient, RedisDown
from turnout.kernel.ids import new_id

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def name():
    return cache.key(new_id(), "thing")


def test_what_was_put_is_found_until_it_is_deleted(link, name):
    value = {"a": [1, 2.5, None, "ü"], "b": True}
    assert cache.put(link, name, value, ttl_seconds=60)
    assert cache.get(link, name) == value
    assert cache.delete(link, name)
    assert cache.get(link, name) is None


def test_a_value_carries_its_time_to_live(link, name):
    cache.put(link, name, 1, ttl_seconds=2.5)
    assert 2000 < redis_of(link).pttl(name) <= 2500


def test_what_somebody_else_wrote_there_is_a_miss(link, name):
    redis_of(link).set(name, b"\x80 not json")
    assert cache.get(link, name) is None


def test_two_organizations_never_share_a_name():
    assert cache.key(ONE, "event", 5) != cache.key(TWO, "event", 5)
    assert cache.key(ONE, "event", 5).replace("{", "").startswith(f"turnout:{ONE}")


@pytest.mark.parametrize(
    "others", [("a", "b:c"), ("a:b:c",), ("a:b", "c"), ("a%3Ab", "c"), ("a", "b", "c", ""), ()]
)
def test_parts_that_look_alike_when_joined_have_different_names(others):
    assert cache.key(ONE, *others) != cache.key(ONE, "a", "b", "c")


def test_a_part_cannot_reach_into_another_organization():
    assert cache.key(None, f"x:turnout:{ONE}:event") != f"turnout:platform:x:turnout:{ONE}:event"


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_parts_of_any_text_can_be_read_back_from_a_name(parts):
    head, *quoted = cache.key(ONE, *parts).removeprefix("turnout:").split(":")
    assert head.strip("{}") == str(ONE)  # with a tag, where the tests' Redis is a cluster
    assert [unquote(each) for each in quoted] == parts


def test_without_redis_everything_is_a_miss_and_nothing_an_error(dead_link, name):
    assert not cache.put(dead_link, name, 1, ttl_seconds=60)
    assert cache.get(dead_link, name) is None
    assert not cache.delete(dead_link, name)


def test_a_redis_that_hangs_costs_one_time_out_and_then_a_rest(name):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        link = RedisClient.to(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", timeout_seconds=0.1)
        started = monotonic()
        assert cache.get(link, name) is None
        first = monotonic() - started
        for _ in range(50):
            assert cache.get(link, name) is None
        link.close()
    assert first < 1
    assert monotonic() - started < first + 2, "50 time-outs would be five seconds"


def test_after_its_rest_redis_is_asked_again(settings, name):
    now = 0.0
    link = open_line(settings, now=lambda: now)
    with pytest.raises(RedisDown):
        link.ask("test", lambda redis: redis.execute_command("NO-SUCH-COMMAND"), at=name)
    assert not cache.put(link, name, 1, ttl_seconds=60)
    now = cache.REST_SECONDS
    assert cache.put(link, name, 1, ttl_seconds=60)
    link.close()


def test_the_pool_is_bounded_and_says_so_in_time(redis_url):
    link = one_server(redis_url, connections=1, timeout_seconds=0.1)
    client = redis_of(link)
    held = client.connection_pool.get_connection()
    with pytest.raises(RedisDown):
        link.ask("test", lambda redis: redis.ping(), at="any")
    client.connection_pool.release(held)
    link.close()
