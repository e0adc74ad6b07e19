"""Money that payments send back by themselves is not asked back by the order as well."""

from turnout.kernel.context import system_in
from turnout.kernel.ids import new_id
from turnout.kernel.tx import transaction
from turnout.modules.orders.queries import changing
from turnout.modules.orders.service.following import follow_payments
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
        changing.lock_order(tx, bought.id).state = "cancelled"
        tx.flush()

    follow_payments(ctx, bought.id)

    assert bought.now()["refunded_minor"] == 0
