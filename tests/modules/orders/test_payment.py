"""Orders and money, with a provider that is a process of its own."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.sales_desk import open_sales_desk

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.orders.service import payment_sync


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def test_a_paid_order_is_confirmed_with_its_tickets(counter):
    bought = counter.order(quantity=2)
    assert bought.start()["state"] == "needs_action"
    assert bought.now()["state"] == "awaiting_payment"
    bought.settle("success")
    counter.deliver(bought.told())
    work.drain()
    order = bought.now()
    assert (order["state"], order["money_state"], order["paid_minor"]) == (
        "confirmed",
        "paid",
        5000,
    )
    assert len(order["tickets"]) == 2
    assert counter.left() == 3


def test_starting_to_pay_twice_leads_to_the_same_page(counter):
    bought = counter.order()
    assert bought.start()["redirect_url"] == bought.start()["redirect_url"]


def test_a_declined_payment_can_be_tried_again_within_the_same_hold(counter):
    bought = counter.order()
    bought.start()
    declined = bought.ref
    bought.settle("decline")
    counter.deliver(bought.told())
    work.drain()
    assert bought.now()["state"] == "awaiting_payment"
    bought.pay()
    assert bought.ref != declined
    assert bought.now()["state"] == "confirmed"
    assert counter.left() == 4


def test_webhooks_in_any_order_and_twice_end_in_the_same_order(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    bodies = bought.told()
    counter.deliver([*reversed(bodies), *bodies])
    work.drain()
    order = bought.now()
    assert (order["state"], order["paid_minor"], len(order["tickets"])) == ("confirmed", 2500, 1)


def test_a_payment_after_expiry_is_fulfilled_when_there_are_places(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        assert bought.now()["state"] == "expired"
    counter.deliver(bought.told())
    work.drain()
    assert bought.now()["state"] == "confirmed"
    assert counter.left() == 4


def test_a_payment_after_expiry_goes_back_by_itself_when_all_is_sold(counter):
    late = counter.order()
    late.start()
    late.settle("success")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
    counter.order(quantity=5)
    counter.deliver(late.told())
    work.drain()
    counter.deliver(late.told())
    work.drain()
    order = late.now()
    assert (order["state"], order["money_state"]) == ("expired", "refunded")
    assert order["tickets"] == []


def test_a_full_refund_voids_the_tickets_at_once_and_returns_the_places(counter):
    bought = counter.order(quantity=2).pay()
    asked = bought.refund()
    assert (asked.status_code, asked.json["amount_minor"]) == (202, 5000)
    order = bought.now()
    assert order["state"] == "cancelled"
    assert {each["state"] for each in order["tickets"]} == {"refunded"}
    work.drain()
    counter.deliver(bought.told())
    work.drain()
    assert bought.now()["money_state"] == "refunded"
    assert counter.left() == 5


def test_a_part_refund_leaves_the_order_and_cannot_exceed_what_was_paid(counter):
    bought = counter.order(quantity=2).pay()
    assert bought.refund("a", amount_minor=2000).status_code == 202
    too_much = bought.refund("b", amount_minor=3001)
    assert (too_much.status_code, too_much.json["refundable_minor"]) == (409, 3000)
    work.drain()
    counter.deliver(bought.told())
    work.drain()
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("confirmed", "part_refunded")
    assert order["refunded_minor"] == 2000


def test_the_same_refund_key_refunds_once(counter):
    bought = counter.order().pay()
    first, again = bought.refund("once"), bought.refund("once")
    assert first.json == again.json
    work.drain()
    counter.deliver(bought.told())
    work.drain()
    assert bought.now()["refunded_minor"] == 2500


def test_a_paid_order_is_refunded_rather_than_cancelled(counter):
    bought = counter.order().pay()
    answer = counter.client.post(f"{bought.path}/cancel", headers=bought.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.refund-first")


def test_following_again_changes_nothing(counter):
    """Handlers run beside each other and may repeat: what counts is what payments say now."""
    bought = counter.order().pay()
    bought.refund()
    work.drain()
    counter.deliver(bought.told())
    work.drain()
    before = bought.now()
    for _ in range(3):
        payment_sync.sync_with_payments(
            system_in(counter.ctx.organization_id, "test"), UUID(bought.id)
        )
    work.drain()
    assert bought.now() == before


def test_an_order_under_review_has_no_tickets(counter):
    bought = counter.order()
    bought.start()
    with transaction(counter.ctx) as tx:
        tx.query("UPDATE payments SET amount_minor = 100 WHERE reference = %(r)s", {"r": bought.id})
    bought.settle("success")
    counter.deliver(bought.told())
    work.drain()
    order = bought.now()
    assert (order["state"], order["tickets"]) == ("under_review", [])


def test_a_part_refund_heard_before_its_payment_leaves_the_order_confirmed(counter):
    """Made at the provider, so it comes after the sale in whatever order it is heard."""
    bought = counter.order(quantity=2)
    bought.start()
    bought.settle("success")
    counter.provider.call(
        counter.ctx,
        "POST",
        f"/v1/payments/{bought.ref}/refunds",
        {"amount_minor": 1500, "currency": "EUR"},
    )
    counter.deliver(bought.told()[::-1])
    work.drain()
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("confirmed", "part_refunded")
    assert (order["refunded_minor"], len(order["tickets"]), counter.left()) == (1500, 2, 3)


def test_a_full_refund_heard_before_its_payment_leaves_no_tickets(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    counter.provider.call(
        counter.ctx,
        "POST",
        f"/v1/payments/{bought.ref}/refunds",
        {"amount_minor": 2500, "currency": "EUR"},
    )
    counter.deliver(bought.told()[::-1])
    work.drain()
    order = bought.now()
    assert (order["state"], order["money_state"], order["tickets"]) == ("cancelled", "refunded", [])
    assert counter.left() == 5


def test_a_refund_that_fails_after_all_shows_the_money_again_and_is_not_repeated(counter):
    bought = counter.order().pay()
    counter.provider.script(counter.ctx, "refund", "pending")
    bought.refund(amount_minor=1000)
    work.drain()
    [refund] = [
        each["object_id"] if "object_id" in each else each["object"]
        for each in counter.provider.payment(counter.ctx, bought.ref)["facts"]
        if each["type"] == "refund.pending"
    ]
    counter.provider.call(
        counter.ctx, "POST", f"/v1/refunds/{refund}/complete", {"outcome": "failure"}
    )
    counter.deliver(bought.told())
    work.drain()
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("confirmed", "paid")
    assert order["refunded_minor"] == 0
    told = counter.provider.payment(counter.ctx, bought.ref)
    assert told["refunded_minor"] == 0
    assert bought.refund("again", amount_minor=2500).status_code == 202


def test_late_money_for_an_event_that_was_called_off_goes_back(counter):
    late = counter.order()
    late.start()
    late.settle("success")
    bodies = late.told()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
    events.cancel_event(counter.ctx, counter.shop.event_id, reason="Storm")
    counter.deliver(bodies)
    work.drain()
    counter.deliver(late.told())
    work.drain()
    order = late.now()
    assert (order["state"], order["money_state"], order["tickets"]) == ("expired", "refunded", [])


def test_every_change_of_state_is_told_once(counter):
    bought = counter.order().pay()
    bought.refund()
    with transaction(counter.ctx) as tx:
        rows = tx.query(
            "SELECT payload->>'before', payload->>'after' FROM outbox"
            " WHERE name = 'orders.state-changed.v1' AND payload->>'order_id' = %(id)s ORDER BY id",
            {"id": bought.id},
        )
    assert [tuple(row) for row in rows] == [
        ("held", "awaiting_payment"),
        ("awaiting_payment", "confirmed"),
        ("confirmed", "cancelled"),
    ]
