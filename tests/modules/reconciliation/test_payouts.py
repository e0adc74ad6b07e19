"""Payouts: what the provider reports is kept once, booked once, and held against payments."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import rules
from turnout.modules.reconciliation.types import ObjectSum
from turnout_sandbox.fake import fake
from turnout_sdk.money import Money


def controls(counter):
    account = making.account_of(counter.ctx)
    return fake.controls_for(account, base_url=counter.provider.address)


def path(counter, what=""):
    return f"/api/v1/organizations/{counter.ctx.organization_id}/payouts{what}"


def refresh(counter):
    answer = counter.client.post(
        path(counter, "/refresh"),
        json={"connection_id": str(counter.connection_id)},
        headers=bearer(counter.shop.organization.owner),
    )
    assert answer.status_code == 200, answer.json
    return answer.json


def get(counter, what="", **query):
    return counter.client.get(
        path(counter, what), query_string=query, headers=bearer(counter.shop.organization.owner)
    ).json


def balances(counter):
    with transaction(system_in(counter.ctx.organization_id, "test")) as tx:
        return {each.account: each.balance_minor for each in payments.ledger_balance(tx)}


def test_a_payout_moves_what_the_provider_owes_to_the_bank_once(counter):
    counter.order(quantity=2).pay().refund(amount_minor=1000)
    work.drain()
    assert balances(counter)["provider_receivable"] == 5000 - 100 - 1000
    payout = controls(counter).pay_out()
    assert refresh(counter) == {"items": 3, "payouts": 1, "booked": 1}
    assert balances(counter) == {
        "bank": 3900, "provider_receivable": 0, "fees": 100, "refunds": 1000, "sales": -5000,
    }  # fmt: skip
    assert refresh(counter)["booked"] == 0
    assert refresh(counter)["payouts"] == 0
    [listed] = get(counter)["items"]
    assert (listed["provider_ref"], listed["amount_minor"], listed["currency"]) == (
        payout, 3900, "EUR",
    )  # fmt: skip


def test_a_payout_names_the_payments_that_it_carried(counter):
    bought = counter.order().pay()
    controls(counter).pay_out()
    refresh(counter)
    details = get(counter, f"/{get(counter)['items'][0]['id']}")
    [item] = details["items"]
    assert (item["kind"], item["gross_minor"], item["fee_minor"], item["net_minor"]) == (
        "charge", 2500, 50, 2450,
    )  # fmt: skip
    assert (item["provider_ref"], item["difference"]) == (bought.ref, None)
    assert item["payment_id"] is not None
    assert details["items_net_minor"] == details["payout"]["amount_minor"] == 2450


def test_a_foreign_item_of_a_payout_is_named(counter):
    counter.order().pay()
    controls(counter).add_to_balance("charge", 777, payment="pay_foreign", object="pay_foreign")
    controls(counter).pay_out()
    refresh(counter)
    details = get(counter, f"/{get(counter)['items'][0]['id']}")
    by_kind = {each["provider_ref"]: each["difference"] for each in details["items"]}
    assert by_kind.pop("pay_foreign") == "provider_unknown"
    assert set(by_kind.values()) == {None}


def test_items_that_no_payout_carried_yet_are_found_by_the_one_that_does(counter):
    counter.order().pay()
    assert refresh(counter) == {"items": 1, "payouts": 0, "booked": 0}
    controls(counter).pay_out()
    refresh(counter)
    assert len(get(counter, f"/{get(counter)['items'][0]['id']}")["items"]) == 1


def test_fees_and_adjustments_without_a_payment_are_booked_once(counter):
    controls(counter).add_to_balance("fee", -1500)
    controls(counter).add_to_balance("adjustment", 300, fee_minor=20)
    assert refresh(counter)["booked"] == 2
    assert refresh(counter)["booked"] == 0
    assert balances(counter) == {
        "provider_receivable": -1220, "fees": 1520, "adjustments": -300,
    }  # fmt: skip


def test_a_negative_payout_takes_money_from_the_bank(counter):
    controls(counter).add_to_balance("fee", -1500)
    controls(counter).pay_out()
    refresh(counter)
    assert balances(counter) == {"bank": -1500, "fees": 1500, "provider_receivable": 0}
    assert get(counter)["items"][0]["amount_minor"] == -1500


def test_payouts_are_listed_by_connection_page_by_page(counter):
    for _ in range(3):
        controls(counter).add_to_balance("adjustment", 100)
        controls(counter).pay_out()
    refresh(counter)
    first = get(counter, limit=2)
    rest = get(counter, limit=2, cursor=first["next_cursor"])
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    assert get(counter, connection_id=str(new_id()))["items"] == []


def test_a_report_that_cannot_be_read_is_said_and_tried_again(counter):
    counter.order().pay()
    making.Provider.script(counter.provider, counter.ctx, "report", "unavailable", times=50)
    answer = counter.client.post(
        path(counter, "/refresh"),
        json={"connection_id": str(counter.connection_id)},
        headers=bearer(counter.shop.organization.owner),
    )
    assert answer.status_code == 503
    counter.provider.call(counter.ctx, "DELETE", "/v1/scripts")


def test_a_bank_account_reports_nothing_by_itself(desk):
    answer = desk.client.post(
        desk.path("payouts/refresh"),
        json={"connection_id": str(desk.connection_id)},
        headers=desk.headers,
    )
    assert (answer.status_code, answer.json["code"]) == (409, "accounting.no-reports")


def test_only_managers_see_payouts_and_only_their_own(counter):
    counter.order().pay()
    controls(counter).pay_out()
    refresh(counter)
    [payout] = get(counter)["items"]
    staff = bearer(add_member(counter.shop.organization, "staff"))
    assert counter.client.get(path(counter), headers=staff).status_code == 403
    other = make_shop().organization
    stranger = f"/api/v1/organizations/{other.id}/payouts/{payout['id']}"
    assert counter.client.get(stranger, headers=bearer(other.owner)).status_code == 404


NOW = clock.now()
CONNECTION = new_id()


def ours(**changes):
    obj = {
        "family": "payment", "object_id": "p", "kind": "payment.succeeded",
        "amount": Money(1000, "EUR"), "fee_minor": 20, "fits": True, "occurred_at": NOW,
    }  # fmt: skip
    from turnout.modules.payments.provider_objects import ProviderObject
    from turnout.modules.payments.queries.payments import NamedPayment
    from turnout_sdk.payments import FactKind

    obj |= {"kind": FactKind(changes.pop("kind", obj["kind"]))}
    share = changes.pop("share_minor", 0)
    return payments.ReportedPayment(
        payment=NamedPayment(
            id=new_id(), reference=new_id(), connection_id=CONNECTION, provider_ref="p",
            amount_minor=1000, currency="EUR", share_minor=share,
        ),
        objects=[ProviderObject(**(obj | changes))],
    )  # fmt: skip


def told(**changes):
    values = {
        "kind": "charge", "provider_ref": "p", "object_id": "p", "currency": "EUR",
        "gross_minor": 1000, "fee_minor": 20, "line_id": "l", "last_at": NOW,
    }  # fmt: skip
    return ObjectSum(**(values | changes))


@pytest.mark.parametrize(
    ("line", "payment", "kind"),
    [
        ({}, {}, None),
        ({}, None, "provider_unknown"),
        ({"object_id": "other"}, {}, "provider_not_told"),
        ({"object_id": "other", "gross_minor": 0}, {}, None),
        ({"gross_minor": 900}, {}, "provider_amount"),
        ({"currency": "USD"}, {}, "provider_currency"),
        ({"fee_minor": 30}, {}, "provider_fee"),
        ({"fee_minor": 70}, {"share_minor": 50}, None),
        ({"kind": "refund", "gross_minor": -1000},
         {"family": "refund", "kind": "refund.succeeded"}, None),
        ({"kind": "refund", "gross_minor": -1000},
         {"family": "refund", "kind": "refund.pending"}, None),
        ({"kind": "refund", "gross_minor": -1000},
         {"family": "refund", "kind": "refund.failed"}, "provider_amount"),
        ({"kind": "refund", "gross_minor": 0, "fee_minor": 20},
         {"family": "refund", "kind": "refund.failed"}, None),
        ({"kind": "dispute", "gross_minor": -1000},
         {"family": "dispute", "kind": "dispute.lost"}, None),
        ({"kind": "dispute", "gross_minor": -1000},
         {"family": "dispute", "kind": "dispute.won"}, "provider_amount"),
    ],
)  # fmt: skip
def test_each_disagreement_with_the_report_has_its_name(line, payment, kind):
    known = None if payment is None else ours(**payment)
    found = rules.of_sum(told(**line), known, CONNECTION)
    assert (found.kind.value if found else None) == kind


def test_money_that_the_report_should_show_by_now_is_missed():
    late = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1)}
    [found] = rules.missing(ours(), [], CONNECTION, **late)
    assert (found.kind.value, found.expected, found.found) == ("provider_missing", 1000, 0)
    assert rules.missing(ours(), [told()], CONNECTION, **late) == []
    early = {"since": NOW - timedelta(days=9), "until": NOW - timedelta(days=7)}
    assert rules.missing(ours(), [], CONNECTION, **early) == []
    assert rules.missing(ours(kind="refund.failed", family="refund"), [], CONNECTION, **late) == []


@given(gross=st.integers(1, 10**9), fee=st.integers(0, 10**6), share=st.integers(0, 10**6))
def test_a_corrected_fee_is_the_reports_without_the_platforms_part(gross, fee, share):
    known = ours(amount=Money(gross, "EUR"), share_minor=share)
    line = told(gross_minor=gross, fee_minor=fee + share)
    update = rules.fee_update(line, known)
    assert (update.fee, update.amount) == (Money(fee, "EUR"), Money(gross, "EUR"))
    corrected = ours(amount=Money(gross, "EUR"), share_minor=share, fee_minor=fee)
    assert rules.of_sum(line, corrected, CONNECTION) is None
