"""What fraud rules let through: the plain model by itself, and Redis against it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.prove.counts import examples

from turnout.kernel import clock
from turnout.modules.fraud_rules import counters
from turnout.modules.fraud_rules.rules import Bound, Decision, Over, Windows
from turnout.modules.fraud_rules.types import RuleTerms

START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def terms(most, *, seconds=60, outcome="refuse", measure="orders", subject="network"):
    return RuleTerms(
        id=uuid4(),
        name="One of many",
        subject=subject,
        measure=measure,
        most=most,
        period_seconds=seconds,
        outcome=outcome,
    )


def bound(most, *, cost=1, name="a", **said):
    return Bound(name, cost, terms(most, **said))


def test_no_more_than_the_rule_lets_through_and_then_one_when_the_first_is_past():
    windows, limit = Windows(), bound(2, seconds=60)
    at = {0: None, 10_000: None}
    for now in at:
        assert windows.decide([limit], uuid4(), now=now, is_solved=False).stop is None
    stop = windows.decide([limit], uuid4(), now=30_000, is_solved=False).stop
    assert stop is not None
    assert (stop.counted, stop.wait_milliseconds) == (2, 30_000)
    assert windows.decide([limit], uuid4(), now=60_000, is_solved=False).stop is None
    assert windows.decide([limit], uuid4(), now=60_001, is_solved=False).stop is not None


def test_a_refusal_goes_before_a_challenge_and_no_work_undoes_it():
    windows = Windows()
    asks, refuses = bound(1, outcome="challenge", name="asks"), bound(2, name="refuses")
    both = [asks, refuses]
    assert windows.decide(both, uuid4(), now=0, is_solved=False).stop is None
    asked = windows.decide(both, uuid4(), now=1, is_solved=False).stop
    assert asked is not None
    assert asked.index == 0
    assert windows.decide(both, uuid4(), now=2, is_solved=True).stop is None
    refused = windows.decide(both, uuid4(), now=3, is_solved=True).stop
    assert refused is not None
    assert refused.index == 1


def test_an_order_that_is_tried_again_is_counted_once():
    windows, limit, same = Windows(), bound(3, cost=2), uuid4()
    for now in range(5):
        assert windows.decide([limit], same, now=now, is_solved=False).stop is None
    stop = windows.decide([limit], uuid4(), now=9, is_solved=False).stop
    assert stop is not None
    assert stop.counted == 2


def test_a_process_keeps_no_more_subjects_than_it_has_room_for():
    windows = Windows(most_subjects=10)
    for number in range(50):
        windows.decide([bound(1, name=str(number))], uuid4(), now=0, is_solved=False)
    assert len(windows._passed) == 10


@given(
    steps=st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 4)), max_size=30),
    most=st.integers(1, 8),
)
def test_in_no_stretch_of_time_more_than_the_rule_says_gets_through(steps, most):
    windows, now, passed = Windows(), 0, []
    for pause, cost in steps:
        now += pause
        if windows.decide([bound(most, cost=cost)], uuid4(), now=now, is_solved=False).stop is None:
            passed += [now] * cost
    for moment in passed:
        assert sum(moment - 60_000 < each <= moment for each in passed) <= most


class AgainstTheModel(RuleBasedStateMachine):
    """Orders of a few subjects under several rules, through Redis and through the model."""

    @initialize(
        made=st.lists(
            st.tuples(
                st.integers(1, 5),
                st.sampled_from((1, 60, 600)),
                st.sampled_from(("refuse", "challenge", "review")),
                st.sampled_from(("orders", "tickets")),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def begin(self, made):
        self.rules = [
            terms(most, seconds=seconds, outcome=outcome, measure=measure)
            for most, seconds, outcome, measure in made
        ]
        self.organization = uuid4()
        self.model = Windows()
        self.now = START
        self.seen = [uuid4()]

    @rule(
        seconds=st.sampled_from((0, 0, 0.5, 1, 30, 60, 599, 600)),
        who=st.sampled_from(("ana", "bo")),
        tickets=st.integers(1, 4),
        is_solved=st.booleans(),
        again=st.booleans(),
    )
    def order(self, seconds, who, tickets, is_solved, again):
        self.now += timedelta(seconds=seconds)
        attempt = self.seen[-1] if again else uuid4()
        self.seen.append(attempt)
        bounds = [
            Bound(
                f"turnout:{self.organization}:{each.id}:{who}",
                tickets if each.measure == "tickets" else 1,
                each,
            )
            for each in self.rules
        ]
        with clock.frozen(self.now):
            found = counters.decide(bounds, attempt, is_solved=is_solved)
        now = int(self.now.timestamp() * 1000)
        assert found == self.model.decide(bounds, attempt, now=now, is_solved=is_solved)


@pytest.mark.usefixtures("running")
def test_redis_decides_as_the_plain_model_does():
    class Machine(AgainstTheModel):
        pass

    case = Machine.TestCase
    case.settings = settings(max_examples=examples(500), stateful_step_count=20, deadline=None)
    case().runTest()


@pytest.mark.usefixtures("running")
def test_of_many_orders_at_once_no_more_pass_than_the_rule_lets_through():
    limit = bound(5, name=f"turnout:{uuid4()}:all")
    with ExitStack() as stack:
        stack.enter_context(clock.frozen(START))
        with ThreadPoolExecutor(8) as pool:
            found = list(
                pool.map(lambda _: counters.decide([limit], uuid4(), is_solved=False), range(64))
            )
    assert [each.stop for each in found].count(None) == 5


@pytest.mark.usefixtures("running")
def test_of_many_orders_at_once_all_but_what_the_rule_lets_through_are_held():
    limit = bound(5, name=f"turnout:{uuid4()}:all", outcome="review")
    with ExitStack() as stack:
        stack.enter_context(clock.frozen(START))
        with ThreadPoolExecutor(8) as pool:
            found = list(
                pool.map(lambda _: counters.decide([limit], uuid4(), is_solved=False), range(64))
            )
    assert {each.stop for each in found} == {None}
    assert sorted(each.over[0].counted for each in found if each.over) == list(range(5, 64))


def test_what_is_held_for_review_is_counted_and_held_again_when_it_is_tried_again():
    windows, limit, same = Windows(), bound(1, outcome="review"), uuid4()
    assert windows.decide([limit], uuid4(), now=0, is_solved=False) == Decision()
    for now in (1, 2):
        found = windows.decide([limit], same, now=now, is_solved=False)
        assert found == Decision(over=(Over(0, 1),))
    last = windows.decide([limit], uuid4(), now=3, is_solved=False)
    assert last == Decision(over=(Over(0, 2),))


def test_what_is_refused_is_not_held():
    windows, both = Windows(), [bound(1, name="a", outcome="review"), bound(1, name="b")]
    windows.decide(both, uuid4(), now=0, is_solved=False)
    stopped = windows.decide(both, uuid4(), now=1, is_solved=False)
    assert stopped.stop is not None
    assert stopped.over == ()
