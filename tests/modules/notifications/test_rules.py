"""The identity of a mail, and what follows a failed attempt."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.adapters import Busy, Resting
from turnout.kernel.ids import new_id
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.notifications import rules
from turnout.modules.notifications.errors import OnHold, Superseded
from turnout.modules.notifications.models import State
from turnout.modules.notifications.rules import MAIL_TABLE, Action
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear

NOW = datetime(2026, 11, 14, 12, tzinfo=UTC)
CAUSE = new_id()


def test_nothing_leaves_sent_or_failed():
    for state in (State.SENT, State.FAILED):
        for action in Action:
            with pytest.raises(TransitionNotAllowed):
                MAIL_TABLE.next(state, action)


def after(error: Exception, *, attempts: int = 1, age: timedelta = timedelta()) -> rules.Outcome:
    return rules.after_failure(error, attempts=attempts, queued_at=NOW - age, now=NOW)


@pytest.mark.parametrize(
    ("error", "action", "says"),
    [
        (
            Declined("smtp-550", "The server refused."),
            Action.GIVE_UP,
            "The server refused. (smtp-550)",
        ),
        (Superseded("The order was cancelled."), Action.GIVE_UP, "The order was cancelled."),
        (Unavailable("10.0.0.7:25"), Action.POSTPONE, "could not be reached"),
        (Unclear("broke off"), Action.POSTPONE, "did not say"),
        (Busy("busy"), Action.POSTPONE, "too much to do"),
        (Resting("resting"), Action.POSTPONE, "too much to do"),
        (Misconfigured("535 secret"), Action.POSTPONE, "not set up correctly"),
        (KeyError("template"), Action.POSTPONE, "put together"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_only_a_refusal_is_final_and_reasons_tell_no_addresses(error, action, says):
    outcome = after(error)
    assert outcome.action is action
    assert says in outcome.reason
    assert "10.0.0.7" not in outcome.reason
    assert "secret" not in outcome.reason


@given(st.integers(1, 10_000))
def test_waits_grow_and_stay_below_a_quarter_of_an_hour(attempts):
    shorter, longer = (after(Unclear(""), attempts=each).delay for each in (attempts, attempts + 1))
    assert timedelta(seconds=5) <= shorter <= longer <= timedelta(minutes=15)


def test_a_server_that_names_a_time_is_heard_within_reason():
    assert after(Unavailable("", retry_after_seconds=60)).delay == timedelta(seconds=60)
    assert after(Unavailable("", retry_after_seconds=1)).delay == timedelta(seconds=5)
    assert after(Unavailable("", retry_after_seconds=1e9)).delay == timedelta(minutes=15)


def test_what_is_on_hold_waits_however_long():
    outcome = after(OnHold("It is paused."), attempts=50, age=timedelta(days=9))
    said = (Action.POSTPONE, timedelta(minutes=1), "It is paused.")
    assert (outcome.action, outcome.delay, outcome.reason) == said


def test_busy_means_soon_again_however_often():
    assert after(Busy(""), attempts=50).delay == timedelta(seconds=1)


def test_what_cannot_be_sent_in_a_day_is_given_up():
    assert after(Unavailable(""), age=timedelta(hours=23)).action is Action.POSTPONE
    outcome = after(Unavailable(""), age=timedelta(hours=24))
    assert outcome.action is Action.GIVE_UP
    assert outcome.state is State.FAILED


@given(st.text())
def test_a_line_of_somebody_elses_is_one_line_without_steering_marks(text):
    line = rules.one_line(text)
    assert rules.one_line(line) == line
    assert len(line) <= 400
    assert not any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_line_keeps_letters_of_every_script():
    assert rules.one_line("محمد\n Nguyễn\t山田 👩‍💻") == "محمد Nguyễn 山田 👩‍💻"
    assert rules.one_line("Sale\r\nBcc: x@y.example") == "Sale Bcc: x@y.example"
