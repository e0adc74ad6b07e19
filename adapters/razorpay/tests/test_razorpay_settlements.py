from datetime import timedelta

import pytest

from turnout_sdk.money import Money
from turnout_sdk.payments import Refund
from turnout_sdk.settlements import SettlementKind

INR = "INR"
HOUR = timedelta(hours=1)


def lines(razorpay, since=-HOUR, until=HOUR):
    now = razorpay.clock.now()
    return list(razorpay.gateway().settlements(now + since, now + until))


@pytest.mark.parametrize("method", ["razorpay", "checkout"])
def test_charges_refunds_disputes_and_payouts_are_lines_of_their_payment(
    razorpay, make_charge, method
):
    ref = razorpay.paid(make_charge(method=method))
    razorpay.clock.advance(60)
    refund = razorpay.gateway().refund(
        Refund(key="refund-1", provider_ref=ref, amount=Money(10_000, INR))
    )
    razorpay.clock.advance(60)
    razorpay.act(ref, "dispute", "dispute_lost")
    [collected] = [
        each for each in razorpay.gateway().fetch(ref).facts if each.kind == "payment.succeeded"
    ]
    found = {each.kind: each for each in lines(razorpay)}
    assert list(found)[:2] == [SettlementKind.CHARGE, SettlementKind.REFUND]
    charge, back = found[SettlementKind.CHARGE], found[SettlementKind.REFUND]
    assert (charge.gross, charge.fee, charge.net) == (
        Money(42_000, INR),
        Money(991, INR),
        Money(41_009, INR),
    )
    assert (charge.provider_ref, charge.object_id) == (ref, collected.object_id)
    assert (back.gross, back.fee, back.object_id) == (
        Money(-10_000, INR),
        Money(0, INR),
        refund.provider_ref,
    )
    dispute, payout = found[SettlementKind.DISPUTE], found[SettlementKind.PAYOUT]
    assert dispute.gross == Money(-42_000, INR)
    assert dispute.object_id.startswith("disp_")
    assert {each.provider_ref for each in (charge, back, dispute)} == {ref}
    assert payout.gross == -(charge.net + back.net + dispute.net)
    assert {each.payout_ref for each in found.values()} == {payout.line_id}
    assert payout.provider_ref is None


def test_days_that_follow_each_other_tell_every_line_once(razorpay, make_charge):
    start = razorpay.clock.now()
    for number in range(8):
        razorpay.paid(make_charge(f"key-{number}", reference=f"payment-{number}"))
        razorpay.clock.advance(5 * 3600)
    gateway, day = razorpay.gateway(), timedelta(days=1)
    told = [
        each.line_id
        for number in range(3)
        for each in gateway.settlements(start + number * day, start + (number + 1) * day)
        if each.kind is SettlementKind.CHARGE
    ]
    assert len(told) == len(set(told)) == 8
    assert list(gateway.settlements(start - day, start)) == []


def test_a_link_s_payments_are_named_without_asking_after_each(razorpay, make_charge):
    for number in range(3):
        razorpay.paid(make_charge(f"key-{number}", reference=f"payment-{number}"))
    before = len(razorpay.requests)
    assert len([each for each in lines(razorpay) if each.provider_ref]) == 3
    paths = [each.url.path for each in razorpay.requests[before:]]
    assert not [each for each in paths if "payment" in each]


def test_what_other_programs_sold_on_the_account_is_in_the_report_under_its_order(razorpay):
    body = {"amount": 42_000, "currency": INR, "receipt": "somebody-else"}
    order = razorpay.call("POST", "/v1/orders", body).json()["id"]
    razorpay.act(order, "pay", description="#00000000000000")
    [charge] = [each for each in lines(razorpay) if each.kind is SettlementKind.CHARGE]
    assert charge.provider_ref == order


def test_reports_longer_than_a_page_are_read_to_the_end(razorpay, make_charge, monkeypatch):
    monkeypatch.setattr("turnout_razorpay.settlements._MOST_LINES", 2)
    for number in range(5):
        razorpay.paid(make_charge(f"key-{number}", reference=f"payment-{number}"))
    charges = [each for each in lines(razorpay) if each.kind is SettlementKind.CHARGE]
    assert len(charges) == 5
