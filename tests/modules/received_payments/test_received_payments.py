"""Money that people take pays orders as a provider's does: places, tickets, books, once."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed
from tests.modules.orders.conftest import mails_about, owner, settle
from tests.modules.orders.test_payment_plans import make_plan
from tests.modules.received_payments.conftest import balances, differences, later

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.payments import api as payments


def refunds_of(counter, order):
    """(connection, refund) of every payment of an order."""
    with transaction(counter.ctx) as tx:
        found = payments.list_payments_of(tx, UUID(order.id))
    return [
        (each.connection_id, refund)
        for each in found
        for refund in payments.get_payment(counter.ctx, each.id).refunds
    ]


def hand_out(client, counter, order):
    """Say of every refund that a person gives back that it was handed out."""
    for payment_id in {each["payment_id"] for each in listed(client, counter, order)}:
        for refund in payments.get_payment(counter.ctx, UUID(payment_id)).refunds:
            path = f"/api/v1/organizations/{counter.ctx.organization_id}/payments/{payment_id}"
            answer = client.post(f"{path}/refunds/{refund.id}/sent", headers=owner(counter))
            assert answer.status_code == 200, answer.json
    drain()


def listed(client, counter, order):
    return client.get(f"{order.path}/received-payments", headers=owner(counter)).json["items"]


@pytest.mark.parametrize(
    ("method", "account"),
    [
        ("cash", "cash"),
        ("card_terminal", "card_terminal"),
        ("transfer", "bank"),
        ("other", "other_receipts"),
    ],
)
def test_what_was_taken_confirms_the_order_and_lies_in_its_account(counter, take, method, account):
    order = counter.order(quantity=2)
    answer = take(order, method, reference=" R-17 ", note="at the desk")
    assert answer.status_code == 201, answer.json
    taken = answer.json
    assert (taken["amount_minor"], taken["currency"], taken["reference"]) == (5000, "EUR", "R-17")
    now = order.now()
    assert (now["state"], now["money_state"], len(now["tickets"])) == ("confirmed", "paid", 2)
    assert (counter.left(), mails_about(order)) == (3, ["order-confirmed"])
    assert balances(counter) == {account: 5000, "sales": -5000}
    assert differences(counter) == []


def test_who_took_how_much_and_when_is_listed(client, counter, take):
    order = counter.order()
    at = (clock.now() - timedelta(days=1)).isoformat()
    take(order, received_at=at)
    [taken] = listed(client, counter, order)
    assert taken["recorded_by"] == f"user:{counter.shop.organization.owner.id}"
    assert taken["received_at"] == at
    [invoice] = client.get(f"{order.path}/invoices", headers=owner(counter)).json["items"]
    assert invoice["total_minor"] == 2500


def test_one_key_records_once_and_a_paid_order_takes_no_more(counter, take):
    order = counter.order()
    first, again = take(order, key="one"), take(order, key="one")
    assert first.json == again.json
    assert take(order, key="one", amount_minor=1).status_code == 422
    assert take(order).json["code"] == "orders.nothing-to-pay"
    assert balances(counter) == {"cash": 2500, "sales": -2500}


def test_parts_keep_the_places_until_the_rest_comes(counter, take):
    order = counter.order()
    assert take(order, amount_minor=2000).json["amount_minor"] == 2000
    now = order.now()
    assert (now["state"], now["money_state"]) == ("awaiting_payment", "part_paid")
    with later(days=1):
        run_timed("orders.expire_due")
        too_much = take(order, amount_minor=501).json
        assert [each["pointer"] for each in too_much["errors"]] == ["/amount_minor"]
        assert take(order, "card_terminal").json["amount_minor"] == 500
    assert order.now()["state"] == "confirmed"
    assert balances(counter) == {"cash": 2000, "card_terminal": 500, "sales": -2500}
    assert differences(counter) == []


def test_by_a_plan_the_part_that_is_due_is_taken(counter, take):
    plan = make_plan(counter)
    order = counter.order(quantity=2)
    order.start(plan_id=plan["id"], method="card")
    part = take(order).json["amount_minor"]
    assert 0 < part < 5000
    assert order.now()["money_state"] == "part_paid"
    assert take(order, amount_minor=5000 - part).status_code == 201
    assert order.now()["state"] == "confirmed"
    assert differences(counter) == []


def test_a_lapsed_order_takes_its_places_again(counter, take):
    order = counter.order()
    with later(hours=2):
        run_timed("orders.expire_due")
        assert order.now()["state"] == "expired"
        assert take(order, amount_minor=1).json["code"] == "orders.lapsed"
        assert take(order).status_code == 201
    assert (order.now()["state"], counter.left()) == ("confirmed", 4)
    assert differences(counter) == []


def test_a_lapsed_order_whose_places_are_gone_takes_no_money(counter, take):
    order = counter.order()
    with later(hours=2):
        run_timed("orders.expire_due")
        counter.order(quantity=5)
        assert take(order).json["code"] == "inventory.sold-out"
    assert order.now()["state"] == "expired"
    assert (balances(counter), differences(counter)) == ({}, [])


def test_orders_that_wait_for_no_money_take_none(client, counter, take):
    cancelled, unnamed = counter.order(), counter.order(named=False)
    client.post(f"{cancelled.path}/cancel", headers=owner(counter))
    assert take(cancelled).json["code"] == "orders.nothing-to-pay"
    assert take(unnamed).json["code"] == "orders.incomplete"
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    early = take(counter.order(), received_at=tomorrow).json
    assert [each["pointer"] for each in early["errors"]] == ["/received_at"]


def test_a_refund_of_cash_waits_until_it_was_handed_out(client, counter, take):
    order = counter.order()
    take(order)
    assert order.refund().status_code == 202
    drain()
    now = order.now()
    assert (now["state"], now["money_state"], counter.left()) == ("cancelled", "paid", 5)
    [(connection_id, refund)] = refunds_of(counter, order)
    assert (connection_id, refund.state, refund.is_manual) == (None, "pending", True)
    hand_out(client, counter, order)
    assert order.now()["money_state"] == "refunded"
    assert balances(counter) == {"sales": -2500, "refunds": 2500}
    assert differences(counter) == []


def test_a_part_of_it_can_be_refunded_too(client, counter, take):
    order = counter.order()
    take(order)
    order.refund(amount_minor=1000)
    drain()
    hand_out(client, counter, order)
    assert (order.now()["state"], order.now()["money_state"]) == ("confirmed", "part_refunded")
    assert balances(counter) == {"cash": 1500, "sales": -2500, "refunds": 1000}
    assert take(order).json["code"] == "orders.nothing-to-pay"
    assert differences(counter) == []


def test_what_the_buyer_pays_besides_goes_back_through_the_provider(counter, take):
    order = counter.order()
    order.start()
    order.settle("success")
    assert take(order).status_code == 201
    counter.deliver(order.told())
    drain()
    counter.deliver(order.told())
    drain()
    now = order.now()
    assert (now["state"], len(now["tickets"]), counter.left()) == ("confirmed", 1, 4)
    assert (now["paid_minor"], now["refunded_minor"]) == (5000, 2500)
    [(connection_id, refund)] = refunds_of(counter, order)
    assert (connection_id, refund.state) == (counter.connection_id, "succeeded")
    assert balances(counter)["cash"] == 2500
    assert differences(counter) == []


def test_what_a_provider_has_collected_is_not_taken_again(counter, take):
    order = counter.order()
    order.start()
    order.settle("success")
    with transaction(counter.ctx) as tx:
        [payment] = payments.list_payments_of(tx, UUID(order.id))
    payments.refresh_payment(counter.ctx, payment.id)  # the order has not followed it yet
    assert take(order).json["code"] == "orders.nothing-to-pay"
    assert (order.now()["state"], balances(counter)["sales"]) == ("confirmed", -2500)


def test_nothing_is_taken_while_a_bank_works_on_the_buyers_payment(counter, take):
    order = counter.order()
    order.start()
    settle(order, "pending")
    assert take(order).json["code"] == "orders.payment-under-way"
    assert balances(counter) == {}


def test_who_records_money_may(counter, take):
    order, organization = counter.order(), counter.shop.organization
    other = make_shop(organization)
    assert take(order, user=add_member(organization, "staff")).status_code == 403
    limited = add_member(organization, "admin", event_ids=(other.event_id,))
    assert take(order, user=limited).status_code in (403, 404)
    assert take(order, user=make_organization().owner).status_code == 404
    assert balances(counter) == {}
    mine = add_member(organization, "admin", event_ids=(counter.shop.event_id,))
    assert take(order, user=mine).status_code == 201
