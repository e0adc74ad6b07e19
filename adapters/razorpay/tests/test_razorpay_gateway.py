import json
from datetime import timedelta

import pytest

from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Flow, OperationState, Refund, Void

INR = "INR"
BY_HAND = {"method": "checkout", "capture": False}


def kinds(operation):
    return [each.kind.value for each in operation.facts]


def bodies(razorpay, path):
    return [
        json.loads(each.content)
        for each in razorpay.requests
        if each.method == "POST" and each.url.path == path
    ]


def test_a_page_is_asked_for_with_all_that_razorpay_has_to_know(razorpay, make_charge):
    expires_at = razorpay.clock.now() + timedelta(minutes=10)
    started = razorpay.gateway().start(make_charge(expires_at=expires_at))
    assert started.next_action.flow is Flow.REDIRECT
    assert started.provider_ref.startswith("plink_")
    assert started.redirect_url.endswith(f"/l/{started.provider_ref}")
    [body] = bodies(razorpay, "/v1/payment_links")
    assert (body["amount"], body["currency"]) == (42_000, INR)
    assert body["accept_partial"] is False
    assert body["notify"] == {"sms": False, "email": False}
    assert (body["callback_url"], body["callback_method"]) == ("http://shop.example/thanks", "get")
    assert body["expire_by"] == int(expires_at.timestamp()) + 20 * 60
    assert len(body["reference_id"]) == 40
    assert body["notes"] == {
        "turnout_reference": "payment-7",
        "turnout_key": "key-1",
        "turnout_flow": "razorpay",
    }


def test_fields_on_our_page_get_an_order_that_is_captured_by_itself(razorpay, make_charge):
    started = razorpay.gateway().start(make_charge(method="checkout"))
    assert started.next_action.flow is Flow.EMBEDDED
    assert started.next_action.client_token == started.provider_ref
    options = started.next_action.client_options
    assert options["key_id"].startswith("rzp_test_")
    assert (int(options["amount"]), options["currency"]) == (
        started.amount.minor,
        started.amount.currency,
    )
    [body] = bodies(razorpay, "/v1/orders")
    assert body["unique_receipt"] is True
    assert body["payment"]["capture"] == "automatic"
    razorpay.act(started.provider_ref, "pay")
    fetched = razorpay.gateway().fetch(started.provider_ref)
    assert fetched.state is OperationState.SUCCEEDED
    assert kinds(fetched) == ["payment.authorized", "payment.succeeded"]


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_one_key_makes_one_payment_even_after_it_is_paid(razorpay, make_charge, method):
    gateway, charge = razorpay.gateway(), make_charge(method=method)
    first = gateway.start(charge)
    assert gateway.start(charge) == first
    razorpay.act(first.provider_ref, "pay")
    again = gateway.start(charge)
    assert (again.provider_ref, again.state) == (first.provider_ref, OperationState.SUCCEEDED)


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_a_key_that_asks_for_another_amount_is_declined(razorpay, make_charge, method):
    gateway = razorpay.gateway()
    gateway.start(make_charge(method=method))
    with pytest.raises(Declined, match="amount-mismatch"):
        gateway.start(make_charge(method=method, amount=Money(42_100, INR)))


def test_a_payment_is_fetched_with_its_fee_and_ours_is_what_it_was_asked_for(razorpay, make_charge):
    ref = razorpay.paid(make_charge())
    [fact] = razorpay.gateway().fetch(ref).facts
    # Two per cent, and eighteen per cent tax on it; Razorpay's fee has its tax in it.
    assert fact.fee == Money(840 + 151, INR)
    assert (fact.amount, fact.reference, fact.key) == (Money(42_000, INR), "payment-7", "key-1")
    assert fact.object_id.startswith("pay_")
    assert fact.account == razorpay.gateway()._settings.account_id


def test_a_fee_in_another_currency_than_the_payment_is_not_told_as_one(razorpay, make_charge):
    ref = razorpay.paid(make_charge(amount=Money(4_200, "USD")))
    [fact] = razorpay.gateway().fetch(ref).facts
    assert (fact.amount, fact.fee) == (Money(4_200, "USD"), None)


def test_failed_attempts_do_not_fail_a_payment_and_hide_no_later_capture(razorpay, make_charge):
    ref = razorpay.paid(make_charge(), "fail", "fail")
    waiting = razorpay.gateway().fetch(ref)
    assert (waiting.state, waiting.code) == (OperationState.NEEDS_ACTION, "payment_declined")
    assert waiting.facts == ()
    assert waiting.redirect_url
    razorpay.act(ref, "pay")
    after = razorpay.gateway().fetch(ref)
    assert (after.state, after.code) == (OperationState.SUCCEEDED, None)
    assert kinds(after) == ["payment.succeeded"]


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_an_attempt_the_bank_has_not_answered_is_on_its_way(razorpay, make_charge, method):
    ref = razorpay.paid(make_charge(method=method), "later")
    assert razorpay.gateway().fetch(ref).state is OperationState.PENDING
    razorpay.act(ref, "fail")
    assert razorpay.gateway().fetch(ref).state is OperationState.NEEDS_ACTION


def test_an_attempt_that_seemed_to_fail_may_turn_out_to_be_paid(razorpay, make_charge):
    ref = razorpay.paid(make_charge(), "fail", "arrive_late")
    assert razorpay.gateway().fetch(ref).state is OperationState.SUCCEEDED


def test_a_second_attempt_that_turns_out_to_be_paid_goes_back_and_counts_for_nothing(
    razorpay, make_charge
):
    ref = razorpay.paid(make_charge(method="checkout"), "fail", "pay", "arrive_late")
    operation = razorpay.gateway().fetch(ref)
    assert operation.state is OperationState.SUCCEEDED
    assert kinds(operation).count("payment.succeeded") == 1
    assert not [kind for kind in kinds(operation) if kind.startswith("refund")]


def test_a_page_that_nobody_used_in_time_is_the_end(razorpay, make_charge):
    expires_at = razorpay.clock.now() + timedelta(minutes=10)
    ref = razorpay.paid(make_charge(expires_at=expires_at), "fail")
    razorpay.clock.advance(30 * 60)
    operation = razorpay.gateway().fetch(ref)
    assert (operation.state, operation.next_action) == (OperationState.FAILED, None)
    assert kinds(operation) == ["payment.failed"]
    assert operation.facts[0].object_id == ref


def test_refunds_in_parts_add_up_and_carry_reference_and_key(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge())
    for key, minor in (("refund-key-1", 10_000), ("short", 12_000)):
        refund = gateway.refund(Refund(key=key, provider_ref=ref, amount=Money(minor, INR)))
        assert refund.state is OperationState.SUCCEEDED
        [fact] = refund.facts
        assert (fact.key, fact.reference, fact.provider_ref) == (key, "payment-7", ref)
        assert fact.object_id == refund.provider_ref
    with pytest.raises(Declined, match="refund-too-large"):
        gateway.refund(Refund(key="refund-key-3", provider_ref=ref, amount=Money(20_001, INR)))
    gateway.refund(Refund(key="refund-key-4", provider_ref=ref, amount=Money(20_000, INR)))
    assert gateway.fetch(ref).state is OperationState.REFUNDED
    with pytest.raises(Declined, match="refund-too-large"):
        gateway.refund(Refund(key="refund-key-5", provider_ref=ref, amount=Money(100, INR)))


def test_a_key_of_a_refund_goes_out_in_the_header_that_razorpay_reads(razorpay, make_charge):
    ref = razorpay.paid(make_charge())
    for key in ("0123456789", "it's ours"):
        razorpay.gateway().refund(Refund(key=key, provider_ref=ref, amount=Money(100, INR)))
    headers = [
        each.headers["X-Refund-Idempotency"]
        for each in razorpay.requests
        if each.url.path.endswith("/refund")
    ]
    assert headers[0] == "0123456789"
    assert headers[1].startswith("tr-")
    assert len(headers[1]) == 40


def test_a_refund_is_not_repeated_even_if_razorpay_forgot_its_key(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge())
    wanted = Refund(key="refund-key-1", provider_ref=ref, amount=Money(10_000, INR))
    first = gateway.refund(wanted)
    with razorpay.provider.store.transaction(razorpay.clock.now()) as tx:
        for account, each in tx.everywhere("idempotency"):
            assert account
            tx.remove("idempotency", each["id"])
    assert gateway.refund(wanted).provider_ref == first.provider_ref


def test_a_refund_may_take_its_time_and_come_back(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge())
    razorpay.control("account", holds_next_refund=True)
    refund = gateway.refund(Refund(key="refund-1", provider_ref=ref, amount=Money(42_000, INR)))
    assert refund.state is OperationState.PENDING
    assert gateway.fetch(ref).state is OperationState.SUCCEEDED
    razorpay.control(f"refunds/{refund.provider_ref}", outcome="failed")
    assert gateway.find("refund-1").state is OperationState.FAILED
    assert kinds(gateway.fetch(ref)) == ["payment.succeeded", "refund.failed"]


def test_an_authorization_is_collected_whole_and_once(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(**BY_HAND))
    authorized = gateway.fetch(ref)
    assert authorized.state is OperationState.AUTHORIZED
    assert authorized.facts[0].expires_at == razorpay.clock.now() + timedelta(days=5)
    with pytest.raises(Declined, match="capture-amount-differs"):
        gateway.capture(Capture(key="c0", provider_ref=ref, amount=Money(41_900, INR)))
    capture = Capture(key="c1", provider_ref=ref, amount=Money(42_000, INR))
    for _ in range(2):
        captured = gateway.capture(capture)
        assert (captured.provider_ref, captured.state) == (ref, OperationState.SUCCEEDED)
    assert kinds(captured) == ["payment.authorized", "payment.succeeded"]
    with pytest.raises(Declined, match="already-captured"):
        gateway.capture(Capture(key="c2", provider_ref=ref, amount=Money(42_000, INR)))


def test_without_a_method_an_authorization_is_asked_for_in_fields(razorpay, make_charge):
    assert razorpay.gateway().start(make_charge(capture=False)).next_action.flow is Flow.EMBEDDED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "razorpay", "capture": False}, "capture-not-separate"),
        ({"method": "cash"}, "unknown-method"),
        ({"amount": Money(99, INR)}, "amount-too-small"),
        ({"amount": Money(1_001, "KWD")}, "amount-not-expressible"),
    ],
)
def test_what_razorpay_does_not_do_is_declined(razorpay, make_charge, changes, code):
    with pytest.raises(Declined) as caught:
        razorpay.gateway().start(make_charge(**changes))
    assert caught.value.code == code
    assert (
        "provider" in caught.value.message
        or "way" in caught.value.message
        or "fine" in (caught.value.message)
    )


@pytest.mark.parametrize("ref", ["", "pay_1", "plink_../orders", "order_nothing00000000"])
def test_what_never_was_a_payment_of_ours_is_declined(razorpay, ref):
    for call in (
        lambda gateway: gateway.fetch(ref),
        lambda gateway: gateway.void(Void(key="v1", provider_ref=ref)),
        lambda gateway: gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(1, INR))),
        lambda gateway: gateway.capture(Capture(key="c", provider_ref=ref, amount=Money(1, INR))),
    ):
        with pytest.raises(Declined):
            call(razorpay.gateway())


def test_a_capture_that_nobody_authorized_is_declined(razorpay, make_charge):
    ref = razorpay.gateway().start(make_charge(**BY_HAND)).provider_ref
    with pytest.raises(Declined, match="nothing-authorized"):
        razorpay.gateway().capture(Capture(key="c", provider_ref=ref, amount=Money(42_000, INR)))


@pytest.mark.parametrize("outcomes", [(), ("fail",), ("later",)])
def test_a_page_is_closed_and_stays_closed(razorpay, make_charge, outcomes):
    gateway, ref = razorpay.gateway(), razorpay.gateway().start(make_charge()).provider_ref
    razorpay.act(ref, *outcomes)
    for _ in range(2):
        voided = gateway.void(Void(key="v1", provider_ref=ref))
        assert (voided.state, kinds(voided)) == (OperationState.CANCELLED, ["payment.voided"])
    assert gateway.fetch(ref).facts[-1].object_id == voided.facts[0].object_id == ref


def test_an_authorization_that_is_let_go_is_never_collected_and_lapses(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(**BY_HAND))
    assert gateway.void(Void(key="v1", provider_ref=ref)).state is OperationState.CANCELLED
    with pytest.raises(Declined, match="voided"):
        gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(42_000, INR)))
    before = gateway.fetch(ref)
    razorpay.clock.advance(5 * 24 * 3600)
    after = gateway.fetch(ref)
    assert after.state is before.state is OperationState.CANCELLED
    assert kinds(after) == kinds(before) == ["payment.authorized", "payment.voided"]
    assert gateway.find("v1").provider_ref == ref


def test_an_authorization_that_nobody_collects_lapses_by_itself(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(**BY_HAND))
    razorpay.clock.advance(5 * 24 * 3600)
    lapsed = gateway.fetch(ref)
    assert lapsed.state is OperationState.CANCELLED
    assert kinds(lapsed) == ["payment.authorized", "payment.voided"]


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_money_that_is_in_cannot_be_voided(razorpay, make_charge, method):
    ref = razorpay.paid(make_charge(method=method))
    with pytest.raises(Declined):
        razorpay.gateway().void(Void(key="v1", provider_ref=ref))
    assert razorpay.gateway().fetch(ref).state is OperationState.SUCCEEDED


def test_an_order_that_may_still_be_paid_is_not_said_to_be_closed(razorpay, make_charge):
    ref = razorpay.gateway().start(make_charge(method="checkout")).provider_ref
    with pytest.raises(Declined, match="order-stays-open"):
        razorpay.gateway().void(Void(key="v1", provider_ref=ref))


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
@pytest.mark.parametrize("behaviour", ["hang", "drop", "error"])
def test_a_start_whose_answer_is_lost_is_unclear_and_is_found(
    razorpay, make_charge, behaviour, method
):
    gateway = razorpay.gateway()
    assert gateway.find("key-1") is None
    razorpay.script(behaviour)
    with pytest.raises(Unclear):
        gateway.start(make_charge(method=method))
    found = gateway.find("key-1")
    assert found.next_action
    assert gateway.start(make_charge(method=method)).provider_ref == found.provider_ref


@pytest.mark.parametrize("behaviour", ["hang", "drop", "error"])
def test_a_refund_and_a_capture_whose_answers_are_lost_are_found(razorpay, make_charge, behaviour):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(**BY_HAND))
    capture = Capture(key="capture-1", provider_ref=ref, amount=Money(42_000, INR))
    razorpay.script(behaviour, path="/capture")
    with pytest.raises(Unclear):
        gateway.capture(capture)
    assert gateway.find("capture-1").state is OperationState.SUCCEEDED
    assert gateway.capture(capture).state is OperationState.SUCCEEDED
    refund = Refund(key="refund-1", provider_ref=ref, amount=Money(500, INR))
    razorpay.script(behaviour, path="/refund", method="POST")
    with pytest.raises(Unclear):
        gateway.refund(refund)
    found = gateway.find("refund-1")
    assert (found.amount, found.facts[0].provider_ref) == (Money(500, INR), ref)
    assert gateway.refund(refund).provider_ref == found.provider_ref


def test_a_capture_that_somebody_else_made_is_not_taken_for_ours(razorpay, make_charge):
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge(**BY_HAND))
    [attempt] = razorpay.call("GET", f"/v1/orders/{ref}/payments").json()["items"]
    body = {"amount": 42_000, "currency": INR}
    assert razorpay.call("POST", f"/v1/payments/{attempt['id']}/capture", body).is_success
    with pytest.raises(Declined, match="already-captured"):
        gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(42_000, INR)))
    assert gateway.fetch(ref).state is OperationState.SUCCEEDED


@pytest.mark.parametrize("behaviour", ["unavailable", "rate_limit"])
def test_a_busy_provider_did_nothing(razorpay, make_charge, behaviour):
    razorpay.script(behaviour)
    with pytest.raises(Unavailable) as caught:
        razorpay.gateway().start(make_charge())
    asked = {"unavailable": None, "rate_limit": 2}[behaviour]
    assert caught.value.retry_after_seconds == asked
    assert razorpay.gateway().find("key-1") is None


def test_a_failed_read_is_unavailable_because_it_changed_nothing(razorpay, make_charge):
    ref = razorpay.paid(make_charge())
    razorpay.script("hang", method="GET")
    with pytest.raises(Unavailable):
        razorpay.gateway().fetch(ref)


def test_a_wrong_secret_is_misconfigured(razorpay, make_charge):
    gateway = razorpay.gateway(key_secret="another-secret-of-a-test")
    with pytest.raises(Misconfigured) as caught:
        gateway.start(make_charge())
    assert "another" not in str(caught.value)


def test_health_tells_mode_and_account(razorpay):
    health = razorpay.gateway().health()
    account = razorpay.gateway()._settings.account_id
    assert (health.is_healthy, health.account, health.detail) == (True, account, "Test mode")


def test_disputes_are_fetched_with_the_payment_and_a_bank_s_question_is_none(razorpay, make_charge):
    ref = razorpay.paid(make_charge(), "pay", "inquiry", "inquiry_closed", "dispute", "dispute_won")
    assert kinds(razorpay.gateway().fetch(ref)) == [
        "payment.succeeded",
        "dispute.opened",
        "dispute.won",
    ]


def test_a_refund_of_the_dashboard_has_no_key_of_ours(razorpay, make_charge):
    ref = razorpay.paid(make_charge())
    razorpay.control(f"refund_outside/{ref}", amount=100)
    paid, refund = razorpay.gateway().fetch(ref).facts
    assert (paid.key, refund.key) == ("key-1", None)
    assert refund.reference == "payment-7"


def test_a_refund_is_found_among_the_newest_pages(razorpay, make_charge, monkeypatch):
    monkeypatch.setattr("turnout_razorpay.lookup.PAGE_SIZE", 2)
    gateway, ref = razorpay.gateway(), razorpay.paid(make_charge())
    for number in range(7):
        wanted = Refund(key=f"refund-key-{number}", provider_ref=ref, amount=Money(100, INR))
        gateway.refund(wanted)
    assert gateway.find("refund-key-1").facts[0].key == "refund-key-1"
    assert gateway.find("refund-key-0") is None
