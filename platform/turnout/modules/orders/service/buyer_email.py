"""Correct the email address of a confirmed order, whose mails and tickets are out already."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.http import idempotency
from turnout.kernel.observability.metrics import counter
from turnout.modules.orders import policies, queries
from turnout.modules.orders.errors import EmailNotCorrectable
from turnout.modules.orders.facts import OrderEmailCorrected
from turnout.modules.orders.models import OrderState
from turnout.modules.orders.types import Order
from turnout.modules.tickets import api as tickets

CORRECTIONS: Final = counter(
    "turnout_order_email_corrections", "Orders whose email address was corrected"
)


def correct_email(
    ctx: OrganizationContext, order_id: UUID, *, email: str, version: int | None = None
) -> Order:
    """Give a confirmed order another address, and end everything that was sent to the former one.

    In one commit the links sent before open nothing, the codes of tickets that are still the
    buyer's admit nobody, and the account that placed the order loses it: the new address finds
    it among its own. What was passed on stays with who has it. The same address: nothing happens.
    """
    policies.require_can_correct_email(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = queries.lock_order(tx, order_id)
        policies.require_can_correct_email(ctx, order.event_id)
        if order.state != OrderState.CONFIRMED:
            raise EmailNotCorrectable
        queries.require_unchanged(tx, order_id, version)
        former = order.buyer_email
        if email.lower() != former.lower():
            order.buyer_email = email
            order.user_id = None
            order.secret_serial += 1
            queries.readdress_attendees(tx, order_id, former=former, email=email)
            tickets.readdress(tx, order_id, former=former, email=email)
            tx.publish(OrderEmailCorrected(order_id=order_id, event_id=order.event_id))
            tx.after_commit.append(CORRECTIONS.add)
        view = queries.get_whole_order(tx, order_id)
        idempotency.complete(tx, view)
        return view
