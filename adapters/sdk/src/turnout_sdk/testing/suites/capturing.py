"""Authorizing now, collecting or letting go later."""

import pytest

from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Operation, Void
from turnout_sdk.testing.harness import AdapterHarness, new_key
from turnout_sdk.testing.suites.paying import (
    charge,
    collected,
    facts,
    lose_answer,
    open_paid,
    paid,
    require_one_key,
)
from turnout_sdk.testing.suites.suite import Suite, rule


def capture(payment: Operation, minor: int | None = None) -> Capture:
    whole = payment.amount
    part = whole if minor is None else Money(minor, whole.currency)
    return Capture(key=new_key(), provider_ref=payment.provider_ref, amount=part)


class Capturing(Suite):
    """Capability: capture."""

    @rule("money-in-minor-units")
    def test_an_authorization_collects_nothing_until_it_is_captured(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness, capture=False)
        assert collected(facts(harness, port, payment.provider_ref)) == 0
        assert port.capture(capture(payment)).provider_ref == payment.provider_ref
        assert collected(facts(harness, port, payment.provider_ref)) == payment.amount.minor

    @rule("money-in-minor-units", needs=("partial_capture",))
    def test_a_part_of_an_authorization_is_captured(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness, capture=False)
        port.capture(capture(payment, payment.amount.minor // 2))
        told = facts(harness, port, payment.provider_ref)
        assert collected(told) == payment.amount.minor // 2

    @rule("money-in-minor-units", needs=("partial_capture", "repeated_capture"))
    def test_an_authorization_is_captured_in_parts_up_to_the_whole(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness, capture=False)
        half = payment.amount.minor // 2
        port.capture(capture(payment, half))
        port.capture(capture(payment, payment.amount.minor - half))
        told = facts(harness, port, payment.provider_ref)
        assert collected(told) == payment.amount.minor

    @rule("money-in-minor-units")
    def test_more_than_was_authorized_is_not_captured(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness, capture=False)
        with pytest.raises(Declined):
            port.capture(capture(payment, payment.amount.minor + 1))
        assert collected(facts(harness, port, payment.provider_ref)) == 0

    @rule("idempotency-keys-passed-on", wire=True)
    def test_a_capture_whose_answer_was_lost_collects_once(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness, capture=False)
        wanted = capture(payment)
        lose_answer(harness, lambda: port.capture(wanted))
        port.capture(wanted)
        assert collected(facts(harness, port, payment.provider_ref)) == payment.amount.minor
        require_one_key(harness, wanted.key)


class Voiding(Suite):
    """Capability: void."""

    @rule("money-in-minor-units")
    def test_what_was_not_collected_is_let_go(self, harness: AdapterHarness) -> None:
        port = harness.open()
        if harness.capabilities.separate_capture:
            payment = paid(harness, port, capture=False)
        else:
            payment = port.start(charge(harness))
        port.void(Void(key=new_key(), provider_ref=payment.provider_ref))
        assert collected(facts(harness, port, payment.provider_ref)) == 0

    @rule("money-in-minor-units")
    def test_money_that_is_in_is_not_voided(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        with pytest.raises(Declined):
            port.void(Void(key=new_key(), provider_ref=payment.provider_ref))
        assert collected(facts(harness, port, payment.provider_ref)) == payment.amount.minor
