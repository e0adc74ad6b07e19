"""Mails that buyers ask for themselves: their tickets once more, and the links that they lost."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.notifications.errors import AskedOften
from turnout.modules.notifications.models import Mail, PlatformMail
from turnout.modules.notifications.queries import mails as queries
from turnout.modules.notifications.service import queueing
from turnout.modules.notifications.types import NewMail, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations

JOB: Final = "notifications.ask"
SOONEST_AGAIN: Final = timedelta(minutes=5)


def send_ticket_links(email: str, *, locale: str) -> None:
    """Have the links to everything that an address bought or was given sent to it.

    Nobody learns from this whether there is anything. Within `SOONEST_AGAIN` of the last such mail
    nothing is sent; Invalid for what is no address.
    """
    address = organizations.address_of(email)
    with transaction(SystemContext(job=JOB)) as tx:
        if queries.was_sent(tx, PlatformMail, Template.TICKET_LINKS, address, within=SOONEST_AGAIN):
            return
        new = NewMail(
            template=Template.TICKET_LINKS, source_id=new_id(), recipient=address, locale=locale
        )
        mail_id, _ = queries.write_mail(tx, PlatformMail, new, host=queueing.mail_host())
        tx.after_commit.append(lambda: enqueue("notifications.send_platform_mail", str(mail_id)))


def resend_confirmation(ctx: PublicContext, order_id: UUID) -> None:
    """Send a confirmed order's tickets again to its buyer; AskedOften within `SOONEST_AGAIN`.

    For whoever proved to hold the order: the caller has asked.
    """
    with transaction(ctx) as tx:
        order = orders.get_order_view(tx, order_id)
        if queries.was_sent(
            tx, Mail, Template.ORDER_CONFIRMED, order.buyer_email, within=SOONEST_AGAIN,
            order_id=order_id,
        ):  # fmt: skip
            raise AskedOften
        queueing.queue(
            tx,
            NewMail(
                template=Template.ORDER_CONFIRMED,
                source_id=new_id(),
                recipient=order.buyer_email,
                recipient_name=order.buyer_name,
                locale=order.locale,
                order_id=order.id,
                event_id=order.event_id,
            ),
        )
