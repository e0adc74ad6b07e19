"""Who is believed: the form, age and signature of deliveries, and the certificate's address."""

import base64
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_paypal.certificates import require_address
from turnout_paypal.settings import LIVE, SANDBOX
from turnout_sdk.errors import Untrusted

EVENT = b'{"id": "WH-1", "event_type": "LOOT.BOX", "resource": {"id": "BOX1"}}'
CERTIFICATE = "/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_of_clock_skew_are_tolerated(paypal, seconds):
    at = paypal.clock.now() + timedelta(seconds=seconds)
    paypal.gateway().verify(paypal.signed(at=at))


@pytest.mark.parametrize(
    "changes",
    [
        {"PAYPAL-AUTH-ALGO": "SHA1withRSA"},
        {"PAYPAL-AUTH-ALGO": "sha256withrsa"},
        {"PAYPAL-AUTH-ALGO": "none"},
        {"PAYPAL-AUTH-ALGO": None},
        {"PAYPAL-TRANSMISSION-ID": None},
        {"PAYPAL-TRANSMISSION-ID": "a|b"},
        {"PAYPAL-TRANSMISSION-ID": "another"},
        {"PAYPAL-TRANSMISSION-TIME": None},
        {"PAYPAL-TRANSMISSION-TIME": "2026-03-01T12:00:00"},
        {"PAYPAL-TRANSMISSION-TIME": "2026-03-01T12:00:00Z,2026-03-01T12:00:00Z"},
        {"PAYPAL-TRANSMISSION-TIME": "2026-13-01T12:00:00Z"},
        {"PAYPAL-TRANSMISSION-TIME": "0001-01-01T00:00:00+23:59"},
        {"PAYPAL-TRANSMISSION-TIME": "2026-03-01T12:00:01Z"},
        {"PAYPAL-TRANSMISSION-SIG": None},
        {"PAYPAL-TRANSMISSION-SIG": "no base64!"},
        {"PAYPAL-TRANSMISSION-SIG": "\xff"},
        {"PAYPAL-TRANSMISSION-SIG": base64.b64encode(bytes(256)).decode()},
        {"PAYPAL-TRANSMISSION-SIG": "A" * 4096},
        {"PAYPAL-CERT-URL": None},
        {"PAYPAL-CERT-URL": ""},
    ],
    ids=lambda changes: " ".join(f"{name} {value}"[:60] for name, value in changes.items()),
)
def test_a_header_that_is_not_as_paypal_sends_it_is_refused(paypal, changes):
    with pytest.raises(Untrusted):
        paypal.gateway().verify(paypal.signed(**changes))


@pytest.mark.parametrize("seconds", [-301, 301, -86_400])
def test_old_and_early_deliveries_are_refused(paypal, seconds):
    at = paypal.clock.now() + timedelta(seconds=seconds)
    with pytest.raises(Untrusted, match="too old"):
        paypal.gateway().verify(paypal.signed(at=at))


@pytest.mark.parametrize("body", [b"[]", b"no json", b"{}", b'{"id": "WH-1"}', b"\xff"])
def test_what_is_no_event_is_refused_though_it_is_signed(paypal, body):
    with pytest.raises(Untrusted, match="not an event"):
        paypal.gateway().verify(paypal.signed(body))


def test_a_delivery_for_another_webhook_is_refused(paypal):
    with pytest.raises(Untrusted, match="does not match"):
        paypal.gateway().verify(paypal.signed(webhook_id="ANOTHER"))


def test_a_webhook_that_is_being_replaced_still_counts(paypal):
    old = paypal.gateway()._settings.webhook_id
    gateway = paypal.gateway(webhook_id="NEW1", previous_webhook_ids=[old])
    for webhook_id in ("NEW1", old):
        gateway.verify(paypal.signed(webhook_id=webhook_id))
    with pytest.raises(Untrusted):
        gateway.verify(paypal.signed(webhook_id="OTHER"))


@given(position=st.integers(0, len(EVENT) - 1), bit=st.integers(0, 7))
def test_no_bit_of_the_body_may_change(paypal, position, bit):
    changed = bytearray(EVENT)
    changed[position] ^= 1 << bit
    assert zlib.crc32(changed) != zlib.crc32(EVENT)
    with pytest.raises(Untrusted):
        paypal.gateway().verify(replace(paypal.signed(), body=bytes(changed)))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (f"https://api.paypal.com{CERTIFICATE}", LIVE),
        (f"https://api-m.paypal.com:443{CERTIFICATE}", LIVE),
        (f"https://api.sandbox.paypal.com{CERTIFICATE}", SANDBOX),
    ],
)
def test_paypals_own_addresses_are_accepted(url, place):
    require_address(url, place)


@pytest.mark.parametrize(
    "url",
    [
        f"http://api.paypal.com{CERTIFICATE}",
        f"ftp://api.paypal.com{CERTIFICATE}",
        f"https://api.paypal.com.evil.example{CERTIFICATE}",
        f"https://evil.example/api.paypal.com{CERTIFICATE}",
        f"https://apixpaypal.com{CERTIFICATE}",
        f"https://paypal.com.evil.example{CERTIFICATE}",
        f"https://evilapi.paypal.com{CERTIFICATE}",
        f"https://www.paypal.com{CERTIFICATE}",
        f"https://api.paypa1.com{CERTIFICATE}",
        f"https://аpi.paypal.com{CERTIFICATE}",
        f"https://api.paypal.com@evil.example{CERTIFICATE}",
        f"https://evil.example@api.paypal.com{CERTIFICATE}",
        f"https://a:b@api.paypal.com{CERTIFICATE}",
        f"https://evil.example\\@api.paypal.com{CERTIFICATE}",
        f"https://api.paypal.com\\.evil.example{CERTIFICATE}",
        f"https://api.paypal.com:8443{CERTIFICATE}",
        f"https://api.paypal.com:{CERTIFICATE}",
        f"https://api.paypal.com:99999{CERTIFICATE}",
        f"https://api.paypal.com.{CERTIFICATE}",
        f"https://API.paypal.com{CERTIFICATE}",
        f"https://api.paypal.com{CERTIFICATE}?next=https://evil.example",
        f"https://api.paypal.com{CERTIFICATE}#evil",
        f"https://api.paypal.com{CERTIFICATE}/../../../webapps/redirect",
        "https://api.paypal.com/v1/notifications/certs/",
        "https://api.paypal.com/v1/notifications/certs/..%2f..%2fredirect",
        "https://api.paypal.com/v2/checkout/orders/CERT-1",
        f"https://api.paypal.com{CERTIFICATE}\n",
        f" https://api.paypal.com{CERTIFICATE}",
        f"https://api.pay\tpal.com{CERTIFICATE}",
        f"//api.paypal.com{CERTIFICATE}",
        f"https://[::1{CERTIFICATE}",
        f"https://api.sandbox.paypal.com{CERTIFICATE}",
        "file:///etc/passwd",
        "",
    ],
)
def test_every_other_address_is_refused_and_not_called(paypal, url):
    with pytest.raises(Untrusted):
        require_address(url, LIVE)
    before = len(paypal.requests)
    with pytest.raises(Untrusted):
        paypal.gateway().verify(paypal.signed(**{"PAYPAL-CERT-URL": url}))
    assert len(paypal.requests) == before


def test_live_does_not_believe_the_sandbox_nor_the_other_way():
    for url, place in (("api.sandbox.paypal.com", LIVE), ("api.paypal.com", SANDBOX)):
        with pytest.raises(Untrusted):
            require_address(f"https://{url}{CERTIFICATE}", place)


@given(host=st.from_regex(r"[a-z0-9.@:\\/-]{1,30}", fullmatch=True))
def test_no_host_but_paypals_gets_through(host):
    if host in LIVE.certificate_hosts:
        return
    url = f"https://{host}{CERTIFICATE}"
    accepted = [f"https://{each}:443{CERTIFICATE}" for each in LIVE.certificate_hosts]
    try:
        require_address(url, LIVE)
    except Untrusted:
        return
    assert url in accepted
