from datetime import timedelta

import pytest

from turnout_sdk.money import Money
from turnout_sdk.payments import Refund
from turnout_sdk.settlements import Reports, SettlementKind
from turnout_stripe.settlements import settlement_of

EUR = "EUR"
HOUR = timedelta(hours=1)


def report(stripe, *, back=HOUR):
    now = stripe.clock.now()
    return list(stripe.gateway().settlements(now - back, now + HOUR))


def pay_out(stripe):
    answer = stripe.call("POST", "/_fake/payouts", {"currency": "EUR"})
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


def test_the_gateway_reports(stripe):
    assert isinstance(stripe.gateway(), Reports)


def test_charges_refunds_and_disputes_name_the_objects_that_facts_name(stripe, make_charge):
    gateway = stripe.gateway()
    ref = stripe.paid(make_charge())
    back = gateway.refund(Refund(key="r", provider_ref=ref, amount=Money(1000, EUR)))
    stripe.complete(ref, "dispute")
    told = {each.object_id for each in gateway.fetch(ref).facts if each.risk is None}
    lines = report(stripe)
    assert [each.kind.value for each in lines] == ["charge", "refund", "dispute"]
    assert {each.provider_ref for each in lines} == {ref}
    assert {each.object_id for each in lines} == told
    assert lines[1].object_id == back.provider_ref
    assert [each.gross.minor for each in lines] == [4200, -1000, -4200]


def test_the_fee_of_a_charge_is_the_one_its_fact_tells(stripe, make_charge):
    ref = stripe.paid(make_charge())
    [fact] = [each for each in stripe.gateway().fetch(ref).facts if each.fee]
    [line] = report(stripe)
    assert line.fee == fact.fee
    assert line.net == line.gross - line.fee


def test_a_failed_refund_and_a_won_dispute_bring_the_money_back(stripe, make_charge):
    ref = stripe.paid(make_charge())
    stripe.call("POST", "/_fake/account", {"refunds": "pending"})
    made = stripe.gateway().refund(Refund(key="r", provider_ref=ref, amount=Money(1000, EUR)))
    stripe.call("POST", f"/_fake/refunds/{made.provider_ref}", {"outcome": "failed"})
    stripe.complete(ref, "dispute")
    stripe.complete(ref, "dispute_won")
    by_object = {}
    for line in report(stripe):
        by_object[line.object_id] = by_object.get(line.object_id, 0) + line.gross.minor
    assert sorted(by_object.values()) == [0, 0, 4200]


def test_lines_get_the_payout_that_carried_them(stripe, make_charge):
    stripe.paid(make_charge())
    assert [each.payout_ref for each in report(stripe)] == [None]
    payout = pay_out(stripe)
    stripe.paid(make_charge("key-2"))
    lines = report(stripe)
    assert [(each.kind.value, each.payout_ref) for each in lines] == [
        ("charge", payout),
        ("payout", payout),
        ("charge", None),
    ]
    assert lines[1].gross == -lines[0].net
    assert lines[1].provider_ref is None


def test_days_follow_each_other_oldest_first_over_pages(stripe, make_charge):
    refs = []
    for number in range(3):
        refs.append(stripe.paid(make_charge(f"key-{number}")))
        stripe.clock.advance(36 * 3600)
    assert [each.provider_ref for each in report(stripe, back=timedelta(days=6))] == refs
    assert report(stripe, back=timedelta(hours=2)) == []


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("fee", SettlementKind.FEE),
        ("payout_reversal", SettlementKind.PAYOUT),
        ("topup", SettlementKind.ADJUSTMENT),
        (None, SettlementKind.ADJUSTMENT),
    ],
)
def test_what_concerns_no_payment_names_none(category, kind):
    entry = {
        "id": "txn_1", "amount": -200, "currency": "eur", "fee": 0, "created": 1772366400,
        "reporting_category": category, "source": "src_1",
    }  # fmt: skip
    line = settlement_of(entry, payout=None, account=None)
    assert (line.kind, line.provider_ref, line.object_id) == (kind, None, None)
    assert line.net == Money(-200, EUR)
