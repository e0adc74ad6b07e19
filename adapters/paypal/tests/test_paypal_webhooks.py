"""What webhooks tell, in whatever order and however often they come."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_paypal_fake.accounts import merchant_id_of
from turnout_paypal_fake.webhooks import PAUSES

from turnout_sdk.errors import Untrusted
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Delivery, FactKind, Refund, Void

EUR = "EUR"


def facts(updates):
    return {(each.kind, each.object_id, each.amount, each.provider_ref) for each in updates}


def refund(paypal, ref, minor, key):
    paypal.gateway().refund(Refund(key=key, provider_ref=ref, amount=Money(minor, EUR)))


def event(delivery, **changes):
    content = json.loads(delivery.body) | changes
    return Delivery(headers=delivery.headers, body=json.dumps(content).encode())


def test_genuine_deliveries_are_trusted_and_tell_the_payment(paypal, make_charge):
    paypal.listen()
    ref = paypal.paid(make_charge())
    deliveries = paypal.deliver()
    for each in deliveries:
        paypal.gateway().verify(each)
    approved, paid = paypal.told(deliveries)
    assert (approved.kind, approved.object_id) == (FactKind.PAYMENT_PENDING, ref)
    assert (paid.kind, paid.provider_ref) == (FactKind.PAYMENT_SUCCEEDED, ref)
    assert {each.reference for each in (approved, paid)} == {"0197c6a8-payment"}
    assert {each.account for each in (approved, paid)} == {merchant_id_of("FAKE_demo")}
    assert paid.fee == Money(140, EUR)
    assert {each.delivery_id[:3] for each in (approved, paid)} == {"WH-"}


@pytest.mark.parametrize(
    "outcomes",
    [[], ["dispute"], ["dispute", "dispute_won"], ["inquiry", "escalated", "dispute_lost"]],
)
def test_webhooks_and_fetch_tell_the_same_facts(paypal, make_charge, outcomes):
    paypal.listen()
    ref = paypal.paid(make_charge(), *outcomes)
    refund(paypal, ref, 100, "r1")
    assert facts(paypal.told(paypal.deliver())) == facts(paypal.gateway().fetch(ref).facts)


def test_an_authorization_tells_its_parts_and_its_end(paypal, make_charge):
    paypal.listen()
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    for key, minor in (("c1", 1000), ("c2", 2000)):
        gateway.capture(Capture(key=key, provider_ref=ref, amount=Money(minor, EUR)))
    gateway.void(Void(key="v1", provider_ref=ref))
    told = paypal.told(paypal.deliver())
    assert facts(told) == facts(gateway.fetch(ref).facts)
    assert [each.kind.value for each in told] == [
        "payment.pending",
        "payment.authorized",
        "payment.captured",
        "payment.captured",
        "payment.voided",
    ]
    assert [each.key for each in told if "captured" in each.kind] == ["c1", "c2"]


def test_asking_tells_what_an_earlier_answer_of_a_capture_told(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    wanted = Capture(key="c1", provider_ref=ref, amount=Money(1000, EUR))
    answered = gateway.capture(wanted)
    again = gateway.capture(wanted)
    assert facts(answered.facts) == facts(again.facts) == facts(gateway.fetch(ref).facts)


def test_a_review_that_ends_badly_and_an_approval_that_lapses_are_failures(paypal, make_charge):
    paypal.listen()
    denied = paypal.approved(make_charge("a", reference="a"), "approve_for_review")
    paypal.gateway().fetch(denied)
    paypal.play(denied, "denied")
    lapsed = paypal.approved(make_charge("b", reference="b"))
    paypal.play(lapsed, "reverse_approval")
    failed = [each for each in paypal.told(paypal.deliver()) if "failed" in each.kind]
    assert [each.provider_ref for each in failed] == [denied, lapsed]


def test_a_refund_from_the_dashboard_and_a_dispute_name_their_payment(paypal, make_charge):
    """Neither names an order by itself: the label that the capture inherited does."""
    paypal.listen()
    ref = paypal.paid(make_charge(), "dispute")
    [capture] = paypal.order(ref)["purchase_units"][0]["payments"]["captures"]
    body = {"amount": {"currency_code": "EUR", "value": "1.00"}}
    paypal.call("POST", f"/v2/payments/captures/{capture['id']}/refund", body)
    told = {each.kind: each for each in paypal.told(paypal.deliver())}
    for kind in (FactKind.DISPUTE_OPENED, FactKind.REFUND_SUCCEEDED):
        assert told[kind].provider_ref == ref
        assert told[kind].reference == "0197c6a8-payment"
        assert told[kind].key is None


def test_a_capture_without_a_label_is_known_by_the_order_beside_it(paypal, make_charge):
    """If PayPal will not let us write the label, the money is collected all the same."""
    paypal.listen()
    ref = paypal.approved(make_charge())
    paypal.call("POST", f"/v2/checkout/orders/{ref}/capture", {}, **{"PayPal-Request-Id": "x"})
    paid = paypal.told(paypal.deliver())[-1]
    assert (paid.kind, paid.provider_ref) == (FactKind.PAYMENT_SUCCEEDED, ref)
    assert paid.reference == "0197c6a8-payment"


@pytest.fixture
def history(paypal, make_charge):
    """A long life: approved, paid, disputed and won, refunds that work, wait and fail."""
    paypal.listen()
    ref = paypal.paid(make_charge(), "inquiry", "escalated", "dispute_won")
    refund(paypal, ref, 100, "r1")
    paypal.change(next_refund="pending")
    refund(paypal, ref, 200, "r2")
    pending = paypal.order(ref)["purchase_units"][0]["payments"]["refunds"][-1]["id"]
    paypal.call("POST", f"/_fake/refunds/{pending}", {"outcome": "failed"})
    refund(paypal, ref, 300, "r3")
    deliveries = paypal.deliver()
    return paypal.gateway(), deliveries, facts(paypal.told(deliveries))


@given(data=st.data())
def test_no_order_and_no_repetition_of_events_changes_what_is_true(data, history):
    gateway, deliveries, expected = history
    shuffled = data.draw(st.permutations(deliveries))
    again = data.draw(st.lists(st.sampled_from(deliveries), max_size=8))
    read = [gateway.read(each) for each in [*shuffled, *again]]
    assert facts(each for each in read if each) == expected


def test_the_history_holds_what_it_promises(history):
    assert {kind.value for kind, *_ in history[2]} == {
        "payment.pending",
        "payment.succeeded",
        "dispute.opened",
        "dispute.won",
        "refund.succeeded",
        "refund.pending",
        "refund.failed",
    }


@given(data=st.data())
def test_a_poll_in_between_tells_nothing_else(data, paypal, make_charge):
    """Asked at any moment of its life, a payment's facts are among those it ends with."""
    key = f"k{len(paypal.requests)}"
    charge = make_charge(key, reference=key, capture=data.draw(st.booleans()))
    gateway, ref = paypal.gateway(), paypal.gateway().start(charge).provider_ref
    told = [gateway.fetch(ref).facts]
    paypal.play(ref, "approve")
    steps = data.draw(st.lists(st.sampled_from(["fetch", "refund", "capture"]), max_size=5))
    for number, step in enumerate(["fetch", *steps]):
        if step == "refund" and charge.capture:
            refund(paypal, ref, 100, f"{key}r{number}")
        if step == "capture" and not charge.capture:
            part = Money(100, EUR)
            gateway.capture(Capture(key=f"{key}c{number}", provider_ref=ref, amount=part))
        told.append(gateway.fetch(ref).facts)
    last = facts(told[-1])
    assert all(facts(each) <= last for each in told)
    assert {each.reference for each in told[-1]} == {key}


@pytest.mark.parametrize(
    "event_type", ["PAYMENT.PAYOUTSBATCH.SUCCESS", "CHECKOUT.ORDER.COMPLETED", "LOOT.BOX", ""]
)
def test_other_kinds_of_events_are_no_news(paypal, make_charge, event_type):
    paypal.listen()
    paypal.paid(make_charge())
    genuine = paypal.deliver()[-1]
    assert paypal.gateway().read(event(genuine, event_type=event_type)) is None


@pytest.mark.parametrize(
    "resource",
    [
        {"id": "C1", "status": "COMPLETED", "custom_id": None},
        {"id": "C1", "status": "COMPLETED", "custom_id": "of-another-program"},
        {"id": "C1", "status": "SOMETHING-NEW", "custom_id": "a:5O190127TN364715T"},
        {},
    ],
)
def test_events_about_things_that_are_not_ours_are_no_news(paypal, resource):
    for kind in ("PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED"):
        body = {"id": "WH-1", "event_type": kind, "resource": resource}
        delivery = Delivery(headers={}, body=json.dumps(body).encode())
        assert paypal.gateway().read(delivery) is None


def test_a_partners_webhook_about_another_merchant_is_refused(paypal, make_charge):
    paypal.listen()
    paypal.paid(make_charge(), "dispute")
    deliveries = paypal.deliver()
    other = paypal.gateway(merchant_id="AAAAAAAAAAAAA")
    for each in deliveries:
        with pytest.raises(Untrusted, match="another merchant"):
            other.verify(each)
    anybody = paypal.gateway(merchant_id=None)
    for each in deliveries:
        anybody.verify(each)


def test_a_refused_delivery_comes_again_freshly_signed(paypal, make_charge):
    paypal.listen()
    paypal.paid(make_charge())
    paypal.answers += [500] * 2
    first = paypal.deliver()
    assert paypal.deliver() == []
    paypal.clock.advance(seconds=PAUSES[0])
    again = paypal.deliver()
    assert [each.body for each in again] == [each.body for each in first]
    for each in again:
        paypal.gateway().verify(each)


def test_an_event_can_be_sent_once_more(paypal, make_charge):
    paypal.listen()
    paypal.paid(make_charge())
    first = paypal.deliver()[-1]
    paypal.clock.time += timedelta(days=1)
    paypal.call("POST", f"/_fake/events/{json.loads(first.body)['id']}")
    [again] = paypal.deliver()
    assert paypal.gateway().read(again) == paypal.gateway().read(first)
