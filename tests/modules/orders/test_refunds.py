"""Money that payments send back by themselves is not asked back by the order as well."""

from uuid import UUID

import pytest
from tests.factories import payments as making

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import queries
from turnout.modules.orders.service.payment_sync import sync_with_payments
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money


def test_an_order_that_ended_leaves_alone_what_is_on_its_way_back_already(counter):
    bought = counter.order().pay()
    ctx = system_in(counter.ctx.organization_id, "test")
    with transaction(ctx) as tx:
        [payment] = payments.list_payments_of(tx, bought.id)
        whole = Money(payment.captured_minor, payment.currency)
        payments.request_refund(
            tx, payment_id=payment.id, amount=whole, reason="refused", key=str(new_id())
        )
        queries.lock_order(tx, bought.id).state = "cancelled"
        tx.flush()

    sync_with_payments(ctx, bought.id)

    assert bought.now()["refunded_minor"] == 0


@pytest.mark.parametrize("which", [0, 1], ids=["the newer", "the older"])
def test_an_order_that_ended_asks_for_the_other_payment_only(counter, which):
    bought = counter.order().pay()
    ctx = system_in(counter.ctx.organization_id, "test")
    pay_again(bought, ctx)
    with transaction(ctx) as tx:
        every = payments.list_payments_of(tx, UUID(bought.id))
        assert [each.captured_minor for each in every] == [2500, 2500]
        payments.request_refund(
            tx, payment_id=every[which].id, amount=Money(2500, "EUR"), reason="refused", key="own"
        )
        queries.lock_order(tx, bought.id).state = "cancelled"
        tx.flush()

    for _ in range(2):
        sync_with_payments(ctx, UUID(bought.id))

    for each in every:
        asked = payments.get_payment(ctx, each.id).refunds
        assert [refund.amount_minor for refund in asked] == [2500]


@pytest.mark.parametrize("which", [0, 1], ids=["the newer", "the older"])
def test_an_order_paid_twice_keeps_the_payment_that_is_not_on_its_way_back(counter, which):
    bought = counter.order().pay()
    ctx = system_in(counter.ctx.organization_id, "test")
    pay_again(bought, ctx)
    with transaction(ctx) as tx:
        every = payments.list_payments_of(tx, UUID(bought.id))
        payments.request_refund(
            tx, payment_id=every[which].id, amount=Money(2500, "EUR"), reason="own", key="own"
        )

    sync_with_payments(ctx, UUID(bought.id))

    refunds = [payments.get_payment(ctx, each.id).refunds for each in every]
    assert [len(each) for each in refunds] == [1 - which, which]
    assert bought.now()["state"] == "confirmed"


def pay_again(bought, ctx):
    """Somebody pays on a second page; the order has not heard of it."""
    with transaction(ctx) as tx:
        payment_id = payments.open_payment(
            tx,
            reference=UUID(bought.id),
            amount=Money(2500, "EUR"),
            description="the same once more",
            buyer_email="ada@people.example",
            locale="en",
            return_url="http://turnout.test/thanks",
            cancel_url="http://turnout.test/basket",
            connection_id=bought.counter.connection_id,
        )
    started = payments.start(ctx, payment_id)
    bought.counter.provider.complete(ctx, making.ref_of(started.redirect_url), "success")
    payments.refresh_payment(ctx, payment_id)
