"""Giving money back: never more than was collected, never twice for one key."""

from functools import partial

import pytest

from turnout_sdk.errors import Declined
from turnout_sdk.payments import OperationState
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.paying import (
    at_once,
    charge,
    facts,
    lose_answer,
    open_paid,
    refund,
    require_one_key,
    returned,
)
from turnout_sdk.testing.suites.suite import Suite, rule

_GIVEN = frozenset({OperationState.SUCCEEDED, OperationState.PENDING})


class Refunding(Suite):
    """Capability: refund."""

    @rule("refunds-within-the-payment")
    def test_a_whole_payment_is_refunded(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        back = port.refund(refund(payment))
        assert back.state in _GIVEN
        assert back.amount == payment.amount
        assert back.provider_ref != payment.provider_ref, "a refund is an object of its own"
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor

    @rule("refunds-within-the-payment", needs=("partial_refund",))
    def test_a_part_is_refunded_and_the_rest_stays(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        port.refund(refund(payment, payment.amount.minor // 3))
        told = facts(harness, port, payment.provider_ref)
        assert returned(told) == payment.amount.minor // 3

    @rule("refunds-within-the-payment", needs=("partial_refund", "repeated_refund"))
    def test_several_parts_are_refunded_until_nothing_is_left(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness)
        whole = payment.amount.minor
        for part in (whole // 3, whole - whole // 3):
            port.refund(refund(payment, part))
        assert returned(facts(harness, port, payment.provider_ref)) == whole
        with pytest.raises(Declined):
            port.refund(refund(payment, 1))

    @rule("refunds-within-the-payment")
    def test_more_than_was_collected_is_declined(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        with pytest.raises(Declined):
            port.refund(refund(payment, payment.amount.minor + 1))
        assert returned(facts(harness, port, payment.provider_ref)) == 0

    @rule("refunds-within-the-payment")
    def test_a_refunded_payment_is_not_refunded_again(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        port.refund(refund(payment))
        with pytest.raises(Declined):
            port.refund(refund(payment))
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor

    @rule("refunds-within-the-payment")
    def test_an_unpaid_payment_is_not_refunded(self, harness: AdapterHarness) -> None:
        port = harness.open()
        payment = port.start(charge(harness))
        with pytest.raises(Declined):
            port.refund(refund(payment))

    @rule("idempotency-keys-passed-on")
    def test_one_key_refunds_once_however_often(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        wanted = refund(payment)
        assert port.refund(wanted).provider_ref == port.refund(wanted).provider_ref
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor

    @rule("idempotency-keys-passed-on", wire=True)
    def test_a_refund_whose_answer_was_lost_is_repeated_under_its_key(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness)
        wanted = refund(payment)
        lose_answer(harness, lambda: port.refund(wanted))
        port.refund(wanted)
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor
        require_one_key(harness, wanted.key)

    @rule("concurrent-operations-safe")
    def test_refunds_at_the_same_time_never_exceed_what_was_collected(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness)
        wanted = [refund(payment) for _ in range(6)]
        at_once([partial(port.refund, each) for each in wanted])
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor

    @rule("concurrent-operations-safe")
    def test_the_same_refund_at_the_same_time_moves_money_once(
        self, harness: AdapterHarness
    ) -> None:
        port, payment = open_paid(harness)
        wanted = refund(payment)
        done, refused = at_once([lambda: port.refund(wanted)] * 6)
        assert done, f"none of them worked: {refused}"
        assert len({each.provider_ref for each in done}) == 1
        assert returned(facts(harness, port, payment.provider_ref)) == payment.amount.minor
