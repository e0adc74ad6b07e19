import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery, SignedHeader

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TIME = int(NOW.timestamp())


def header(body=b"{}", *, secret="hush", at=TIME):
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={digest}"


def check(text, body=b"{}", secrets=("hush",), now=NOW):
    SignedHeader.parse(text).require(secrets, body, now=now)


@given(st.binary(max_size=200))
def test_a_genuine_body_is_accepted_whatever_its_bytes(body):
    check(header(body), body)


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_another_body_is_untrusted(signed, sent):
    if signed == sent:
        return
    with pytest.raises(Untrusted):
        check(header(signed), sent)


@given(st.text(max_size=100))
def test_no_text_is_a_signature_and_none_crashes(text):
    for forged in (text, f"t={TIME},v1={text}", f"t={text},v1=00"):
        with pytest.raises(Untrusted):
            check(forged)


@pytest.mark.parametrize("age", [-301, 301, 10**9])
def test_old_and_future_deliveries_are_untrusted(age):
    with pytest.raises(Untrusted):
        check(header(), now=NOW + timedelta(seconds=age))


@pytest.mark.parametrize("age", [-300, 0, 300])
def test_a_clock_may_be_five_minutes_off(age):
    check(header(), now=NOW + timedelta(seconds=age))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: None,
        lambda _: "",
        lambda text: f"t={TIME + 1},{text}",
        lambda text: f"{text},t={TIME + 1}",
        lambda text: text.replace("t=", "t=+"),
        lambda text: text.replace("v1=", "v0="),
        lambda text: text.upper(),
        lambda text: text.partition(",")[2],
    ],
)
def test_a_spoiled_header_is_untrusted(spoil):
    with pytest.raises(Untrusted):
        check(spoil(header()))


def test_the_time_is_part_of_what_was_signed():
    digest = header(at=TIME - 10).partition(",")[2]
    with pytest.raises(Untrusted):
        check(f"t={TIME},{digest}")


def test_each_active_secret_counts_and_so_does_each_signature():
    old, new = header(secret="old"), header(secret="new")
    check(old, secrets=("new", "old"))
    check(f"{old},{new.partition(',')[2]}", secrets=("new",))
    with pytest.raises(Untrusted):
        check(old, secrets=("new",))


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_secret_nothing_is_accepted(secrets):
    with pytest.raises(Misconfigured):
        check(header(secret=""), secrets=secrets)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"[]", b"nothing", b"\xff"])
def test_a_body_that_is_no_object_or_nested_without_end_says_nothing(body):
    assert Delivery(headers={}, body=body).json() == {}
