"""Orders: how they are asked for, approved and collected."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState

EUR = "EUR"


def kinds(operation):
    return [each.kind.value for each in operation.facts]


def test_a_payment_is_an_order_whose_page_the_buyer_is_sent_to(paypal, make_charge):
    started = paypal.gateway().start(make_charge(locale="de-AT"))
    assert started.state is OperationState.NEEDS_ACTION
    assert started.redirect_url == f"http://paypal.test/checkoutnow?token={started.provider_ref}"
    assert started.next_action.expires_at == paypal.clock.now() + timedelta(hours=3)
    [sent] = paypal.sent("/v2/checkout/orders")
    assert sent.headers["PayPal-Request-Id"] == "key-1"
    asked = json.loads(sent.content)
    [unit] = asked["purchase_units"]
    assert (unit["custom_id"], unit["invoice_id"]) == ("0197c6a8-payment", "0197c6a8-payment")
    assert unit["amount"] == {"currency_code": "EUR", "value": "42.00"}
    context = asked["payment_source"]["paypal"]["experience_context"]
    assert context["return_url"] == "http://shop.example/thanks"
    assert context["cancel_url"] == "http://shop.example/basket?step=2"
    assert context["locale"] == "de-AT"
    assert asked["intent"] == "CAPTURE"


@pytest.mark.parametrize(
    ("wanted", "said"), [("en", "en-US"), ("de_CH", "de-CH"), ("pt-BR", "pt-BR"), ("tlh", None)]
)
def test_pages_speak_the_buyers_language_where_paypal_knows_it(paypal, make_charge, wanted, said):
    paypal.gateway().start(make_charge(locale=wanted))
    asked = json.loads(paypal.sent("/v2/checkout/orders")[0].content)
    assert asked["payment_source"]["paypal"]["experience_context"].get("locale") == said


def test_asking_after_an_approved_order_collects_it_once(paypal, make_charge):
    ref = paypal.approved(make_charge())
    answers = [paypal.gateway().fetch(ref) for _ in range(3)]
    assert {each.state for each in answers} == {OperationState.SUCCEEDED}
    assert len({tuple(kinds(each)) for each in answers}) == 1
    assert kinds(answers[0]) == ["payment.pending", "payment.succeeded"]
    paid = answers[0].facts[-1]
    assert (paid.amount, paid.fee) == (Money(4200, EUR), Money(140, EUR))
    assert (paid.reference, paid.provider_ref) == ("0197c6a8-payment", ref)
    assert paid.object_id != ref
    assert paid.key is None, "no operation of ours asked for this capture"
    assert len(paypal.sent("/capture")) == 1


def test_a_webhook_a_timer_and_a_buyer_at_once_collect_once(paypal, make_charge):
    ref = paypal.approved(make_charge())
    gateways = [paypal.gateway(), paypal.gateway()] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda gateway: gateway.fetch(ref), gateways))
    assert {each.state for each in answers} == {OperationState.SUCCEEDED}
    assert len({each.facts[-1].object_id for each in answers}) == 1
    assert len(paypal.order(ref)["purchase_units"][0]["payments"]["captures"]) == 1


def test_an_order_that_nobody_approved_is_not_collected(paypal, make_charge):
    ref = paypal.gateway().start(make_charge()).provider_ref
    fetched = paypal.gateway().fetch(ref)
    assert (fetched.state, fetched.facts) == (OperationState.NEEDS_ACTION, ())
    assert fetched.redirect_url
    assert not paypal.sent("/capture")


@pytest.mark.parametrize("behaviour", ["drop", "hang", "error", "nonsense"])
def test_a_collection_whose_answer_was_lost_is_found_done(paypal, make_charge, behaviour):
    ref = paypal.approved(make_charge())
    paypal.script(behaviour, path="/capture")
    with pytest.raises(Unclear):
        paypal.gateway().fetch(ref)
    assert paypal.gateway().fetch(ref).state is OperationState.SUCCEEDED
    assert len(paypal.order(ref)["purchase_units"][0]["payments"]["captures"]) == 1


def test_somebody_quicker_is_no_failure(paypal, make_charge):
    """Between our look at an order and our request, another worker collects it."""
    ref = paypal.approved(make_charge())
    order = paypal.order(ref)
    assert order["status"] == "APPROVED"
    paypal.call("POST", f"/v2/checkout/orders/{ref}/capture", {}, **{"PayPal-Request-Id": "other"})
    gateway = paypal.gateway()
    late = gateway._complete(gateway._client.open(), order)
    assert late.state is OperationState.SUCCEEDED
    assert len(paypal.order(ref)["purchase_units"][0]["payments"]["captures"]) == 1


def test_a_refused_card_ends_the_payment_and_leaves_no_money(paypal, make_charge):
    ref = paypal.approved(make_charge(), "approve_and_decline")
    refused = paypal.gateway().fetch(ref)
    assert (refused.state, refused.code) == (OperationState.FAILED, "INSTRUMENT_DECLINED")
    assert kinds(refused) == ["payment.pending", "payment.failed"]
    assert refused.facts[-1].code == "INSTRUMENT_DECLINED"


def test_a_buyer_who_approves_again_with_another_card_is_collected(paypal, make_charge):
    ref = paypal.approved(make_charge(), "approve_and_decline")
    paypal.gateway().fetch(ref)
    paypal.play(ref, "approve")
    assert paypal.gateway().fetch(ref).state is OperationState.SUCCEEDED


def test_an_approval_that_is_taken_back_meanwhile_sends_the_buyer_on(paypal, make_charge):
    ref = paypal.approved(make_charge())
    order = paypal.order(ref)
    paypal.play(ref, "reverse_approval")
    gateway = paypal.gateway()
    late = gateway._complete(gateway._client.open(), order)
    assert late.state is OperationState.NEEDS_ACTION
    assert late.redirect_url


def test_one_invoice_is_not_paid_twice(paypal, make_charge):
    """Two orders for one payment, because PayPal forgot the first key: only one takes money."""
    first, second = (paypal.approved(make_charge(key)) for key in ("a", "b"))
    assert paypal.gateway().fetch(first).state is OperationState.SUCCEEDED
    refused = paypal.gateway().fetch(second)
    assert (refused.state, refused.code) == (OperationState.FAILED, "DUPLICATE_INVOICE_ID")


def test_a_payment_under_review_is_pending_until_it_ends(paypal, make_charge):
    for end, state in (("arrived", OperationState.SUCCEEDED), ("denied", OperationState.FAILED)):
        ref = paypal.approved(make_charge(end, reference=end), "approve_for_review")
        assert paypal.gateway().fetch(ref).state is OperationState.PENDING
        paypal.play(ref, end)
        assert paypal.gateway().fetch(ref).state is state


def test_a_lapsed_order_is_no_payment(paypal, make_charge):
    ref = paypal.gateway().start(make_charge()).provider_ref
    paypal.clock.advance(hours=4)
    with pytest.raises(Declined, match="INVALID_RESOURCE_ID"):
        paypal.gateway().fetch(ref)


def test_health_tells_where_the_webhook_leads(paypal):
    gateway = paypal.gateway()
    assert "leads to another address" in gateway.health().detail
    paypal.listen()
    assert gateway.health().is_healthy
    assert gateway.health().detail == "A player of PayPal"
    unknown = paypal.gateway(webhook_id="UNKNOWN1").health()
    assert (unknown.is_healthy, unknown.detail) == (False, "PayPal knows no webhook with this ID")


def test_health_names_what_the_webhook_does_not_hear(paypal):
    paypal.listen()
    path = f"/v1/notifications/webhooks/{paypal.gateway()._settings.webhook_id}"
    hears = [{"name": "CHECKOUT.ORDER.APPROVED"}]
    paypal.call("PATCH", path, [{"op": "replace", "path": "/event_types", "value": hears}])
    detail = paypal.gateway().health().detail
    assert "PAYMENT.CAPTURE.COMPLETED" in detail
    assert "CHECKOUT.ORDER.APPROVED" not in detail


def test_an_order_that_would_pay_somebody_else_is_never_started(paypal, make_charge):
    with pytest.raises(Misconfigured, match="PAYEE_ACCOUNT_INVALID"):
        paypal.gateway(merchant_id="AAAAAAAAAAAAA").start(make_charge())


def test_an_order_that_pays_somebody_else_is_never_collected(paypal, make_charge):
    ref = paypal.approved(make_charge())
    with pytest.raises(Misconfigured, match="another merchant"):
        paypal.gateway(merchant_id="AAAAAAAAAAAAA").fetch(ref)
    assert not paypal.sent("/capture")


def test_a_partner_keeps_its_fee_and_says_for_whom_it_acts(paypal, make_charge):
    gateway = paypal.gateway(partner_attribution_id="TURNOUT_SP")
    ref = gateway.start(make_charge(platform_fee=Money(300, EUR))).provider_ref
    paypal.play(ref, "approve")
    fact = gateway.fetch(ref).facts[-1]
    assert fact.fee == Money(140, EUR), "the platform's share is no fee of PayPal's"
    [capture] = paypal.order(ref)["purchase_units"][0]["payments"]["captures"]
    breakdown = capture["seller_receivable_breakdown"]
    assert breakdown["platform_fees"] == [{"amount": {"currency_code": "EUR", "value": "3.00"}}]
    assert breakdown["net_amount"]["value"] == "37.60"
    sent = paypal.sent("/capture")[0].headers
    assert sent["PayPal-Partner-Attribution-Id"] == "TURNOUT_SP"
    _, claims, signature = sent["PayPal-Auth-Assertion"].split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert (said["payer_id"], signature) == (gateway._settings.merchant_id, "")


def test_a_platform_fee_without_a_partner_is_misconfigured(paypal, make_charge):
    with pytest.raises(Misconfigured, match="partner"):
        paypal.gateway().start(make_charge(platform_fee=Money(300, EUR)))


def test_a_token_is_renewed_when_it_ends_or_is_taken_away(paypal, make_charge):
    gateway = paypal.gateway()
    for key in ("a", "b"):
        gateway.start(make_charge(key))
    assert len(paypal.sent("/v1/oauth2/token")) == 1
    paypal.call("POST", "/_fake/tokens")
    gateway.start(make_charge("c"))
    assert len(paypal.sent("/v1/oauth2/token")) == 2


def test_a_token_that_is_refused_again_and_again_ends(paypal, make_charge):
    """The library by itself would renew it for ever."""
    gateway = paypal.gateway()
    gateway.start(make_charge())
    paypal.call("POST", "/_fake/tokens")
    paypal.change(token_seconds=-1)
    with pytest.raises(Misconfigured):
        gateway.start(make_charge("b"))
    assert len(paypal.sent("/v1/oauth2/token")) == 2


@pytest.mark.parametrize(("behaviour", "seconds"), [("unavailable", None), ("rate_limit", None)])
def test_a_busy_provider_did_nothing(paypal, make_charge, behaviour, seconds):
    paypal.script(behaviour)
    with pytest.raises(Unavailable) as caught:
        paypal.gateway().start(make_charge())
    assert caught.value.retry_after_seconds == seconds


def test_a_key_with_another_body_is_refused(paypal, make_charge):
    paypal.gateway().start(make_charge())
    with pytest.raises(Declined, match="DUPLICATE_REQUEST_ID"):
        paypal.gateway().start(make_charge(amount=Money(4300, EUR)))
