"""What Mailgun's events mean, whatever stands around them."""

import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_mailgun import events
from turnout_sdk.email import ReportState
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = "signing-key-of-a-test"
EVENT = {
    "event": "failed",
    "severity": "permanent",
    "reason": "bounce",
    "id": "e1",
    "timestamp": 1_772_366_400.5,
    "recipient": "ada@example.org",
    "message": {"headers": {"message-id": "1@tickets.example"}},
    "delivery-status": {"description": "550 no such\r\n mailbox"},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def delivery(event, *, at=NOW, key=KEY, token="token", body=None):
    sent_at = str(int(at.timestamp()))
    signature = hmac.new(key.encode(), f"{sent_at}{token}".encode(), "sha256").hexdigest()
    proof = {"timestamp": sent_at, "token": token, "signature": signature}
    told = {"signature": proof, "event-data": event}
    return Delivery(headers={}, body=body or json.dumps(told).encode())


@pytest.mark.parametrize(
    ("changes", "state", "is_permanent"),
    [
        ({}, "bounced", True),
        ({"reason": "suppress-bounce"}, "bounced", True),
        ({"reason": "old"}, "bounced", False),
        ({"reason": "suppress-complaint"}, "bounced", False),
        ({"severity": "temporary", "reason": "generic"}, "delayed", False),
        ({"event": "rejected"}, "bounced", False),
    ],
)
def test_failures_are_told_apart(changes, state, is_permanent):
    [report] = events.read(delivery(EVENT | changes))
    assert (report.state, report.is_permanent) == (state, is_permanent)
    assert (report.message_id, report.detail) == ("<1@tickets.example>", "550 no such mailbox")


def test_a_report_names_the_token_that_proves_it():
    assert events.read(delivery(EVENT, token="t9"))[0].proof == "t9"


@pytest.mark.parametrize("event", ["opened", "clicked", "stored"])
def test_what_a_reader_does_is_not_read(event):
    assert events.read(delivery(EVENT | {"event": event})) == ()


@given(told=JSON, name=st.sampled_from(sorted(EVENT)))
def test_an_event_of_any_form_is_read_or_left_out(told, name):
    found = events.read(delivery(told)) + events.read(delivery(EVENT | {name: told}))
    assert all(isinstance(each.state, ReportState) for each in found)


@given(told=JSON)
def test_a_signature_of_any_form_proves_nothing(told):
    body = json.dumps({"signature": told, "event-data": EVENT}).encode()
    with pytest.raises(Untrusted):
        events.verify(KEY, Delivery(headers={}, body=body), now=NOW)


def test_another_key_proves_nothing():
    with pytest.raises(Untrusted):
        events.verify(KEY, delivery(EVENT, key="another-key"), now=NOW)
    events.verify(KEY, delivery(EVENT), now=NOW)


def test_without_a_key_nothing_is_believed():
    with pytest.raises(Misconfigured):
        events.verify("", delivery(EVENT), now=NOW)
