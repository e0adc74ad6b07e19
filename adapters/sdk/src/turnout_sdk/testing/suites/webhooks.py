"""Webhooks: trusted on their raw bytes and age, read without asking anybody."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from turnout_sdk.errors import AdapterError, Untrusted
from turnout_sdk.fakes import Buys, Disputes, Rotates, Signs
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind
from turnout_sdk.testing.harness import AdapterHarness, has_verb
from turnout_sdk.testing.suites.paying import charge, collected, open_paid, paid, refund
from turnout_sdk.testing.suites.samples import ODD_BODIES
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.webhooks import Delivery

_FOREIGN = "whsec_another-secret"
_OLD = timedelta(hours=1)
_SKEW = timedelta(seconds=60)


class Webhooks(Suite):
    """Capability: verify."""

    @rule("webhooks-verified-on-raw-body")
    def test_a_genuine_delivery_is_trusted(self, harness: AdapterHarness) -> None:
        harness.open().verify(_delivery(harness))

    @rule("webhooks-verified-on-raw-body")
    def test_headers_count_under_any_capitalisation(self, harness: AdapterHarness) -> None:
        port, genuine = harness.open(), _delivery(harness)
        for change in (str.lower, str.upper):
            headers = {change(name): value for name, value in genuine.headers.items()}
            port.verify(Delivery(headers=headers, body=genuine.body))

    @rule("webhooks-verified-on-raw-body")
    @pytest.mark.parametrize("change", ["a space more", "a byte less", "another byte", "empty"])
    def test_a_changed_body_is_refused(self, harness: AdapterHarness, change: str) -> None:
        """The raw bytes count: a space more is the same JSON and another body."""
        genuine = _delivery(harness)
        body = {
            "a space more": genuine.body + b" ",
            "a byte less": genuine.body[:-1],
            "another byte": bytes([genuine.body[0] ^ 1]) + genuine.body[1:],
            "empty": b"",
        }[change]
        _refused(harness, Delivery(headers=genuine.headers, body=body))

    @rule("webhooks-verified-on-raw-body")
    @pytest.mark.parametrize("change", ["missing", "empty", "wrong", "nonsense"])
    def test_a_delivery_without_its_right_signature_is_refused(
        self, harness: AdapterHarness, change: str
    ) -> None:
        genuine = _delivery(harness)
        for name in _signature_headers(harness, genuine.body):
            headers = dict(genuine.headers)
            value = headers.pop(name)
            if change != "missing":
                headers[name] = {
                    "empty": "",
                    "wrong": value[:-1] + ("0" if value[-1] != "0" else "1"),
                    "nonsense": "\xff=,;",
                }[change]
            _refused(harness, Delivery(headers=headers, body=genuine.body))

    @rule("webhooks-verified-on-raw-body")
    def test_a_delivery_signed_with_another_secret_is_refused(
        self, harness: AdapterHarness
    ) -> None:
        body = harness.control(Signs).unknown_event()
        headers = harness.control(Signs).sign(body, at=harness.now(), secret=_FOREIGN)
        _refused(harness, Delivery(headers=headers, body=body))

    @rule("webhooks-verified-on-raw-body")
    @pytest.mark.parametrize("age", [_OLD, -_OLD], ids=["old", "from the future"])
    def test_a_delivery_of_another_time_is_refused(
        self, harness: AdapterHarness, age: timedelta
    ) -> None:
        _refused(harness, _delivery(harness, age=age))

    @rule("webhooks-verified-on-raw-body")
    def test_a_delivery_with_two_times_is_refused(self, harness: AdapterHarness) -> None:
        """An old delivery does not become fresh by a second, fresh time beside it."""
        old = _delivery(harness, age=_OLD)
        fresh = harness.control(Signs).sign(old.body, at=harness.now(), secret=_FOREIGN)
        for first, second in ((fresh, old.headers), (old.headers, fresh)):
            headers = {name: _both(first[name], second[name]) for name in old.headers}
            _refused(harness, Delivery(headers=headers, body=old.body))

    @rule("clock-skew-tolerated")
    @pytest.mark.parametrize("skew", [_SKEW, -_SKEW], ids=["ahead", "behind"])
    def test_a_clock_that_is_a_minute_off_still_trusts(
        self, harness: AdapterHarness, skew: timedelta
    ) -> None:
        genuine = _delivery(harness)
        harness.skew = skew
        harness.open().verify(genuine)

    @rule("webhook-secret-rotation")
    def test_both_secrets_are_trusted_while_one_is_rotated(self, harness: AdapterHarness) -> None:
        settings, new = harness.control(Rotates).rotation()
        port, body = harness.open(settings=harness.settings() | dict(settings)), b""
        signs = harness.control(Signs)
        body = signs.unknown_event()
        for secret in (None, new):
            headers = signs.sign(body, at=harness.now(), secret=secret)
            port.verify(Delivery(headers=headers, body=body))
        headers = signs.sign(body, at=harness.now(), secret=_FOREIGN)
        with pytest.raises(Untrusted):
            port.verify(Delivery(headers=headers, body=body))

    @rule("webhooks-verified-on-raw-body")
    @pytest.mark.parametrize("body", ODD_BODIES, ids=lambda body: repr(body[:8]))
    def test_a_signed_body_of_an_odd_form_is_refused_or_ignored(
        self, harness: AdapterHarness, body: bytes
    ) -> None:
        """What a provider signs is not yet what it publishes: nothing but the SDK's errors."""
        port = harness.open()
        headers = harness.control(Signs).sign(body, at=harness.now())
        delivery = Delivery(headers=headers, body=body)
        with suppress(AdapterError):
            port.verify(delivery)
            assert port.read(delivery) is None

    @rule("unknown-events-ignored")
    def test_an_event_that_nobody_has_heard_of_is_trusted_and_ignored(
        self, harness: AdapterHarness
    ) -> None:
        port, delivery = harness.open(), _delivery(harness)
        port.verify(delivery)
        assert port.read(delivery) is None


class Deliveries(Suite):
    """Capability: read."""

    @rule("webhooks-verified-on-raw-body")
    def test_a_payment_s_deliveries_are_trusted_and_tell_that_money_is_in(
        self, harness: AdapterHarness
    ) -> None:
        port, wanted = harness.open(), charge(harness)
        payment = port.start(wanted)
        harness.control(Buys).pay(payment.provider_ref)
        told = _told(harness, port, FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
        assert collected(told) == wanted.amount.minor
        for each in told:
            assert each.provider_ref == payment.provider_ref
            assert each.reference == wanted.reference
            assert each.amount.currency == wanted.amount.currency

    @rule("webhooks-verified-on-raw-body")
    def test_a_declined_payment_s_deliveries_tell_it(self, harness: AdapterHarness) -> None:
        port = harness.open()
        payment = port.start(charge(harness))
        harness.control(Buys).decline(payment.provider_ref)
        told = _told(harness, port, FactKind.PAYMENT_FAILED)
        assert collected(told) == 0

    @rule("webhooks-verified-on-raw-body")
    def test_a_delivery_to_another_account_is_refused(self, harness: AdapterHarness) -> None:
        port, other = harness.open(), harness.open(harness.another_account())
        other.start(charge(harness))
        paid(harness, port)
        for each in harness.running.inbox.wait(harness.account, bool):
            with pytest.raises(Untrusted):
                other.verify(each)

    @rule("webhooks-verified-on-raw-body", wire=True)
    def test_reading_asks_nobody_and_says_the_same_again(self, harness: AdapterHarness) -> None:
        port, _ = open_paid(harness)
        _told(harness, port, FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
        deliveries = harness.running.inbox.wait(harness.account, bool)
        calls = harness.transport.calls
        assert [port.read(each) for each in deliveries] == [port.read(each) for each in deliveries]
        assert harness.transport.calls == calls, "read() called the provider"

    @rule("facts-from-webhook-and-fetch-agree")
    def test_deliveries_and_fetch_tell_the_same_facts(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        told = _told(harness, port, FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
        if not has_verb(port, "fetch"):
            pytest.fail("fill in: fetch")
        asked = {(each.kind, each.object_id) for each in port.fetch(payment.provider_ref).facts}
        assert {(each.kind, each.object_id) for each in told} <= asked

    @rule("facts-from-webhook-and-fetch-agree", needs=("refund",))
    def test_deliveries_mean_the_same_in_any_order(self, harness: AdapterHarness) -> None:
        """Two ports that know nothing yet read the same deliveries forwards and backwards."""
        port, payment = open_paid(harness)
        port.refund(refund(payment))
        _told(harness, port, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_PENDING)
        _told(harness, port, FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
        arrived = harness.running.inbox.wait(harness.account, bool)
        forwards = _read(harness.open(), arrived)
        backwards = _read(harness.open(), reversed(arrived))
        assert forwards == backwards, "what a delivery means depends on those before it"

    @rule("disputes-reported", needs=("disputes",))
    def test_a_dispute_is_a_fact_about_an_object_of_its_own(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        harness.control(Disputes).dispute(payment.provider_ref)
        told = _told(harness, port, FactKind.DISPUTE_OPENED)
        opened = [each for each in told if each.kind is FactKind.DISPUTE_OPENED]
        assert {each.provider_ref for each in opened} == {payment.provider_ref}
        assert len({each.object_id for each in opened}) == 1
        assert opened[0].object_id != payment.provider_ref


def _read(port: Any, deliveries: Iterable[Delivery]) -> set[tuple[FactKind, str, Money]]:
    told = [port.read(each) for each in deliveries]
    return {(each.kind, each.object_id, each.amount) for each in told if each is not None}


def _delivery(harness: AdapterHarness, *, age: timedelta = timedelta()) -> Delivery:
    """Make a delivery that is genuine in all but perhaps its age."""
    signs = harness.control(Signs)
    body = signs.unknown_event()
    return Delivery(headers=signs.sign(body, at=harness.now() - age), body=body)


def _signature_headers(harness: AdapterHarness, body: bytes) -> list[str]:
    """Find the headers that depend on the secret."""
    signs, at = harness.control(Signs), harness.now()
    genuine = signs.sign(body, at=at)
    other: Mapping[str, str] = signs.sign(body, at=at, secret=_FOREIGN)
    return [name for name, value in genuine.items() if other.get(name) != value]


def _both(first: str, second: str) -> str:
    return first if first == second else f"{first},{second}"


def _refused(harness: AdapterHarness, delivery: Delivery) -> None:
    with pytest.raises(Untrusted):
        harness.open().verify(delivery)


def _told(harness: AdapterHarness, port: Any, *until: FactKind) -> list[Any]:
    """Wait until one of these facts was delivered; return every fact, all of them trusted."""

    def enough(deliveries: list[Delivery]) -> bool:
        told = [port.read(each) for each in deliveries]
        return any(each and each.kind in until for each in told)

    deliveries = harness.running.inbox.wait(harness.account, enough)
    for each in deliveries:
        port.verify(each)
    told = [each for each in map(port.read, deliveries) if each is not None]
    assert any(each.kind in until for each in told), f"no delivery told {' or '.join(until)}"
    return told
