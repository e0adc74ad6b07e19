"""Mails are written down with the reaction that causes them, and sent by a task afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import permissions
from turnout.l10n import mail_headers
from turnout.modules.events import api as events
from turnout.modules.notifications import queries
from turnout.modules.notifications.models import MailRow, PlatformMailRow
from turnout.modules.notifications.types import NewMail, Template
from turnout.modules.orders import api as orders

OF_UNPAID = (Template.ORDER_HOW_TO_PAY, Template.ORDER_LAPSED)


def announce_step(
    ctx: OrganizationContext,
    order_id: UUID,
    template: Template,
    *,
    details: dict[str, Any] | None = None,
) -> None:
    """Queue the mail about one step of an order; amounts in `details` are minor units.

    One fact makes one mail, however often it is heard. Nobody is told of a checkout given up.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        was_given_up = template is Template.ORDER_CANCELLED and order.confirmed_at is None
        if not was_given_up and (template not in OF_UNPAID or orders.may_mail_unpaid(tx, order)):
            _queue_about(tx, order, template, details=details)


def announce_correction(ctx: OrganizationContext, order_id: UUID) -> None:
    """Queue the tickets for an order's new address, and a notice for those that had its mails."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        _queue_about(tx, order, Template.ORDER_CONFIRMED)
        source_id = _fact_id(tx)
        notice = NewMail.to_buyer(order, Template.ORDER_EMAIL_CORRECTED, source_id=source_id)
        for former in queries.list_former_recipients(tx, order_id, present=order.buyer_email):
            queue(tx, replace(notice, recipient=former))


def announce_invitations(ctx: OrganizationContext, invitation_ids: Sequence[UUID]) -> None:
    """Queue the mails of invitations to a private event: one for each sending of each."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        for invitation_id in invitation_ids:
            found = events.read_event_invitation(tx, invitation_id)
            if found is None:
                continue
            new = NewMail(
                template=Template.EVENT_INVITATION, source_id=found.invitation_id,
                serial=found.serial, recipient=found.email, recipient_name=found.name,
                locale=found.locale, event_id=found.event_id, details={"serial": found.serial},
            )  # fmt: skip
            queue(tx, new)


def queue(tx: Transaction, new: NewMail) -> UUID:
    """Write a mail down and have it sent after the commit; the id of the one that is there."""
    mail_id, is_new = queries.write_mail(tx, MailRow, new, host=mail_host())
    if is_new:
        tx.after_commit.append(dispatch(tx.organization_id, mail_id))
    return mail_id


def queue_many(
    tx: Transaction, new: Sequence[NewMail], *, due_at: Sequence[datetime], place: int
) -> None:
    """Write many of a cause down, each for its moment; `place` is how many of it came before."""
    if new:
        queries.write_mails(tx, new, due_at, place=place, host=mail_host())


def queue_platform_mail(tx: Transaction, new: NewMail) -> UUID:
    """The same for a mail that is no organization's, in a job of the platform's."""
    mail_id, _ = queries.write_mail(tx, PlatformMailRow, new, host=mail_host())
    tx.after_commit.append(lambda: enqueue("notifications.send_platform_mail", str(mail_id)))
    return mail_id


def dispatch(organization_id: UUID, mail_id: UUID) -> Callable[[], None]:
    return lambda: enqueue("notifications.send_mail", str(organization_id), str(mail_id))


def mail_host() -> str:
    return mail_headers.mail_host(runtime.current().settings.mail_from)


def _queue_about(
    tx: Transaction,
    order: orders.Order,
    template: Template,
    *,
    details: dict[str, Any] | None = None,
) -> None:
    if order.buyer_email:
        queue(tx, NewMail.to_buyer(order, template, source_id=_fact_id(tx), details=details))


def _fact_id(tx: Transaction) -> UUID:
    cause = tx.ctx.cause if isinstance(tx.ctx, OrganizationContext) else None
    if cause is None:
        raise ValueError("a mail like this is caused by a fact")
    return cause[1]
