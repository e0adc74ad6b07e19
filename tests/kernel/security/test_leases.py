"""Requests that are counted by the handful: nobody is refused for what was not used."""

from threading import Barrier, Thread

import pytest
from tests.kernel.security.test_rate_limits import Clock

from turnout.kernel.errors import RateLimited
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter

LIMIT = "600/60"
"""Of most classes: ten a second, sixty seconds' worth at once."""


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def processes(link, clock):
    """Four processes that serve one subject by turns, over one Redis."""
    return [Limiter(link, limits={"asked": LIMIT}, now=clock) for _ in range(4)]


def allowed_of(processes, clock, *, per_second, seconds):
    """How many of a subject's requests were let through, evenly spread over processes and time."""
    subject, total, allowed = f"user:{new_id()}", round(per_second * seconds), 0
    for number in range(total):
        clock.at += 1 / per_second
        try:
            processes[number % len(processes)].lease("asked", subject)
        except RateLimited:
            continue
        allowed += 1
    return allowed, total


@pytest.mark.parametrize("per_second", [0.5, 2, 5, 9])
def test_who_stays_below_the_limit_is_never_refused(processes, clock, per_second):
    """Ten minutes, by four processes: each of them holds a handful, and most of it unused."""
    allowed, total = allowed_of(processes, clock, per_second=per_second, seconds=600)
    assert allowed == total


@pytest.mark.parametrize(("per_second", "seconds"), [(15, 120), (100, 10)])
def test_nobody_gets_more_than_the_limit(processes, clock, per_second, seconds):
    """The bucket, and what flows out of it; what is left of a handful is given back, not more."""
    allowed, _ = allowed_of(processes, clock, per_second=per_second, seconds=seconds)
    bound = 600 + 10 * seconds
    assert bound * 0.9 <= allowed <= bound + 1


def test_a_subject_that_pauses_is_given_nothing(processes, clock):
    """What a lease left over counts no more once the bucket has emptied by itself."""
    one, subject, allowed = processes[0], f"user:{new_id()}", 0
    for _ in range(20):
        clock.at += 300
        for _ in range(5):
            one.lease("asked", subject)
    for _ in range(2000):
        try:
            one.lease("asked", subject)
        except RateLimited:
            break
        allowed += 1
    assert allowed <= 600


def test_threads_that_ask_at_once_lose_nothing(processes, clock):
    """Each takes a handful of its own; what all of them have is let through, and no more."""
    one, subject = processes[0], f"user:{new_id()}"
    start, allowed = Barrier(8), []

    def ask():
        start.wait()
        while True:
            try:
                one.lease("asked", subject)
            except RateLimited:
                return
            allowed.append(1)

    threads = [Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert 600 - 12 <= len(allowed) <= 600


def test_a_hot_subject_asks_redis_seldom(link, clock, monkeypatch):
    limiter = Limiter(link, limits={"asked": "6000/60"}, now=clock)
    trips = []
    shared = limiter._shared
    monkeypatch.setattr(limiter, "_shared", lambda *a, **k: trips.append(1) or shared(*a, **k))
    for _ in range(1000):
        clock.at += 0.01
        limiter.lease("asked", "user:hot")
    assert len(trips) <= 30
