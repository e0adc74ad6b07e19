"""Starting a payment: amounts, keys, repeats."""

import json
from contextlib import suppress
from typing import Any

import pytest

from turnout_sdk.errors import AdapterError
from turnout_sdk.money import Money
from turnout_sdk.payments import Flow, OperationState
from turnout_sdk.testing.harness import AdapterHarness, has_verb
from turnout_sdk.testing.suites.paying import (
    amount,
    at_once,
    charge,
    collected,
    currencies,
    facts,
    lose_answer,
    paid,
    require_charged,
    require_one_key,
)
from turnout_sdk.testing.suites.suite import Suite, rule

# Each of them is another number after multiplication by a hundred or a thousand as a float.
_TREACHEROUS = (29, 57, 115, 435, 820, 1001, 1999, 113_999, 4_503_599_627)
_STARTED = frozenset(
    {
        OperationState.NEEDS_ACTION,
        OperationState.PENDING,
        OperationState.AUTHORIZED,
        OperationState.SUCCEEDED,
    }
)


class Starting(Suite):
    """Capability: start."""

    @rule("money-in-minor-units")
    def test_a_started_payment_has_a_name_and_the_amount_that_was_asked(
        self, harness: AdapterHarness
    ) -> None:
        wanted = charge(harness)
        operation = harness.open().start(wanted)
        assert operation.provider_ref, "the operation names no payment"
        assert operation.state in _STARTED
        assert operation.amount == wanted.amount

    @rule("described-as-data")
    def test_the_buyer_is_told_what_to_do_as_the_method_declares(
        self, harness: AdapterHarness
    ) -> None:
        operation = harness.open().start(charge(harness))
        if operation.state is not OperationState.NEEDS_ACTION:
            return
        action, method = operation.next_action, harness.capabilities.method(None)
        assert action is not None, "an action is needed and none is named"
        assert action.flow is method.flow, "the flow is not the one that the method declares"
        told = {
            Flow.REDIRECT: action.redirect_url,
            Flow.EMBEDDED: action.client_token,
            Flow.INSTRUCTIONS: action.instructions,
        }
        assert told[action.flow], f"the flow {action.flow} lacks what the buyer needs"

    @rule("money-in-minor-units")
    def test_every_amount_arrives_to_its_smallest_unit(self, harness: AdapterHarness) -> None:
        """Zero, two and three decimal places; amounts that floats change."""
        port = harness.open()
        for currency in currencies(harness):
            for minor in _TREACHEROUS:
                asked = Money(minor, currency)
                if not harness.capabilities.accepts(asked):
                    continue
                operation = port.start(charge(harness, of=asked))
                assert type(operation.amount.minor) is int
                assert operation.amount == asked, f"asked for {asked}"
                if has_verb(port, "fetch"):
                    assert port.fetch(operation.provider_ref).amount == asked

    @rule("money-in-minor-units")
    def test_the_buyer_is_charged_what_was_asked_to_its_smallest_unit(
        self, harness: AdapterHarness
    ) -> None:
        """The provider's side says it: what an adapter reads back may be wrong both ways."""
        port = harness.open()
        for currency in currencies(harness):
            for minor in _TREACHEROUS:
                asked = Money(minor, currency)
                if harness.capabilities.accepts(asked):
                    require_charged(harness, port.start(charge(harness, of=asked)), asked)

    @rule("money-in-minor-units")
    def test_what_is_paid_is_what_was_asked_in_every_kind_of_currency(
        self, harness: AdapterHarness
    ) -> None:
        port = harness.open()
        for currency in currencies(harness):
            asked = Money(1999, currency)
            if harness.capabilities.accepts(asked):
                operation = paid(harness, port, of=asked)
                assert collected(facts(harness, port, operation.provider_ref)) == 1999, currency

    @rule("money-in-minor-units", wire=True)
    def test_no_request_holds_a_floating_point_number(self, harness: AdapterHarness) -> None:
        harness.open().start(charge(harness, of=amount(harness, 1999)))
        for request in harness.fault_proxy.writes:
            with suppress(ValueError):
                json.loads(request.body or b"null", parse_float=_no_float)

    @rule("idempotency-keys-passed-on", wire=True)
    def test_the_key_of_a_start_reaches_the_provider(self, harness: AdapterHarness) -> None:
        wanted = charge(harness)
        harness.open().start(wanted)
        require_one_key(harness, wanted.key)

    @rule("idempotency-keys-passed-on")
    def test_one_key_starts_one_payment_however_often(self, harness: AdapterHarness) -> None:
        port, wanted = harness.open(), charge(harness)
        assert port.start(wanted).provider_ref == port.start(wanted).provider_ref

    @rule("idempotency-keys-passed-on")
    def test_another_key_starts_another_payment(self, harness: AdapterHarness) -> None:
        port = harness.open()
        first, second = port.start(charge(harness)), port.start(charge(harness))
        assert first.provider_ref != second.provider_ref

    @rule("idempotency-keys-passed-on", wire=True)
    def test_a_time_out_then_success_is_one_payment_under_one_key(
        self, harness: AdapterHarness
    ) -> None:
        port, wanted = harness.open(), charge(harness)
        port.start(charge(harness))
        lose_answer(harness, lambda: port.start(wanted))
        assert port.start(wanted).provider_ref == port.start(wanted).provider_ref
        require_one_key(harness, wanted.key)

    @rule("concurrent-operations-safe")
    def test_starts_at_the_same_time_under_one_key_make_one_payment(
        self, harness: AdapterHarness
    ) -> None:
        port, wanted = harness.open(), charge(harness)
        done, refused = at_once([lambda: port.start(wanted)] * 5)
        assert done, f"none of them worked: {refused}"
        assert len({each.provider_ref for each in done}) == 1

    @rule("no-global-state")
    def test_two_accounts_at_once_do_not_know_each_other(self, harness: AdapterHarness) -> None:
        first, second = harness.open(), harness.open(harness.another_account())
        mine, theirs = first.start(charge(harness)), second.start(charge(harness))
        assert mine.provider_ref != theirs.provider_ref
        if has_verb(first, "fetch"):
            assert first.fetch(mine.provider_ref).provider_ref == mine.provider_ref
            assert second.fetch(theirs.provider_ref).provider_ref == theirs.provider_ref
            with pytest.raises(AdapterError):
                second.fetch(mine.provider_ref)


def _no_float(text: str) -> Any:
    pytest.fail(f"an amount goes out as the floating-point number {text}")
