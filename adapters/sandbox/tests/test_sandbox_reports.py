from datetime import timedelta

import pytest

from turnout_sdk.errors import Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Refund
from turnout_sdk.settlements import Reports

EUR = "EUR"
HOUR = timedelta(hours=1)


def report(sandbox, **options):
    now = sandbox.clock.now()
    return list(sandbox.gateway(**options).settlements(now - HOUR, now + HOUR))


def paid(sandbox, make_charge, key="key-1", **options):
    ref = sandbox.gateway().start(make_charge(key, **options)).provider_ref
    sandbox.complete(ref, "success")
    return ref


def test_the_gateway_reports(sandbox):
    assert isinstance(sandbox.gateway(), Reports)


def test_every_fact_that_moves_money_is_a_line(sandbox, make_charge):
    ref = paid(sandbox, make_charge)
    sandbox.gateway().refund(Refund(key="r", provider_ref=ref, amount=Money(1000, EUR)))
    sandbox.complete(ref, "dispute")
    lines = report(sandbox)
    assert [(each.kind.value, each.gross.minor, each.fee.minor) for each in lines] == [
        ("charge", 4200, 84),
        ("refund", -1000, 0),
        ("dispute", -4200, 0),
    ]
    told = {fact.object_id for fact in sandbox.gateway().fetch(ref).facts}
    assert {each.object_id for each in lines} == told
    assert {each.provider_ref for each in lines} == {ref}


def test_a_capture_is_a_line_under_its_own_name_and_an_authorization_is_none(sandbox, make_charge):
    ref = paid(sandbox, make_charge, capture=False)
    assert report(sandbox) == []
    sandbox.gateway().capture(Capture(key="c", provider_ref=ref, amount=Money(3000, EUR)))
    [line] = report(sandbox)
    assert (line.gross, line.provider_ref) == (Money(3000, EUR), ref)
    assert line.object_id.startswith("cap_")


def test_a_won_dispute_brings_the_money_back_and_a_lost_one_does_not(sandbox, make_charge):
    for key, outcome in (("a", "dispute_won"), ("b", "dispute_lost")):
        ref = paid(sandbox, make_charge, key)
        sandbox.complete(ref, "dispute")
        sandbox.complete(ref, outcome)
    sums = {}
    for line in report(sandbox):
        if line.kind == "dispute":
            sums[line.object_id] = sums.get(line.object_id, 0) + line.gross.minor
    assert sorted(sums.values()) == [-4200, 0]


def test_a_payout_takes_what_is_owed_and_names_what_it_carried(sandbox, make_charge):
    paid(sandbox, make_charge)
    payout = sandbox.call("POST", "/v1/payouts", {"currency": "EUR"}).json()
    assert payout["amount_minor"] == 4116
    paid(sandbox, make_charge, "key-2")
    assert [(each.kind.value, each.payout_ref) for each in report(sandbox)] == [
        ("charge", payout["id"]),
        ("payout", payout["id"]),
        ("charge", None),
    ]
    assert sandbox.call("GET", f"/v1/payouts/{payout['id']}").json() == payout
    assert sandbox.call("GET", "/v1/payouts").json()["items"] == [payout]
    again = sandbox.call("POST", "/v1/payouts", {"currency": "USD"})
    assert again.json()["error"]["code"] == "nothing_owed"


def test_a_report_is_read_over_pages_in_order(sandbox):
    for number in range(1, 252):
        body = {"kind": "adjustment", "gross_minor": number, "currency": "EUR"}
        sandbox.call("POST", "/v1/balance", body)
        sandbox.clock.advance(1)
    lines = list(
        sandbox.gateway().settlements(sandbox.clock.now() - HOUR, sandbox.clock.now() + HOUR)
    )
    assert [each.gross.minor for each in lines] == list(range(1, 252))


def test_accounts_know_nothing_of_each_others_balance(sandbox, make_charge):
    paid(sandbox, make_charge)
    assert report(sandbox, account="other") == []


@pytest.mark.parametrize(
    ("behaviour", "error"), [("unavailable", Unavailable), ("error", (Unavailable, Unclear))]
)
def test_a_report_that_fails_says_so(sandbox, make_charge, behaviour, error):
    paid(sandbox, make_charge)
    sandbox.script(behaviour, operation="report", times=100)
    with pytest.raises(error):
        report(sandbox)
