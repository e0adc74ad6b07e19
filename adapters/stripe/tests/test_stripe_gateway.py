from datetime import UTC, datetime

import httpx
import pytest

from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capture,
    Captures,
    FactKind,
    Fetches,
    Finds,
    Flow,
    OperationState,
    Reads,
    Refund,
    Refunds,
    Starts,
    Verifies,
    Void,
    Voids,
)
from turnout_stripe import adapter
from turnout_stripe.client import API_VERSION
from turnout_stripe.gateway import SESSION_VERSION

EUR = "EUR"


def money_facts(operation):
    return [fact for fact in operation.facts if fact.kind is not FactKind.RISK_ASSESSED]


def kinds(operation):
    return [fact.kind.value for fact in money_facts(operation)]


def test_the_gateway_can_do_what_its_capabilities_declare(stripe):
    gateway = stripe.gateway()
    for port in (Starts, Verifies, Reads, Refunds, Captures, Voids, Fetches, Finds):
        assert isinstance(gateway, port)


def test_a_started_payment_sends_the_buyer_to_the_hosted_page(stripe, make_charge):
    operation = stripe.gateway().start(make_charge())
    assert operation.state is OperationState.NEEDS_ACTION
    assert operation.redirect_url.startswith("http://stripe.test/pay/cs_test_")
    assert operation.provider_ref.startswith("pi_")
    assert operation.amount == Money(4200, EUR)


def test_card_fields_on_our_own_page_get_the_intents_token(stripe, make_charge):
    gateway = stripe.gateway()
    operation = gateway.start(make_charge(method="card-fields"))
    action = operation.next_action
    assert action.flow is Flow.EMBEDDED
    assert action.client_token.startswith(f"{operation.provider_ref}_secret_")
    assert action.client_options == {}
    assert gateway.fetch(operation.provider_ref).next_action == action


def test_fields_are_told_the_keys_that_are_meant_for_browsers(stripe, make_charge):
    gateway = stripe.gateway(publishable_key="pk_test_demo")
    action = gateway.start(make_charge(method="card-fields")).next_action
    assert action.client_options == {"publishable_key": "pk_test_demo"}


def test_every_request_names_the_version_it_was_written_for(stripe, make_charge):
    gateway = stripe.gateway()
    gateway.fetch(gateway.start(make_charge()).provider_ref)
    versions = [request.headers["stripe-version"] for request in stripe.requests]
    assert versions == [SESSION_VERSION, API_VERSION, API_VERSION]


def test_the_key_goes_out_as_it_is_and_makes_one_payment(stripe, make_charge):
    gateway = stripe.gateway()
    assert gateway.start(make_charge()) == gateway.start(make_charge())
    assert [each.headers["idempotency-key"] for each in stripe.requests] == ["key-1"] * 2


def test_a_repeated_start_is_the_same_to_the_byte_although_time_went_by(stripe, make_charge):
    gateway, charge = stripe.gateway(), make_charge(expires_at=stripe.clock.now())
    gateway.start(charge)
    stripe.clock.advance(900)
    gateway.start(charge)
    first, second = (request.content for request in stripe.requests)
    assert first == second


def test_a_key_with_another_amount_is_refused(stripe, make_charge):
    gateway = stripe.gateway()
    gateway.start(make_charge())
    with pytest.raises(Declined, match="idempotency_conflict"):
        gateway.start(make_charge(amount=Money(4300, EUR)))


@pytest.mark.parametrize(
    ("outcomes", "state", "expected"),
    [
        (["pay"], OperationState.SUCCEEDED, ["payment.succeeded"]),
        (["challenge", "pay"], OperationState.SUCCEEDED, ["payment.succeeded"]),
        (["challenge"], OperationState.NEEDS_ACTION, []),
        (["decline"], OperationState.NEEDS_ACTION, []),
        (["decline", "pay"], OperationState.SUCCEEDED, ["payment.succeeded"]),
        (["pay", "dispute"], OperationState.SUCCEEDED, ["payment.succeeded", "dispute.opened"]),
        (["pay", "inquiry"], OperationState.SUCCEEDED, ["payment.succeeded"]),
        (
            ["pay", "dispute", "dispute_lost"],
            OperationState.SUCCEEDED,
            ["payment.succeeded", "dispute.opened", "dispute.lost"],
        ),
    ],
)
def test_fetch_tells_the_state_and_every_fact(stripe, make_charge, outcomes, state, expected):
    ref = stripe.paid(make_charge(), *outcomes)
    operation = stripe.gateway().fetch(ref)
    assert operation.state is state
    assert kinds(operation) == expected
    assert {fact.provider_ref for fact in operation.facts} <= {ref}


def test_a_declined_card_says_why_and_keeps_its_page(stripe, make_charge):
    gateway = stripe.gateway()
    started = gateway.start(make_charge())
    stripe.complete(started.provider_ref, "decline")
    fetched = gateway.fetch(started.provider_ref)
    assert (fetched.code, fetched.redirect_url) == ("generic_decline", started.redirect_url)


@pytest.mark.parametrize(
    ("outcome", "state", "expected"),
    [
        (None, OperationState.PENDING, ["payment.pending"]),
        ("arrived", OperationState.SUCCEEDED, ["payment.succeeded"]),
        ("failed", OperationState.FAILED, ["payment.failed"]),
    ],
)
def test_a_direct_debit_takes_its_time_and_fails_for_good(
    stripe, make_charge, outcome, state, expected
):
    ref = stripe.paid(make_charge(method="sepa_debit"), "later", *([outcome] if outcome else []))
    operation = stripe.gateway().fetch(ref)
    assert (operation.state, kinds(operation)) == (state, expected)


def test_the_fee_is_what_stripe_kept(stripe, make_charge):
    ref = stripe.paid(make_charge())
    (fact,) = money_facts(stripe.gateway().fetch(ref))
    assert fact.fee == Money(63 + 25, EUR)
    assert (fact.reference, fact.key) == ("payment-7", "key-1")


def test_partial_refunds_add_up_and_never_exceed_what_was_collected(stripe, make_charge):
    gateway, ref = stripe.gateway(), stripe.paid(make_charge())
    first = gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(4000, EUR)))
    assert first.state is OperationState.SUCCEEDED
    (fact,) = first.facts
    assert (fact.kind, fact.key, fact.object_id) == (
        FactKind.REFUND_SUCCEEDED,
        "r1",
        first.provider_ref,
    )
    with pytest.raises(Declined):
        gateway.refund(Refund(key="r2", provider_ref=ref, amount=Money(201, EUR)))
    gateway.refund(Refund(key="r3", provider_ref=ref, amount=Money(200, EUR)))
    with pytest.raises(Declined, match="charge_already_refunded"):
        gateway.refund(Refund(key="r4", provider_ref=ref, amount=Money(1, EUR)))
    assert gateway.fetch(ref).state is OperationState.REFUNDED


def test_a_refused_refund_stays_refused_under_its_key(stripe, make_charge):
    gateway, ref = stripe.gateway(), stripe.gateway().start(make_charge()).provider_ref
    refund = Refund(key="r1", provider_ref=ref, amount=Money(1, EUR))
    with pytest.raises(Declined):
        gateway.refund(refund)
    stripe.complete(ref, "pay")
    with pytest.raises(Declined, match="payment_intent_unexpected_state"):
        gateway.refund(refund)


def test_a_pending_refund_counts_when_it_has_arrived_only(stripe, make_charge):
    gateway, ref = stripe.gateway(), stripe.paid(make_charge())
    stripe.call("POST", "/_fake/account", {"refunds": "pending"})
    refund = gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(4200, EUR)))
    assert refund.state is OperationState.PENDING
    assert gateway.fetch(ref).state is OperationState.SUCCEEDED
    stripe.call("POST", f"/_fake/refunds/{refund.provider_ref}", {"outcome": "failed"})
    fetched = gateway.fetch(ref)
    assert kinds(fetched) == ["payment.succeeded", "refund.failed"]


def test_an_authorization_is_captured_in_part_once(stripe, make_charge):
    gateway, ref = stripe.gateway(), stripe.paid(make_charge(capture=False))
    assert gateway.fetch(ref).state is OperationState.AUTHORIZED
    with pytest.raises(Declined):
        gateway.capture(Capture(key="c0", provider_ref=ref, amount=Money(4201, EUR)))
    captured = gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(4000, EUR)))
    assert captured.state is OperationState.SUCCEEDED
    fact = money_facts(captured)[-1]
    assert (fact.kind, fact.amount) == (FactKind.PAYMENT_CAPTURED, Money(4000, EUR))
    assert fact.fee == Money(60 + 25, EUR)
    with pytest.raises(Declined):
        gateway.capture(Capture(key="c2", provider_ref=ref, amount=Money(200, EUR)))


def test_only_cards_can_be_authorized_first(stripe, make_charge):
    with pytest.raises(Declined, match="capture-not-separate"):
        stripe.gateway().start(make_charge(method="ideal", capture=False))


@pytest.mark.parametrize("changes", [{}, {"capture": False}, {"method": "card-fields"}])
def test_what_was_not_collected_can_be_let_go(stripe, make_charge, changes):
    gateway = stripe.gateway()
    ref = gateway.start(make_charge(**changes)).provider_ref
    if changes == {"capture": False}:
        stripe.complete(ref, "pay")
    for _ in range(2):
        voided = gateway.void(Void(key="v1", provider_ref=ref))
        assert voided.state is OperationState.CANCELLED
        assert kinds(voided) == ["payment.voided"]


def test_money_that_is_in_cannot_be_voided(stripe, make_charge):
    ref = stripe.paid(make_charge())
    with pytest.raises(Declined, match="payment_intent_unexpected_state"):
        stripe.gateway().void(Void(key="v1", provider_ref=ref))


@pytest.mark.parametrize("behaviour", ["hang", "drop", "error"])
def test_a_request_whose_answer_is_lost_is_unclear_and_is_found(stripe, make_charge, behaviour):
    gateway = stripe.gateway()
    assert gateway.find("key-1") is None
    stripe.script(behaviour)
    with pytest.raises(Unclear):
        gateway.start(make_charge())
    found = gateway.find("key-1")
    assert found.redirect_url
    if behaviour != "error":
        assert gateway.start(make_charge()).provider_ref == found.provider_ref


def test_a_refund_and_a_capture_are_found_by_their_keys(stripe, make_charge):
    gateway, ref = stripe.gateway(), stripe.paid(make_charge(capture=False))
    stripe.script("hang")
    with pytest.raises(Unclear):
        gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(4000, EUR)))
    assert gateway.find("c1").state is OperationState.SUCCEEDED
    stripe.script("drop")
    with pytest.raises(Unclear):
        gateway.refund(Refund(key="it's", provider_ref=ref, amount=Money(500, EUR)))
    found = gateway.find("it's")
    assert (found.amount, found.state) == (Money(500, EUR), OperationState.SUCCEEDED)


@pytest.mark.parametrize("behaviour", ["unavailable", "rate_limit"])
def test_a_busy_provider_did_nothing_and_says_when_to_come_back(stripe, make_charge, behaviour):
    stripe.script(behaviour)
    with pytest.raises(Unavailable) as caught:
        stripe.gateway().start(make_charge())
    assert caught.value.retry_after_seconds == 2
    assert stripe.gateway().find("key-1") is None


def test_a_failed_read_is_unavailable_because_it_changed_nothing(stripe, make_charge):
    ref = stripe.paid(make_charge())
    stripe.script("hang", method="GET")
    with pytest.raises(Unavailable):
        stripe.gateway().fetch(ref)


def test_a_wrong_key_is_misconfigured_and_not_repeated_in_the_text(stripe, make_charge):
    gateway = stripe.gateway("demo", api_key="sk_test_WRONG1234567")
    with pytest.raises(Misconfigured) as caught:
        gateway.start(make_charge())
    assert "WRONG" not in str(caught.value)


def test_an_unknown_payment_is_declined(stripe):
    with pytest.raises(Declined, match="resource_missing"):
        stripe.gateway().fetch("pi_nothing")


def test_too_small_an_amount_is_refused_by_stripe_too(stripe, make_charge):
    with pytest.raises(Declined, match="amount_too_small"):
        stripe.gateway().start(make_charge(amount=Money(49, EUR)))


def test_health_tells_whether_the_account_may_charge(stripe):
    health = stripe.gateway().health()
    assert (health.is_healthy, health.account, health.detail) == (True, "acct_demo", "Test mode")
    stripe.call("POST", "/_fake/account", {"charges_enabled": False})
    assert not stripe.gateway().health().is_healthy


def test_a_platform_acts_for_its_connected_account_and_keeps_its_fee(stripe, make_charge):
    account = stripe.call("POST", "/v1/accounts").json()["id"]
    gateway = stripe.gateway(connected_account=account)
    ref = gateway.start(make_charge(platform_fee=Money(300, EUR))).provider_ref
    stripe.complete(ref, "pay", **{"Stripe-Account": account})
    (fact,) = money_facts(gateway.fetch(ref))
    assert (fact.account, fact.fee) == (account, Money(88, EUR))
    with pytest.raises(Declined, match="resource_missing"):
        stripe.gateway().fetch(ref)


def test_a_foreign_connected_account_and_a_fee_without_one_are_misconfigured(stripe, make_charge):
    with pytest.raises(Misconfigured):
        stripe.gateway(connected_account="acct_other").start(make_charge())
    with pytest.raises(Misconfigured):
        stripe.gateway().start(make_charge(platform_fee=Money(300, EUR)))


@pytest.mark.parametrize("currency", [None, 7, "", "€"])
def test_a_checkout_answer_whose_currency_cannot_be_read_is_unclear(make_charge, currency):
    answer = {
        "id": "cs_test_1",
        "object": "checkout.session",
        "payment_intent": "pi_1",
        "amount_total": 4200,
        "currency": currency,
    }
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer)))
    services = Services(http=http, now=lambda: datetime(2026, 3, 1, tzinfo=UTC))
    gateway = adapter.open({"api_key": "sk_test_demo", "webhook_secret": "whsec_1"}, services)
    with pytest.raises(Unclear):
        gateway.start(make_charge())


@pytest.mark.parametrize(("key", "is_live"), [("sk_test_demo", False), ("sk_live_demo", True)])
def test_health_says_of_which_mode_the_key_is(key, is_live):
    account = {"id": "acct_1", "object": "account", "charges_enabled": True}
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=account)))
    services = Services(http=http, now=lambda: datetime(2026, 3, 1, tzinfo=UTC))
    gateway = adapter.open({"api_key": key, "webhook_secret": "whsec_1"}, services)
    assert gateway.health().is_live is is_live
