import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.factories.redis_lines import open_line, redis_of
from tests.prove.counts import examples

from turnout.kernel.ids import new_id
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase, Policy
from turnout.kernel.settings import Settings

POLICY = Policy(failures=3, memory_seconds=60, rest_seconds=30, probe_seconds=10)


class Clock:
    at = 1_800_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["shared", "alone", "without Redis"])
def breaker(request, link, dead_link, clock):
    lines = {"shared": link, "alone": None, "without Redis": dead_link}
    return Breaker(lines[request.param], policy=POLICY, now=clock)


@pytest.fixture
def subject():
    return str(new_id())


def fail(breaker, subject, times=1):
    for _ in range(times):
        breaker.record("acme", subject, worked=False)


def test_a_connection_that_works_is_always_admitted(breaker, subject):
    for _ in range(10):
        assert breaker.admits("acme", subject)
        breaker.record("acme", subject, worked=True)
    assert breaker.phase("acme", subject) is Phase.CLOSED


def test_three_failures_in_a_row_give_it_a_rest(breaker, subject):
    fail(breaker, subject, 2)
    assert breaker.admits("acme", subject)
    fail(breaker, subject)
    assert not breaker.admits("acme", subject)
    assert breaker.phase("acme", subject) is Phase.OPEN


def test_a_success_in_between_starts_the_count_again(breaker, subject):
    fail(breaker, subject, 2)
    breaker.record("acme", subject, worked=True)
    fail(breaker, subject, 2)
    assert breaker.admits("acme", subject)


def test_failures_far_apart_do_not_add_up(breaker, subject, clock):
    for _ in range(6):
        fail(breaker, subject)
        assert breaker.phase("acme", subject) is Phase.CLOSED
        clock.at += 61


def test_after_the_rest_one_call_is_let_through_to_try(breaker, subject, clock):
    fail(breaker, subject, 3)
    clock.at += 30
    assert breaker.phase("acme", subject) is Phase.HALF_OPEN
    assert [breaker.admits("acme", subject) for _ in range(3)] == [True, False, False]


def test_a_trial_that_works_closes_it_and_one_that_fails_gives_another_rest(
    breaker, subject, clock
):
    fail(breaker, subject, 3)
    clock.at += 30
    breaker.admits("acme", subject)
    fail(breaker, subject)
    assert not breaker.admits("acme", subject)
    clock.at += 30
    assert breaker.admits("acme", subject)
    breaker.record("acme", subject, worked=True)
    assert breaker.phase("acme", subject) is Phase.CLOSED


def test_a_trial_that_fails_long_after_the_rest_gives_another_one(breaker, subject, clock):
    fail(breaker, subject, 3)
    clock.at += 1000
    assert breaker.admits("acme", subject)
    fail(breaker, subject)
    assert breaker.phase("acme", subject) is Phase.OPEN


def test_a_trial_whose_process_died_does_not_block_for_ever(breaker, subject, clock):
    fail(breaker, subject, 3)
    clock.at += 30
    assert breaker.admits("acme", subject)
    clock.at += 10
    assert breaker.admits("acme", subject)


def test_connections_rest_apart(breaker, subject):
    fail(breaker, subject, 3)
    assert breaker.admits("acme", subject + "x")


def test_processes_share_what_they_know(link, clock, subject):
    one, two = (Breaker(link, policy=POLICY, now=clock) for _ in range(2))
    fail(one, subject, 2)
    fail(two, subject, 1)
    assert not one.admits("acme", subject)
    assert not two.admits("acme", subject)


def test_a_broken_entry_in_redis_counts_as_none(link, clock, subject):
    breaker = Breaker(link, policy=POLICY, now=clock)
    fail(breaker, subject, 3)
    [name] = redis_of(link).scan_iter(f"*{subject}")
    redis_of(link).set(name, b"\x80")
    assert breaker.admits("acme", subject)
    fail(breaker, subject, 3)
    assert not breaker.admits("acme", subject)


class SharedAndLocalAgree(RuleBasedStateMachine):
    """Whatever happens, Redis and the process's own memory tell the same story."""

    of: Settings

    @initialize()
    def begin(self):
        self.clock, self.subject = Clock(), str(new_id())
        self.link = open_line(self.of)
        self.breakers = [Breaker(line, policy=POLICY, now=self.clock) for line in (self.link, None)]

    @rule(worked=st.booleans())
    def call(self, worked):
        shared, local = (each.admits("acme", self.subject) for each in self.breakers)
        assert shared == local
        if shared:
            for each in self.breakers:
                each.record("acme", self.subject, worked=worked)

    @rule()
    def die_during_a_call(self):
        for each in self.breakers:
            each.admits("acme", self.subject)

    @rule(seconds=st.floats(0, 70))
    def wait(self, seconds):
        self.clock.at += seconds

    @invariant()
    def agree(self):
        phases = {each.phase("acme", self.subject) for each in self.breakers}
        assert len(phases) == 1

    def teardown(self):
        self.link.close()


def test_shared_and_local_circuits_agree(request):
    from hypothesis.stateful import run_state_machine_as_test

    SharedAndLocalAgree.of = request.getfixturevalue("settings")
    run_state_machine_as_test(
        SharedAndLocalAgree, settings=settings(max_examples=examples(50), stateful_step_count=25)
    )
