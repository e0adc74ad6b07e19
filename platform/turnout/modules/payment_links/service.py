"""The use case of payment links: hand out the link of an unpaid order, for longer if wanted."""

from urllib.parse import urljoin
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders
from turnout.modules.payment_links import policies, rules
from turnout.modules.payment_links.errors import NotToPay
from turnout.modules.payment_links.facts import PaymentLinkMade
from turnout.modules.payment_links.metrics import LINKS
from turnout.modules.payment_links.types import NewPaymentLink, PaymentLink

WAITS = "awaiting_payment"


def make_link(ctx: OrganizationContext, order_id: UUID, new: NewPaymentLink) -> PaymentLink:
    """Say until when an order is paid by its link, and have it mailed if that is wanted.

    A later time keeps the order's places as long, in the same commit. NotToPay for an order that
    waits for no payment.
    """
    policies.require_can_make(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        event_id = orders.lock_summary(tx, order_id).event_id
        policies.require_can_make(ctx, event_id)
        order = _require_waiting(tx, order_id)
        if new.pay_until is not None:
            rules.require_later(new.pay_until, before=order.expires_at, now=tx.now)
            orders.await_payment(tx, order_id, until=new.pay_until)
        if new.sends_mail:
            _mail(tx, order)
        link = PaymentLink(
            order_id=order_id,
            pay_until=new.pay_until or order.expires_at,
            due_minor=orders.get_payment_options(tx, order_id).due_minor,
            currency=order.currency,
            is_mailed=new.sends_mail,
        )
        tx.publish(
            PaymentLinkMade(
                order_id=order_id,
                event_id=event_id,
                pay_until=link.pay_until,
                is_mailed=link.is_mailed,
            )
        )
        tx.after_commit.append(lambda: LINKS.add(way="mailed" if new.sends_mail else "shown"))
        idempotency.complete(tx, link)
        return link


def get_url(ctx: OrganizationContext, order_id: UUID) -> str:
    """Return the address at which whoever has it pays an order."""
    policies.require_can_make(ctx)
    with transaction(ctx) as tx:
        policies.require_can_make(ctx, orders.get_summary(tx, order_id).event_id)
        path = orders.path_of(tx, order_id)
    return urljoin(runtime.current().settings.public_url, path)


def _require_waiting(tx: Transaction, order_id: UUID) -> orders.Order:
    order = orders.get_whole_order(tx, order_id)
    has_lapsed = order.expires_at is not None and order.expires_at <= tx.now
    if order.state != WAITS or has_lapsed:
        raise NotToPay
    return order


def _mail(tx: Transaction, order: orders.Order) -> None:
    template = notifications.Template.ORDER_TO_PAY
    mail = notifications.NewMail.to_buyer(order, template, source_id=new_id())
    notifications.queue_mail(tx, mail)
