"""The use case of the box office: sell tickets at the desk."""

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.http import idempotency
from turnout.modules.box_office import policies, rules
from turnout.modules.box_office.errors import NothingToSell
from turnout.modules.box_office.types import DeskSale, NewDeskSale
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders
from turnout.modules.received_payments import api as received_payments


def sell_tickets(ctx: OrganizationContext, sale: NewDeskSale) -> DeskSale:
    """Sell tickets, from the same stock as everywhere: paid at the desk, or by a link until a day.

    Order and payment commit together or not at all: SoldOut when a pool has too little. Whoever
    is to pay is mailed the link; an order that nobody pays lapses with its places.
    """
    policies.require_can_sell(ctx, sale.event_id)
    is_paid = sale.payment is not None
    rules.require_way_to_pay(is_paid=is_paid, pay_until=sale.pay_until, now=clock.now())

    def follow(tx: Transaction, order: orders.Order) -> DeskSale:
        idempotency.claim(tx)
        if order.total_minor == 0:
            raise NothingToSell
        _settle(tx, order, sale)
        sold = DeskSale.of(orders.get_whole_order(tx, order.id))
        idempotency.complete(tx, sold)
        return sold

    return orders.place_desk_order(ctx, sale.basket, follow=follow)


def _settle(tx: Transaction, order: orders.Order, sale: NewDeskSale) -> None:
    if sale.payment is not None:
        received_payments.record_in(tx, order.id, sale.payment)
    elif sale.pay_until is not None:
        orders.await_payment(tx, order.id, until=sale.pay_until)
        template = notifications.Template.ORDER_TO_PAY
        mail = notifications.NewMail.to_buyer(order, template, source_id=order.id)
        notifications.queue_mail(tx, mail)
