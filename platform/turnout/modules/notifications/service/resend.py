"""Mails sent again: for buyers who ask, and for organizers from the log of mails."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, TenantContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.values import from_attributes
from turnout.modules.mail_providers.api import MailHistory, list_gravest, list_history
from turnout.modules.notifications import policies, queries
from turnout.modules.notifications.errors import AskedOften, NotResendable, StillUnderWay
from turnout.modules.notifications.models import MailRow, PlatformMailRow
from turnout.modules.notifications.service import enqueue as mail_queue
from turnout.modules.notifications.types import RESENDABLE, Mail, NewMail, Template
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
        if queries.was_sent(
            tx, PlatformMailRow, Template.TICKET_LINKS, address, within=SOONEST_AGAIN
        ):
            return
        new = NewMail(
            template=Template.TICKET_LINKS, source_id=new_id(), recipient=address, locale=locale
        )
        mail_queue.queue_platform_mail(tx, new)


def resend_confirmation(ctx: TenantContext, order_id: UUID) -> None:
    """Send a confirmed order's tickets again to its buyer; AskedOften within `SOONEST_AGAIN`.

    For whoever proved to hold the order, or a member. NotResendable unless it is confirmed.
    """
    policies.require_can_resend_to_buyer(ctx)
    with transaction(ctx) as tx:
        resend_in(tx, order_id)


def resend_in(tx: Transaction, order_id: UUID) -> None:
    """The same in the caller's transaction."""
    order = orders.get_whole_order(tx, order_id)
    policies.require_can_resend_to_buyer(tx.ctx, order.event_id)
    if order.state != "confirmed":
        raise NotResendable
    if queries.was_sent(
        tx, MailRow, Template.ORDER_CONFIRMED, order.buyer_email, within=SOONEST_AGAIN,
        order_id=order_id,
    ):  # fmt: skip
        raise AskedOften
    new = NewMail.to_buyer(order, Template.ORDER_CONFIRMED, source_id=new_id())
    mail_queue.queue(tx, new)


def list_mails(ctx: OrganizationContext, request: PageRequest, **wanted: object) -> Page[Mail]:
    """Of an `order_id`, `event_id` or `state`, newest first; with some events only of these."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_mails(tx, request, wanted, event_ids=ctx.event_ids)
        told = list_gravest(tx, [each.id for each in rows])
    rows = [replace(each, **told.get(each.id, {})) for each in rows]
    return page(rows, request, key=lambda each: ("", each.id))


def get_history(ctx: OrganizationContext, mail_id: UUID) -> MailHistory:
    """What was tried with a mail and what became of it."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        policies.require_can_read(ctx, queries.get_mail(tx, mail_id).event_id)
        return list_history(tx, mail_id)


def resend_mail(ctx: OrganizationContext, mail_id: UUID) -> Mail:
    """Send a mail about an order once more, to the order's present address; the new mail.

    A certificate goes to whom it was sent before, while they hold its ticket. It is a mail of its
    own with its own Message-ID. StillUnderWay while the first one is tried.
    """
    policies.require_can_resend(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        earlier = queries.get_mail(tx, mail_id)
        policies.require_can_resend(ctx, earlier.event_id)
        is_certificate = earlier.template == Template.CERTIFICATE_READY
        if earlier.template not in RESENDABLE or not (earlier.order_id or is_certificate):
            raise NotResendable
        if not queries.is_final(tx, MailRow, mail_id):
            raise StillUnderWay
        said = queries.get_content(tx, mail_id)
        if is_certificate or earlier.order_id is None:
            new = from_attributes(NewMail, said, source_id=new_id(), serial=0)
        else:
            order = orders.get_whole_order(tx, earlier.order_id)
            new = NewMail.to_buyer(order, said.template, source_id=new_id(), details=said.details)
        again = mail_queue.queue(tx, replace(new, event_id=said.event_id))
        found = queries.get_mail(tx, again)
        idempotency.complete(tx, found)
        return found
