"""What SendGrid's events mean, whatever stands around them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_sendgrid_fake import settings

from turnout_sdk.email import ReportState
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery
from turnout_sendgrid import events

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVENT = {
    "email": "ada@example.org",
    "timestamp": 1_772_366_400,
    "event": "bounce",
    "type": "bounce",
    "reason": "550 no such\r\n mailbox",
    "sg_event_id": "e1",
    "turnout_message_id": "<1@tickets.example>",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def read(*told):
    return events.read(Delivery(headers={}, body=json.dumps(list(told)).encode()))


@pytest.mark.parametrize(
    ("changes", "is_permanent"),
    [
        ({}, True),
        ({"type": "blocked"}, False),
        ({"event": "dropped", "reason": "Bounced Address"}, True),
        ({"event": "dropped", "reason": "Spam Reporting Address"}, False),
        ({"event": "delivered"}, False),
    ],
)
def test_an_address_is_gone_only_where_the_event_says_so(changes, is_permanent):
    [report] = read(EVENT | changes)
    assert report.is_permanent is is_permanent


def test_the_reason_is_one_line():
    assert read(EVENT)[0].detail == "550 no such mailbox"


@pytest.mark.parametrize("event", ["open", "click", "group_resubscribe"])
def test_what_a_reader_does_is_not_read(event):
    assert read(EVENT | {"event": event}) == ()


def test_mails_of_others_in_the_same_delivery_are_left_out():
    others = {name: value for name, value in EVENT.items() if name != events.OUR_NAME}
    assert [each.report_id for each in read(others, EVENT, others)] == ["e1"]


@given(told=JSON, name=st.sampled_from(sorted(EVENT)))
def test_an_event_of_any_form_is_read_or_left_out(told, name):
    found = read(told, EVENT | {name: told})
    assert all(isinstance(each.state, ReportState) for each in found)


def test_without_a_key_nothing_is_believed():
    with pytest.raises(Misconfigured):
        events.verify(None, Delivery(headers={}, body=b"[]"), now=NOW)


@pytest.mark.parametrize("key", ["no key", "AAAA", "ü"])
def test_a_key_that_is_none_is_a_wrong_configuration(key):
    with pytest.raises(Misconfigured):
        events.verify(key, Delivery(headers={}, body=b"[]"), now=NOW)


@given(signature=st.text(max_size=60), sent_at=st.text(max_size=20), body=st.binary(max_size=60))
def test_no_text_is_a_signature(signature, sent_at, body):
    key = settings("http://fake.example", "demo")["webhook_public_key"]
    headers = {events.SIGNATURE: signature, events.SENT_AT: sent_at}
    with pytest.raises(Untrusted):
        events.verify(key, Delivery(headers=headers, body=body), now=NOW)
