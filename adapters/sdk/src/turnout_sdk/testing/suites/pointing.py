"""Webhooks that are not signed and only name a payment: nobody is believed, all is asked."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from turnout_sdk.errors import Declined, Untrusted
from turnout_sdk.fakes import Disputes, RefundsOutside
from turnout_sdk.payments import FactKind
from turnout_sdk.testing.harness import AdapterHarness, has_verb
from turnout_sdk.testing.suites.paying import (
    charge,
    collected,
    facts,
    open_paid,
    paid,
    refund,
    returned,
)
from turnout_sdk.testing.suites.samples import ODD_BODIES
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.webhooks import Delivery


class Pointing(Suite):
    """Capability: points_to."""

    @rule("payments-pointed-to")
    def test_a_paid_payment_is_pointed_to(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        assert payment.provider_ref in _pointed_to(harness, port, payment.provider_ref)

    @rule("payments-pointed-to")
    def test_nothing_is_promised_that_an_unsigned_webhook_cannot_keep(
        self, harness: AdapterHarness
    ) -> None:
        """Whoever verifies is believed: an adapter either proves its deliveries or points."""
        port = harness.open()
        both = [verb for verb in ("verify", "read") if has_verb(port, verb)]
        assert not both, f"unsigned_webhooks, and yet there is {' and '.join(both)}"

    @rule("payments-pointed-to", wire=True)
    def test_pointing_asks_nobody_and_says_the_same_again(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        _pointed_to(harness, port, payment.provider_ref)
        deliveries = harness.running.inbox.wait(harness.account, bool)
        other, calls = harness.open(), harness.transport.calls
        said = [port.points_to(each) for each in deliveries]
        assert said == [other.points_to(each) for each in deliveries]
        assert harness.transport.calls == calls, "points_to() called the provider"

    @rule("payments-pointed-to", needs=("refund",))
    def test_every_change_is_pointed_to_again(self, harness: AdapterHarness) -> None:
        """The same bytes are news: what is new is found by asking."""
        port, payment = open_paid(harness)
        before = len(_pointed_to(harness, port, payment.provider_ref))
        port.refund(refund(payment))
        after = _pointed_to(harness, port, payment.provider_ref, more_than=before)
        assert after.count(payment.provider_ref) > before, "no delivery told of the refund"

    @rule("payments-pointed-to", needs=("refund",))
    def test_asking_tells_all_that_happened_in_one_answer(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        port.refund(refund(payment, payment.amount.minor // 2))
        told = facts(harness, port, payment.provider_ref)
        assert collected(told) == payment.amount.minor
        assert returned(told) == payment.amount.minor // 2
        assert len({each.object_id for each in told}) > 1

    @rule("payments-pointed-to", needs=("refund",))
    def test_a_refund_in_the_provider_s_dashboard_is_pointed_to_and_told(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness)
        before = len(_pointed_to(harness, port, payment.provider_ref))
        harness.control(RefundsOutside).refund_outside(payment.provider_ref, 1)
        _pointed_to(harness, port, payment.provider_ref, more_than=before)
        assert returned(facts(harness, port, payment.provider_ref)) == 1

    @rule("payments-pointed-to", needs=("disputes",))
    def test_a_dispute_is_pointed_to_and_told(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        before = len(_pointed_to(harness, port, payment.provider_ref))
        harness.control(Disputes).dispute(payment.provider_ref)
        _pointed_to(harness, port, payment.provider_ref, more_than=before)
        told = facts(harness, port, payment.provider_ref)
        [opened] = [each for each in told if each.kind is FactKind.DISPUTE_OPENED]
        assert opened.object_id != payment.provider_ref

    @rule("payments-pointed-to")
    def test_another_account_s_payment_is_not_told_to_whoever_names_it(
        self, harness: AdapterHarness
    ) -> None:
        """Anybody may send a name: what counts is what the provider tells this account."""
        mine, other = harness.open(), harness.open(harness.another_account())
        other.start(charge(harness))
        payment = paid(harness, mine)
        with pytest.raises(Declined):
            other.fetch(payment.provider_ref)

    @rule("payments-pointed-to")
    @pytest.mark.parametrize("body", ODD_BODIES, ids=lambda body: repr(body[:8]))
    def test_what_names_no_payment_points_to_nothing(
        self, harness: AdapterHarness, body: bytes
    ) -> None:
        assert _answer(harness.open(), Delivery(headers={}, body=body)) is None


def _answer(port: Any, delivery: Delivery) -> str | None:
    try:
        named: str | None = port.points_to(delivery)
    except Untrusted:
        return None
    return named


def _pointed_to(
    harness: AdapterHarness, port: Any, provider_ref: str, *, more_than: int = 0
) -> list[str]:
    """Wait until deliveries have named the payment more often than that; list what they named."""

    def enough(deliveries: Iterable[Delivery]) -> bool:
        return _names(port.points_to, deliveries).count(provider_ref) > more_than

    named = _names(port.points_to, harness.running.inbox.wait(harness.account, enough))
    if named.count(provider_ref) <= more_than:
        pytest.fail(f"no delivery points to the payment; {len(named)} named others or none")
    return named


def _names(
    points_to: Callable[[Delivery], str | None], deliveries: Iterable[Delivery]
) -> list[str]:
    return [named for named in map(points_to, deliveries) if named]
