import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from turnout_stripe_fake.webhooks import PAUSES, sign

from turnout_sdk.errors import Untrusted
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Delivery, FactKind, Refund
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict

EUR = "EUR"
RISK = FactKind.RISK_ASSESSED


def facts(updates):
    return {
        (each.kind, each.object_id, each.amount, each.provider_ref)
        for each in updates
        if each is not None
    }


def told(gateway, deliveries):
    return [gateway.read(each) for each in deliveries]


def test_genuine_deliveries_are_trusted_and_tell_the_payment(stripe, make_charge):
    stripe.listen()
    ref = stripe.paid(make_charge())
    gateway = stripe.gateway()
    deliveries = stripe.deliver()
    for delivery in deliveries:
        gateway.verify(delivery)
    risk, *updates = [each for each in told(gateway, deliveries) if each]
    assert (risk.kind, risk.provider_ref, risk.reference) == (RISK, ref, "payment-7")
    assert risk.risk == RiskVerdict(level=RiskLevel.NORMAL, score=12, message="Payment complete.")
    assert [each.kind for each in updates] == [FactKind.PAYMENT_SUCCEEDED]
    assert (updates[0].provider_ref, updates[0].reference) == (ref, "payment-7")
    assert (updates[0].key, updates[0].amount) == ("key-1", Money(4200, EUR))


@pytest.mark.parametrize(
    "outcomes",
    [
        ["pay"],
        ["decline", "pay"],
        ["challenge", "decline", "pay", "dispute", "dispute_won"],
        ["pay", "inquiry", "escalated", "dispute_lost"],
        ["pay", "inquiry", "inquiry_closed"],
        ["later", "arrived"],
    ],
)
def test_webhooks_and_fetch_tell_the_same_facts(stripe, make_charge, outcomes):
    stripe.listen()
    method = "sepa_debit" if outcomes[0] == "later" else "card"
    ref = stripe.paid(make_charge(method=method), *outcomes)
    gateway = stripe.gateway()
    gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(100, EUR)))
    by_webhook = facts(told(gateway, stripe.deliver()))
    pending = {fact for fact in by_webhook if fact[0] is FactKind.PAYMENT_PENDING}
    assert by_webhook - pending == facts(gateway.fetch(ref).facts)


def test_a_captured_authorization_tells_both(stripe, make_charge):
    stripe.listen()
    ref = stripe.paid(make_charge(capture=False))
    gateway = stripe.gateway()
    gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(4000, EUR)))
    by_webhook = facts(told(gateway, stripe.deliver()))
    assert by_webhook == facts(gateway.fetch(ref).facts)
    assert {fact[0] for fact in by_webhook} == {
        FactKind.PAYMENT_AUTHORIZED,
        FactKind.PAYMENT_CAPTURED,
        RISK,
    }


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (
            "elevated",
            [
                (RiskLevel.ELEVATED, 68, ("elevated_risk_level",), RiskReview.OPEN),
                (RiskLevel.ELEVATED, None, ("rule",), RiskReview.OPEN),
            ],
        ),
        ("highest", [(RiskLevel.HIGHEST, 91, (), None)]),
        ("blocked", [(RiskLevel.BLOCKED, 96, ("highest_risk_level",), None)]),
        ("not_assessed", []),
    ],
)
def test_what_radar_says_of_a_charge_is_told_by_webhook_and_fetch(
    stripe, make_charge, level, expected
):
    stripe.listen()
    ref = stripe.paid(make_charge(), f"risk_{level}")
    gateway = stripe.gateway()

    def verdicts(updates):
        said = [each.risk for each in updates if each is not None and each.risk is not None]
        return [(each.level, each.score, each.reasons, each.review) for each in said]

    assert verdicts(told(gateway, stripe.deliver())) == expected
    # A review of the queue, which restricted keys may not read, is told by its webhooks only.
    assert verdicts(gateway.fetch(ref).facts) == expected[:1]


def test_the_end_of_a_review_and_the_warning_of_an_issuer_are_told(stripe, make_charge):
    stripe.listen()
    outcomes = ("risk_elevated", "review_approved", "fraud_warning")
    ref = stripe.paid(make_charge(), *outcomes)
    gateway = stripe.gateway()
    told_last = [each for each in told(gateway, stripe.deliver()) if each and each.kind is RISK]
    assert {each.provider_ref for each in told_last} == {ref}
    assert [(each.risk.level, each.risk.reasons, each.risk.review) for each in told_last[-2:]] == [
        (RiskLevel.ELEVATED, ("approved",), RiskReview.APPROVED),
        (RiskLevel.HIGHEST, ("unauthorized_use_of_card",), None),
    ]


@pytest.mark.parametrize("outcomes", [["later", "failed"], []])
def test_a_bounced_debit_and_an_expired_page_are_the_end(stripe, make_charge, outcomes):
    stripe.listen()
    gateway = stripe.gateway()
    charge = make_charge(method="sepa_debit", expires_at=stripe.clock.now())
    ref = gateway.start(charge).provider_ref
    for outcome in outcomes:
        stripe.complete(ref, outcome)
    stripe.clock.advance(1801)
    kind = FactKind.PAYMENT_FAILED if outcomes else FactKind.PAYMENT_VOIDED
    assert {fact.kind for fact in gateway.fetch(ref).facts} == {kind}
    ended = [each for each in told(gateway, stripe.deliver()) if each and each.kind is kind]
    # The page and the intent both tell it: one fact, two events.
    assert len(ended) == 2
    assert len(facts(ended)) == 1


def test_a_declined_card_is_no_news_because_the_buyer_may_try_again(stripe, make_charge):
    stripe.listen()
    stripe.paid(make_charge(), "decline")
    assert set(told(stripe.gateway(), stripe.deliver())) == {None}


def test_a_refund_from_the_dashboard_and_a_dispute_find_their_payment(stripe, make_charge):
    stripe.listen()
    ref = stripe.paid(make_charge(), "pay", "dispute")
    stripe.call("POST", "/v1/refunds", {"payment_intent": ref, "amount": "100"})
    updates = [each for each in told(stripe.gateway(), stripe.deliver()) if each]
    assert {each.provider_ref for each in updates} == {ref}
    assert {each.kind for each in updates} >= {FactKind.DISPUTE_OPENED, FactKind.REFUND_SUCCEEDED}
    opened = next(each for each in updates if each.kind is FactKind.DISPUTE_OPENED)
    assert opened.expires_at == opened.occurred_at + timedelta(days=7)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_order_and_no_repetition_of_events_changes_what_is_true(data, history):
    gateway, deliveries, expected = history
    shuffled = data.draw(st.permutations(deliveries))
    again = data.draw(st.lists(st.sampled_from(deliveries), max_size=5))
    assert facts(told(gateway, [*shuffled, *again])) == expected


@pytest.fixture
def history(stripe, make_charge):
    stripe.listen()
    ref = stripe.paid(make_charge(), "decline", "pay", "dispute", "dispute_won")
    gateway = stripe.gateway()
    gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(100, EUR)))
    gateway.refund(Refund(key="r2", provider_ref=ref, amount=Money(200, EUR)))
    return gateway, stripe.deliver(), facts(gateway.fetch(ref).facts)


@pytest.fixture
def genuine(stripe, make_charge):
    stripe.listen()
    stripe.paid(make_charge())
    return stripe.deliver()[-1]


def signed(stripe, body, *, at=None, secret=None):
    moment = at or stripe.clock.now()
    secrets = [secret or stripe.gateway()._settings.webhook_secrets()[0]]
    header = sign(secrets, body, at=int(moment.timestamp()))
    return Delivery(headers={"stripe-signature": header}, body=body)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_five_minutes_of_clock_skew_are_tolerated(stripe, genuine, seconds):
    at = stripe.clock.now() + timedelta(seconds=seconds)
    stripe.gateway().verify(signed(stripe, genuine.body, at=at))


@pytest.mark.parametrize(
    "change",
    [
        lambda stripe, genuine: Delivery(headers={}, body=genuine.body),
        lambda stripe, genuine: Delivery(headers=genuine.headers, body=genuine.body + b" "),
        lambda stripe, genuine: signed(stripe, genuine.body, secret="whsec_guess"),
        lambda stripe, genuine: signed(
            stripe, genuine.body, at=stripe.clock.now() - timedelta(seconds=301)
        ),
        lambda stripe, genuine: signed(
            stripe, genuine.body, at=stripe.clock.now() + timedelta(seconds=301)
        ),
        lambda stripe, genuine: Delivery(
            headers={"Stripe-Signature": "t=1," + genuine.header("Stripe-Signature")},
            body=genuine.body,
        ),
        lambda stripe, genuine: Delivery(
            headers={"Stripe-Signature": genuine.header("Stripe-Signature").replace("v1=", "v0=")},
            body=genuine.body,
        ),
        lambda stripe, genuine: signed(stripe, b"[]"),
        lambda stripe, genuine: signed(stripe, b"no json"),
        lambda stripe, genuine: signed(
            stripe, json.dumps(json.loads(genuine.body) | {"livemode": True}).encode()
        ),
        lambda stripe, genuine: signed(
            stripe, json.dumps(json.loads(genuine.body) | {"account": "acct_other"}).encode()
        ),
    ],
    ids=[
        "missing",
        "altered",
        "other secret",
        "old",
        "from the future",
        "two timestamps",
        "old scheme",
        "no event",
        "no json",
        "live mode",
        "foreign account",
    ],
)
def test_what_proves_nothing_is_untrusted(stripe, genuine, change):
    with pytest.raises(Untrusted):
        stripe.gateway().verify(change(stripe, genuine))


def test_both_secrets_are_trusted_while_one_is_rolled(stripe, make_charge):
    stripe.listen()
    stripe.call("POST", "/_fake/account", {"secrets": ["whsec_new", "whsec_old"]})
    stripe.paid(make_charge())
    delivery = stripe.deliver()[0]
    for secret in ("whsec_new", "whsec_old"):
        stripe.gateway(webhook_secret=secret).verify(delivery)
    stripe.gateway(webhook_secret="x", previous_webhook_secrets=["whsec_old"]).verify(delivery)


def test_events_of_a_connected_account_are_its_own(stripe, make_charge):
    account = stripe.call("POST", "/v1/accounts").json()["id"]
    stripe.listen(connect="true")
    gateway = stripe.gateway(connected_account=account)
    ref = gateway.start(make_charge()).provider_ref
    stripe.complete(ref, "pay", **{"Stripe-Account": account})
    deliveries = stripe.deliver()
    for delivery in deliveries:
        gateway.verify(delivery)
        with pytest.raises(Untrusted):
            stripe.gateway().verify(delivery)
    assert {each.account for each in told(gateway, deliveries) if each} == {account}


@pytest.mark.parametrize("event_type", ["payout.paid", "payment_intent.created", "charge.updated"])
def test_other_kinds_of_events_are_no_news(stripe, genuine, event_type):
    event = json.loads(genuine.body) | {"type": event_type}
    assert stripe.gateway().read(Delivery(headers={}, body=json.dumps(event).encode())) is None


def test_a_refund_of_something_that_is_no_payment_of_ours_is_no_news(stripe, genuine):
    refund = {"id": "re_1", "status": "succeeded", "payment_intent": None, "charge": "ch_1"}
    event = json.loads(genuine.body) | {"type": "refund.created", "data": {"object": refund}}
    assert stripe.gateway().read(Delivery(headers={}, body=json.dumps(event).encode())) is None


def test_a_refused_delivery_comes_again_freshly_signed(stripe, make_charge):
    stripe.listen()
    stripe.answers += [500] * 100
    stripe.paid(make_charge())
    first = stripe.deliver()
    assert stripe.deliver() == []
    stripe.answers.clear()
    stripe.clock.advance(PAUSES[0])
    again = stripe.deliver()
    assert [each.body for each in again] == [each.body for each in first]
    for delivery in again:
        stripe.gateway().verify(delivery)
