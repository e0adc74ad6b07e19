"""Asking the provider: how a payment stands, what a key did, what was paid out."""

from contextlib import suppress
from datetime import timedelta

import pytest

from turnout_sdk.errors import Declined, Unavailable, Unclear
from turnout_sdk.fakes import Buys, Delays
from turnout_sdk.payments import FactKind, OperationState
from turnout_sdk.settlements import SettlementKind
from turnout_sdk.testing.fault_proxy import Fault
from turnout_sdk.testing.harness import AdapterHarness, new_key
from turnout_sdk.testing.suites.paying import charge, collected, open_paid, paid, refund
from turnout_sdk.testing.suites.suite import Suite, rule


class Fetching(Suite):
    """Capability: fetch."""

    @rule("facts-from-webhook-and-fetch-agree")
    def test_a_paid_payment_is_fetched_with_its_facts(self, harness: AdapterHarness) -> None:
        port, wanted = harness.open(), charge(harness)
        started = port.start(wanted)
        assert collected(port.fetch(started.provider_ref).facts) == 0
        harness.control(Buys).pay(started.provider_ref)
        operation = port.fetch(started.provider_ref)
        assert operation.state is OperationState.SUCCEEDED
        assert operation.provider_ref == started.provider_ref
        assert collected(operation.facts) == wanted.amount.minor
        assert {each.reference for each in operation.facts} == {wanted.reference}
        assert {each.provider_ref for each in operation.facts} == {started.provider_ref}

    @rule("facts-from-webhook-and-fetch-agree")
    def test_times_of_facts_say_their_zone(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        for each in port.fetch(payment.provider_ref).facts:
            assert each.occurred_at.utcoffset() is not None

    @rule("facts-from-webhook-and-fetch-agree")
    def test_a_declined_payment_collects_nothing(self, harness: AdapterHarness) -> None:
        port = harness.open()
        payment = port.start(charge(harness))
        harness.control(Buys).decline(payment.provider_ref)
        operation = port.fetch(payment.provider_ref)
        assert operation.state is not OperationState.SUCCEEDED
        assert collected(operation.facts) == 0

    @rule("facts-from-webhook-and-fetch-agree", needs=("longest_pending_seconds",))
    def test_money_on_its_way_is_not_in_yet(self, harness: AdapterHarness) -> None:
        port = harness.open()
        payment = port.start(charge(harness))
        harness.control(Delays).delay(payment.provider_ref)
        operation = port.fetch(payment.provider_ref)
        assert operation.state is OperationState.PENDING
        assert collected(operation.facts) == 0
        harness.control(Buys).pay(payment.provider_ref)
        assert collected(port.fetch(payment.provider_ref).facts) == payment.amount.minor

    @rule("facts-from-webhook-and-fetch-agree", needs=("refund",))
    def test_a_refund_is_told_when_its_payment_is_fetched(self, harness: AdapterHarness) -> None:
        """Otherwise a refund whose webhook got lost would never be known."""
        port, payment = open_paid(harness)
        back = port.refund(refund(payment))
        told = [
            each
            for each in port.fetch(payment.provider_ref).facts
            if each.object_id == back.provider_ref
        ]
        assert told, "fetch() tells nothing of the refund"
        assert {each.amount for each in told} == {payment.amount}

    @rule("errors-of-the-sdk-only")
    def test_a_payment_that_does_not_exist_is_declined(self, harness: AdapterHarness) -> None:
        with pytest.raises(Declined):
            harness.open().fetch("no-such-payment")


class Finding(Suite):
    """Capability: find."""

    @rule("lost-operations-found")
    def test_a_key_that_never_arrived_finds_nothing(self, harness: AdapterHarness) -> None:
        assert harness.open().find(new_key()) is None

    @rule("lost-operations-found")
    def test_a_key_finds_the_payment_it_made(self, harness: AdapterHarness) -> None:
        port, wanted = harness.open(), charge(harness)
        started = port.start(wanted)
        assert port.find(wanted.key).provider_ref == started.provider_ref

    @rule("lost-operations-found", wire=True)
    def test_a_start_whose_answer_was_lost_is_found(self, harness: AdapterHarness) -> None:
        port, wanted = harness.open(), charge(harness)
        harness.fault_proxy.plan(Fault.LOST_ANSWER)
        with suppress(Unclear, Unavailable):
            port.start(wanted)
        harness.fault_proxy.recover()
        found = port.find(wanted.key)
        assert found is not None
        assert found.provider_ref == port.start(wanted).provider_ref

    @rule("lost-operations-found", needs=("refund",))
    def test_a_key_finds_the_refund_it_made(self, harness: AdapterHarness) -> None:
        port = harness.open()
        wanted = refund(paid(harness, port))
        made = port.refund(wanted)
        assert port.find(wanted.key).provider_ref == made.provider_ref


class Settling(Suite):
    """Capability: settlements."""

    @rule("settlement-report")
    def test_a_paid_payment_is_a_line_of_the_report(self, harness: AdapterHarness) -> None:
        port, payment = open_paid(harness)
        since, until = harness.now() - timedelta(hours=1), harness.now() + timedelta(hours=1)
        lines = list(port.settlements(since, until))
        [line] = [each for each in lines if each.kind is SettlementKind.CHARGE]
        assert line.provider_ref == payment.provider_ref
        assert line.gross == payment.amount
        assert {each.kind for each in port.fetch(payment.provider_ref).facts} & {
            FactKind.PAYMENT_SUCCEEDED,
            FactKind.PAYMENT_CAPTURED,
        }

    @rule("settlement-report")
    def test_a_report_is_of_its_period_and_the_same_again(self, harness: AdapterHarness) -> None:
        port, _ = open_paid(harness)
        since, until = harness.now() - timedelta(hours=1), harness.now() + timedelta(hours=1)
        lines = list(port.settlements(since, until))
        assert [each.line_id for each in port.settlements(since, until)] == [
            each.line_id for each in lines
        ]
        assert all(since <= each.occurred_at < until for each in lines)
        assert not list(port.settlements(since - timedelta(days=2), since - timedelta(days=1)))
