"""The delivery log: what was sent to whom, and sending it again."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.notifications import policies
from turnout.modules.notifications.errors import NotResendable, StillUnderWay
from turnout.modules.notifications.models import Mail
from turnout.modules.notifications.queries import mails as queries
from turnout.modules.notifications.service import queueing
from turnout.modules.notifications.types import OF_ORDERS, MailView, NewMail
from turnout.modules.orders import api as orders


def list_mails(
    ctx: OrganizationContext, request: PageRequest, *, order_id: UUID | None = None
) -> Page[MailView]:
    """Newest first; whoever has some events only sees their mails."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_mails(tx, request, order_id=order_id, event_ids=ctx.event_ids)
    return page(rows, request, key=lambda each: ("", each.id))


def resend_mail(ctx: OrganizationContext, mail_id: UUID) -> MailView:
    """Send a mail about an order once more, to the order's present address; the new mail.

    It is a mail of its own with its own Message-ID. StillUnderWay while the first one is tried.
    """
    policies.require_can_resend(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        earlier = queries.get_mail(tx, mail_id)
        policies.require_can_resend(ctx, earlier.event_id)
        if earlier.template not in OF_ORDERS:
            raise NotResendable
        if not queries.is_final(tx, Mail, mail_id):
            raise StillUnderWay
        again = queueing.queue(tx, _renewed(tx, mail_id))
        found = queries.get_mail(tx, again)
        idempotency.complete(tx, found)
        return found


def _renewed(tx: Transaction, mail_id: UUID) -> NewMail:
    content = queries.get_content(tx, mail_id)
    if content.order_id is None:
        raise NotResendable
    order = orders.get_order_view(tx, content.order_id)
    return replace(
        content,
        source_id=new_id(),
        recipient=order.buyer_email,
        recipient_name=order.buyer_name,
        locale=order.locale,
    )
