"""Collecting in parts, letting go, giving back: never more than the buyer agreed to or paid."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turnout_paypal.gateway import Gateway
from turnout_sdk.errors import Declined, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, FactKind, OperationState, Refund, Void

EUR = "EUR"


def kinds(operation):
    return [each.kind.value for each in operation.facts]


def give_back(gateway, ref, minor, key="r1"):
    return gateway.refund(Refund(key=key, provider_ref=ref, amount=Money(minor, EUR)))


def collect(gateway, ref, minor, key="c1"):
    return gateway.capture(Capture(key=key, provider_ref=ref, amount=Money(minor, EUR)))


def test_an_authorization_is_collected_in_parts(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    authorized = gateway.fetch(ref)
    assert authorized.state is OperationState.AUTHORIZED
    assert kinds(authorized) == ["payment.pending", "payment.authorized"]
    assert authorized.facts[-1].expires_at == paypal.clock.now() + timedelta(days=29)
    assert collect(gateway, ref, 1200).facts[-1].key == "c1"
    assert collect(gateway, ref, 3000, "c2").amount == Money(3000, EUR)
    with pytest.raises(Declined, match="authorization-closed"):
        collect(gateway, ref, 1, "c3")
    fetched = gateway.fetch(ref)
    parts = [each for each in fetched.facts if each.kind is FactKind.PAYMENT_CAPTURED]
    assert [each.amount.minor for each in parts] == [1200, 3000]
    assert [each.key for each in parts] == ["c1", "c2"]
    assert fetched.state is OperationState.SUCCEEDED


def test_more_than_the_buyer_agreed_to_is_not_collected_though_paypal_would(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    with pytest.raises(Declined, match="amount-not-authorized"):
        collect(gateway, ref, 4201)
    collect(gateway, ref, 4000)
    with pytest.raises(Declined, match="amount-not-authorized"):
        collect(gateway, ref, 201, "c2")


def test_a_capture_is_known_again_by_its_key(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    paypal.script("drop", path="/capture")
    with pytest.raises(Unclear):
        collect(gateway, ref, 1000)
    collect(gateway, ref, 1000)
    assert len(paypal.sent("/capture")) == 1
    assert len(paypal.order(ref)["purchase_units"][0]["payments"]["captures"]) == 1


def test_an_authorization_is_let_go_and_stays_so(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    for key in ("v1", "v1", "v2"):
        voided = gateway.void(Void(key=key, provider_ref=ref))
        assert voided.state is OperationState.CANCELLED
        assert kinds(voided) == ["payment.authorized", "payment.voided"]
    assert gateway.fetch(ref).state is OperationState.CANCELLED


@pytest.mark.parametrize("minor", [4200, 4000])
def test_what_is_collected_is_not_let_go(paypal, make_charge, minor):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    collect(gateway, ref, minor)
    if minor == 4200:
        with pytest.raises(Declined, match="PREVIOUSLY_CAPTURED"):
            gateway.void(Void(key="v1", provider_ref=ref))
    else:
        gateway.void(Void(key="v1", provider_ref=ref))
    told = gateway.fetch(ref)
    assert told.state is OperationState.SUCCEEDED
    assert [each.amount.minor for each in told.facts if "captured" in each.kind] == [minor]


def test_an_order_without_an_authorization_cannot_be_let_go(paypal, make_charge):
    ref = paypal.gateway().start(make_charge()).provider_ref
    with pytest.raises(Declined, match="not-authorized"):
        paypal.gateway().void(Void(key="v1", provider_ref=ref))


def test_refunds_carry_label_and_key_and_never_exceed_the_capture(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.paid(make_charge())
    back = give_back(gateway, ref, 1200)
    [fact] = back.facts
    assert (fact.kind, fact.key, fact.provider_ref) == (FactKind.REFUND_SUCCEEDED, "r1", ref)
    assert fact.reference == "0197c6a8-payment"
    give_back(gateway, ref, 3000, "r2")
    for minor in (1, 5000):
        with pytest.raises(Declined, match="CAPTURE_FULLY_REFUNDED"):
            give_back(gateway, ref, minor, f"r-{minor}")
    assert gateway.fetch(ref).state is OperationState.REFUNDED


def test_a_refund_is_known_again_by_its_key_however_late(paypal, make_charge):
    """PayPal keeps a request id for 45 days; the key in the label stays."""
    gateway, ref = paypal.gateway(), paypal.paid(make_charge())
    paypal.script("hang", path="/refund")
    with pytest.raises(Unclear):
        give_back(gateway, ref, 1000)
    first, second = give_back(gateway, ref, 1000), give_back(gateway, ref, 1000)
    assert first.provider_ref == second.provider_ref
    assert len(paypal.sent("/refund")) == 1
    assert len(paypal.order(ref)["purchase_units"][0]["payments"]["refunds"]) == 1


def test_a_refund_of_several_captures_goes_by_capture(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(capture=False))
    gateway.fetch(ref)
    collect(gateway, ref, 1200)
    collect(gateway, ref, 3000, "c2")
    with pytest.raises(Declined, match=r"30\.00 EUR at most"):
        give_back(gateway, ref, 4200)
    give_back(gateway, ref, 2500)
    give_back(gateway, ref, 1200, "r2")
    give_back(gateway, ref, 500, "r3")
    assert gateway.fetch(ref).state is OperationState.REFUNDED
    with pytest.raises(Declined, match="CAPTURE_FULLY_REFUNDED"):
        give_back(gateway, ref, 1, "r4")


def test_a_refund_under_way_counts_and_one_that_failed_does_not(paypal, make_charge):
    gateway, ref = paypal.gateway(), paypal.paid(make_charge())
    paypal.change(next_refund="pending")
    pending = give_back(gateway, ref, 4200)
    assert pending.state is OperationState.PENDING
    with pytest.raises(Declined):
        give_back(gateway, ref, 1, "r2")
    assert paypal.call(
        "POST", f"/_fake/refunds/{pending.provider_ref}", {"outcome": "failed"}
    ).is_success
    assert "refund.failed" in kinds(gateway.fetch(ref))
    assert gateway.fetch(ref).state is OperationState.SUCCEEDED
    assert give_back(gateway, ref, 4200, "r3").state is OperationState.SUCCEEDED


def test_disputes_are_fetched_with_how_they_ended(paypal, make_charge):
    for end in ("dispute_won", "dispute_lost"):
        ref = paypal.paid(make_charge(end, reference=end), "dispute", end)
        told = [each for each in paypal.gateway().fetch(ref).facts if "dispute" in each.kind]
        assert [each.kind.value for each in told] == ["dispute.opened", end.replace("_", ".")]
        assert len({each.object_id for each in told}) == 1
        assert {each.reference for each in told} == {end}
        assert told[0].expires_at == told[0].occurred_at + timedelta(days=7)


def test_an_inquiry_moves_no_money_and_tells_nothing(paypal, make_charge):
    ref = paypal.paid(make_charge(), "inquiry")
    assert kinds(paypal.gateway().fetch(ref)) == ["payment.pending", "payment.succeeded"]
    paypal.play(ref, "escalated")
    assert "dispute.opened" in kinds(paypal.gateway().fetch(ref))


def test_an_app_that_may_not_see_disputes_still_sees_payments(paypal, make_charge):
    ref = paypal.paid(make_charge())
    paypal.script("forbidden", method="GET", path="/disputes")
    assert paypal.gateway().fetch(ref).state is OperationState.SUCCEEDED


def test_a_partner_gives_back_of_its_fee_no_more_than_it_took(paypal, make_charge):
    gateway = paypal.gateway(partner_attribution_id="TURNOUT_SP")
    ref = gateway.start(make_charge(platform_fee=Money(300, EUR))).provider_ref
    paypal.play(ref, "approve")
    gateway.fetch(ref)

    def back(key, fee):
        wanted = Refund(
            key=key, provider_ref=ref, amount=Money(1000, EUR), platform_fee=Money(fee, EUR)
        )
        return gateway.refund(wanted)

    with pytest.raises(Declined, match="PLATFORM_FEE_EXCEEDED"):
        back("r1", 301)
    assert back("r2", 100).state is OperationState.SUCCEEDED


@settings(max_examples=25)
@given(data=st.data())
def test_no_sequence_of_refunds_gives_back_more_than_came_in(data, paypal, make_charge):
    key = f"k{next(_numbers)}"
    gateway, ref = paypal.gateway(), paypal.approved(make_charge(key, reference=key, capture=False))
    gateway.fetch(ref)
    parts = data.draw(st.lists(st.integers(1, 2500), min_size=1, max_size=3))
    took = 0
    for number, minor in enumerate(parts):
        took += minor if _works(collect, gateway, ref, minor, f"{key}c{number}") else 0
    gave = 0
    for number, minor in enumerate(data.draw(st.lists(st.integers(1, 2500), max_size=5))):
        for _ in range(data.draw(st.integers(1, 2))):
            is_done = _works(give_back, gateway, ref, minor, f"{key}r{number}")
        gave += minor if is_done else 0
    assert gave <= took <= 4200
    facts = gateway.fetch(ref).facts
    assert sum(each.amount.minor for each in facts if "refund" in each.kind) == gave
    assert sum(each.amount.minor for each in facts if "captured" in each.kind) == took


_numbers = count()


def _works(verb, gateway: Gateway, ref, minor, key):
    try:
        verb(gateway, ref, minor, key)
    except Declined:
        return False
    return True
