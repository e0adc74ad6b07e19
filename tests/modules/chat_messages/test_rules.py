"""What follows an attempt: only what surely was not taken is tried again, and never for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.chat_messages import rules
from turnout.modules.chat_messages.models import ChatState
from turnout.modules.chat_messages.rules import CHAT_TABLE, Action
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
ERRORS = st.one_of(
    st.builds(Declined, st.just("http-400"), st.just("No.")),
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
    assert bool(outcome.failure) == isinstance(error, Misconfigured)
    assert timedelta() <= outcome.delay <= rules.LONGEST_DELAY
    assert outcome.reason


@pytest.mark.parametrize(("wished", "seconds"), [(0, 1), (7, 7), (600, 600), (9_999, 900)])
def test_a_channel_is_not_asked_before_it_wishes_nor_forgotten(wished, seconds):
    outcome = after(Unavailable("busy", retry_after_seconds=wished))
    assert outcome.delay == timedelta(seconds=seconds)


@given(st.lists(st.sampled_from(list(Action)), max_size=12))
def test_whatever_happens_a_message_is_taken_once(actions):
    state, taken = ChatState.QUEUED, 0
    for action in actions:
        if (state, action) in CHAT_TABLE.transitions:
            state = CHAT_TABLE.next(state, action)
            taken += action is Action.ACCEPT
    assert taken <= 1
    assert (state is ChatState.SENT) == (taken == 1)
