"""One number for how long a call may take: Turnout waits by it, the kit fails by it."""

import time

import pytest

from turnout_sdk.adapter import Kind
from turnout_sdk.http import Limits
from turnout_sdk.testing import harness
from turnout_sdk.testing.guard import InstrumentedTransport
from turnout_sdk.testing.verdict import RuleBroken
from turnout_sdk.time_limits import CALL_SECONDS, call_seconds


class Dawdler:
    def fetch(self):
        time.sleep(0.2)
        return "late"


@pytest.mark.parametrize(
    ("kind", "verb", "seconds"),
    [
        (Kind.PAYMENTS, "start", CALL_SECONDS),
        (Kind.PAYMENTS, "settlements", 60),
        (Kind.EMAIL, "send", 10),
        (Kind.STORAGE, "put", 35),
        (Kind.STORAGE, "health", CALL_SECONDS),
        (Kind.SMS, "send", CALL_SECONDS),
    ],
)
def test_a_verb_has_the_time_of_its_kind(kind, verb, seconds):
    assert call_seconds(kind, verb) == seconds


def test_the_kit_fails_a_call_as_soon_as_turnout_would_give_up(monkeypatch):
    asked = []

    def short(kind, verb):
        asked.append((kind, verb))
        return 0.05

    monkeypatch.setattr(harness, "call_seconds", short)
    port = harness.CheckedPort(Dawdler(), Kind.PAYMENTS, InstrumentedTransport())
    with pytest.raises(RuleBroken, match=r"fetch did not come back within 0\.05 s") as raised:
        port.fetch()
    assert raised.value.rule == "time-outs-honoured"
    assert asked == [(Kind.PAYMENTS, "fetch")]


def test_a_call_of_the_sdk_s_own_client_ends_before_turnout_stops_waiting():
    assert Limits().total_seconds < CALL_SECONDS
