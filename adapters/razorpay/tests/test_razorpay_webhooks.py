import json
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from turnout_razorpay_fake import fake
from turnout_razorpay_fake.accounts import key_id_of, webhook_secret_of
from turnout_razorpay_fake.webhooks import PAUSES, sign

from turnout_razorpay import adapter
from turnout_razorpay.events import EVENT_TYPES
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Unclear, Untrusted
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Delivery, FactKind, Refund, Void

INR = "INR"
DEMO = webhook_secret_of(key_id_of("demo"))


def body_of(delivery):
    return json.loads(delivery.body)


def facts(updates):
    return {
        (each.kind, each.object_id, each.amount, each.provider_ref)
        for each in updates
        if each is not None
    }


def told(gateway, deliveries):
    return [gateway.read(each) for each in deliveries]


def kinds(updates):
    return sorted(each.kind.value for each in updates if each)


def signed(event, *, secret=DEMO):
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return Delivery(headers=sign(body, secret), body=body)


def altered(genuine, **changes):
    return signed(body_of(genuine) | changes)


def test_genuine_deliveries_are_trusted_and_tell_the_payment(razorpay, make_charge):
    razorpay.listen()
    ref, gateway = razorpay.paid(make_charge()), razorpay.gateway()
    deliveries = razorpay.deliver()
    for delivery in deliveries:
        gateway.verify(delivery)
    [update] = [each for each in told(gateway, deliveries) if each]
    assert update.kind is FactKind.PAYMENT_SUCCEEDED
    assert (update.provider_ref, update.reference, update.key) == (ref, "payment-7", "key-1")
    assert update.amount == Money(42_000, INR)
    assert update.delivery_id in {each.header("X-Razorpay-Event-Id") for each in deliveries}


STORIES = {
    "paid by a page": ({}, ["pay"]),
    "paid at the third attempt": ({}, ["fail", "fail", "pay"]),
    "paid although it seemed to fail": ({}, ["fail", "arrive_late"]),
    "late": ({}, ["later", "pay", "dispute", "under_review", "dispute_lost"]),
    "asked about": ({}, ["pay", "inquiry", "inquiry_closed", "dispute", "dispute_won"]),
    "expired": ({}, ["fail", "expire"]),
    "paid in fields": ({"method": "checkout"}, ["fail", "pay", "dispute"]),
    "paid twice": ({"method": "checkout"}, ["fail", "pay", "arrive_late"]),
    "only authorized": ({"capture": False}, ["fail", "pay"]),
}


@pytest.mark.parametrize("story", STORIES)
def test_webhooks_and_fetch_tell_the_same_facts(razorpay, make_charge, story):
    razorpay.listen()
    changes, outcomes = STORIES[story]
    ref, gateway = razorpay.paid(make_charge(**changes), *outcomes), razorpay.gateway()
    if gateway.fetch(ref).state == "succeeded":
        gateway.refund(Refund(key="refund-1", provider_ref=ref, amount=Money(100, INR)))
    assert facts(told(gateway, razorpay.deliver())) == facts(gateway.fetch(ref).facts)


def test_a_captured_authorization_tells_both(razorpay, make_charge):
    razorpay.listen()
    ref, gateway = razorpay.paid(make_charge(capture=False)), razorpay.gateway()
    gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(42_000, INR)))
    updates = told(gateway, razorpay.deliver())
    assert facts(updates) == facts(gateway.fetch(ref).facts)
    assert kinds(updates) == ["payment.authorized", "payment.succeeded"]


def test_a_cancelled_page_and_one_that_expired_end_a_payment_in_their_own_ways(
    razorpay, make_charge
):
    razorpay.listen()
    gateway = razorpay.gateway()
    expires_at = razorpay.clock.now() + timedelta(minutes=5)
    gateway.start(make_charge("key-1", expires_at=expires_at))
    ref = gateway.start(make_charge("key-2")).provider_ref
    gateway.void(Void(key="v1", provider_ref=ref))
    razorpay.clock.advance(25 * 60)
    gateway.health()
    assert kinds(told(gateway, razorpay.deliver())) == ["payment.failed", "payment.voided"]


def test_money_that_comes_after_the_end_is_told_all_the_same(razorpay, make_charge):
    razorpay.listen()
    ref = razorpay.paid(make_charge(), "later", "expire", "pay")
    updates = told(razorpay.gateway(), razorpay.deliver())
    assert kinds(updates) == ["payment.failed", "payment.succeeded"]
    assert razorpay.gateway().fetch(ref).state == "succeeded"


def test_a_failed_attempt_is_no_news(razorpay, make_charge):
    razorpay.listen()
    razorpay.paid(make_charge(), "fail")
    deliveries = razorpay.deliver()
    assert [body_of(each)["event"] for each in deliveries] == ["payment.failed"]
    assert told(razorpay.gateway(), deliveries) == [None]


def test_what_razorpay_gives_back_uncaptured_is_no_refund_of_ours(razorpay, make_charge):
    razorpay.listen()
    razorpay.paid(make_charge(capture=False), "pay", "lapse")
    assert kinds(told(razorpay.gateway(), razorpay.deliver())) == ["payment.authorized"]


def test_a_refund_from_the_dashboard_and_a_dispute_find_their_payment(razorpay, make_charge):
    for key, changes in (("key-1", {}), ("key-2", {"method": "checkout"})):
        razorpay.listen()
        ref = razorpay.paid(make_charge(key, **changes), "pay", "dispute")
        razorpay.control(f"refund_outside/{ref}", amount=100)
        updates = [each for each in told(razorpay.gateway(), razorpay.deliver()) if each]
        assert {each.provider_ref for each in updates} == {ref}
        assert {each.kind for each in updates} >= {
            FactKind.DISPUTE_OPENED,
            FactKind.REFUND_SUCCEEDED,
        }
        assert {each.key for each in updates if "payment" not in each.kind} == {None}
        [opened] = [each for each in updates if each.kind is FactKind.DISPUTE_OPENED]
        assert opened.expires_at == opened.occurred_at + timedelta(days=7)


def test_a_refund_that_comes_back_is_told_with_both_its_states(razorpay, make_charge):
    razorpay.listen()
    ref, gateway = razorpay.paid(make_charge()), razorpay.gateway()
    razorpay.control("account", holds_next_refund=True)
    refund = gateway.refund(Refund(key="refund-1", provider_ref=ref, amount=Money(100, INR)))
    razorpay.control(f"refunds/{refund.provider_ref}", outcome="failed")
    updates = [each for each in told(gateway, razorpay.deliver()) if each]
    assert kinds(updates) == ["payment.succeeded", "refund.failed", "refund.pending"]
    assert {each.key for each in updates if "refund" in each.kind} == {"refund-1"}


def test_a_buyer_s_browser_cannot_pay_for_another_page_with_its_own_payment(razorpay, make_charge):
    """In Checkout the description of a payment is whatever the buyer's script says."""
    razorpay.listen()
    gateway = razorpay.gateway()
    page = gateway.start(make_charge("key-1", reference="page")).provider_ref
    order = gateway.start(make_charge("key-2", reference="order", method="checkout")).provider_ref
    razorpay.act(order, "pay", description=page.replace("plink_", "#"))
    updates = [each for each in told(gateway, razorpay.deliver()) if each]
    assert {(each.kind, each.provider_ref, each.reference) for each in updates} == {
        (FactKind.PAYMENT_SUCCEEDED, order, "order")
    }
    assert gateway.fetch(page).facts == ()


def test_pages_and_orders_of_other_programs_on_the_same_account_are_no_news(razorpay):
    razorpay.listen()
    body = {"amount": 42_000, "currency": INR}
    link = razorpay.call("POST", "/v1/payment_links", body).json()["id"]
    order = razorpay.call("POST", "/v1/orders", body).json()["id"]
    razorpay.act(link, "pay")
    razorpay.act(order, "pay")
    updates = [each for each in told(razorpay.gateway(), razorpay.deliver()) if each]
    # Nothing but the payment itself tells of an authorization: whose it is, the platform knows.
    assert facts(updates) == {
        (FactKind.PAYMENT_AUTHORIZED, updates[0].object_id, Money(42_000, INR), order)
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_order_and_no_repetition_of_events_changes_what_is_true(data, histories):
    gateway, deliveries, expected = data.draw(st.sampled_from(histories))
    shuffled = data.draw(st.permutations(deliveries))
    again = data.draw(st.lists(st.sampled_from(deliveries), max_size=5))
    under_other_ids = [
        Delivery(headers={**each.headers, "x-razorpay-event-id": f"other-{number}"}, body=each.body)
        for number, each in enumerate(again)
    ]
    assert facts(told(gateway, [*shuffled, *again, *under_other_ids])) == expected


@pytest.fixture
def histories(razorpay, make_charge):
    made = []
    gateway = razorpay.gateway()
    razorpay.listen()
    for number, changes in enumerate([{}, {"method": "checkout"}, {"capture": False}]):
        charge = make_charge(f"key-{number}", reference=f"payment-{number}", **changes)
        ref = razorpay.paid(charge, "fail", "later", "fail", "pay")
        if "capture" in changes:
            gateway.capture(Capture(key="c1", provider_ref=ref, amount=charge.amount))
        razorpay.act(ref, "dispute", "under_review", "dispute_won")
        for key in ("refund-1", "refund-2"):
            amount = Money(100, INR)
            gateway.refund(Refund(key=f"{key}-{number}", provider_ref=ref, amount=amount))
        made.append((gateway, razorpay.deliver(), facts(gateway.fetch(ref).facts)))
    return made


@pytest.fixture
def genuine(razorpay, make_charge):
    razorpay.listen()
    razorpay.paid(make_charge())
    return razorpay.deliver()[-1]


@pytest.mark.parametrize("seconds", [-300, 300, 3600, 24 * 3600, 7 * 24 * 3600])
def test_an_event_counts_for_as_long_as_razorpay_repeats_or_replays_it(razorpay, genuine, seconds):
    razorpay.clock.advance(seconds)
    razorpay.gateway().verify(genuine)


OTHER = "hook-of-somebody-else"
TRICKS = {
    "no signature": lambda genuine: Delivery(headers={}, body=genuine.body),
    "a space more": lambda genuine: Delivery(headers=genuine.headers, body=genuine.body + b" "),
    "the same JSON, written otherwise": lambda genuine: Delivery(
        headers=genuine.headers, body=json.dumps(body_of(genuine), indent=1).encode()
    ),
    "another secret": lambda genuine: signed(genuine.body, secret=OTHER),
    "the key secret": lambda genuine: signed(genuine.body, secret="of-the-key"),
    "two signatures": lambda genuine: Delivery(
        headers={
            "x-razorpay-signature": ",".join(
                (
                    genuine.header("x-razorpay-signature"),
                    sign(genuine.body, OTHER)["X-Razorpay-Signature"],
                )
            )
        },
        body=genuine.body,
    ),
    "a signature in capitals": lambda genuine: Delivery(
        headers={"x-razorpay-signature": genuine.header("x-razorpay-signature").upper()},
        body=genuine.body,
    ),
    "a signature that is no ASCII": lambda genuine: Delivery(
        headers={"x-razorpay-signature": "é" * 64}, body=genuine.body
    ),
    "the signature of nothing": lambda genuine: Delivery(
        headers={"x-razorpay-signature": sign(b"", DEMO)["X-Razorpay-Signature"]},
        body=genuine.body,
    ),
    "no event": lambda genuine: signed(b"[]"),
    "no JSON": lambda genuine: signed(b"\xff"),
    "another account": lambda genuine: altered(genuine, account_id="acc_00000000000000"),
    "no account": lambda genuine: altered(genuine, account_id=None),
    "no time": lambda genuine: altered(genuine, created_at=None),
    "a time that is text": lambda genuine: altered(genuine, created_at="yesterday"),
    "a time with a fraction": lambda genuine: altered(genuine, created_at=1_772_366_400.5),
    "a negative time": lambda genuine: altered(genuine, created_at=-1),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_what_proves_nothing_is_untrusted(razorpay, genuine, trick):
    with pytest.raises(Untrusted):
        razorpay.gateway().verify(TRICKS[trick](genuine))


@pytest.mark.parametrize("seconds", [-301, 8 * 24 * 3600])
def test_an_event_of_another_time_is_untrusted(razorpay, genuine, seconds):
    razorpay.clock.advance(seconds)
    with pytest.raises(Untrusted):
        razorpay.gateway().verify(genuine)


@given(body=st.binary(max_size=200), signature=st.text(max_size=80))
def test_no_made_up_delivery_is_trusted(body, signature):
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(500))) as http:
        opened = adapter.open(
            fake.settings_for("demo"), Services(http=http, now=lambda: pytest.fail("too early"))
        )
        with pytest.raises(Untrusted):
            opened.verify(Delivery(headers={"X-Razorpay-Signature": signature}, body=body))


def test_both_secrets_are_trusted_while_one_is_changed(razorpay, make_charge):
    razorpay.listen()
    razorpay.control("account", webhook_secret="hook-new")
    razorpay.paid(make_charge())
    delivery = razorpay.deliver()[0]
    razorpay.gateway(webhook_secret="hook-new").verify(delivery)
    razorpay.gateway(webhook_secret="x", previous_webhook_secrets=["y", "hook-new"]).verify(
        delivery
    )
    with pytest.raises(Untrusted):
        razorpay.gateway().verify(delivery)


@pytest.mark.parametrize("name", ["payment.captured", "invoice.paid", "payment.downtime.started"])
def test_other_events_are_no_news(razorpay, genuine, name):
    assert razorpay.gateway().read(altered(genuine, event=name)) is None


@pytest.mark.parametrize("name", EVENT_TYPES)
@pytest.mark.parametrize("payload", [{}, {"payment": {}}, {"payment": {"entity": []}}, {"x": 1}])
def test_an_event_without_what_it_should_carry_fails_as_the_sdk_wants(
    razorpay, genuine, name, payload
):
    with pytest.raises(Unclear):
        razorpay.gateway().read(altered(genuine, event=name, payload=payload))


def test_a_refused_delivery_comes_again_the_same_and_counts(razorpay, make_charge):
    razorpay.listen()
    razorpay.answers += [500] * 100
    razorpay.paid(make_charge())
    first = razorpay.deliver()
    assert razorpay.deliver() == []
    razorpay.answers.clear()
    razorpay.clock.advance(sum(PAUSES))
    again = razorpay.deliver()
    assert [each.body for each in again] == [each.body for each in first]
    for delivery in again:
        razorpay.gateway().verify(delivery)


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_held_deliveries_are_let_go_in_any_order_and_number(razorpay, make_charge, order):
    razorpay.listen()
    razorpay.control("account", holds_deliveries=True)
    ref = razorpay.paid(make_charge())
    assert razorpay.deliver() == []
    razorpay.control("release", order=order, copies=3)
    deliveries = razorpay.deliver()
    names = [body_of(each)["event"] for each in deliveries]
    assert Counter(names) == dict.fromkeys(
        ("payment.authorized", "payment.captured", "order.paid", "payment_link.paid"), 3
    )
    assert facts(told(razorpay.gateway(), deliveries)) == facts(razorpay.gateway().fetch(ref).facts)
