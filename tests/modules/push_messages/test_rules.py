"""What follows an attempt: only what surely was not taken is tried again, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.push_messages import rules
from turnout.modules.push_messages.models import PushState
from turnout.modules.push_messages.rules import PUSH_TABLE, Action
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.push import GONE

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
ERRORS = st.one_of(
    st.builds(Declined, st.sampled_from([GONE, "http-400"]), st.just("No.")),
    st.builds(Unclear, st.just("lost")),
    st.builds(Misconfigured, st.just("another key")),
    st.just(RuntimeError("a bug")),
    st.floats(0, 1e9).map(lambda wish: Unavailable("busy", retry_after_seconds=wish)),
    st.just(Unavailable("away")),
)


def after(error, *, attempts=1, waited=timedelta()):
    return rules.after_failure(error, attempts=attempts, queued_at=NOW - waited, now=NOW)


@given(ERRORS, st.integers(0, 10_000), st.timedeltas(timedelta(), timedelta(days=9)))
def test_only_what_surely_was_not_taken_is_tried_again_and_not_for_ever(error, attempts, waited):
    outcome = after(error, attempts=attempts, waited=waited)
    is_repeated = outcome.action is Action.POSTPONE
    assert is_repeated == (isinstance(error, Unavailable) and waited < rules.GIVE_UP_AFTER)
    assert outcome.is_gone == (isinstance(error, Declined) and error.code == GONE)
    assert timedelta() <= outcome.delay <= rules.GIVE_UP_AFTER
    assert outcome.reason


@pytest.mark.parametrize("seconds", [11, 600, 7200])
def test_a_service_is_not_asked_before_it_wishes(seconds):
    outcome = after(Unavailable("busy", retry_after_seconds=seconds))
    assert outcome.delay == timedelta(seconds=seconds)


@given(st.lists(st.sampled_from(list(Action)), max_size=12))
def test_whatever_happens_a_message_is_taken_once(actions):
    state, taken = PushState.QUEUED, 0
    for action in actions:
        if (state, action) in PUSH_TABLE.transitions:
            state = PUSH_TABLE.next(state, action)
            taken += action is Action.ACCEPT
    assert taken <= 1
    assert (state is PushState.SENT) == (taken == 1)
