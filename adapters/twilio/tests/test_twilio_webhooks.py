"""Whom Twilio's webhooks are believed from, and what they mean, whatever stands around them."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, IncomingText, Receipt, ReceiptState, Wish
from turnout_sdk.webhooks import Delivery
from turnout_twilio import webhooks

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOOK = "https://mycompany.com/myapp.php"
CALL = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+12349013030",
    "Digits": "1234",
    "From": "+12349013030",
    "To": "+18005551212",
}
STATUS = {"MessageSid": "SM1", "MessageStatus": "delivered", "To": "+254700000001", "From": "+1500"}


def told(fields, *, signature="", query=None):
    return Delivery(
        headers={webhooks.SIGNATURE: signature},
        body=urlencode(fields).encode(),
        query=query or {},
    )


def test_the_signature_of_twilio_s_own_example_is_the_published_one():
    """The example of www.twilio.com/docs/usage/security."""
    query = {"foo": "1", "bar": "2"}
    webhooks.verify(
        "12345", HOOK, told(CALL, signature="0/KCTR6DLpKmkAf8muzZqo1nDgQ=", query=query)
    )


@pytest.mark.parametrize(
    ("token", "hook", "query", "fields"),
    [
        ("54321", HOOK, {"foo": "1", "bar": "2"}, CALL),
        ("12345", "https://other.example/", {"foo": "1", "bar": "2"}, CALL),
        ("12345", HOOK, {"foo": "1"}, CALL),
        ("12345", HOOK, {"bar": "2", "foo": "1"}, CALL),
        ("12345", HOOK, {"foo": "1", "bar": "2"}, CALL | {"Digits": "9999"}),
        ("12345", HOOK, {"foo": "1", "bar": "2"}, CALL | {"More": ""}),
        ("12345", HOOK, {"foo": "1", "bar": "2"}, {}),
    ],
)
def test_what_was_signed_for_something_else_is_a_forgery(token, hook, query, fields):
    with pytest.raises(Untrusted):
        webhooks.verify(
            token, hook, told(fields, signature="0/KCTR6DLpKmkAf8muzZqo1nDgQ=", query=query)
        )


def test_without_an_address_nothing_is_believed():
    with pytest.raises(Misconfigured):
        webhooks.verify("12345", None, told(CALL))


@pytest.mark.parametrize(
    ("status", "code", "state", "meaning"),
    [
        ("queued", "", ReceiptState.SENT, None),
        ("sent", "", ReceiptState.SENT, None),
        ("delivered", "", ReceiptState.DELIVERED, None),
        ("read", "", ReceiptState.DELIVERED, None),
        ("undelivered", "30005", ReceiptState.FAILED, INVALID_NUMBER),
        ("failed", "21610", ReceiptState.FAILED, OPTED_OUT),
        ("failed", "30007", ReceiptState.FAILED, "twilio-30007"),
        ("failed", "soon", ReceiptState.FAILED, "twilio-soon"),
    ],
)
def test_statuses_mean_what_the_reference_says(status, code, state, meaning):
    fields = STATUS | {"MessageStatus": status} | ({"ErrorCode": code} if code else {})
    found = webhooks.read(told(fields, query={"key": "k1"}), now=NOW)
    assert (found.state, found.code, found.key) == (state, meaning, "k1")
    assert found.delivery_id == f"SM1:{status}"


@pytest.mark.parametrize(
    ("kind", "wish"),
    [("STOP", Wish.STOP), ("START", Wish.START), ("HELP", Wish.HELP), ("", None), ("HUH", None)],
)
def test_what_twilio_answered_itself_is_a_wish(kind, wish):
    fields = {"MessageSid": "SM2", "From": "+254700000001", "Body": "arret", "OptOutType": kind}
    found = webhooks.hear(told(fields), now=NOW)
    assert (found.wish, found.sender, found.provider_ref) == (wish, "+254700000001", "SM2")


def test_an_empty_answer_is_one():
    """Somebody who sends a picture alone."""
    fields = {"MessageSid": "SM2", "From": "+254700000001", "Body": ""}
    assert webhooks.hear(told(fields), now=NOW).text == ""


@given(body=st.binary(max_size=300), key=st.text(max_size=20))
def test_a_body_of_any_form_is_read_or_left_out(body, key):
    odd = Delivery(headers={}, body=body, query={"key": key})
    assert isinstance(webhooks.read(odd, now=NOW), Receipt | None)
    assert isinstance(webhooks.hear(odd, now=NOW), IncomingText | None)
    with pytest.raises(Untrusted):
        webhooks.verify("12345", HOOK, odd)


@given(
    fields=st.dictionaries(st.sampled_from([*STATUS, "Body", "OptOutType"]), st.text(max_size=9))
)
def test_a_form_is_a_status_or_an_answer_and_never_both(fields):
    each = told(fields)
    assert webhooks.read(each, now=NOW) is None or webhooks.hear(each, now=NOW) is None
