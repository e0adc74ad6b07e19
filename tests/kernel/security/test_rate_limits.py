import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.redis_lines import open_line, redis_of
from tests.prove.counts import examples

from turnout.kernel.errors import RateLimited
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import LIMITS, LOCAL_SUBJECTS, Limit, Limiter

START = 1_800_000_000.0


class Clock:
    def __init__(self):
        self.at = START

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limiter(link, clock):
    return Limiter(link, limits={"try": "3/60", "odd": "7/60"}, now=clock)


@pytest.fixture
def subject():
    return f"address:{new_id()}"


def test_a_subject_may_do_as_much_as_its_class_allows_and_no_more(limiter, subject):
    remaining = [limiter.take("try", subject).remaining for _ in range(3)]
    assert remaining == [2, 1, 0]
    refused = limiter.take("try", subject)
    assert not refused.allowed
    assert refused.retry_after_seconds == 20
    assert refused.reset_seconds == 60


def test_coming_back_when_told_to_is_enough(limiter, subject, clock):
    for _ in range(3):
        limiter.take("try", subject)
    clock.at += limiter.take("try", subject).retry_after_seconds
    assert limiter.take("try", subject).allowed
    assert not limiter.take("try", subject).allowed


def test_being_refused_does_not_prolong_the_wait(limiter, subject, clock):
    for _ in range(3):
        limiter.take("try", subject)
    waits = {limiter.take("try", subject).retry_after_seconds for _ in range(20)}
    assert waits == {20}


def test_a_full_rest_gives_the_whole_allowance_back(limiter, subject, clock):
    for _ in range(7):
        assert limiter.take("odd", subject).allowed
    clock.at += 60
    assert [limiter.take("odd", subject).allowed for _ in range(8)] == [True] * 7 + [False]


def test_subjects_and_classes_do_not_share(limiter, subject):
    for _ in range(3):
        limiter.take("try", subject)
    assert limiter.take("try", subject + "x").allowed
    assert limiter.take("odd", subject).allowed


def test_two_processes_count_together(link, clock, subject):
    one, two = (Limiter(link, limits={"try": "3/60"}, now=clock) for _ in range(2))
    allowed = [each.take("try", subject).allowed for each in (one, two, one, two)]
    assert allowed == [True, True, True, False]


def test_a_costly_request_counts_for_several(limiter, subject):
    assert limiter.take("try", subject, cost=3).remaining == 0
    assert not limiter.take("try", subject).allowed


def test_a_refusal_tells_in_its_headers_when_to_come_back(limiter, subject):
    limiter.take("try", subject, cost=3)
    with pytest.raises(RateLimited) as caught:
        limiter.require("try", subject)
    assert caught.value.headers == {
        "RateLimit-Policy": '"try";q=3;w=60',
        "RateLimit": '"try";r=0;t=60',
        "Retry-After": "20",
    }
    assert caught.value.details == {"retry_after_seconds": 20}


def test_an_allowed_request_has_no_retry_after(limiter, subject):
    headers = limiter.require("try", subject).headers("try")
    assert headers == {"RateLimit-Policy": '"try";q=3;w=60', "RateLimit": '"try";r=2;t=20'}


def test_names_in_redis_hold_no_personal_data_and_end(limiter, link):
    limiter.take("try", "account:someone@example.org")
    names = [name for name in redis_of(link).scan_iter("turnout:*:limit:*") if b"someone" in name]
    assert names == []
    assert all(
        redis_of(link).pttl(name) > 0 for name in redis_of(link).scan_iter("turnout:*:limit:*")
    )


def test_a_clock_that_was_set_back_locks_nobody_out_for_longer_than_the_window(
    limiter, subject, clock
):
    limiter.take("try", subject, cost=3)
    clock.at -= 10_000
    assert limiter.take("try", subject).retry_after_seconds <= 60


def test_without_redis_the_limit_is_stricter_and_never_open(dead_link, clock, subject):
    limiter = Limiter(dead_link, limits={"try": "40/60"}, now=clock)
    allowed = [limiter.take("try", subject).allowed for _ in range(100)]
    assert allowed == [True] * 10 + [False] * 90


def test_without_redis_even_a_small_limit_lets_one_through(clock, subject):
    limiter = Limiter(None, limits={"try": "2/60"}, now=clock)
    assert [limiter.take("try", subject).allowed for _ in range(3)] == [True, False, False]


def test_without_redis_a_flood_of_subjects_neither_grows_memory_nor_frees_anyone(clock, subject):
    limiter = Limiter(None, limits={"try": "4/60"}, now=clock)
    assert limiter.take("try", subject).allowed
    flood = [limiter.take("try", f"{subject}{i}").allowed for i in range(LOCAL_SUBJECTS + 50)]
    assert sum(flood) == LOCAL_SUBJECTS  # the rest, and one bucket for all beyond
    assert not limiter.take("try", subject).allowed
    clock.at += 60
    assert limiter.take("try", f"{subject}new").allowed


steps = st.lists(st.tuples(st.floats(0, 40), st.integers(1, 3)), max_size=25)


@settings(max_examples=examples(60))
@given(limit=st.sampled_from(["4/60", "28/60", "40/7"]), steps=steps)
def test_redis_and_the_local_limit_decide_alike(request, limit, steps):
    clock, subject = Clock(), f"address:{new_id()}"
    link = open_line(request.getfixturevalue("settings"))
    strict = Limit.parse(limit).local()
    shared = Limiter(link, limits={"try": f"{strict.count}/{strict.seconds}"}, now=clock)
    local = Limiter(None, limits={"try": limit}, now=clock)
    try:
        for wait, cost in steps:
            clock.at += wait
            assert shared.take("try", subject, cost=cost) == local.take("try", subject, cost=cost)
    finally:
        link.close()


@given(st.integers(1, 50), st.integers(1, 100), st.lists(st.floats(0, 30), min_size=1, max_size=80))
def test_no_window_ever_sees_more_than_twice_the_count(count, seconds, waits):
    clock = Clock()
    limiter = Limiter(None, limits={"try": f"{count * 4}/{seconds}"}, now=clock)
    granted = []
    for wait in waits:
        clock.at += wait
        if limiter.take("try", "address:a").allowed:
            granted.append(clock.at)
    for start in granted:
        within = [at for at in granted if start <= at < start + seconds]
        assert len(within) <= 2 * count


@pytest.mark.parametrize("text", ["", "5", "0/60", "5/0", "-1/60", "5/60s", "5 / 60", "1e3/60"])
def test_a_malformed_limit_is_refused_at_start(text):
    with pytest.raises(ValueError, match="count/seconds"):
        Limiter(None, limits={"try": text})


def test_every_built_in_class_is_well_formed():
    assert all(math.isfinite(Limit.parse(text).interval) for text in LIMITS.values())
